"""The second person's act: the registration was held against the paper and is the same (照合済)."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from billing.tables import Customer, Entry


class NotYours(PermissionError):
    """The clerk who typed a slip cannot be the one who compares it."""


class AlreadyCompared(ValueError):
    """The registration was marked as compared before."""


class NoSuchRegistration(LookupError):
    """There is no registration with this id."""


def compare(session: Session, customer_id: int, clerk_id: int, now: datetime) -> None:
    """Mark a registration as compared, once and by another person than its typist; note it in the log."""
    typist = session.scalar(select(Customer.typed_by_id).where(Customer.id == customer_id))
    if typist is None:
        raise NoSuchRegistration
    if typist == clerk_id:
        raise NotYours
    open_one = update(Customer).where(Customer.id == customer_id, Customer.compared_at.is_(None))
    changed = session.scalar(
        open_one.values(compared_by_id=clerk_id, compared_at=now).returning(Customer.id),
        execution_options={"synchronize_session": False},
    )
    if changed is None:
        raise AlreadyCompared
    session.add(Entry(customer_id=customer_id, act="compared", by_id=clerk_id, at=now, typed={}))
