"""The registered terminals: a supervisor shuts one out; the next request from it is refused."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.desk.refusals import NotYours, Unknown
from admin.pages.here import console, me
from admin.pages.roles import Data, for_roles
from admin.pages.sure import not_sure
from admin.terminals import TerminalRefused, revoke_terminal
from intake.store.accounts import Role
from intake.store.accounts import terminals as all_terminals

blueprint = Blueprint("terminals", __name__, url_prefix="/terminals")


@blueprint.get("")
@for_roles(Role.SUPERVISOR, Role.AUDITOR, sees=Data.STAFF)
def page() -> str:
    """All terminals that were ever registered."""
    with console().store.reading() as session:
        return render_template("terminals.html", listed=all_terminals(session))


@blueprint.post("/revoke")
@for_roles(Role.SUPERVISOR, sees=Data.STAFF)
def revoke() -> ResponseReturnValue:
    """Shut one out; needs the tick. Not the one in use: who does that locks the door behind nobody."""
    if not_sure():
        return redirect(url_for("terminals.page"), code=303)
    name = request.form.get("name", "")
    if g.terminal and g.terminal.name == name:
        raise NotYours
    try:
        revoke_terminal(console().store, name, console().clock.now(), me().actor)
    except TerminalRefused as refusal:
        raise Unknown from refusal
    flash(_("The terminal is shut out."))
    return redirect(url_for("terminals.page"), code=303)
