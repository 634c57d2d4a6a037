"""Memo and contact log. What was typed comes back with the page, whatever went wrong."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk.facts import facts_of
from admin.desk.noting import note_down, since
from admin.desk.refusals import ChangedMeanwhile
from admin.pages.here import console, me
from admin.pages.notes import note_form, typed_note
from admin.pages.roles import Data, for_roles
from admin.pages.versions import version
from intake.inquiries import WrongWords
from intake.lifecycle import NotAllowed
from intake.memos import memo_of
from intake.store.accounts import Role

blueprint = Blueprint("noting", __name__, url_prefix="/applications/<reference>")


@blueprint.post("/note")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.RECORD)
def note(reference: str) -> ResponseReturnValue:
    """Note it, or show what changed meanwhile with the memo still in its form."""
    here, typed = console(), typed_note(request.form)
    if not typed["form_key"]:
        abort(400)
    try:
        memo = memo_of(typed)
        note_down(here.store, here.clock, here.keys, me(), reference, version(), memo, typed["form_key"])
    except WrongWords as problem:
        return _kept(reference, typed, problem=problem), 422
    except (ChangedMeanwhile, NotAllowed):
        return _kept(reference, typed, changed=True), 409
    flash(_("Noted."))
    return redirect(url_for("application.page", reference=reference), code=303)


def _kept(
    reference: str, typed: Mapping[str, str], *, problem: WrongWords | None = None, changed: bool = False
) -> str:
    """The form with what was typed and the version of now; nothing is opened for it."""
    here, seen = console(), request.form.get("seen", default=0, type=int)
    return render_template(
        "note.html",
        facts=facts_of(here.store, me(), reference),
        note=note_form(typed, problem),
        meanwhile=since(here.store, reference, seen) if changed else (),
        changed=changed,
    )
