"""The form, step by step, the check page, and the receipt."""

from __future__ import annotations

from collections.abc import Sequence, Set

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from intake.clock import on_the_wall
from intake.days import short_day_text
from intake.hours import hours_now
from intake.procedures.field import LONGEST_CONTROL, Problem
from intake.procedures.procedure import Step
from intake.procedures.reading import cautions, read_all, read_step
from intake.reference import shown
from webapp import looking_up
from webapp.again import apply_as_new
from webapp.browser import all_held, held, hold, short
from webapp.counter import ChangedMeanwhile, OpenDraft, look_at_draft, receipt_of, save_step, submit
from webapp.duplicates import already_applied
from webapp.here import window
from webapp.mypage import NoSuchPage, enter
from webapp.pages.proving import DRAFT
from webapp.questions import answers_of, questions
from webapp.replacing import Old, OldOneStays, look_at_old
from webapp.visiting import NoVisit

blueprint = Blueprint("fill", __name__, url_prefix="/<spoken:language>/form/<which>")
PAGE = "page"


@blueprint.get("/<step>")
def step(language: str, which: str, step: str) -> Response | str:  # noqa: ARG001 - taken by webapp.language
    """One page of the form, with what was typed before and, once it was sent, what is wrong with it."""
    draft = _open(which)
    if draft.submitted:
        return redirect(url_for("fill.received", which=which))
    page = draft.procedure.steps[_position(draft, step)]
    problems: Sequence[Problem] = []
    if page.name in draft.content.visited:
        problems = read_step(draft.procedure, page, draft.content.typed, window().situation())
    if looked := request.args.get("looked"):
        told = looking_up.problems(page, looked, draft.content.typed, window().situation())
        problems = [*told, *(each for each in problems if each.control != looked or not told)]
    return _form(which, draft, page, problems)


@blueprint.post("/<step>")
def keep(language: str, which: str, step: str) -> Response:  # noqa: ARG001 - taken by webapp.language
    """Keep the page, right or wrong; go on when it is right. A reload repeats nothing."""
    draft = _open(which)
    if draft.submitted:
        return redirect(url_for("fill.received", which=which))
    position = _position(draft, step)
    page = draft.procedure.steps[position]
    typed = {
        control: request.form.get(control, "")[:LONGEST_CONTROL]
        for field in page.fields
        for control in field.controls
    }
    if elsewhere := _elsewhere(which, draft, position, typed):
        return redirect(elsewhere)
    save_step(window(), held(DRAFT, which), page.name, typed)
    if read_step(draft.procedure, page, {**draft.content.typed, **typed}, window().situation()):
        return redirect(url_for("fill.step", which=which, step=step))
    return redirect(_after(which, draft, position))


def _elsewhere(which: str, draft: OpenDraft, position: int, typed: dict[str, str]) -> str:
    """Where a button leads that is not "continue": what was typed is kept, and not judged yet."""
    steps, step = draft.procedure.steps, draft.procedure.steps[position].name
    code, tongue = request.form.get("look_up", ""), request.form.get("go_on_in", "")
    if code:
        typed |= looking_up.found(draft.procedure.steps[position], code, typed, window().situation())
        there = url_for("fill.step", which=which, step=step, looked=code, _anchor=code)
    elif tongue in window().town.languages:
        there = url_for("fill.step", language=tongue, which=which, step=step)
    elif "back" in request.form and position:
        there = url_for("fill.step", which=which, step=steps[position - 1].name)
    else:
        return ""
    save_step(window(), held(DRAFT, which), "", typed)
    return there


def _after(which: str, draft: OpenDraft, position: int) -> str:
    """The next page; or the check page, when the resident came from there to change one thing."""
    steps = draft.procedure.steps
    finished = len(draft.content.visited) >= len(steps)
    if finished or position + 1 == len(steps):
        return url_for("fill.check", which=which)
    return url_for("fill.step", which=which, step=steps[position + 1].name)


@blueprint.get("/check")
def check(language: str, which: str) -> Response | str:  # noqa: ARG001 - taken by webapp.language
    """Everything once more, as it will be stored."""
    draft = _open(which)
    if draft.submitted:
        return redirect(url_for("fill.received", which=which))
    return _check(which, draft)


@blueprint.post("/check")
def hand_in(language: str, which: str) -> Response | str:
    """Submit. A second press, a reload or another tab finds the same receipt."""
    draft = _open(which)
    try:
        problems = submit(window(), held(DRAFT, which), language, request.form.get("checked", "")[:64])
    except ChangedMeanwhile:
        return _check(which, _open(which), changed=True)
    except OldOneStays:
        return _check(which, _open(which))
    if problems:
        return _check(which, draft)
    return redirect(url_for("fill.received", which=which))


@blueprint.post("/as-new")
def as_new(language: str, which: str) -> Response:  # noqa: ARG001 - taken by webapp.language
    """Go on without the old application, which stays as it is."""
    apply_as_new(window(), held(DRAFT, which))
    return redirect(url_for("fill.check", which=which))


@blueprint.get("/received")
def received(language: str, which: str) -> Response | str:  # noqa: ARG001 - taken by webapp.language
    """The receipt; it stays for a day under this address in this browser."""
    draft = _open(which)
    if not draft.submitted:
        return redirect(url_for("fill.check", which=which))
    receipt = receipt_of(window(), draft)
    return render_template(
        "received.html",
        which=which,
        procedure=draft.procedure,
        reference=shown(draft.content.reference),
        replaced=draft.content.replaced,
        received_at=on_the_wall(receipt.received_at),
        cancel_until=on_the_wall(receipt.cancel_until),
    )


@blueprint.post("/received")
def to_my_page(language: str, which: str) -> Response:  # noqa: ARG001 - taken by webapp.language
    """From the receipt to My Page, without the mail; to its entrance where a newer link was mailed since."""
    draft = _open(which)
    try:
        about, token = enter(window(), draft.content.secret)
    except NoSuchPage:
        return redirect(url_for("mypage.arrive"))
    return redirect(url_for("mypage.look_at", which=hold(PAGE, about, token)))


def _open(which: str) -> OpenDraft:
    draft = look_at_draft(window(), held(DRAFT, which))
    if not draft.proven:
        raise NoVisit
    return draft


def _position(draft: OpenDraft, step: str) -> int:
    names = [each.name for each in draft.procedure.steps]
    return names.index(step) if step in names else abort(404)


def _form(which: str, draft: OpenDraft, page: Step, problems: Sequence[Problem]) -> str:
    steps = draft.procedure.steps
    number = steps.index(page)
    back = url_for("fill.step", which=which, step=steps[number - 1].name) if number else None
    return render_template(
        "form.html",
        which=which,
        procedure=draft.procedure,
        page=page,
        number=number + 1,
        count=len(steps) + 1,
        back=back,
        questions=questions(page.fields, draft.content.typed, problems, window().situation()),
        problems=problems,
        next_days=lambda field: [short_day_text(day) for day in field.next_days(window().situation())],
        hours_now=lambda: hours_now(window().town, window().clock.now()),
    )


def _check(which: str, draft: OpenDraft, *, changed: bool = False) -> Response | str:
    procedure, typed = draft.procedure, draft.content.typed
    if (step := first_open(draft)) is not None:
        return redirect(url_for("fill.step", which=which, step=step))
    answers, _ = read_all(procedure, typed, window().situation())
    old = look_at_old(window(), draft.content)
    return render_template(
        "check.html",
        which=which,
        procedure=procedure,
        email=draft.content.email,
        mark=draft.content.mark,
        changed=changed,
        old=old,
        old_page=_page_of(old),
        hints=already_applied(window(), draft, answers, all_held(DRAFT).values(), all_held(PAGE).values()),
        count=len(procedure.steps) + 1,
        cautions=cautions(procedure, answers, window().situation()),
        sections=[(step, answers_of(procedure, step.name, answers)) for step in procedure.steps],
    )


def _page_of(old: Old | None) -> str:
    """My Page of the old application where this browser has it open, else its entrance."""
    if old and short(old.id) in all_held(PAGE):
        return url_for("mypage.look_at", which=short(old.id))
    return url_for("mypage.arrive")


def first_open(draft: OpenDraft) -> str | None:
    """The first page, in their order, that was never sent or has something wrong; None when all is right."""
    problems = read_all(draft.procedure, draft.content.typed, window().situation())[1]
    wrong = {problem.control for problem in problems}
    return next((each.name for each in draft.procedure.steps if _is_open(each, draft, wrong)), None)


def _is_open(page: Step, draft: OpenDraft, wrong: Set[str]) -> bool:
    controls = {control for field in page.fields for control in field.controls}
    return page.name not in draft.content.visited or not controls.isdisjoint(wrong)
