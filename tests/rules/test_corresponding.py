"""Questions and answers are sealed like the record, and none of them passes for anything else."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy.orm.attributes import set_committed_value

from intake.acts import perform
from intake.audit import details, verify
from intake.corresponding import ask, written
from intake.inquiries import Words, Writer, read_words
from intake.lifecycle import Act, NotAllowed
from intake.opening import open_record, resident_key
from intake.receiving import Receipt
from intake.sealing.keys import PublicKeys
from intake.sealing.refusal import CannotOpen
from intake.store.applications import Application, application
from intake.store.engine import Store
from intake.store.events import events_about
from intake.store.messages import Message
from intake.store.outbox import mails_about
from intake.town import Town
from tests.inquiries import answers, asks, thread
from tests.scenery import PrivateKeys, StandingClock, hand_in


@pytest.fixture
def receipt(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> Receipt:
    return hand_in(store, public_keys, clock, town)


@pytest.fixture
def reference(receipt: Receipt) -> str:
    return receipt.application.reference


@pytest.fixture
def asked(store: Store, public_keys: PublicKeys, clock: StandingClock, reference: str) -> Message:
    asks(store, public_keys, reference, clock, "room", "二階ですか")
    return thread(store, reference)[0]


def now(store: Store, receipt: Receipt) -> Application:
    with store.reading() as session:
        row = application(session, receipt.application.id)
    assert row
    return row


def opened(message: Message, keys: PrivateKeys, body: bytes | None = None, wrap: bytes | None = None) -> Words:
    found = open_record(body or message.body, wrap or message.office_wrap, "office", keys.office, message.part)
    return read_words(found)


@pytest.mark.both_engines
def test_office_recovery_and_resident_read_the_same_words(
    asked: Message, receipt: Receipt, private_keys: PrivateKeys
) -> None:
    readers: list[tuple[str, bytes | None, X25519PrivateKey]] = [
        ("office", asked.office_wrap, private_keys.office),
        ("recovery", asked.recovery_wrap, private_keys.recovery),
        ("resident", asked.resident_wrap, resident_key(receipt.secret)),
    ]
    for reader, wrap, key in readers:
        assert wrap
        body = open_record(asked.body, wrap, reader, key, asked.part)
        assert read_words(body) == Words("room", "二階ですか")


@pytest.mark.both_engines
def test_a_message_opens_only_in_its_own_row(asked: Message, private_keys: PrivateKeys) -> None:
    """Its application, its id, its writer and its time are bound: whoever moves it gets bytes."""
    row = {"id": asked.id, "application_id": asked.application_id, "writer": asked.writer, "at": asked.at}
    assert opened(asked, private_keys).text == "二階ですか"
    for change in (
        {"id": uuid4()},
        {"application_id": uuid4()},
        {"writer": Writer.RESIDENT.value},
        {"at": asked.at + timedelta(microseconds=1)},
    ):
        moved = Message(**(row | change))
        with pytest.raises(CannotOpen):
            opened(moved, private_keys, asked.body, asked.office_wrap)


@pytest.mark.both_engines
def test_a_message_never_passes_for_the_record_nor_the_record_for_a_message(
    asked: Message, receipt: Receipt, private_keys: PrivateKeys
) -> None:
    row = receipt.application
    with pytest.raises(CannotOpen):
        open_record(asked.body, asked.office_wrap, "office", private_keys.office)
    with pytest.raises(CannotOpen):
        opened(asked, private_keys, row.record, row.office_wrap)


@pytest.mark.both_engines
def test_two_messages_cant_be_exchanged(
    store: Store,
    asked: Message,
    reference: str,
    public_keys: PublicKeys,
    clock: StandingClock,
    private_keys: PrivateKeys,
) -> None:
    clock.pass_by(minutes=1)
    answers(store, public_keys, reference, clock)
    one, other = thread(store, reference)
    for body, wrap in (
        (other.body, other.office_wrap),
        (other.body, one.office_wrap),
        (one.body, other.office_wrap),
    ):
        with pytest.raises(CannotOpen):
            opened(one, private_keys, body, wrap)
    assert [opened(each, private_keys).text for each in (one, other)] == ["二階ですか", "305号室です"]


@pytest.mark.both_engines
def test_the_event_has_a_code_and_the_letter_has_nothing(
    store: Store, asked: Message, receipt: Receipt, public_keys: PublicKeys, clock: StandingClock
) -> None:
    answers(store, public_keys, receipt.application.reference, clock)
    with store.reading() as session:
        events = events_about(session, receipt.application.id)
        kinds = [mail.kind for mail in mails_about(session, receipt.application.id)]
        assert verify(session).sound
    told = {event.act: (event.actor, details(event)) for event in events}
    assert told["asked"] == ("clerk 1", {"reason": "room"})
    assert told["answered"] == ("resident", {})
    assert sorted(kinds) == ["inquiry", "received"]


@pytest.mark.on_file
def test_the_files_of_the_database_hold_no_word_of_either_side(
    store: Store, asked: Message, reference: str, public_keys: PublicKeys, clock: StandingClock
) -> None:
    answers(store, public_keys, reference, clock, "裏の階段の上です")
    database = Path(str(store.engine.url.database))
    content = b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
    assert reference.encode() in content
    for words in ("二階ですか", "裏の階段の上です"):
        assert words.encode() not in content
        assert words.encode("utf-16-le") not in content


@pytest.mark.both_engines
def test_a_question_keeps_the_state_and_counts_the_version(store: Store, asked: Message, receipt: Receipt) -> None:
    row = now(store, receipt)
    assert (row.state, row.inquiry, row.version) == ("submitted", "asked", receipt.application.version + 1)


def ask_from_an_old_page(store: Store, receipt: Receipt, keys: PublicKeys, clock: StandingClock) -> None:
    with store.writing() as session:
        row = application(session, receipt.application.id)
        assert row
        set_committed_value(row, "version", row.version - 1)
        ask(session, keys, row, Words("date", ""), "another form", "clerk 2", clock.now())


@pytest.mark.both_engines
def test_a_question_that_lost_a_race_is_refused_and_leaves_nothing(
    store: Store, asked: Message, receipt: Receipt, public_keys: PublicKeys, clock: StandingClock
) -> None:
    with pytest.raises(NotAllowed):
        ask_from_an_old_page(store, receipt, public_keys, clock)
    assert len(thread(store, receipt.application.reference)) == 1


@pytest.mark.both_engines
def test_one_form_makes_one_message(
    store: Store, receipt: Receipt, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    other = hand_in(store, public_keys, clock, town).application
    with store.writing() as session:
        row = application(session, receipt.application.id)
        assert row
        assert not written(session, row.id, Writer.CENTRE, "form 1")
        ask(session, public_keys, row, Words("room", ""), "form 1", "clerk 1", clock.now())
        assert written(session, row.id, Writer.CENTRE, "form 1")
        assert not written(session, row.id, Writer.RESIDENT, "form 1")
        assert not written(session, other.id, Writer.CENTRE, "form 1")


@pytest.mark.both_engines
def test_nothing_is_answered_that_was_not_asked(
    store: Store, reference: str, public_keys: PublicKeys, clock: StandingClock
) -> None:
    with pytest.raises(NotAllowed):
        answers(store, public_keys, reference, clock)
    assert thread(store, reference) == []


@pytest.mark.both_engines
def test_after_the_end_nobody_writes_and_nothing_waits(
    store: Store, asked: Message, receipt: Receipt, public_keys: PublicKeys, clock: StandingClock
) -> None:
    with store.writing() as session:
        row = application(session, receipt.application.id)
        assert row
        perform(session, row, Act.CANCEL, "resident", clock.now())
    for write in (asks, answers):
        with pytest.raises(NotAllowed):
            write(store, public_keys, receipt.application.reference, clock)
    assert now(store, receipt).inquiry == ""
    assert len(thread(store, receipt.application.reference)) == 1
