"""A question to the applicant."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk.asking import ask_applicant
from admin.pages.application import cover
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.pages.versions import version
from intake.inquiries import WrongWords, read_question
from intake.store.accounts import Role

blueprint = Blueprint("asking", __name__, url_prefix="/applications/<reference>")
LONGEST_CONTROL = 2000


@blueprint.post("/ask")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def ask(reference: str) -> ResponseReturnValue:
    """Ask, or show the cover again with what was typed."""
    here = console()
    typed = {name: request.form.get(name, "")[:LONGEST_CONTROL] for name in ("form_key", "question", "text")}
    if not typed["form_key"]:
        abort(400)
    try:
        words = read_question(typed["question"], typed["text"])
    except WrongWords as problem:
        return cover(reference, typed, problem), 422
    ask_applicant(here.store, here.clock, here.keys, me(), reference, version(), words, typed["form_key"])
    flash(_("Asked. The applicant is told by e-mail that there is a question, and answers on My Page."))
    return redirect(url_for("application.page", reference=reference), code=303)
