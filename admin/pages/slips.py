"""Printing a slip: a sheet is given out, then its PDF is fetched."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk.facts import facts_of
from admin.desk.printing import draw_sheet, print_slip, sheet_of
from admin.desk.refusals import ApprovalNeeded
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.pages.versions import version
from intake.store.accounts import Role

blueprint = Blueprint("slips", __name__)


@blueprint.post("/applications/<reference>/print")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def give_out(reference: str) -> ResponseReturnValue:
    """Claim the application for a sheet with a serial of its own."""
    here, reason = console(), request.form.get("reason", "")
    try:
        sheet = print_slip(here.store, here.clock, me(), reference, version(), reason)
    except ApprovalNeeded:
        flash(_("The slip is noted as lost. A supervisor has to allow another print; ask one."), "caution")
        return redirect(url_for("application.page", reference=reference), code=303)
    return redirect(url_for("slips.page", serial=sheet.serial), code=303)


@blueprint.get("/slips/<int(max=2147483647):serial>")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.COVER)
def page(serial: int) -> str:
    """The sheet's number and the link to its PDF."""
    sheet, about = sheet_of(console().store, me(), serial)
    return render_template("slip.html", sheet=sheet, facts=facts_of(console().store, me(), about.reference))


@blueprint.get("/slips/<int(max=2147483647):serial>.pdf")
@for_roles(Role.CLERK, Role.SUPERVISOR, sees=Data.RECORD)
def pdf(serial: int) -> Response:
    """The sheet itself. Each fetch is an opening in the audit chain."""
    here = console()
    drawn = draw_sheet(here.store, here.clock, here.office, here.town, me(), serial)
    name = f"slip-{serial:06d}.pdf"
    return Response(
        drawn,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
