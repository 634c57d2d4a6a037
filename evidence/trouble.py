"""When something can't be shown: a page in words, and a log line that holds only the kind of the error."""

from __future__ import annotations

import logging
from pathlib import Path

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from intake.log import logger
from intake.text import N_, Text

WORDS = {
    403: N_("This form has to be sent from the desk itself."),
    404: N_("There is no such page."),
    405: N_("There is no such page."),
    413: N_("That is too long."),
}
UNEXPECTED = N_("Something went wrong. Nothing was changed.")
BARE_PAGE = Path(__file__).with_name("templates").joinpath("trouble_bare.html").read_text(encoding="utf-8")
"""Both languages at once, for a host name that isn't the desk's and for a page that can't be drawn."""


def explain(app: Flask) -> None:
    """Pages for refusals and for what nobody expected; neither shows a value or a stack."""
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _unexpected)
    app.logger.addFilter(_kind_only)  # Flask itself would write the address and a traceback


def _foreign_host(_error: Exception) -> ResponseReturnValue:
    return BARE_PAGE, 400


def _refused(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error
    if isinstance(error, RequestEntityTooLarge):
        _let_the_sender_finish()
    return _page(WORDS.get(code, UNEXPECTED), code)


def _unexpected(error: Exception) -> ResponseReturnValue:
    _log(error)
    return _page(UNEXPECTED, 500)


def _page(words: Text, code: int) -> ResponseReturnValue:
    try:
        return render_template("trouble.html", words=words), code
    except Exception as error:
        _log(error)
        return BARE_PAGE, code


def _let_the_sender_finish() -> None:
    """Read away what is left of a body that is too large, at most what the server lets through.

    Who is still sending when the connection closes gets a broken connection instead of the answer.
    """
    body = request.environ["wsgi.input"]
    while body.read(64 * 1024):
        pass


def _log(error: BaseException | None) -> None:
    logger("desk").error("unexpected", trouble=type(error).__name__ if error else "unknown")


def _kind_only(record: logging.LogRecord) -> bool:
    _log(record.exc_info[1] if record.exc_info else None)
    return False
