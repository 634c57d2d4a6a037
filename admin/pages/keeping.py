"""What somebody sent after the sitting had ended: kept, and shown again to the same person."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import ValidationError, validate_csrf

from admin.keeping import Kept, drop, keep, kept
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles, sees_of
from intake.store.accounts import Role

blueprint = Blueprint("keeping", __name__, url_prefix="/kept")
KEPT = "kept"
OUR_FIELDS = {"csrf_token"}
WORTH_KEEPING = {Data.COVER, Data.RECORD}
"""Work on applications; a form with a password in it is never kept."""


def keep_this_form(owner: int, token: str) -> bool:
    """Keep the form of this request for its owner, if it is one of ours and about an application."""
    view = current_app.view_functions.get(request.endpoint or "")
    reference = (request.view_args or {}).get("reference", "")
    if view is None or sees_of(view) not in WORTH_KEEPING or not reference:
        return False
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in OUR_FIELDS]
    keep(console().store, token, owner, Kept(request.path, reference, fields), console().clock.now())
    session[KEPT] = token
    return True


@blueprint.get("")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.RECORD)
def page() -> ResponseReturnValue:
    """The form again, as it was typed; nothing of it has been done."""
    found = kept(console().store, session.get(KEPT, ""), me(), console().clock.now())
    if found is None:
        session.pop(KEPT, None)
        return redirect(url_for("signing.home"), code=303)
    typed = [(name, value) for name, value in found.fields if not value.isascii() or " " in value]
    hidden = [field for field in found.fields if field not in typed]
    return render_template("kept.html", form=found, typed=typed, hidden=hidden)


@blueprint.post("/drop")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.NOTHING)
def forget() -> ResponseReturnValue:
    """Forget it."""
    drop(console().store, session.pop(KEPT, ""))
    flash(_("Forgotten. Nothing was changed."))
    return redirect(url_for("signing.home"), code=303)
