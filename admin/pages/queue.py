"""The lists with their filters, what comes next on them, and the box for a reference."""

from __future__ import annotations

from uuid import uuid4

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk import filters as known
from admin.desk import queue as lists_of
from admin.desk.selecting import most_for
from admin.headers import WITH_SCRIPT
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles, unattended
from admin.pages.trail import Trail, rank_in_address
from intake.clock import today
from intake.procedures import PROCEDURES
from intake.reference import WrongReference, read_reference
from intake.store.accounts import Role

blueprint = Blueprint("queue", __name__)


@blueprint.get("/queue", defaults={"name": "all"})
@blueprint.get("/queue/<name>")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def lists(name: str) -> ResponseReturnValue:
    """One list. No personal data, so that a screen seen in passing tells nothing."""
    return _list(name, "", "")


def _list(name: str, sought: str, fault: str) -> ResponseReturnValue:
    """A list, perhaps with a reference that could not be read as it was typed."""
    here, after, filters, portion = desk(), request.args.get("after", ""), _filters(name), _portion()
    page = render_template(
        "queue.html",
        name=name,
        lists=lists_of.LISTS,
        counts=lists_of.counts_for(here, filters),
        arrivals=lists_of.new_arrivals(here),
        parked=lists_of.parked_count(here.store),
        listed=lists_of.listed(here, name, filters, after, portion),
        portion=portion,
        portions=[each for each in lists_of.PORTIONS if each <= most_for(me())],
        all_ticked=request.args.get("tick") == "all",
        sought=sought,
        fault=fault,
        today=today(here.clock),
        soon=lists_of.soon(here.clock, here.town),
        after=after,
        filters=filters,
        known=known,
        procedures=PROCEDURES,
        batch=uuid4(),
        path=lambda reference, rank: {"reference": reference, **Trail(name, filters, rank).in_address},
    )
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = WITH_SCRIPT
    return answer


@blueprint.get("/queue/<name>/next")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def following(name: str) -> ResponseReturnValue:
    """On to the application after this one on the list, or back to the list at its end."""
    filters = _filters(name)
    found = lists_of.next_after(desk(), name, filters, request.args.get("after", ""), rank_in_address())
    if found is None:
        flash(_("That was the last one of this list."))
        return redirect(url_for("queue.lists", name=name, **filters.in_address), code=303)
    reference, rank = found
    address = Trail(name, filters, rank).in_address
    return redirect(url_for("application.page", reference=reference, **address), code=303)


@blueprint.get("/arrivals")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
@unattended
def arrivals() -> tuple[str, dict[str, str]]:
    """How many new applications nobody has taken, as a number; a page that is open asks this by itself."""
    return str(lists_of.new_arrivals(desk())), {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.post("/find")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def find() -> ResponseReturnValue:
    """To the application of a reference, typed in any width and with any hyphens."""
    try:
        reference = read_reference(request.form.get("reference", ""))
    except WrongReference:
        wrong = _("This is not a reference: a digit is wrong or missing.")
        return make_response(_list("all", request.form.get("reference", "")[:40], wrong), 422)
    return redirect(url_for("application.page", reference=reference), code=303)


def desk() -> lists_of.Desk:
    """The lists as whoever asks sees them now."""
    here = console()
    return lists_of.Desk(here.store, here.clock, here.town, me())


def _portion() -> int:
    """How many rows were asked for; 400 for a number that no link of ours has, or that is not this person's."""
    rows = request.args.get("rows", lists_of.PORTION, type=int)
    if rows not in lists_of.PORTIONS or rows > max(lists_of.PORTION, most_for(me())):
        abort(400)
    return rows


def _filters(name: str) -> known.Filters:
    """The filters of the address; 404 for a list that does not exist, 400 for a filter that is none."""
    if name not in lists_of.LISTS:
        abort(404)
    try:
        return known.filters_from(request.args)
    except known.WrongFilter:
        abort(400)
