"""A selection of a list: taken on, or printed as one batch, each row either done or told why not."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from admin.desk.batches import BatchSheet, draw_batch, printed_sheets
from admin.desk.refusals import Unknown
from admin.desk.selecting import Chosen, batch_of, claim_chosen, print_chosen
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from intake.store.accounts import Role

blueprint = Blueprint("selecting", __name__)


@blueprint.post("/selection/claim")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def claim() -> ResponseReturnValue:
    """Take on every ticked row."""
    chosen = _chosen()
    results = claim_chosen(console().store, console().clock, me(), chosen)
    return render_template("selection.html", results=results, batch=None, sheets=())


@blueprint.post("/selection/print")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def print_() -> ResponseReturnValue:
    """A sheet for every ticked row, all in one batch; the form makes the same batch when it is sent twice."""
    here, batch = console(), batch_of(_form_key(), me())
    results = print_chosen(here.store, here.clock, me(), batch, _chosen())
    return render_template("selection.html", results=results, batch=batch, sheets=_sheets(batch))


@blueprint.get("/batches/<uuid:batch>")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def page(batch: UUID) -> ResponseReturnValue:
    """The serials of a batch and the link to its PDF."""
    sheets = printed_sheets(console().store, me(), batch)
    return render_template("selection.html", results=(), batch=batch, sheets=sheets)


@blueprint.get("/batches/<uuid:batch>.pdf")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.RECORD)
def pdf(batch: UUID) -> Response:
    """All sheets that may still be used, in order. Each fetch is an opening of each record."""
    here = console()
    drawn = draw_batch(here.store, here.clock, here.office, here.town, me(), batch)
    return Response(
        drawn,
        mimetype="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="slips.pdf"'},
    )


def _sheets(batch: UUID) -> tuple[BatchSheet, ...]:
    try:
        return tuple(printed_sheets(console().store, me(), batch))
    except Unknown:
        return ()


def _chosen() -> list[Chosen]:
    """The ticked rows as they were shown, each once; 400 for what no list of ours has made."""
    try:
        ticked = [value.split(".") for value in dict.fromkeys(request.form.getlist("chosen"))]
        return [Chosen(reference, int(version)) for reference, version in ticked]
    except ValueError:
        abort(400)


def _form_key() -> UUID:
    try:
        return UUID(request.form.get("batch", ""))
    except ValueError:
        abort(400)
