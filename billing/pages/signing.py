"""Signing in and out."""

from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from billing.pages import database, now
from billing.pages.guard import let_in
from billing.staff import Person, end_sessions, find_by_password
from billing.turns import forgive, mark_of, take_turn

signing = Blueprint("signing", __name__)


@signing.get("/sign-in")
def show() -> ResponseReturnValue:
    """Show the form, or the list to who is signed in already."""
    if g.person is not None:
        return redirect(url_for("registrations.newest_first"), code=303)
    return render_template("sign_in.html", refused=False)


@signing.post("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Let a person in; wrong name, wrong password and locked name get one and the same answer."""
    person = _person(request.form.get("username", "").strip(), request.form.get("password", ""))
    if person is None:
        return render_template("sign_in.html", refused=True), 403
    let_in(person)
    return redirect(url_for("registrations.newest_first"), code=303)


@signing.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End every session of the person, then show the sign-in."""
    with database().writing() as books:
        end_sessions(books, g.person.id)
    session.clear()
    return redirect(url_for("signing.show"), code=303)


def _person(username: str, password: str) -> Person | None:
    mark = mark_of(username, current_app.config["SECRET_KEY"])
    with database().writing() as books:
        may_try = take_turn(books, mark, now())
    with database().reading() as books:
        person = find_by_password(books, username, password)
    if person is None or not may_try:
        return None
    with database().writing() as books:
        forgive(books, mark)
    return person
