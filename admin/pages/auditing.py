"""The city's page: what happened, how much there is, and whether the chain is whole."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk.auditing import book, figures, resume, verified
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from intake.audit import Finding, WrongHead, read_heads
from intake.procedures import offered
from intake.register import CLEAR
from intake.store.accounts import Role
from intake.store.tables import TABLES

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
    """Walk the chain; heads typed from paper must be in it."""
    typed = request.form.get("heads", "")[:2000]
    try:
        heads = read_heads(typed)
    except WrongHead:
        return _page(None, typed, wrong=True), 422
    return _page(verified(console().store, console().clock, me(), heads), typed)


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


def _page(finding: Finding | None, typed: str, *, wrong: bool = False) -> str:
    before = request.args.get("before", type=number)
    store = console().store
    return render_template(
        "audit.html", book=book(store, before), figures=figures(store), finding=finding, heads=typed, wrong=wrong
    )


def number(typed: str) -> int:
    """A row's number in an address; ValueError for one that no database has."""
    found = int(typed)
    if not 0 <= found <= LARGEST_NUMBER:
        raise ValueError
    return found
