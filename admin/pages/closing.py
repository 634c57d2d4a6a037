"""The closing of the day: read by supervisor and auditor, signed by the supervisor."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.closing_paper import closing_sheet_of, equations_of, red_of
from admin.desk.closing import Closing, close, closed_days, closing_of
from admin.language import say
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.slip.other_papers import draw_closing
from intake.clock import today
from intake.store.accounts import Role

blueprint = Blueprint("closing", __name__, url_prefix="/closing")
OPEN = "now"


@blueprint.get("")
@for_roles(Role.SUPERVISOR, Role.AUDITOR, sees=Data.FIGURES)
def page() -> str:
    """The time since the last closing, and the days that are closed."""
    return _page(OPEN)


@blueprint.get("/<day>")
@for_roles(Role.SUPERVISOR, Role.AUDITOR, sees=Data.FIGURES)
def closed(day: str) -> str:
    """A day that was closed, with the figures that were signed."""
    return _page(day)


@blueprint.get("/<day>.pdf")
@for_roles(Role.SUPERVISOR, Role.AUDITOR, sees=Data.FIGURES)
def pdf(day: str) -> Response:
    """The sheet on paper; `now` is the open day."""
    here, closing = console(), _of(day)
    drawn = draw_closing(closing_sheet_of(here.store, closing, here.town), closing.until)
    disposition = f'attachment; filename="closing-{closing.day.isoformat()}.pdf"'
    return Response(drawn, mimetype="application/pdf", headers={"Content-Disposition": disposition})


@blueprint.post("/close")
@for_roles(Role.SUPERVISOR, sees=Data.FIGURES)
def sign() -> ResponseReturnValue:
    """Sign what the page showed."""
    seen = request.form.get("seen", type=int)
    if seen is None:
        abort(400)
    day = close(console().store, console().clock, me(), seen)
    flash(_("The day is closed. Print the sheet and sign it."))
    return redirect(url_for("closing.closed", day=day.isoformat()), code=303)


def _of(day: str) -> Closing:
    if day == OPEN:
        return closing_of(console().store, console().clock)
    try:
        return closing_of(console().store, console().clock, date.fromisoformat(day))
    except ValueError:
        abort(404)


def _page(day: str) -> str:
    closing, days = _of(day), closed_days(console().store)
    return render_template(
        "closing.html",
        closing=closing,
        name=day,
        days=days,
        equations=equations_of(closing, say),
        red=red_of(closing, say),
        may_close=me().supervises and not any(each.day == today(console().clock) for each in days),
    )
