"""Keyed: which paper was typed into billing, and which number billing gave."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk.facts import facts_of
from admin.desk.keying import KeyedEntries, keyed
from admin.desk.outdated import BY_STATE
from admin.desk.read_back import DAY_CONTROLS, days_read_back
from admin.desk.reasons import OTHER_NUMBER
from admin.desk.refusals import NotForPaper, WrongEntries
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.pages.versions import version
from intake.store.accounts import Role
from intake.text import Text

blueprint = Blueprint("keying", __name__, url_prefix="/applications/<reference>/keyed")
CONTROLS = ("reference", "serial", "customer_number", *DAY_CONTROLS, "difference")


@blueprint.get("")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def form(reference: str) -> str:
    """What to type from paper and from billing's screen."""
    return _form(reference, {}, {})


@blueprint.post("")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def note(reference: str) -> ResponseReturnValue:
    """Note it, or show the form again with what was typed."""
    here, typed = console(), {name: request.form.get(name, "")[:60] for name in CONTROLS}
    try:
        keyed(here.store, here.clock, here.office, here.town, me(), reference, version(), KeyedEntries(**typed))
    except WrongEntries as wrong:
        return _form(reference, typed, wrong.problems), 422
    flash(_("Noted as keyed. Now somebody else has to check it."))
    return redirect(url_for("application.page", reference=reference), code=303)


def _form(reference: str, typed: Mapping[str, str], problems: Mapping[str, Text]) -> str:
    facts = facts_of(console().store, me(), reference)
    if why := BY_STATE.get(facts.application.standing) or facts.why_not_keyed:
        raise NotForPaper(why)
    digits = console().town.customer_number_digits
    return render_template(
        "keyed.html",
        facts=facts,
        typed=typed,
        problems=problems,
        digits=digits,
        differences=OTHER_NUMBER,
        days=days_read_back(facts.application.procedure),
    )
