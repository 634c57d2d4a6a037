"""Signing in and out, and the choice of language."""

from __future__ import annotations

from flask import Blueprint, abort, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from admin.language import COOKIE, OWN_NAMES
from admin.pages.guard import TOKEN
from admin.pages.here import console, me
from admin.pages.keeping import KEPT
from admin.pages.roles import Data, for_everybody, for_roles
from admin.signing import Proof, SignInRefused, sign_in
from admin.sittings import sign_out
from intake.store.accounts import Role

blueprint = Blueprint("signing", __name__)
A_YEAR = 365 * 24 * 3600


@blueprint.get("/")
@for_everybody
def home() -> ResponseReturnValue:
    """To the list of what waits, to the auditor's page, or to the door."""
    return redirect(_home(), code=303)


@blueprint.get("/alive")
@for_everybody
def alive() -> tuple[str, dict[str, str]]:
    """The process is up; says nothing else."""
    return "alive\n", {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.get("/sign-in")
@for_everybody
def door() -> ResponseReturnValue:
    """The form, or the way on for who is signed in already."""
    return redirect(_home(), code=303) if g.member else render_template("sign_in.html", refused=False)


@blueprint.post("/sign-in")
@for_everybody
def enter() -> ResponseReturnValue:
    """A new sitting under a new token; nothing of the session before lives on."""
    form, here = request.form, console()
    terminal = g.terminal.fingerprint if g.terminal else ""
    proof = Proof(form.get("username", "").strip(), form.get("password", ""), form.get("totp", ""), terminal)
    try:
        token = sign_in(here.store, here.secret, here.times, proof)
    except SignInRefused:
        return render_template("sign_in.html", refused=True), 403
    late = session.get(KEPT)
    session.clear()
    session[TOKEN] = token
    if late:
        session[KEPT] = late
    return redirect(url_for("keeping.page" if late else "signing.home"), code=303)


@blueprint.post("/sign-out")
@for_roles(*Role, sees=Data.NOTHING)
def leave() -> ResponseReturnValue:
    """End this sitting, or all of one's own where the form says so."""
    here, everywhere = console(), request.form.get("everywhere") == "yes"
    sign_out(here.store, session[TOKEN], me(), here.clock.now(), everywhere=everywhere)
    session.clear()
    return redirect(url_for("signing.door"), code=303)


@blueprint.get("/language/<code>")
@for_everybody
def speak(code: str) -> ResponseReturnValue:
    """Remember a language and go back to the page on which it was chosen."""
    if code not in OWN_NAMES:
        abort(404)
    answer = redirect(_own_page(request.args.get("back", "")), code=303)
    answer.set_cookie(COOKIE, code, max_age=A_YEAR, path="/", secure=True, httponly=True, samesite="Strict")
    return answer


def _home() -> str:
    if g.member is None:
        return url_for("signing.door")
    return url_for("auditing.page" if g.member.role is Role.AUDITOR else "queue.lists")


def _own_page(path: str) -> str:
    """A path of this console, never another site."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if plain else url_for("signing.home")
