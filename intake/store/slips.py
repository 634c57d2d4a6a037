"""Slips: which paper exists. Every sheet has a serial number, reprints count their copies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.store.base import Table


class PrintedSlip(Table):
    """One sheet: its serial, the application, the number of the copy, who printed it, the audit head on it.

    `batch` is shared by the sheets that were printed together; a sheet printed alone has none.
    A serial is never given twice, so a missing one is a missing sheet.
    """

    __tablename__ = "slips"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own declaration

    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    application_id: Mapped[UUID] = mapped_column(index=True)
    copy_number: Mapped[int]
    printed_at: Mapped[datetime]
    printed_by: Mapped[int]
    audit_head: Mapped[str]
    batch: Mapped[UUID | None] = mapped_column(index=True)


def slips_of(session: Session, application_id: UUID) -> Sequence[PrintedSlip]:
    """All sheets of one application, oldest first."""
    return session.scalars(
        select(PrintedSlip).where(PrintedSlip.application_id == application_id).order_by(PrintedSlip.serial)
    ).all()


def sheets_of(session: Session, batch: UUID) -> Sequence[PrintedSlip]:
    """The sheets that were printed together, in the order of their serials."""
    return session.scalars(
        select(PrintedSlip).where(PrintedSlip.batch == batch).order_by(PrintedSlip.serial)
    ).all()


def heads_on_paper(session: Session) -> set[str]:
    """The heads of the audit chain that stand on printed sheets."""
    return set(session.scalars(select(PrintedSlip.audit_head)))


def slip(session: Session, serial: int) -> PrintedSlip | None:
    """A sheet by its serial number."""
    return session.get(PrintedSlip, serial)


def next_copy(session: Session, application_id: UUID) -> int:
    """1 for the first print, then counting up."""
    printed = select(func.count()).where(PrintedSlip.application_id == application_id)
    return (session.scalar(printed) or 0) + 1
