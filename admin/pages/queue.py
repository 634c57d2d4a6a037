"""The lists, and the box that finds an application by its reference."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk import queue as lists_of
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from intake.clock import today
from intake.reference import WrongReference, read_reference
from intake.store.accounts import Role

blueprint = Blueprint("queue", __name__)


@blueprint.get("/queue", defaults={"name": "all"})
@blueprint.get("/queue/<name>")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def lists(name: str) -> str:
    """One list. No personal data, so that a screen seen in passing tells nothing."""
    if name not in lists_of.LISTS:
        abort(404)
    here = console()
    return render_template(
        "queue.html",
        name=name,
        lists=lists_of.LISTS,
        counts=lists_of.counts_for(here.store, here.clock, here.town, me()),
        parked=lists_of.parked_count(here.store),
        listed=lists_of.listed(here.store, here.clock, here.town, me(), name, request.args.get("after", "")),
        today=today(here.clock),
        soon=lists_of.soon(here.clock, here.town),
        after=request.args.get("after", ""),
    )


@blueprint.post("/find")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def find() -> ResponseReturnValue:
    """To the application of a reference, typed in any width and with any hyphens."""
    try:
        reference = read_reference(request.form.get("reference", ""))
    except WrongReference:
        flash(_("This is not a reference: a digit is wrong or missing."), "caution")
        return redirect(url_for("queue.lists"), code=303)
    return redirect(url_for("application.page", reference=reference), code=303)
