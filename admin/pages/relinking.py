"""A new link to My Page for somebody who has lost the old one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk.relinking import relink
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.pages.versions import version
from intake.store.accounts import Role

blueprint = Blueprint("relinking", __name__, url_prefix="/applications/<reference>")


@blueprint.post("/relink")
@for_roles(Role.SUPERVISOR, sees=Data.COVER)
def renew(reference: str) -> ResponseReturnValue:
    """Make the link and mail it. Nobody at the console sees it."""
    here, checks = console(), request.form.getlist("check")
    relink(here.store, here.clock, here.office, here.keys, me(), reference, version(), checks)
    flash(_("A new link is on its way to the address in the record. The old one opens nothing any more."))
    return redirect(url_for("application.page", reference=reference), code=303)
