"""The city's page: what happened, how much there is, and whether the chain is whole."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk.auditing import book, figures, resume
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from intake.audit import WrongHead, read_heads
from intake.procedures import offered
from intake.register import CLEAR
from intake.store.accounts import Role
from intake.store.tables import TABLES
from intake.verifying import Verified, verified

blueprint = Blueprint("auditing", __name__, url_prefix="/audit")

LARGEST_NUMBER = 2**31 - 1
"""Of a row; databases count no further."""


@blueprint.get("")
@for_roles(Role.AUDITOR, sees=Data.EVENTS)
def page() -> str:
    """Figures and a page of events, newest first."""
    return _page(None, "")


@blueprint.post("/verify")
@for_roles(Role.AUDITOR, sees=Data.EVENTS)
def verify() -> ResponseReturnValue:
    """Walk the chain; heads typed from paper must be in it. One that is not is asked for a second time first."""
    typed, again = (request.form.get(name, "")[:2000] for name in ("heads", "again"))
    try:
        heads, twice = read_heads(typed), read_heads(again)
    except WrongHead:
        return _page(None, typed, wrong=True), 422
    return _page(verified(console().store, console().clock, me().actor, heads, twice), typed)


@blueprint.post("/resume")
@for_roles(Role.AUDITOR, sees=Data.EVENTS)
def go_on() -> ResponseReturnValue:
    """Let records be opened again after a broken chain was looked into."""
    resume(console().store, console().clock, me())
    flash(_("Records can be opened again."))
    return redirect(url_for("auditing.page"), code=303)


@blueprint.get("/register")
@for_roles(Role.AUDITOR, sees=Data.NOTHING)
def register() -> str:
    """The register of personal data, made from the declarations of the procedures and the tables."""
    return render_template("register.html", procedures=offered(console().town), tables=TABLES, clear=CLEAR)


def _page(found: Verified | None, typed: str, *, wrong: bool = False) -> str:
    before = request.args.get("before", type=number)
    store = console().store
    return render_template(
        "audit.html",
        book=book(store, before),
        figures=figures(store),
        finding=found.finding if found else None,
        doubted=found.doubted if found else (),
        heads=typed,
        wrong=wrong,
    )


def number(typed: str) -> int:
    """A row's number in an address; ValueError for one that no database has."""
    found = int(typed)
    if not 0 <= found <= LARGEST_NUMBER:
        raise ValueError
    return found
