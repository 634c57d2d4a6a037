"""Choose a procedure, and read what is needed before starting."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from intake.procedures import offered
from intake.procedures.procedure import Procedure
from intake.procedures.wished_day import WishedDayField
from webapp.here import window
from webapp.language import language

blueprint = Blueprint("choose", __name__)


@blueprint.get("/")
def front() -> Answer:
    """To the page in the browser's language."""
    return redirect(url_for("choose.procedures", language=language(window().town)))


@blueprint.get("/<spoken:language>/")
def procedures(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """All procedures on offer."""
    return render_template("choose.html", procedures=offered(window().town))


@blueprint.get("/<spoken:language>/apply/<name>")
def before_you_start(language: str, name: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """What you need and which days can be had."""
    procedure, situation = offered_procedure(name), window().situation()
    days = [field for field in procedure.fields if isinstance(field, WishedDayField)]
    return render_template("before.html", procedure=procedure, days=days, situation=situation)


@blueprint.get("/alive")
def alive() -> Response:
    """Answers while the process lives; knows nothing else."""
    return Response("alive\n", mimetype="text/plain")


def offered_procedure(name: str) -> Procedure:
    """A procedure that this town has switched on; 404 for any other."""
    found = next((each for each in offered(window().town) if each.name == name), None)
    return found or abort(404)


def new_link(procedure: str) -> str:
    """Where a new link is asked for: the e-mail page of the procedure, or the list when none such is offered."""
    on_offer = procedure in {each.name for each in offered(window().town)}
    return url_for("prove.email", name=procedure) if on_offer else url_for("choose.procedures")
