"""The forms on paper, as PDF files. They are the same for everybody, so each is drawn once."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from flask import Blueprint, Response

import webapp
from intake.paper.typesetting import typeset
from intake.procedures.procedure import Procedure
from webapp.fax_form import form_content
from webapp.here import window
from webapp.language import on_paper
from webapp.pages.choosing import offered_procedure

blueprint = Blueprint("paper", __name__, url_prefix="/<spoken:language>")
TEMPLATE = Path(webapp.__file__).with_name("fax_form.typ")
_drawing = Lock()


@blueprint.get("/without-email/<name>.pdf")
def fax_form(language: str, name: str) -> Response:
    """The form of a procedure, A4, to be filled in by hand."""
    pdf = _drawn(offered_procedure(name), language)
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}-{language}.pdf"'
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _drawn(procedure: Procedure, language: str) -> bytes:
    """Out of the memory of this process, or drawn now: one at a time, because drawing takes half a second."""
    here = window()
    with _drawing:
        if (procedure.name, language) not in here.forms:
            form = form_content(procedure, here.situation(), language, on_paper)
            here.forms[procedure.name, language] = typeset(TEMPLATE, here.clock.now(), form=form)
        return here.forms[procedure.name, language]
