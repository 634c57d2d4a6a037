"""The pages about registrations: list, search, one registration, the keying screen, compared."""

from collections.abc import Mapping

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from billing.comparing import AlreadyCompared, NoSuchRegistration, NotYours, compare
from billing.controls import BLOCKS, CONTROLS, INPUT_NAMES
from billing.pages import database, now
from billing.pages.guard import clerk
from billing.registering import AlreadyRegistered, register
from billing.searching import cautions, find, history, newest
from billing.slip import SlipRefused, read_slip
from billing.tables import Customer

registrations = Blueprint("registrations", __name__)

LARGEST_NUMBER = 2**31 - 1
"""Of a row; databases count no further."""


@registrations.get("/")
def door() -> ResponseReturnValue:
    """Lead to the list."""
    return redirect(url_for("registrations.newest_first"), code=303)


@registrations.get("/registrations")
def newest_first() -> ResponseReturnValue:
    """List the registrations, newest first."""
    before = request.args.get("before", type=number)
    with database().reading() as books:
        page = newest(books, before)
        return render_template("registrations.html", rows=page.rows, page=page, before=before, sought=None)


@registrations.post("/registrations/search")
def search() -> ResponseReturnValue:
    """Find by number. It is a POST because a customer number has no business in an address or a log."""
    sought = request.form.get("sought", "").strip()[:40]
    with database().reading() as books:
        rows = find(books, sought)
        if len(rows) == 1:
            return _to(rows[0].id)
        return render_template("registrations.html", rows=rows, page=None, before=None, sought=sought)


@registrations.get("/registrations/search")
def search_again() -> ResponseReturnValue:
    """Lead back to the list; the number that was sought is not in the address."""
    return redirect(url_for("registrations.newest_first"), code=303)


@registrations.get("/registrations/<int(max=2147483647):customer_id>")
def one(customer_id: int) -> ResponseReturnValue:
    """Show one registration with its customer number large."""
    return _registration(customer_id)


@registrations.get("/registrations/new")
def keying() -> ResponseReturnValue:
    """Show the empty keying screen to a clerk."""
    clerk()
    return _keying({}, {})


@registrations.post("/registrations/new")
def take_slip() -> ResponseReturnValue:
    """Register what was typed, or show it again with what is wrong; nothing typed is lost."""
    typed = {name: request.form.get(name, "") for name in INPUT_NAMES}
    try:
        slip = read_slip(typed)
        with database().writing() as books:
            made = register(books, slip, typed, clerk().id, now()).id
    except SlipRefused as refusal:
        return _keying(typed, refusal.wrong), 422
    except AlreadyRegistered as known:
        return _keying(typed, {}, known.customer_number), 409
    return _to(made)


@registrations.post("/registrations/<int(max=2147483647):customer_id>/compared")
def compared(customer_id: int) -> ResponseReturnValue:
    """Mark a registration as compared with the paper by a second person."""
    try:
        with database().writing() as books:
            compare(books, customer_id, clerk().id, now())
    except NoSuchRegistration:
        abort(404)
    except NotYours:
        return _registration(customer_id, "not_yours"), 403
    except AlreadyCompared:
        return _registration(customer_id, "already"), 409
    return _to(customer_id)


def _to(customer_id: int) -> ResponseReturnValue:
    return redirect(url_for("registrations.one", customer_id=customer_id), code=303)


def _keying(typed: Mapping[str, str], wrong: Mapping[str, object], known: str | None = None) -> str:
    return render_template("keying.html", blocks=BLOCKS, controls=CONTROLS, typed=typed, wrong=wrong, known=known)


def _registration(customer_id: int, refusal: str | None = None) -> str:
    with database().reading() as books:
        customer = books.get(Customer, customer_id)
        if customer is None:
            abort(404)
        return render_template(
            "registration.html",
            it=customer,
            entries=history(books, customer_id),
            cautions=cautions(books, customer),
            may_compare=g.person.is_clerk and g.person.id != customer.typed_by_id,
            refusal=refusal,
        )


def number(typed: str) -> int:
    """A row's number in an address; ValueError for one that no database has."""
    found = int(typed)
    if not 0 <= found <= LARGEST_NUMBER:
        raise ValueError
    return found
