"""The sheets of paper: which are in hand, which can't be found, and what is done with them."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from admin.desk.batch import draw_prints_of_today
from admin.desk.refusals import WrongEntries
from admin.desk.sheets import allow_reprint, note, on_the_desk
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from intake.sheets import Turn
from intake.store.accounts import Role
from intake.text import Text

blueprint = Blueprint("sheets", __name__, url_prefix="/sheets")
ACTS = {"shred": Turn.SHRED, "lose": Turn.LOSE, "find": Turn.FIND}


@blueprint.get("")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def page() -> str:
    """Sheets in hand and sheets that can't be found; serials and references, no names."""
    return _page("", "", {})


@blueprint.post("/<act>")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def turn(act: str) -> ResponseReturnValue:
    """Note one or many serials as shredded, lost or found."""
    if act not in ACTS:
        abort(404)
    typed = request.form.get("serials", "")[:5000]
    try:
        count = note(console().store, console().clock, me(), ACTS[act], typed)
    except WrongEntries as wrong:
        return _page(act, typed, wrong.problems), 422
    flash(ngettext("%(num)s sheet noted.", "%(num)s sheets noted.", count))
    return redirect(url_for("sheets.page"), code=303)


@blueprint.post("/<int(max=2147483647):serial>/allow-reprint")
@for_roles(Role.SUPERVISOR, sees=Data.COVER)
def allow(serial: int) -> ResponseReturnValue:
    """Let another slip be printed for a lost one."""
    allow_reprint(console().store, console().clock, me(), serial)
    flash(_("The clerk may print the slip again now."))
    return redirect(url_for("sheets.page"), code=303)


@blueprint.get("/today.pdf")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def cover() -> Response:
    """The cover for what this person has printed today."""
    here = console()
    drawn = draw_prints_of_today(here.store, here.clock, here.town, me())
    if drawn is None:
        abort(404)
    disposition = 'attachment; filename="cover.pdf"'
    return Response(drawn, mimetype="application/pdf", headers={"Content-Disposition": disposition})


def _page(act: str, typed: str, problems: Mapping[str, Text]) -> str:
    paper = on_the_desk(console().store, console().clock, console().town)
    return render_template("sheets.html", paper=paper, act=act, typed=typed, problems=problems)
