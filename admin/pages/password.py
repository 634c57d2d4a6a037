"""One's own password: changed at will, and before anything else where somebody else has made it."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.pages.guard import TOKEN
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.recovering import change_password
from admin.signing import Proof, knows_password
from admin.sittings import lookup_of
from admin.staff import LONGEST_PASSWORD, SHORTEST_PASSWORD
from intake.store.accounts import Role

blueprint = Blueprint("password", __name__, url_prefix="/password")


@blueprint.get("")
@for_roles(*Role, sees=Data.NOTHING)
def page() -> str:
    """The form."""
    return _page()


@blueprint.post("")
@for_roles(*Role, sees=Data.NOTHING)
def change() -> ResponseReturnValue:
    """Take the new password and end the other sittings.

    The present one is asked for: an open browser is no proof. Not before a first password is changed, which was
    typed at the beginning of this very sitting and lets nobody do anything else.
    """
    password, again = request.form.get("password", ""), request.form.get("again", "")
    if password != again or not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return _page(refused="new"), 422
    if not me().to_change and not _knows_the_present_one():
        return _page(refused="present"), 403
    change_password(console().store, me().id, lookup_of(session[TOKEN]), password, console().clock)
    flash(_("The password is changed."))
    return redirect(url_for("signing.home"), code=303)


def _knows_the_present_one() -> bool:
    terminal = g.terminal.fingerprint if g.terminal else ""
    proof = Proof(me().username, request.form.get("present", ""), "", terminal)
    return knows_password(console().store, console().times, proof)


def _page(refused: str = "") -> str:
    return render_template("password.html", refused=refused, shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD)
