"""Steps of an application that other rooms take; the desk only looks at what they leave behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy.orm import Session

from intake.acts import perform
from intake.audit import head, write_event
from intake.lifecycle import Act
from intake.reference import shown
from intake.store.applications import Application, by_reference
from intake.store.engine import Store
from intake.store.outbox import Delivery, mails_about
from intake.store.slips import PrintedSlip
from tests.scenery import StandingClock


def deliver(store: Store, home: Path, reference: str) -> None:
    """The post room has sent all mails, and the mailbox has them."""
    with store.writing() as session:
        for row in mails_about(session, _wanted(session, reference).id):
            row.payload, row.state = b"", Delivery.DELIVERED.value
    letter = EmailMessage()
    letter["Subject"] = "受付のお知らせ"
    letter.set_content(f"受付番号 {shown(reference)}\nhttps://localhost:8443/ja/mypage#AAAAA\n", cte="base64")
    (home / "mail" / "1-a.eml").write_bytes(bytes(letter))
    other = EmailMessage()
    other.set_content("別の申込み")
    (home / "mail" / "2-b.eml").write_bytes(bytes(other))


def print_sheet(store: Store, clock: StandingClock, reference: str) -> None:
    """A clerk has opened the record and printed it."""
    with store.writing() as session:
        row = _wanted(session, reference)
        perform(session, row, Act.PRINT, "clerk 1", clock.now(), claimed_by=1)
        sheet = PrintedSlip(
            application_id=row.id, copy_number=1, printed_at=clock.now(), printed_by=1, audit_head=head(session)
        )
        session.add(sheet)
        write_event(session, "opened", "clerk 1", clock.now(), row.id, reason="print")


def complete(store: Store, clock: StandingClock, reference: str) -> None:
    """One clerk has typed it, another has compared it."""
    with store.writing() as session:
        row = _wanted(session, reference)
        perform(session, row, Act.KEY, "clerk 1", clock.now(), keyed_by=1, customer_number=b"sealed")
        perform(session, _wanted(session, reference), Act.CHECK, "clerk 2", clock.now())


def type_into_billing(home: Path, reference: str) -> None:
    """A billing database with this registration and another one, the first of them compared."""
    with closing(sqlite3.connect(home / "billing.sqlite")) as books, books:
        books.execute("CREATE TABLE customers (reference TEXT, family_name TEXT, compared_at TEXT)")
        books.execute("INSERT INTO customers VALUES (?, '髙﨑', '2026-11-24')", (reference,))
        books.execute("INSERT INTO customers VALUES ('1', '鈴木', NULL)")


def _wanted(session: Session, reference: str) -> Application:
    row = by_reference(session, reference)
    assert row is not None
    return row
