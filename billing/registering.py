"""The clerk's main act: one paper slip becomes one customer account."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from billing import numbers
from billing.place import Place
from billing.slip import Slip
from billing.tables import Customer, Entry, Installation


class AlreadyRegistered(ValueError):
    """This slip was typed before; `customer_number` (8 digits) is the account it made then."""

    def __init__(self, customer_number: str) -> None:
        super().__init__("this reference and slip serial are registered already")
        self.customer_number = customer_number


def register(session: Session, slip: Slip, typed: Mapping[str, str], clerk_id: int, now: datetime) -> Customer:
    """Open an account for the slip, find or open its tap, and note in the log what the keyboard said.

    The session has to hold the write lock (`Database.writing`), because numbers are given out in turn.
    Raise AlreadyRegistered when the same reference and serial were typed before.
    """
    _refuse_second_typing(session, slip)
    installation = _installation(session, slip.place)
    customer = _customer(slip)
    customer.customer_number = numbers.customer_number(_next(session, Customer.id))
    customer.installation_id = installation.id
    customer.occupant = _next_occupant(session, installation.id)
    customer.typed_by_id, customer.typed_at = clerk_id, now
    session.add(customer)
    session.flush()
    session.add(Entry(customer_id=customer.id, act="typed", by_id=clerk_id, at=now, typed=dict(typed)))
    return customer


def _refuse_second_typing(session: Session, slip: Slip) -> None:
    same_slip = (Customer.reference == slip.reference, Customer.serial == slip.serial)
    known = session.scalar(select(Customer.customer_number).where(*same_slip))
    if known is not None:
        raise AlreadyRegistered(known)


def _installation(session: Session, place: Place) -> Installation:
    found = session.scalar(select(Installation).where(Installation.place_key == place.key))
    if found is not None:
        return found
    opened = Installation(
        number=numbers.installation_number(_next(session, Installation.id)),
        place_key=place.key,
        postal_code=place.postal_code,
        town=place.town,
        lot=place.lot,
        building=place.building,
        room=place.room,
    )
    session.add(opened)
    session.flush()
    return opened


def _customer(slip: Slip) -> Customer:
    return Customer(
        reference=slip.reference,
        serial=slip.serial,
        start_date=slip.start_date,
        postal_code=slip.zip,
        town=slip.town,
        lot=slip.lot,
        building=slip.building,
        room=slip.room,
        family_name=slip.family_name,
        given_name=slip.given_name,
        family_kana=slip.family_kana,
        given_kana=slip.given_kana,
        phone=slip.phone,
        payment=slip.payment,
        post_to=slip.post_to,
        given_customer_number=slip.customer_number,
        note=slip.note,
    )


def _next(session: Session, column: object) -> int:
    return (session.scalar(select(func.max(column))) or 0) + 1


def _next_occupant(session: Session, installation_id: int) -> int:
    latest = select(func.max(Customer.occupant)).where(Customer.installation_id == installation_id)
    return (session.scalar(latest) or 0) + 1
