"""Cancel and apply again: a page that explains, and the button that opens the new form."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from intake.clock import on_the_wall
from intake.lifecycle import State
from intake.reference import shown
from webapp.again import StillMasked, apply_again, may_apply_again
from webapp.browser import all_held, held, hold
from webapp.counter import look_at_draft
from webapp.here import window
from webapp.mypage import TooLate, look
from webapp.pages.filling import PAGE
from webapp.pages.proving import DRAFT

blueprint = Blueprint("again", __name__, url_prefix="/<spoken:language>/mypage/<which>/again")


@blueprint.get("")
def ask(language: str, which: str) -> Response | str:  # noqa: ARG001 - taken by webapp.language
    """What will happen, and when. Nothing happens yet."""
    page = look(window(), held(PAGE, which))
    if not may_apply_again(page, window().town):
        return redirect(url_for("mypage.ask", which=which))
    if not page.unmasked:
        return redirect(url_for("mypage.look_at", which=which))
    return render_template(
        "again.html",
        which=which,
        reference=shown(page.application.reference),
        on_paper=page.application.standing is not State.SUBMITTED,
        cancel_until=on_the_wall(page.application.cancel_until),
    )


@blueprint.post("")
def begin(language: str, which: str) -> Response:
    """Open the form, filled in. A second press finds the same form."""
    token = held(PAGE, which)
    try:
        entered = apply_again(window(), token, list(all_held(DRAFT).values()), language)
    except StillMasked:
        return redirect(url_for("mypage.look_at", which=which))
    except TooLate:
        return redirect(url_for("mypage.ask", which=which))
    draft = look_at_draft(window(), entered.token)
    form = hold(DRAFT, entered.draft_id, entered.token)
    return redirect(url_for("fill.step", which=form, step=draft.procedure.steps[0].name))
