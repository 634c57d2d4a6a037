"""Where the mailed link leads. GET shows the same page to everybody, also to a mail scanner; POST acts."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from intake.text import N_, Text
from webapp.browser import hold
from webapp.counter import enter_by_link, look_at_draft
from webapp.here import window
from webapp.language import only_switching
from webapp.links import LONGEST, ExpiredLink, ForgedLink, ReplacedLink
from webapp.pages.choosing import new_link
from webapp.pages.filling import first_open
from webapp.pages.proving import DRAFT

blueprint = Blueprint("continue", __name__, url_prefix="/<spoken:language>/continue")
_NAMES = {ExpiredLink: "expired", ReplacedLink: "replaced", ForgedLink: "incomplete"}
_TOLD = {
    "incomplete": N_("This link is not complete. Copy the whole link from the mail."),
    "replaced": N_("A newer mail has replaced this link, or its time is over. Use the link in the newest mail."),
}


@blueprint.get("")
def arrive(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """A button to press. The secret is in the fragment, which never reaches the server by itself."""
    return _arrival()


@blueprint.post("")
def enter(language: str) -> Response | str | tuple[str, int]:  # noqa: ARG001 - taken by webapp.language
    """Go on with the draft that the link belongs to, in this browser."""
    typed = request.form.get("token", "")
    if only_switching():
        return _as_it_was(typed, request.form.get("told", ""))
    try:
        entered = enter_by_link(window(), typed)
    except (ExpiredLink, ReplacedLink, ForgedLink) as wrong:
        return _arrival(typed, _NAMES[type(wrong)]), 422
    which = hold(DRAFT, entered.draft_id, entered.token)
    if entered.submitted:
        return redirect(url_for("fill.received", which=which))
    draft = look_at_draft(window(), entered.token)
    step = first_open(draft)
    return redirect(url_for("fill.step", which=which, step=step) if step else url_for("fill.check", which=which))


def _as_it_was(typed: str, told: str) -> Response | str:
    """In another language, with what was typed and what was said about it; no link is followed."""
    return _arrival(typed, told) if typed or told else redirect(url_for("continue.arrive"))


def _arrival(typed: str = "", told: str = "") -> str:
    """The page, with the sentence about the link, and a way to a new one where its time is over."""
    problem = _expired() if told == "expired" else _TOLD.get(told)
    again = new_link(window().links.procedure(typed)) if told in {"expired", "replaced"} else ""
    return render_template(
        "continue.html", typed=typed[:LONGEST], told=told if problem else "", problem=problem, new_link=again
    )


def _expired() -> Text:
    hours = window().town.retention.draft_hours
    return N_(
        "This link has expired (%(hours)s hours). If you have not submitted yet, please ask for a new one and"
        " start again.",
        hours=hours,
    )
