"""One application: what is known without opening it, and what it holds once opened."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin import paper
from admin.desk.comparing import similar_to
from admin.desk.facts import facts_of
from admin.desk.opening import open_record
from admin.desk.reasons import CHECK, SEND_BACK
from admin.desk.refusals import Unknown
from admin.pages.here import console, me
from admin.pages.notes import note_form
from admin.pages.roles import Data, for_roles
from intake.inquiries import LONGEST_QUESTION, WrongWords
from intake.paper.glyphs import code_points, rare, unprintable
from intake.records import Record, fingerprint
from intake.reference import WrongReference, read_reference
from intake.store.accounts import Role
from intake.text import Text

blueprint = Blueprint("application", __name__, url_prefix="/applications/<reference>")


@blueprint.get("")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def page(reference: str) -> ResponseReturnValue:
    """The cover: state, dates, history and the acts that exist now. Nothing of the person.

    Who types a reference as people write it, with hyphens, is led to the plain address.
    """
    plain = _plain(reference)
    if plain != reference:
        return redirect(url_for("application.page", reference=plain))
    return cover(reference)


def _plain(reference: str) -> str:
    try:
        return read_reference(reference)
    except WrongReference:
        raise Unknown from None


def cover(reference: str, typed: Mapping[str, str] | None = None, problem: WrongWords | None = None) -> str:
    """The cover, perhaps with a question that could not be taken as it was typed."""
    return render_template(
        "application.html",
        facts=facts_of(console().store, me(), reference),
        typed=typed or new_question(),
        longest=LONGEST_QUESTION,
        problem=problem,
    )


def new_question() -> dict[str, str]:
    """An empty form for a question, good for one message."""
    return {"form_key": secrets.token_urlsafe(16), "question": "", "text": ""}


@blueprint.post("/open")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.RECORD)
def open_(reference: str) -> ResponseReturnValue:
    """The content. It is the answer to a POST, because each look is an event of its own."""
    here, reason = console(), request.form.get("reason", "")
    opened = open_record(here.store, here.clock, here.office, me(), reference, reason)
    record, similar = opened.content.record, similar_to(here.store, here.clock, here.office, me(), opened)
    return render_template(
        "check.html" if reason == CHECK else "opened.html",
        facts=facts_of(here.store, me(), reference),
        typed=new_question(),
        longest=LONGEST_QUESTION,
        thread=opened.content.thread,
        notes=opened.content.notes,
        note=note_form(),
        sections=paper.sections_of(record),
        email=record.email,
        flags=_flags(record, opened.application.due_day),
        fingerprint=fingerprint(record),
        customer_number=opened.content.customer_number,
        send_back=SEND_BACK,
        rare=_named(record, printable=True),
        unprintable=_named(record, printable=False),
        similar=similar,
    )


def _flags(record: Record, due_day: date) -> list[Text]:
    """The flags of the slip. On the screen the rare characters themselves stand in place of theirs."""
    here = console()
    return [flag for flag in paper.flags(record, due_day, here.clock.now(), here.town) if flag != paper.RARE]


def _named(record: Record, *, printable: bool) -> list[tuple[str, str]]:
    """Characters that are hard to type, or that no font has, each with its code points."""
    text = "\n".join(record.answers.values())
    lost = unprintable(text)
    named = [character for character in rare(text) if character not in lost] if printable else lost
    return [(character, code_points(character)) for character in named]
