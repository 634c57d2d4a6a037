"""The way in, in this order: a known host name, a registered terminal, somebody signed in, the right role."""

from __future__ import annotations

from flask import abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin.pages.here import console
from admin.pages.keeping import keep_this_form
from admin.pages.roles import EVERYBODY, roles_of
from admin.settings import Terminals
from admin.sittings import owner_of, sits_elsewhere, who_sits
from admin.terminals import valid_terminal

TOKEN = "sitting"  # noqa: S105 - the name of a cookie entry
OUR_OWN = {"same-origin", "none"}
BEFORE_THE_CHANGE = {"password.page", "password.change", "signing.leave"}
"""What somebody may use whose password another has made."""


def admit() -> ResponseReturnValue | None:
    """Let a request pass, send a stranger to the sign-in, refuse the rest with 403."""
    g.terminal = g.member = None
    g.kept = False
    if request.routing_exception is not None and request.url_rule is None and request.endpoint is None:
        raise request.routing_exception
    _from_our_own_page()
    _from_a_terminal()
    needed = roles_of(current_app.view_functions[request.endpoint]) if request.endpoint else frozenset()
    if TOKEN in session and request.endpoint != "static":
        owner = owner_of(console().store, session[TOKEN]) if request.method == "POST" else None
        attended = needed != EVERYBODY and not _by_itself(request.endpoint)
        now = console().times.real.now()
        g.member = who_sits(console().store, session[TOKEN], _here(), now, attended=attended)
        if g.member is None and owner is not None and not sits_elsewhere(console().store, session[TOKEN], _here()):
            g.kept = keep_this_form(owner, session[TOKEN])
    if needed == EVERYBODY:
        return None
    if g.member is None:
        return _to_the_door()
    if g.member.role.value not in needed:
        abort(403)
    if g.member.to_change and request.endpoint not in BEFORE_THE_CHANGE:
        return redirect(url_for("password.page"), code=303)
    return None


def _by_itself(endpoint: str | None) -> bool:
    """Whether a page asks this by itself, so that it must not keep a sitting alive.

    What is open to everybody keeps none alive either: it is fetched without anybody working here.
    """
    return bool(endpoint) and getattr(current_app.view_functions[endpoint or ""], "unattended", False)


def _from_our_own_page() -> None:
    """Browsers say where a form came from. It stands beside the token in the form, not in its place."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "none") not in OUR_OWN:
        abort(403)


def _from_a_terminal() -> None:
    g.terminal = valid_terminal(console().store, request.environ.get("SSL_CLIENT_CERT", ""))
    if g.terminal is None and console().terminals is Terminals.REQUIRED:
        abort(403)


def _here() -> str:
    return g.terminal.fingerprint if g.terminal else ""


def _to_the_door() -> ResponseReturnValue:
    ended = session.pop(TOKEN, None)
    if ended and sits_elsewhere(console().store, ended, _here()):
        flash(_("A sign-in holds at its own terminal only. Sign in here anew. Nothing was changed."), "caution")
    elif g.kept:
        flash(_("You were signed out. What you sent is kept for 15 minutes: sign in and look at it."), "caution")
    elif ended:
        flash(_("You were signed out because nobody used this page for a while. Nothing was changed."), "caution")
    return redirect(url_for("signing.door"), code=303)
