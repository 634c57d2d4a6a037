"""The pages for what goes wrong: plain words, the right status, and nothing about the inside."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

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
    app.register_error_handler(HTTPException, _explain)


def _out_of_date(_fault: Exception) -> ResponseReturnValue:
    return _page(OUT_OF_DATE, 400)


def _explain(fault: Exception) -> ResponseReturnValue:
    status = getattr(fault, "code", None) or 500
    return _page(WORDS.get(status, UNREADABLE), status)


def _page(words: tuple[LazyString, LazyString], status: int) -> ResponseReturnValue:
    heading, text = words
    return render_template("mishap.html", heading=heading, text=text), status
