"""The accounts of the centre: a supervisor adds, recovers and ends them, each with an event."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk import staffing
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.pages.sure import not_sure
from admin.recovering import Fresh
from intake.store.accounts import Role

blueprint = Blueprint("staff", __name__, url_prefix="/staff")
ONE = "/<int(max=2147483647):account_id>"


@blueprint.get("")
@for_roles(Role.SUPERVISOR, Role.AUDITOR, sees=Data.STAFF)
def page() -> str:
    """Everybody with role and number; the auditor reads, the supervisor has buttons too."""
    return render_template("staff.html", people=staffing.staff_list(console().store), centre=staffing.CENTRE)


@blueprint.post("")
@for_roles(Role.SUPERVISOR, sees=Data.STAFF)
def add() -> str:
    """A new account; its first password and secret are shown this once."""
    here, form = console(), request.form
    username = form.get("username", "").strip()
    return _once(staffing.hire(here.store, here.secret, here.clock, me(), username, form.get("role", "")))


@blueprint.post(f"{ONE}/recover")
@for_roles(Role.SUPERVISOR, sees=Data.STAFF)
def recover(account_id: int) -> str:
    """A new first password and secret, shown this once."""
    here = console()
    return _once(staffing.recover(here.store, here.secret, here.clock, me(), account_id))


@blueprint.post(f"{ONE}/end")
@for_roles(Role.SUPERVISOR, sees=Data.STAFF)
def end(account_id: int) -> ResponseReturnValue:
    """Bar it for good; needs the tick."""
    if not_sure():
        return redirect(url_for("staff.page"), code=303)
    staffing.end(console().store, console().clock, me(), account_id)
    flash(_("The account has ended."))
    return redirect(url_for("staff.page"), code=303)


@blueprint.post(f"{ONE}/role")
@for_roles(Role.SUPERVISOR, sees=Data.STAFF)
def role(account_id: int) -> ResponseReturnValue:
    """Another role; needs the tick."""
    if not_sure():
        return redirect(url_for("staff.page"), code=303)
    staffing.give_role(console().store, console().clock, me(), account_id, request.form.get("role", ""))
    flash(_("The role is changed. The colleague has to sign in again."))
    return redirect(url_for("staff.page"), code=303)


def _once(made: Fresh) -> str:
    secret = made.totp_secret
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return render_template("fresh.html", made=made, groups=groups)
