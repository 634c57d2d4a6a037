"""Where the mailed link leads. GET shows the same page to everybody, also to a mail scanner; POST acts."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from intake.text import N_, Text
from webapp.browser import hold
from webapp.counter import enter_by_link, look_at_draft
from webapp.here import window
from webapp.links import ExpiredLink, ForgedLink, ReplacedLink
from webapp.pages.choosing import new_link
from webapp.pages.proving import DRAFT

blueprint = Blueprint("continue", __name__, url_prefix="/<spoken:language>/continue")
_REPLACED = N_("A newer mail has replaced this link, or its time is over. Use the link in the newest mail.")


@blueprint.get("")
def arrive(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """A button to press. The secret is in the fragment, which never reaches the server by itself."""
    return render_template("continue.html")


@blueprint.post("")
def enter(language: str) -> Response | tuple[str, int]:  # noqa: ARG001 - taken by webapp.language
    """Go on with the draft that the link belongs to, in this browser."""
    typed = request.form.get("token", "")
    try:
        entered = enter_by_link(window(), typed)
    except ExpiredLink:
        return _over(typed, _expired())
    except ReplacedLink:
        return _over(typed, _REPLACED)
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


def _expired() -> Text:
    hours = window().town.retention.draft_hours
    return N_(
        "This link has expired (%(hours)s hours). If you have not submitted yet, please ask for a new one and"
        " start again.",
        hours=hours,
    )


def _over(typed: str, problem: Text) -> tuple[str, int]:
    return _refused(problem, new_link(window().links.procedure(typed)))


def _refused(problem: Text, again: str = "") -> tuple[str, int]:
    return render_template("continue.html", problem=problem, new_link=again), 422
