"""Receiving: once, however often somebody presses; and nothing of it can be read in the files of the database."""

import base64
import json
import secrets
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from urllib.parse import quote

import pytest

from intake.audit import verify
from intake.opening import open_letter, open_record, resident_key
from intake.procedures.field import Situation
from intake.procedures.reading import read_all
from intake.procedures.start import START
from intake.receiving import HandedIn, Receipt, receive
from intake.records import read_record
from intake.sealing.keys import PublicKeys
from intake.sealing.mypage import grouped, lookup_value
from intake.store.applications import by_mypage, by_reference, counts
from intake.store.engine import Store
from intake.store.outbox import mails_about
from tests.scenery import ANSWERS, EMAIL, PrivateKeys

TYPED = ANSWERS | {
    "lot": "1987-36-24",
    "room": "204号室の東側",
    "customer_number": "10428837",
    "post_to": "other",
    "post_zip": "100-0001",
    "post_address": "東京都千代田区千代田1番1号",
    "note": "玄関前に自転車があります",
}
CLEAR_BY_DESIGN = {"start_date", "contact_method", "water_runs", "payment", "post_to"}
"""A due day and a way of contact stand in the queue; the other three are single words such as "place"."""


@pytest.fixture
def handed_in(situation: Situation) -> HandedIn:
    answers, problems = read_all(START, TYPED, situation)
    assert not problems
    return HandedIn(START, answers, EMAIL, "ja", secrets.token_bytes(16))


@pytest.fixture
def receipt(store: Store, public_keys: PublicKeys, situation: Situation, handed_in: HandedIn) -> Receipt:
    with store.writing() as session:
        return receive(session, public_keys, situation, handed_in)


@pytest.mark.both_engines
def test_five_presses_at_once_make_one_application_with_one_event_and_one_letter(
    store: Store, public_keys: PublicKeys, situation: Situation, handed_in: HandedIn
) -> None:
    together = Barrier(5, timeout=20)

    def press(_: int) -> Receipt:
        together.wait()
        with store.writing() as session:
            return receive(session, public_keys, situation, handed_in)

    with ThreadPoolExecutor(5) as threads:
        receipts = list(threads.map(press, range(5)))
    assert len({receipt.application.reference for receipt in receipts}) == 1
    assert sorted(bool(receipt.secret) for receipt in receipts) == [False, False, False, False, True]
    with store.reading() as session:
        assert sum(counts(session).values()) == 1
        assert verify(session).count == 1
        assert [mail.kind for mail in mails_about(session, receipts[0].application.id)] == ["received"]


@pytest.mark.both_engines
def test_another_draft_makes_an_application_of_its_own(
    store: Store, public_keys: PublicKeys, situation: Situation, handed_in: HandedIn, receipt: Receipt
) -> None:
    with store.writing() as session:
        other = receive(session, public_keys, situation, replace(handed_in, submission_key=b"another draft"))
    assert other.application.reference != receipt.application.reference
    assert other.application.mypage_lookup != receipt.application.mypage_lookup


@pytest.mark.both_engines
def test_an_application_is_found_by_its_reference_and_by_the_secret_of_its_link(
    store: Store, receipt: Receipt
) -> None:
    with store.reading() as session:
        found = by_reference(session, receipt.application.reference)
        assert found is not None
        assert found is by_mypage(session, lookup_value(receipt.secret))
        assert found.id == receipt.application.id
        assert by_mypage(session, lookup_value(receipt.secret[::-1])) is None


def test_office_recovery_and_resident_read_the_same_record(
    receipt: Receipt, handed_in: HandedIn, private_keys: PrivateKeys
) -> None:
    row = receipt.application
    assert row.resident_wrap is not None
    bodies = {
        open_record(row.record, row.office_wrap, "office", private_keys.office),
        open_record(row.record, row.recovery_wrap, "recovery", private_keys.recovery),
        open_record(row.record, row.resident_wrap, "resident", resident_key(receipt.secret)),
    }
    assert len(bodies) == 1
    record = read_record(bodies.pop())
    assert (record.reference, record.email, record.answers) == (row.reference, EMAIL, handed_in.answers)


def test_the_postman_gets_the_link_for_the_first_letter_only(
    store: Store, receipt: Receipt, private_keys: PrivateKeys
) -> None:
    """Once that letter is delivered and erased, the postman's key opens no record."""
    subject = str(receipt.application.id)
    later = open_letter(receipt.application.contact, subject, private_keys.postman)
    assert later == {"to": EMAIL, "language": "ja"}
    with store.reading() as session:
        (first,) = mails_about(session, receipt.application.id)
    assert open_letter(first.payload, subject, private_keys.postman) == {**later, "secret": receipt.secret}


def written(text: str) -> Iterator[bytes]:
    """The ways in which a text could stand in a file."""
    raw = text.encode()
    yield from (raw, text.encode("utf-16-le"), text.encode("utf-16-be"))
    yield text.encode("shift_jis", errors="ignore") if len(text.encode("shift_jis", "ignore")) > 4 else raw
    yield from (raw.hex().encode(), quote(text).encode(), json.dumps(text)[1:-1].encode())
    for shift in range(3):
        yield base64.b64encode(bytes(shift) + raw)[4:].rstrip(b"=")[:-1]


def confidential(handed_in: HandedIn, secret: str) -> set[str]:
    """What a resident typed, as typed and as stored, and the secret. Very short texts would be found by chance."""
    days = {f"start_date_{part}" for part in ("year", "month", "day")}
    answers = [
        *TYPED.items(),
        *handed_in.answers.items(),
        ("email", EMAIL),
        ("secret", secret),
        ("", grouped(secret)),
    ]
    return {text for name, text in answers if name not in CLEAR_BY_DESIGN | days and len(text.encode()) > 4}


def stands_in(content: bytes, text: str) -> bool:
    return any(way in content for way in written(text))


@pytest.mark.on_file
def test_the_files_of_the_database_hold_nothing_that_a_resident_typed_in_any_encoding(
    store: Store, handed_in: HandedIn, receipt: Receipt
) -> None:
    database = Path(str(store.engine.url.database))
    for folded_back in (False, True):
        if folded_back:
            with closing(sqlite3.connect(database)) as raw:
                raw.execute("PRAGMA wal_checkpoint(FULL)")
        content = b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
        assert stands_in(content, receipt.application.reference)
        assert not {text for text in confidential(handed_in, receipt.secret) if stands_in(content, text)}


def test_the_search_would_have_found_each_of_them(handed_in: HandedIn, receipt: Receipt) -> None:
    everything = confidential(handed_in, receipt.secret)
    assert {"髙﨑", "葛\U000e0100子", "タカサキ", "09012345678", "2500011", EMAIL, receipt.secret} <= everything
    for text in everything:
        files = [text.encode(), text.encode("utf-16"), base64.b64encode(b"x" + text.encode() + b"y")]
        assert all(stands_in(file, text) for file in files)
