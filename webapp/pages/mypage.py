"""My Page: enter by the mailed link, look, show all, cancel, leave."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from intake.clock import on_the_wall
from intake.inquiries import LONGEST_ANSWER, WrongWords, read_answer
from intake.lifecycle import NAMES, NotAllowed, State
from intake.reference import shown
from intake.text import N_, Text
from webapp.address import masked
from webapp.again import may_apply_again
from webapp.answering import Hidden, answer_centre
from webapp.browser import held, hold, let_go
from webapp.here import window
from webapp.language import only_switching
from webapp.mypage import (
    HalfACode,
    MyPage,
    NoSuchPage,
    TooLate,
    TooManyTries,
    cancel,
    enter,
    leave,
    look,
    show_all,
)
from webapp.pages.filling import PAGE
from webapp.questions import answers_of
from webapp.timeline import happenings, timeline

blueprint = Blueprint("mypage", __name__, url_prefix="/<spoken:language>/mypage")
LONGEST = 200
"""So many characters of a code or link are shown again."""

_TOLD = {
    "nothing": N_("Enter the code."),
    "half": N_("This code or link does not seem to be complete. Copy the whole code or link from the mail."),
    "unknown": N_("No application was found. Use the newest mail with a code; after some months it is erased."),
}


@blueprint.get("")
def arrive(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """The same page for everybody; the secret is in the fragment or is pasted."""
    return _entrance()


@blueprint.post("")
def come_in(language: str) -> Response | tuple[str, int]:  # noqa: ARG001 - taken by webapp.language
    """Open My Page by the secret of the link."""
    typed = request.form.get("token", "")
    if only_switching():
        told = request.form.get("told", "")
        return (_entrance(typed, told), 200) if typed or told else redirect(url_for("mypage.arrive"))
    try:
        about, token = enter(window(), typed)
    except HalfACode:
        return _entrance(typed, "half" if typed.strip() else "nothing"), 422
    except NoSuchPage:
        return _entrance(typed, "unknown"), 422
    return redirect(url_for("mypage.look_at", which=hold(PAGE, about, token)))


def _entrance(typed: str = "", told: str = "") -> str:
    """With what was typed, and the sentence about it: by its name, so nothing is looked up to say it again."""
    return render_template(
        "mypage_enter.html", typed=typed[:LONGEST], told=told if told in _TOLD else "", problem=_TOLD.get(told)
    )


@blueprint.get("/<which>")
def look_at(language: str, which: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """Status, time line, content (masked at first), and what may be done."""
    return _page(which, look(window(), held(PAGE, which)))


@blueprint.post("/<which>")
def unmask(language: str, which: str) -> Response | str:  # noqa: ARG001 - taken by webapp.language
    """Show everything after a second item."""
    token = held(PAGE, which)
    try:
        fits = show_all(window(), token, request.form.get("last_four", ""))
    except TooManyTries:
        return _page(which, look(window(), token))
    if fits:
        return redirect(url_for("mypage.look_at", which=which))
    page = look(window(), token)
    return _page(which, page, N_("These digits don't match (%(left)s tries left).", left=page.tries_left))


@blueprint.get("/<which>/cancel")
def ask(language: str, which: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """Do you want to cancel? Nothing happens yet."""
    return _cancel_page(which, look(window(), held(PAGE, which)))


@blueprint.post("/<which>/cancel")
def do_cancel(language: str, which: str) -> Response | str:  # noqa: ARG001 - taken by webapp.language
    """Cancel, or ask for it where paper exists already."""
    token = held(PAGE, which)
    try:
        cancel(window(), token)
    except (TooLate, NotAllowed):
        return _cancel_page(which, look(window(), token))
    return redirect(url_for("mypage.look_at", which=which))


@blueprint.post("/<which>/leave")
def close(language: str, which: str) -> Response:  # noqa: ARG001 - taken by webapp.language
    """End the visit and forget it in this browser."""
    leave(window(), held(PAGE, which))
    let_go(PAGE, which)
    return redirect(url_for("choose.procedures"))


@blueprint.get("/<which>/answer")
def back(language: str, which: str) -> Response:  # noqa: ARG001 - taken by webapp.language
    """The form for an answer stands on My Page; this is where a reload or another language leads."""
    return redirect(url_for("mypage.look_at", which=which))


@blueprint.post("/<which>/answer")
def answer(language: str, which: str) -> Response | str:  # noqa: ARG001 - taken by webapp.language
    """Send an answer to the centre, or show the page again with what was typed."""
    token, typed = held(PAGE, which), request.form.get("answer", "")[: 4 * LONGEST_ANSWER]
    form_key = request.form.get("form_key", "") or abort(400)
    if only_switching() and (typed or "told" in request.form):
        return _page(which, look(window(), token), answering=_answer_as_it_was(form_key, typed))
    if only_switching():
        return redirect(url_for("mypage.look_at", which=which))
    try:
        answer_centre(window(), token, read_answer(typed), form_key)
    except WrongWords as wrong:
        return _page(which, look(window(), token), answering=Answering(form_key, typed, wrong.text))
    except NotAllowed:
        late = N_("Your answer was not sent: the application has changed meanwhile. Please look at it again.")
        return _page(which, look(window(), token), answering=Answering(form_key, typed, late))
    except Hidden:
        pass
    return redirect(url_for("mypage.look_at", which=which))


@dataclass(frozen=True)
class Answering:
    """The form for an answer: good for one message, with what was typed and what is wrong about it."""

    form_key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    typed: str = ""
    problem: Text | None = None


def _answer_as_it_was(form_key: str, typed: str) -> Answering:
    """In another language: what was wrong about it before is said again, and nothing is sent."""
    try:
        if "told" in request.form:
            read_answer(typed)
    except WrongWords as wrong:
        return Answering(form_key, typed, wrong.text)
    return Answering(form_key, typed)


def _page(which: str, page: MyPage, problem: Text | None = None, answering: Answering | None = None) -> str:
    return render_template(
        "mypage.html",
        which=which,
        page=page,
        problem=problem,
        answering=answering or Answering(),
        longest=LONGEST_ANSWER,
        state=State(page.application.state),
        state_name=NAMES[State(page.application.state)],
        reference=shown(page.application.reference),
        cancel_until=on_the_wall(page.application.cancel_until),
        timeline=timeline(page.application, page.events),
        happenings=happenings(page.events),
        may_apply_again=may_apply_again(page, window().town),
        sections=_sections(page),
        email=_email(page),
    )


def _sections(page: MyPage) -> Sequence[tuple[Text, Sequence[object]]]:
    if page.record is None:
        return []
    answers = page.record.answers
    return [
        (step.title, answers_of(page.procedure, step.name, answers, masked=not page.unmasked))
        for step in page.procedure.steps
    ]


def _email(page: MyPage) -> str:
    if page.record is None:
        return ""
    return page.record.email if page.unmasked else masked(page.record.email)


def _cancel_page(which: str, page: MyPage) -> str:
    return render_template(
        "cancel.html",
        which=which,
        page=page,
        state=State(page.application.state),
        reference=shown(page.application.reference),
        on_paper=State(page.application.state) is not State.SUBMITTED,
    )
