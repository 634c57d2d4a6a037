"""The pages for what goes wrong: plain words, the right status, and nothing about the inside."""

from pathlib import Path

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from billing.log import log_kinds_only, write_fault

BARE_PAGE = (Path(__file__).parents[1] / "templates" / "mishap_bare.html").read_text(encoding="utf-8")
"""Both languages at once; needs no translation, no address of this system and no session."""

WORDS: dict[int, tuple[LazyString, LazyString]] = {
    403: (
        _("You may look, but not change"),
        _("Your account may read registrations. Only clerks may type or compare them."),
    ),
    404: (_("There is no such page"), _("Go back to the list and look for the registration there.")),
    413: (_("That was too much"), _("The form held more text than a slip does. Nothing was registered.")),
    500: (
        _("Something went wrong here"),
        _("Look in the list whether the slip was registered before you type it again."),
    ),
    503: (
        _("The registrations can't be reached now"),
        _("Nothing was written. Wait a moment, go back and send the form once more."),
    ),
}
UNREADABLE = (_("The form could not be read"), _("Nothing was changed. Go back and send it once more."))
OUT_OF_DATE = (
    _("The form was out of date"),
    _("Nothing was changed. Go back, load the page again and send the form once more."),
)


def explain_mishaps(app: Flask) -> None:
    """Give every refusal and every fault of the app a page in the reader's language."""
    # Flask-WTF's refusal is an HTTPException too; the narrower handler is asked first.
    app.register_error_handler(CSRFError, _out_of_date)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(HTTPException, _explain)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(Exception, _unexpected)
    log_kinds_only(app)


def _out_of_date(_fault: Exception) -> ResponseReturnValue:
    return _page(OUT_OF_DATE, 400)


def _foreign_host(_fault: Exception) -> ResponseReturnValue:
    """Under a host name that isn't ours no address can be made, so no page of ours either."""
    return BARE_PAGE, 400


def _explain(fault: HTTPException) -> ResponseReturnValue:
    if isinstance(fault, RequestEntityTooLarge):
        _let_the_sender_finish()
    status = fault.code or 500
    return _page(WORDS.get(status, UNREADABLE), status)


def _database_away(fault: Exception) -> ResponseReturnValue:
    """Disk full or database locked: the transaction was rolled back whole."""
    write_fault("database", fault)
    return _page(WORDS[503], 503)


def _unexpected(fault: Exception) -> ResponseReturnValue:
    write_fault("pages", fault)
    return _page(WORDS[500], 500)


def _let_the_sender_finish() -> None:
    """Read away what is left of a body that is too large, at most what the server lets through.

    Who is still sending when the connection closes gets a broken connection instead of the answer.
    """
    body = request.environ["wsgi.input"]
    while body.read(64 * 1024):
        pass


def _page(words: tuple[LazyString, LazyString], status: int) -> ResponseReturnValue:
    heading, text = words
    try:
        return render_template("mishap.html", heading=heading, text=text), status
    except Exception as fault:
        write_fault("mishap page", fault)
        return BARE_PAGE, status
