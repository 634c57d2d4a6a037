"""Where the mailed link leads. GET shows the same page to everybody, also to a mail scanner; POST acts."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from intake.text import N_, Text
from webapp.browser import hold
from webapp.counter import enter_by_link, look_at_draft
from webapp.here import window
from webapp.links import ExpiredLink, ForgedLink
from webapp.pages.proving import DRAFT

blueprint = Blueprint("continue", __name__, url_prefix="/<spoken:language>/continue")


@blueprint.get("")
def arrive(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """A button to press. The secret is in the fragment, which never reaches the server by itself."""
    return render_template("continue.html", problem=None)


@blueprint.post("")
def enter(language: str) -> Response | tuple[str, int]:  # noqa: ARG001 - taken by webapp.language
    """Go on with the draft that the link belongs to, in this browser."""
    try:
        entered = enter_by_link(window(), request.form.get("token", ""))
    except ExpiredLink:
        return _refused(N_("This link has expired or was replaced by a newer one."))
    except ForgedLink:
        return _refused(N_("This link is not complete. Copy the whole link from the mail."))
    which = hold(DRAFT, entered.draft_id, entered.token)
    if entered.submitted:
        return redirect(url_for("fill.received", which=which))
    draft = look_at_draft(window(), entered.token)
    open_step = next((step.name for step in draft.procedure.steps if step.name not in draft.content.visited), None)
    if open_step is None:
        return redirect(url_for("fill.check", which=which))
    return redirect(url_for("fill.step", which=which, step=open_step))


def _refused(problem: Text) -> tuple[str, int]:
    return render_template("continue.html", problem=problem), 422
