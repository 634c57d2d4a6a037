"""Finding registrations: the newest, the one with a number, and what a second look at one should know."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from billing import numbers
from billing.tables import Customer, Entry

PAGE_SIZE = 20


@dataclass(frozen=True)
class Page:
    """One page of the list; `older_than` is the key of the next page, or None on the last."""

    rows: Sequence[Customer]
    older_than: int | None


@dataclass(frozen=True)
class Cautions:
    """What a clerk has to look into before a registration is taken as right."""

    same_reference: Sequence[Customer]
    given_number_is_elsewhere: bool


def newest(session: Session, before: int | None, size: int = PAGE_SIZE) -> Page:
    """List registrations, newest first, from just before the given key; costs the same on every page."""
    query = select(Customer).order_by(Customer.id.desc()).limit(size + 1)
    rows = session.scalars(query if before is None else query.where(Customer.id < before)).all()
    shown = rows[:size]
    return Page(shown, shown[-1].id if len(rows) > size else None)


def find(session: Session, text: str) -> Sequence[Customer]:
    """Find by customer number (8 digits) or reception reference (10 digits), typed in any width."""
    digits = numbers.bare(text)
    column = Customer.reference if len(digits) == numbers.REFERENCE_DIGITS else Customer.customer_number
    return session.scalars(select(Customer).where(column == digits).order_by(Customer.id.desc())).all()


def history(session: Session, customer_id: int) -> Sequence[Entry]:
    """List who did what to a registration, oldest first."""
    return session.scalars(select(Entry).where(Entry.customer_id == customer_id).order_by(Entry.id)).all()


def cautions(session: Session, customer: Customer) -> Cautions:
    """Look for other slips of the same reference, and for a given number that belongs to another tap."""
    others = select(Customer).where(Customer.reference == customer.reference, Customer.id != customer.id)
    given = select(Customer.installation_id).where(Customer.customer_number == customer.given_customer_number)
    tap = session.scalar(given) if customer.given_customer_number else None
    elsewhere = tap is not None and tap != customer.installation_id
    return Cautions(session.scalars(others.order_by(Customer.id)).all(), elsewhere)
