"""The tables of the billing system.

Japanese billing systems keep the tap (水栓) and its user (使用者) apart: a tap stays, its users follow one
another, and 水栓番号－履歴番号 names one of them. Triggers made by the first migration hold what the classes
promise: taps, users and entries are never changed or deleted; a user may once be marked as compared.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, DateTime, Dialect, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import JSON, TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no zone, so it is taken off on the way in and put back on the way out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Turn an aware moment into the UTC wall time that is stored."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Turn the stored UTC wall time into an aware moment."""
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The common base; every constraint has a name, so that a later migration can speak of it."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy reads it from the class
        datetime: Instant,
        date: Date,
        dict[str, str]: JSON,
    }


class Staff(Base):
    """A person who may sign in. `generation` grows at sign-out, which ends every session made before."""

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("role IN ('clerk', 'bureau')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(32), unique=True)
    role: Mapped[str] = mapped_column(String(8))
    password_hash: Mapped[str] = mapped_column(String(200))
    generation: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime]


class SignInTurn(Base):
    """How often a name was tried in a row. The name is kept as a keyed digest."""

    __tablename__ = "sign_in_turns"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    locked_until: Mapped[datetime | None]
    last_at: Mapped[datetime] = mapped_column(index=True)


class Installation(Base):
    """A tap (水栓) and where it is, in the spelling of the first slip that named it."""

    __tablename__ = "installations"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(6), unique=True)
    place_key: Mapped[str] = mapped_column(String(400), unique=True)
    postal_code: Mapped[str] = mapped_column(String(7))
    town: Mapped[str] = mapped_column(String(100))
    lot: Mapped[str] = mapped_column(String(100))
    building: Mapped[str] = mapped_column(String(100))
    room: Mapped[str] = mapped_column(String(100))


class Customer(Base):
    """A user (使用者) of a tap, with everything the slip said, who typed it and who compared it."""

    __tablename__ = "customers"
    __table_args__ = (
        Unique("reference", "serial"),
        Unique("installation_id", "occupant"),
        CheckConstraint("payment IN ('account_transfer', 'invoice')", name="payment"),
        CheckConstraint("compared_by_id <> typed_by_id", name="two_persons"),
        CheckConstraint("(compared_by_id IS NULL) = (compared_at IS NULL)", name="compared"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_number: Mapped[str] = mapped_column(String(8), unique=True)
    installation_id: Mapped[int] = mapped_column(ForeignKey("installations.id"))
    occupant: Mapped[int]
    reference: Mapped[str] = mapped_column(String(10))
    serial: Mapped[int]
    start_date: Mapped[date]
    postal_code: Mapped[str] = mapped_column(String(7))
    town: Mapped[str] = mapped_column(String(100))
    lot: Mapped[str] = mapped_column(String(100))
    building: Mapped[str] = mapped_column(String(100))
    room: Mapped[str] = mapped_column(String(100))
    family_name: Mapped[str] = mapped_column(String(100))
    given_name: Mapped[str] = mapped_column(String(100))
    family_kana: Mapped[str] = mapped_column(String(100))
    given_kana: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(String(16))
    payment: Mapped[str] = mapped_column(String(16))
    post_to: Mapped[str] = mapped_column(String(200))
    given_customer_number: Mapped[str] = mapped_column(String(8))
    note: Mapped[str] = mapped_column(Text)
    typed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    typed_at: Mapped[datetime]
    compared_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    compared_at: Mapped[datetime | None]

    installation: Mapped[Installation] = relationship(lazy="joined", innerjoin=True)
    typed_by: Mapped[Staff] = relationship(foreign_keys=[typed_by_id], lazy="joined", innerjoin=True)
    compared_by: Mapped[Staff | None] = relationship(foreign_keys=[compared_by_id], lazy="joined")


class Entry(Base):
    """One line of the append-only log: who did what to a registration, when, and what the keyboard said."""

    __tablename__ = "entries"
    __table_args__ = (CheckConstraint("act IN ('typed', 'compared')", name="act"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    act: Mapped[str] = mapped_column(String(8))
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    typed: Mapped[dict[str, str]]

    by: Mapped[Staff] = relationship(lazy="joined", innerjoin=True)
