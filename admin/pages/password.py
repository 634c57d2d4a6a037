"""One's own password: changed at will, and before anything else where somebody else has made it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.pages.guard import TOKEN
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.recovering import change_password
from admin.sittings import lookup_of
from admin.staff import LONGEST_PASSWORD, SHORTEST_PASSWORD
from intake.store.accounts import Role

blueprint = Blueprint("password", __name__, url_prefix="/password")


@blueprint.get("")
@for_roles(*Role, sees=Data.NOTHING)
def page() -> str:
    """The form."""
    return _page(refused=False)


@blueprint.post("")
@for_roles(*Role, sees=Data.NOTHING)
def change() -> ResponseReturnValue:
    """Take the new password and end the other sittings."""
    password, again = request.form.get("password", ""), request.form.get("again", "")
    if password != again or not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return _page(refused=True), 422
    change_password(console().store, me().id, lookup_of(session[TOKEN]), password, console().clock)
    flash(_("The password is changed."))
    return redirect(url_for("signing.home"), code=303)


def _page(*, refused: bool) -> str:
    return render_template("password.html", refused=refused, shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD)
