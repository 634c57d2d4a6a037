"""Prove the e-mail address: ask for the mail, then type the six digits, or open the link in the mail."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from intake.digits import plain_digits
from intake.procedures.procedure import Procedure
from intake.text import N_, Text
from webapp.address import LONGEST, WrongAddress, plainly, read_address, suggestion
from webapp.browser import held, hold
from webapp.counter import OpenDraft, ask_again, ask_for_link, enter_by_code, look_at_draft
from webapp.here import window
from webapp.language import only_switching
from webapp.pages.choosing import offered_procedure

blueprint = Blueprint("prove", __name__, url_prefix="/<spoken:language>")
DRAFT = "draft"
_NO_DIGITS = "no digits"
_LEFT = frozenset("012345")


@blueprint.get("/apply/<name>/email")
def email(language: str, name: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """One field: the address."""
    return render_template("email.html", procedure=offered_procedure(name), typed="")


@blueprint.post("/apply/<name>/email")
def send(language: str, name: str) -> Response | tuple[str, int]:
    """Mail the link and the digits; the same answer for every address, known here or not.

    An address that looks like a slip is asked about once. `as_typed` says about which: sent again, it is meant.
    """
    procedure, typed = offered_procedure(name), request.form.get("email", "")
    switching, meant = only_switching(), request.form.get("as_typed")
    if switching and "told" not in request.form:
        return _as_it_was(procedure, typed)
    try:
        address = read_address(typed)
    except WrongAddress as wrong:
        return _not_mailed(procedure, typed, problem=wrong.text)
    if suggestion(address) and (switching or meant != address):
        return _not_mailed(procedure, typed, as_typed=address)
    if switching:
        return _as_it_was(procedure, typed)
    entered = ask_for_link(window(), procedure, language, address)
    which = hold(DRAFT, entered.draft_id, entered.token)
    return redirect(url_for("prove.sent", which=which))


def _as_it_was(procedure: Procedure, typed: str) -> Response | tuple[str, int]:
    """In another language, with what was typed; where that is nothing, a page that can be reloaded."""
    if not typed:
        return redirect(url_for("prove.email", name=procedure.name))
    return render_template("email.html", procedure=procedure, typed=plainly(typed)[:LONGEST]), 200


@blueprint.get("/sent/<which>")
def sent(language: str, which: str) -> Response | str:  # noqa: ARG001 - taken by webapp.language
    """Look into your mail."""
    draft = look_at_draft(window(), held(DRAFT, which))
    return redirect(_beyond(which, draft)) if draft.proven else _sent(which, draft)


@blueprint.post("/sent/<which>")
def digits(language: str, which: str) -> Response | str:  # noqa: ARG001 - taken by webapp.language
    """Go on with the six digits of the mail."""
    token = held(DRAFT, which)
    if only_switching():
        return _sent_as_it_was(which, look_at_draft(window(), token), request.form.get("code", "")[:40])
    typed = plain_digits(request.form.get("code", "")[:40])
    if len(typed) != 6 or not typed.isascii() or not typed.isdigit():
        return _sent(which, look_at_draft(window(), token), _NO_DIGITS)
    left = enter_by_code(window(), token, typed)
    draft = look_at_draft(window(), token)
    return redirect(_beyond(which, draft)) if left is None else _sent(which, draft, str(left))


def _sent_as_it_was(which: str, draft: OpenDraft, typed: str) -> Response | str:
    """In another language, with what was typed and what was said about it; no try is counted."""
    if draft.proven:
        return redirect(_beyond(which, draft))
    told = request.form.get("told", "")
    if not typed and not told:
        return redirect(url_for("prove.sent", which=which))
    return _sent(which, draft, told, typed)


@blueprint.post("/sent/<which>/again")
def again(language: str, which: str) -> Response:  # noqa: ARG001 - taken by webapp.language
    """Mail once more, with the link or with the digits only."""
    ask_again(window(), held(DRAFT, which), with_link=request.form.get("with_link") != "no")
    return redirect(url_for("prove.sent", which=which, again=1))


def _not_mailed(
    procedure: Procedure, typed: str, *, problem: Text | None = None, as_typed: str = ""
) -> tuple[str, int]:
    """The page again: 422 says to programs too that no mail was sent. Without `as_typed` it can't be sent so."""
    page = render_template(
        "email.html",
        procedure=procedure,
        typed=plainly(typed)[:LONGEST],
        problem=problem,
        as_typed=as_typed,
        suggestion=suggestion(typed),
    )
    return page, 422


def _beyond(which: str, draft: OpenDraft) -> str:
    if draft.submitted:
        return url_for("fill.received", which=which)
    return url_for("fill.step", which=which, step=draft.procedure.steps[0].name)


def _problem(told: str) -> Text | None:
    """The sentence about the digits: how many tries are left after wrong ones, or that these were not six."""
    if told == _NO_DIGITS:
        return N_("Enter the six digits in the mail.")
    return _wrong_code(int(told)) if told in _LEFT else None


def _wrong_code(left: int) -> Text:
    if left:
        return N_("These digits don't match. Check the six digits in the mail (%(left)s tries left).", left=left)
    return N_("Too many tries. Send the mail again for new digits, or open the link in the mail.")


def _sent(which: str, draft: OpenDraft, told: str = "", typed: str = "") -> str:
    problem = _problem(told)
    return render_template(
        "sent.html",
        which=which,
        draft=draft,
        problem=problem,
        told=told if problem else "",
        typed=typed,
        again=request.args.get("again") == "1",
    )
