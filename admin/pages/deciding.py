"""What ends an application: checked, sent back, not accepted."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk import checking, ending
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.pages.versions import version
from intake.store.accounts import Role

blueprint = Blueprint("deciding", __name__, url_prefix="/applications/<reference>")


@blueprint.post("/checked")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def checked(reference: str) -> ResponseReturnValue:
    """A second person found billing to hold what the resident wrote."""
    here = console()
    checking.checked(here.store, here.clock, me(), reference, version(), here.apart)
    return _done(reference, _("Completed. The applicant is told by e-mail."))


@blueprint.post("/send-back")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def send_back(reference: str) -> ResponseReturnValue:
    """A second person found a difference."""
    reason = request.form.get("reason", "")
    checking.send_back(console().store, console().clock, me(), reference, version(), reason)
    return _done(reference, _("Sent back. It has to be keyed again from the slip."))


@blueprint.post("/decline")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def decline(reference: str) -> ResponseReturnValue:
    """The bureau can't accept it."""
    ending.decline(console().store, console().clock, me(), reference, version(), request.form.get("reason", ""))
    return _done(reference, _("Not accepted. The applicant is told by e-mail."))


def _done(reference: str, sentence: str) -> ResponseReturnValue:
    flash(sentence)
    return redirect(url_for("application.page", reference=reference), code=303)
