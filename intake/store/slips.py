"""Sheets: which paper exists and where it is. Every sheet has a serial number, reprints count their copies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.sheets import Fate, Kind
from intake.store.base import Table
from intake.store.events import latest_of
from intake.store.turns import insist_on_the_chain


class PrintedSlip(Table):
    """One sheet: its serial, the application, the number of the copy, who printed it, the audit head on it.

    A serial is never given twice, so a missing one is a missing sheet. `kind` and `fate` are words of
    `intake.sheets`; `fate_at` and `fate_by` say since when and by which account it is there. `replace_by` is the
    supervisor who let another sheet be printed for this lost one. `batch` is
    shared by the sheets that were printed together; a sheet printed alone has none. `copy_reason` is the code of
    why a further copy was printed; the first has none.
    """

    __tablename__ = "slips"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy's own declaration

    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    application_id: Mapped[UUID] = mapped_column(index=True)
    copy_number: Mapped[int]
    printed_at: Mapped[datetime]
    printed_by: Mapped[int]
    audit_head: Mapped[str]
    kind: Mapped[str] = mapped_column(default=Kind.RECEPTION.value, server_default=Kind.RECEPTION.value)
    fate: Mapped[str] = mapped_column(default=Fate.HELD.value, server_default=Fate.HELD.value, index=True)
    fate_at: Mapped[datetime | None]
    fate_by: Mapped[int | None]
    replace_by: Mapped[int | None]
    batch: Mapped[UUID | None] = mapped_column(index=True)
    copy_reason: Mapped[str] = mapped_column(default="", server_default="")

    @property
    def whereabouts(self) -> Fate:
        """Where it is, in the words of its life."""
        return Fate(self.fate)


def slips_of(session: Session, application_id: UUID) -> Sequence[PrintedSlip]:
    """The slips from which one application is keyed, oldest first; no cancellation slip is among them."""
    return [sheet for sheet in sheets_of(session, application_id) if sheet.kind == Kind.RECEPTION]


def sheets_of(session: Session, application_id: UUID) -> Sequence[PrintedSlip]:
    """All sheets of one application of either kind, oldest first."""
    return session.scalars(
        select(PrintedSlip).where(PrintedSlip.application_id == application_id).order_by(PrintedSlip.serial)
    ).all()


def sheets_in_batch(session: Session, batch: UUID) -> Sequence[PrintedSlip]:
    """The sheets that were printed together, in the order of their serials."""
    return session.scalars(
        select(PrintedSlip).where(PrintedSlip.batch == batch).order_by(PrintedSlip.serial)
    ).all()


def heads_on_paper(session: Session, since: datetime | None = None) -> set[str]:
    """The heads of the audit chain that stand on printed sheets, or on those printed since an instant."""
    heads = select(PrintedSlip.audit_head)
    return set(session.scalars(heads.where(PrintedSlip.printed_at >= since) if since else heads))


def slip(session: Session, serial: int) -> PrintedSlip | None:
    """A sheet by its serial number."""
    return session.get(PrintedSlip, serial)


def next_serial(session: Session) -> int:
    """The serial of the next sheet. No gap where printing fails, and none is given twice: events stay.

    Only for who has waited for the chain. A sequence of PostgreSQL would lose the numbers of failed prints.
    """
    insist_on_the_chain(session)
    told = [int(json.loads(event.detail)["serial"]) for event in latest_of(session, ("slip",))]
    return max(session.scalar(select(func.max(PrintedSlip.serial))) or 0, *told, 0) + 1


def next_copy(session: Session, application_id: UUID, kind: Kind = Kind.RECEPTION) -> int:
    """1 for the first print of a kind, then counting up."""
    printed = select(func.count()).where(PrintedSlip.application_id == application_id, PrintedSlip.kind == kind)
    return (session.scalar(printed) or 0) + 1


def lay(session: Session, seen: PrintedSlip, to: Fate, by: int, at: datetime) -> bool:
    """Compare and set: True when the sheet was still where the caller saw it. A leave to replace it ends."""
    laid = session.scalar(
        update(PrintedSlip)
        .where(PrintedSlip.serial == seen.serial, PrintedSlip.fate == seen.fate)
        .values(fate=to.value, fate_at=at, fate_by=by, replace_by=None)
        .returning(PrintedSlip.serial)
        .execution_options(synchronize_session=False)
    )
    session.expire(seen)
    return laid is not None


def allow_replacing(session: Session, serial: int, by: int) -> bool:
    """Let another sheet be printed for a lost one; False when it is not lost, or that is allowed already."""
    allowed = session.scalar(
        update(PrintedSlip)
        .where(
            PrintedSlip.serial == serial,
            PrintedSlip.fate == Fate.LOST.value,
            PrintedSlip.replace_by.is_(None),
        )
        .values(replace_by=by)
        .returning(PrintedSlip.serial)
        .execution_options(synchronize_session=False)
    )
    return allowed is not None


def sheets_with(session: Session, fate: Fate, limit: int = 500) -> Sequence[PrintedSlip]:
    """The sheets that are somewhere, oldest first."""
    return session.scalars(
        select(PrintedSlip).where(PrintedSlip.fate == fate.value).order_by(PrintedSlip.serial).limit(limit)
    ).all()


def printed_between(session: Session, by: int, since: datetime, until: datetime) -> Sequence[PrintedSlip]:
    """The sheets that an account printed from one instant to just before another, in order."""
    return session.scalars(
        select(PrintedSlip)
        .where(PrintedSlip.printed_by == by, PrintedSlip.printed_at >= since, PrintedSlip.printed_at < until)
        .order_by(PrintedSlip.serial)
    ).all()


def whereabouts(session: Session) -> dict[int, tuple[UUID, Fate]]:
    """Every sheet that the table has: its application, and where it is."""
    rows = session.execute(select(PrintedSlip.serial, PrintedSlip.application_id, PrintedSlip.fate))
    return {row.serial: (row.application_id, Fate(row.fate)) for row in rows}
