"""A cancel that came after print: the slip is pulled, billing undone by one and seen by another."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk import cancelling
from admin.desk.facts import facts_of
from admin.desk.printing import print_cancellation
from admin.desk.refusals import WrongEntries
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.pages.versions import version
from intake.store.accounts import Role
from intake.text import Text

blueprint = Blueprint("cancelling", __name__, url_prefix="/applications/<reference>")
CONTROLS = ("serials", "customer_number")


@blueprint.post("/print-cancellation")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def give_out(reference: str) -> ResponseReturnValue:
    """A cancellation slip with a serial of its own."""
    sheet = print_cancellation(console().store, console().clock, me(), reference, version())
    return redirect(url_for("slips.page", serial=sheet.serial), code=303)


@blueprint.post("/undo")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def undo(reference: str) -> ResponseReturnValue:
    """The first of two people has taken it out of billing."""
    here, typed = console(), _typed()
    try:
        cancelling.undo(here.store, here.clock, here.office, me(), reference, version(), **typed)
    except WrongEntries as wrong:
        return _again(reference, typed, wrong.problems)
    return _done(reference, _("Noted as undone. Now somebody else has to look in billing and confirm."))


@blueprint.post("/confirm-cancel")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def confirm(reference: str) -> ResponseReturnValue:
    """The slip is pulled, or a second person has seen that billing is undone."""
    here, typed = console(), _typed()
    try:
        cancelling.confirm_cancel(here.store, here.clock, me(), reference, version(), typed["serials"], here.apart)
    except WrongEntries as wrong:
        return _again(reference, typed, wrong.problems)
    return _done(reference, _("Cancelled. The applicant is told by e-mail."))


def _typed() -> dict[str, str]:
    return {name: request.form.get(name, "")[:2000] for name in CONTROLS}


def _again(reference: str, typed: Mapping[str, str], problems: Mapping[str, Text]) -> ResponseReturnValue:
    facts = facts_of(console().store, me(), reference)
    return render_template("cancelling.html", facts=facts, entered=typed, problems=problems), 422


def _done(reference: str, sentence: str) -> ResponseReturnValue:
    flash(sentence)
    return redirect(url_for("application.page", reference=reference), code=303)
