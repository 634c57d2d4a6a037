"""Mails that could not be delivered."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk.mails import parked_mails, send_again
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from intake.store.accounts import Role

blueprint = Blueprint("mails", __name__, url_prefix="/mails")


@blueprint.get("")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def page() -> str:
    """Kind, reference, tries and what happened; addresses are sealed to the postman and unknown here."""
    return render_template("mails.html", mails=parked_mails(console().store))


@blueprint.post("/<uuid:mail_id>/retry")
@for_roles(Role.SUPERVISOR, sees=Data.COVER)
def retry(mail_id: UUID) -> ResponseReturnValue:
    """Give one back to the postman."""
    send_again(console().store, console().clock, me(), mail_id)
    flash(_("The postman tries again."))
    return redirect(url_for("mails.page"), code=303)
