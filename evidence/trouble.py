"""When something can't be shown: a page in words, and a log line that holds only the kind of the error."""

from __future__ import annotations

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from intake.log import logger
from intake.text import N_

WORDS = {
    400: N_("The desk answers only under its own address."),
    403: N_("This form has to be sent from the desk itself."),
    404: N_("There is no such page."),
    405: N_("There is no such page."),
    413: N_("That is too long."),
}
UNEXPECTED = N_("Something went wrong. Nothing was changed.")


def explain(app: Flask) -> None:
    """Pages for refusals and for what nobody expected; neither shows a value or a stack."""
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _unexpected)


def _refused(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error
    return render_template("trouble.html", words=WORDS.get(code, UNEXPECTED)), code


def _unexpected(error: Exception) -> ResponseReturnValue:
    logger("desk").error("unexpected", trouble=type(error).__name__)
    return render_template("trouble.html", words=UNEXPECTED), 500
