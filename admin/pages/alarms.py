"""The alarms of the desk, and their number for the head of every page."""

from __future__ import annotations

from flask import Blueprint, render_template

from admin.desk.alarms import alarms_now, how_many_alarms
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.staff import Member
from intake.store.accounts import Role
from intake.store.engine import StoreTrouble

blueprint = Blueprint("alarms", __name__, url_prefix="/alarms")


@blueprint.get("")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def page() -> str:
    """What has waited too long. No personal data."""
    here = console()
    return render_template("alarms.html", found=alarms_now(here.store, here.clock, here.town, me()))


def alarm_count(who: Member | None) -> int | None:
    """How many alarms there are for this person; None for others, and while the database is away."""
    if who is None or who.role is Role.AUDITOR:
        return None
    try:
        return how_many_alarms(console().store, console().clock, console().town, who)
    except StoreTrouble:
        return None
