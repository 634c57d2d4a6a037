"""Search by what a caller says. What is typed stays in the body of a POST: in no address, log or event."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk.searching import SEARCHED_AMONG, Answer, search
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.unseal import SEARCHES
from intake.inquiries import WrongWords
from intake.store.accounts import Role
from intake.wordsearch import LONGEST, read_sought

blueprint = Blueprint("searching", __name__, url_prefix="/search")
CONTROLS = ("kana", "phone", "town")


@blueprint.get("")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def form() -> str:
    """Three controls, and what a search means."""
    return _page({})


@blueprint.post("")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def find() -> ResponseReturnValue:
    """References and states of what fits; opening one is an act of its own."""
    here, typed = console(), {name: request.form.get(name, "")[:LONGEST] for name in CONTROLS}
    try:
        sought = read_sought(**typed)
    except WrongWords as problem:
        return _page(typed, problem=problem), 422
    return _page(typed, search(here.store, here.clock, here.office, me(), sought))


def _page(typed: Mapping[str, str], answer: Answer | None = None, problem: WrongWords | None = None) -> str:
    return render_template(
        "search.html",
        typed=typed,
        answer=answer,
        problem=problem,
        most=SEARCHED_AMONG,
        searches=SEARCHES,
        longest=LONGEST,
    )
