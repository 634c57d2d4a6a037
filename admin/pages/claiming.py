"""Taking an application on, or over from a colleague."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk.holding import take
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.pages.versions import version
from intake.store.accounts import Role

blueprint = Blueprint("claiming", __name__, url_prefix="/applications/<reference>")


@blueprint.post("/claim")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def claim(reference: str) -> ResponseReturnValue:
    """Take it on; what a colleague is at needs the tick, and is taken from whom the form showed."""
    here, ticked = console(), request.form.get("take_over") == "yes"
    over_from = request.form.get("holder", type=int) if ticked else None
    take(here.store, here.clock, me(), reference, version(), over_from)
    flash(_("You have taken it on."))
    return redirect(url_for("application.page", reference=reference), code=303)
