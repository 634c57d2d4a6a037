"""Records of an older key are sealed to the new one; the older one is destroyed when nothing needs it."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest

from admin.keys import resealing
from admin.keys.resealing import Reader, reseal
from admin.office import Office
from admin.staff import Member
from admin.unseal import unseal
from intake.audit import write_event
from intake.clock import Clock
from intake.memos import Memo
from intake.noting import take_note
from intake.opening import open_letter
from intake.receiving import Receipt
from intake.sealing.keys import key_id, read_private, read_public
from intake.sealing.letterbox import post
from intake.store.accounts import Role
from intake.store.applications import application, by_reference
from intake.store.engine import Store
from intake.store.messages import messages_of
from intake.store.notes import notes_about
from intake.town import Town
from tests.inquiries import answers, asks
from tests.keys.conftest import Cabinet
from tests.keys.looking import row, told
from tests.keys.shell import PASSPHRASE, Shell
from tests.scenery import hand_in

CLERK = Member(1, "sato", Role.CLERK)


@pytest.fixture
def rotated(shell: Shell, cabinet: Cabinet, store: Store, receipt: Receipt, clock: Clock) -> Cabinet:
    """A desk with a question, an answer, a note and a customer number, whose office has a new key since."""
    reference, keys = receipt.application.reference, cabinet.keys()
    asks(store, keys, reference, clock)
    answers(store, keys, reference, clock)
    with store.writing() as session:
        seen = by_reference(session, reference)
        assert seen
        seen.customer_number = post({"customer_number": "0123456"}, str(seen.id), keys.office)
        session.flush()
        take_note(session, keys, seen, Memo("a memo"), secrets.token_hex(8), (1, "clerk 1"), clock.now())
    assert shell.keys("rotate", cabinet.path).exit_code == 0
    cabinet.publish()
    return cabinet


@pytest.fixture
def opens(rotated: Cabinet, store: Store, receipt: Receipt, clock: Clock) -> Callable[[], str]:
    """All of it, opened with the new key alone: the customer number."""

    def with_new_key() -> str:
        office = Office(read_private(rotated.path / "office.key", PASSPHRASE), 300)
        seen = row(store, receipt.application.reference)
        with store.reading() as session:
            messages, notes = messages_of(session, seen.id), notes_about(session, seen.id)
        opened = unseal(store, office, CLERK, seen, "a_reason", clock.now(), messages, notes)
        assert (len(opened.thread), len(opened.notes)) == (2, 1)
        return opened.customer_number

    return with_new_key


@pytest.mark.both_engines
def test_everything_opens_with_the_new_key_alone_and_nothing_else_has_changed(
    engine: str, shell: Shell, rotated: Cabinet, store: Store, receipt: Receipt, opens: Callable[[], str]
) -> None:
    before = row(store, receipt.application.reference)
    done = shell.keys("reseal", rotated.older())
    assert done.exit_code == 0, done.output
    assert done.output.startswith("1 records and 3 messages and notes")
    assert opens() == "0123456"
    after = row(store, receipt.application.reference)
    assert after.key_id == key_id(rotated.keys().office)
    for kept in ("record", "resident_wrap", "recovery_wrap", "resident_key", "state", "version"):
        assert getattr(after, kept) == getattr(before, kept), kept
    assert told(store, "resealed") == [{"count": 4, "key": after.key_id.hex(), "what": "office"}]


def test_a_second_round_does_nothing_and_writes_nothing(shell: Shell, rotated: Cabinet, store: Store) -> None:
    shell.keys("reseal", rotated.older())
    assert shell.keys("reseal", rotated.older()).output.startswith("0 records and 0 messages")
    assert len(told(store, "resealed")) == 1


def test_a_lost_key_is_replaced_by_the_recovery_key_and_says_what_is_gone(
    shell: Shell, rotated: Cabinet, opens: Callable[[], str]
) -> None:
    lost = key_id(read_public(rotated.older().with_suffix(".pub"))).hex()
    done = shell.keys("reseal", rotated.path / "recovery.key", "--by-recovery", lost)
    assert done.exit_code == 0, done.output
    assert "1 customer numbers are lost with the key" in done.output
    assert opens() == ""


def test_a_number_that_was_keyed_since_the_rotation_stays(
    shell: Shell, rotated: Cabinet, store: Store, receipt: Receipt
) -> None:
    seen = row(store, receipt.application.reference)
    with store.writing() as session:
        again = application(session, seen.id)
        assert again
        again.customer_number = post({"customer_number": "7"}, str(seen.id), rotated.keys().office)
    assert shell.keys("reseal", rotated.older()).exit_code == 0
    number = row(store, receipt.application.reference).customer_number
    assert number
    key = read_private(rotated.path / "office.key", PASSPHRASE)
    assert open_letter(number, str(seen.id), key) == {"customer_number": "7"}


def test_resealing_that_is_killed_half_way_has_done_whole_applications_and_goes_on_later(
    shell: Shell,
    rotated: Cabinet,
    store: Store,
    clock: Clock,
    town: Town,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = read_private(rotated.older(), PASSPHRASE)
    keys = rotated.keys()
    with_old = type(keys)(old.public_key(), keys.recovery, keys.postman)
    for _ in range(2):
        hand_in(store, with_old, clock, town)
    calls = list[int]()

    def die_at_the_second(*words: object, **more: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write_event(*words, **more)  # type: ignore[arg-type]  # handed through

    with monkeypatch.context() as patch:
        patch.setattr(resealing, "write_event", die_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            reseal(store, clock, Reader("office", old), key_id(old.public_key()), keys.office)
    assert len(told(store, "resealed")) == 1
    assert sorted(shell.run("keys", "held").output.split("\n")) == sorted(
        ["", f"{key_id(old.public_key()).hex()}\t2", f"{key_id(keys.office).hex()}\t1"]
    )
    assert shell.keys("reseal", rotated.older()).output.startswith("2 records")
    assert len(told(store, "resealed")) == 3


def test_a_record_that_the_key_does_not_open_stays_and_is_named(
    shell: Shell, rotated: Cabinet, store: Store, receipt: Receipt
) -> None:
    seen = row(store, receipt.application.reference)
    with store.writing() as session:
        again = application(session, seen.id)
        assert again
        again.office_wrap = bytes(len(seen.office_wrap))
    done = shell.keys("reseal", rotated.older())
    assert done.exit_code == 1
    assert seen.reference in done.output
    assert told(store, "resealed") == []


def test_resealing_to_the_key_itself_is_refused(shell: Shell, cabinet: Cabinet) -> None:
    assert "the key that the office has now" in shell.keys("reseal", cabinet.path / "office.key").output


@pytest.mark.parametrize("typed", ["", "12", "zzzz", "0123 4567"])
def test_half_a_key_id_names_no_key(shell: Shell, cabinet: Cabinet, typed: str) -> None:
    refused = shell.keys("reseal", cabinet.path / "recovery.key", "--by-recovery", typed or " ")
    assert refused.exit_code == 1


def test_a_key_that_records_need_is_kept_until_they_are_resealed(
    shell: Shell, rotated: Cabinet, store: Store
) -> None:
    older = rotated.older()
    refused = shell.keys("destroy", older)
    assert (refused.exit_code, older.exists()) == (1, True)
    assert "4 records, messages and notes need it still" in refused.output
    shell.keys("reseal", older)
    assert shell.keys("destroy", older).exit_code == 0
    assert not older.exists()
    assert [detail["count"] for detail in told(store, "key_destroyed")] == [0]


def test_a_needed_key_goes_only_when_that_is_said(shell: Shell, rotated: Cabinet, store: Store) -> None:
    older = rotated.older()
    assert shell.keys("destroy", older, "--although-needed").exit_code == 0
    assert not older.exists()
    assert [detail["count"] for detail in told(store, "key_destroyed")] == [4]


def test_the_present_key_is_never_destroyed(shell: Shell, cabinet: Cabinet) -> None:
    refused = shell.keys("destroy", cabinet.path / "office.key", "--although-needed")
    assert (refused.exit_code, (cabinet.path / "office.key").exists()) == (1, True)


def test_a_key_is_written_over_before_its_name_goes(
    shell: Shell, rotated: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, seen = rotated.older(), list[bytes]()
    other_name = older.with_name("still here")
    other_name.hardlink_to(older)
    shell.keys("reseal", older)
    shell.keys("destroy", older)
    seen.append(other_name.read_bytes())
    assert seen == [bytes(len(seen[0]))]
    assert b"PRIVATE KEY" not in seen[0]
