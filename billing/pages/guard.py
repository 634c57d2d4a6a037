"""Who may pass: everybody to the sign-in, staff to what can be read, clerks to what can be changed.

The rule is closed by default: a route added later is shut to strangers, and to the bureau as soon as it
changes something, without having to say so.
"""

from flask import abort, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from billing.pages import database
from billing.staff import Person, find_by_session

OPEN_TO_ALL = {"alive", "healthz", "readyz", "static", "language.choose", "signing.show", "signing.sign_in"}
CHANGES_NOTHING = {"signing.sign_out", "registrations.search"}
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def admit() -> ResponseReturnValue | None:
    """Let a request pass, send a stranger to the sign-in, or refuse a change by the bureau with 403."""
    g.person = _signed_in()
    if request.endpoint is None or request.endpoint in OPEN_TO_ALL:
        return None
    if g.person is None:
        return redirect(url_for("signing.show"), code=303)
    if request.method not in SAFE_METHODS and request.endpoint not in CHANGES_NOTHING:
        clerk()
    return None


def clerk() -> Person:
    """Give the clerk of this request; anybody else is refused with 403."""
    person: Person | None = g.person
    if person is None or not person.is_clerk:
        abort(403)
    return person


def let_in(person: Person) -> None:
    """Begin a new session; nothing of the one before, which a stranger could have made, lives on."""
    session.clear()
    session.permanent = True
    session["person"] = person.id
    session["generation"] = person.generation


def _signed_in() -> Person | None:
    if request.endpoint in {"alive", "static"} or "person" not in session:
        return None
    with database().reading() as books:
        return find_by_session(books, session["person"], session["generation"])
