"""What a mail said is gone when nobody needs it any more; and what a person puts back is tried again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from emails.delivering import deliver_next
from emails.outbox import retry
from intake.audit import details
from intake.store.engine import Store
from intake.store.events import last_event
from intake.store.outbox import mail as find_mail
from simulation.mailbox.serving import Mailbox
from tests.postal.conftest import MakePostman, Write, found, free_port
from tests.scenery import EMAIL, StandingClock


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("desk.sqlite*")))


@pytest.mark.on_file
@pytest.mark.parametrize("kind", ["verification", "received", "relinked"])
def test_after_delivery_neither_address_nor_sealed_payload_is_in_the_files(
    kind: str,
    store: Store,
    clock: StandingClock,
    mailbox: Mailbox,
    make_postman: MakePostman,
    write: Write,
    tmp_path: Path,
) -> None:
    mail_id = write(kind)
    payload = found(store, mail_id).payload
    pieces = [payload[start : start + 32] for start in range(0, len(payload), 32)]
    assert sum(piece in bytes_on_disk(tmp_path) for piece in pieces) > 100

    deliver_next(store, clock, make_postman(mailbox.smtp_port))
    assert found(store, mail_id).payload == b""
    with store.reading() as session:
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    left = bytes_on_disk(tmp_path)
    assert not [piece for piece in pieces if piece in left]
    assert EMAIL.encode() not in left
    assert b"048213" not in left


def test_a_verification_whose_time_is_over_is_not_sent_and_its_content_is_erased(
    store: Store, clock: StandingClock, mailbox: Mailbox, make_postman: MakePostman, write: Write
) -> None:
    mail_id = write("verification")
    clock.pass_by(hours=24)
    deliver_next(store, clock, make_postman(mailbox.smtp_port))
    row = found(store, mail_id)
    assert (row.state, row.trouble, row.finished_at) == ("parked", "expired", clock.now())
    assert row.payload == b""
    assert not mailbox.shelf.mails()
    with store.writing() as session:
        event = last_event(session)
        assert event is not None
        assert details(event) == {"mail": "verification", "tries": 1, "trouble": "expired"}
        again = find_mail(session, mail_id)
        assert again is not None
        assert not retry(session, again, clock.now())


@pytest.mark.both_engines
def test_a_parked_mail_that_is_put_back_is_delivered(
    store: Store, clock: StandingClock, mailbox: Mailbox, make_postman: MakePostman, write: Write
) -> None:
    mail_id = write("completed")
    deliver_next(store, clock, make_postman(free_port(), most_tries=1))
    assert found(store, mail_id).state == "parked"

    with store.writing() as session:
        row = find_mail(session, mail_id)
        assert row is not None
        assert retry(session, row, clock.now())
    assert (found(store, mail_id).state, found(store, mail_id).tries) == ("waiting", 0)
    deliver_next(store, clock, make_postman(mailbox.smtp_port))
    assert found(store, mail_id).state == "delivered"


@pytest.mark.both_engines
def test_a_mail_that_is_under_way_or_delivered_cannot_be_put_back(
    store: Store, clock: StandingClock, mailbox: Mailbox, make_postman: MakePostman, write: Write
) -> None:
    mail_id = write("completed")
    for _ in range(2):
        with store.writing() as session:
            row = find_mail(session, mail_id)
            assert row is not None
            assert not retry(session, row, clock.now())
        deliver_next(store, clock, make_postman(mailbox.smtp_port))
    assert len(mailbox.shelf.mails()) == 1


def test_a_parked_verification_that_is_put_back_too_late_is_not_sent(
    store: Store, clock: StandingClock, mailbox: Mailbox, make_postman: MakePostman, write: Write
) -> None:
    mail_id = write("verification")
    deliver_next(store, clock, make_postman(free_port(), most_tries=1))
    clock.pass_by(hours=25)
    with store.writing() as session:
        row = find_mail(session, mail_id)
        assert row is not None
        assert retry(session, row, clock.now())
    deliver_next(store, clock, make_postman(mailbox.smtp_port))
    assert found(store, mail_id).trouble == "expired"
    assert not mailbox.shelf.mails()
