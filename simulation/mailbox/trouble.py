"""When the mailbox page can't do what was asked: a page in words, which says nothing about the inside."""

from __future__ import annotations

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from intake.log import logger


def explain(app: Flask) -> None:
    """Give every refusal and every fault a page in the reader's language."""
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _unexpected)


def _heading(code: int) -> str:
    words = {
        400: gettext("The mailboxes answer only under their own address"),
        404: gettext("There is no such page"),
        405: gettext("There is nothing to send here"),
        413: gettext("That is too long"),
    }
    return str(words.get(code, gettext("Something went wrong")))


def _refused(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error
    if isinstance(error, RequestEntityTooLarge):
        _let_the_sender_finish()
    allowed = error.valid_methods if isinstance(error, MethodNotAllowed) else None
    headers = {"Allow": ", ".join(sorted(allowed))} if allowed else {}
    return render_template("trouble.html", heading=_heading(code)), code, headers


def _unexpected(error: Exception) -> ResponseReturnValue:
    logger("mailbox").error("unexpected", trouble=type(error).__name__)
    return render_template("trouble.html", heading=_heading(500)), 500


def _let_the_sender_finish() -> None:
    """Read away what is left of a body that is too large, at most what the server lets through.

    Who is still sending when the connection closes gets a broken connection instead of the answer.
    """
    body = request.environ["wsgi.input"]
    while body.read(64 * 1024):
        pass
