"""Opening records: the one module that touches the office's private key.

Who opens is written down first. The event is on disk before the first byte is decrypted; where it can't be
written, nothing opens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from admin.office import Office
from admin.staff import Member
from intake.alarms import ALARM, OPENINGS
from intake.audit import write_event
from intake.halting import BROKEN, end_is_sound, halted
from intake.inquiries import Said, Writer, read_words
from intake.memos import Memo, read_memo
from intake.opening import open_data_key, open_letter, open_record
from intake.records import Record, read_record
from intake.sealing.envelope import wrap
from intake.sealing.header import LENGTH, read_header
from intake.sealing.refusal import CannotOpen
from intake.store.accounts import actors_of
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.events import how_often
from intake.store.messages import Message
from intake.store.notes import Note

HOUR = timedelta(hours=1)
OPENED, COMPARED, SEARCHED = "opened", "compared", "searched"

SEARCHES = 20
"""Of one account in an hour. Each may look into all that is open: too few to try out a town."""


class LogBroken(Exception):
    """The audit chain was found broken: nothing opens until somebody has looked into it."""


class TooManyOpenings(Exception):
    """This account has opened as many records within an hour as it may."""


class TooManySearches(Exception):
    """This account has searched the open applications as often within an hour as it may."""


@dataclass(frozen=True)
class Unsealed:
    """What a sealed application holds. `customer_number` is empty until a clerk has keyed it.

    `thread` are the questions and answers that were opened with it, `notes` what staff wrote for themselves.
    """

    record: Record
    customer_number: str
    thread: Sequence[Said]
    notes: Sequence[Noted] = ()


@dataclass(frozen=True)
class Noted:
    """An opened note: which account wrote it when, and what."""

    writer: int
    at: datetime
    memo: Memo


@dataclass(frozen=True)
class Rewrapped:
    """Data keys, sealed to one more reader: that of the record, and those of messages by their ids."""

    record: bytes
    messages: Mapping[UUID, bytes]


def unseal(
    store: Store,
    office: Office,
    member: Member,
    application: Application,
    reason: str,
    at: datetime,
    messages: Sequence[Message] = (),
    notes: Sequence[Note] = (),
) -> Unsealed:
    """Write down who opens and why, then open the record, and the messages and notes where they are wanted.

    LogBroken or TooManyOpenings before anything is opened. CannotOpen for changed bytes,
    another key, or a record that was put into another application's row.
    """
    _write_down(store, office, member, application, reason, at)
    try:
        thread = [_said(office, message) for message in messages]
        opened = [_noted(office, note) for note in notes]
        return Unsealed(_record(office, application), _customer_number(office, application), thread, opened)
    except (ValueError, TypeError, KeyError) as problem:
        raise CannotOpen from problem


def unseal_others(
    store: Store, office: Office, member: Member, about: Application, others: Sequence[Application], at: datetime
) -> Iterator[tuple[Application, Record]]:
    """Write down as one event how many records are compared with an opened one, then open them one by one.

    LogBroken before anything is opened. One that can't be opened is left out: that is told to whoever opens it
    itself.
    """
    _insist_on_the_log(store, at)
    with store.writing() as session:
        write_event(session, COMPARED, member.actor, at, about.id, count=len(others))
    yield from _readable(office, others)


def unseal_for_search(
    store: Store, office: Office, member: Member, searched: Sequence[Application], at: datetime
) -> Iterator[tuple[Application, Record]]:
    """Write down as one event how many records are searched, never for what, then open them one by one.

    LogBroken, or TooManySearches beyond the hourly limit; then nothing is opened.
    """
    _insist_on_the_log(store, at)
    with store.writing() as session:
        if how_often(session, SEARCHED, actors_of(member.id), at - HOUR) >= SEARCHES:
            raise TooManySearches
        write_event(session, SEARCHED, member.actor, at, count=len(searched))
    yield from _readable(office, searched)


def _readable(office: Office, others: Sequence[Application]) -> Iterator[tuple[Application, Record]]:
    for other in others:
        try:
            record = _record(office, other)
        except (CannotOpen, ValueError, TypeError, KeyError):
            continue
        yield other, record


def rewrapped(
    office: Office, application: Application, messages: Sequence[Message], resident: X25519PublicKey
) -> Rewrapped:
    """The data keys of an application that `unseal` has just opened, sealed to a new key of its resident.

    The bodies stay as they are, and so does the fingerprint.
    """
    key = office.opened(lambda key: open_data_key(application.record, application.office_wrap, "office", key))
    return Rewrapped(
        wrap(key, resident, application.record[:LENGTH], "resident"),
        {message.id: _wrapped_again(office, message, resident) for message in messages},
    )


def _write_down(
    store: Store, office: Office, member: Member, application: Application, reason: str, at: datetime
) -> None:
    """The event is on disk when this returns; so is the alarm of who has opened too many."""
    _insist_on_the_log(store, at)
    with store.writing() as session:
        too_many = how_often(session, OPENED, actors_of(member.id), at - HOUR) >= office.openings
        if not too_many:
            write_event(session, OPENED, member.actor, at, application.id, reason=reason)
        elif not how_often(session, ALARM, actors_of(member.id), at - HOUR):
            write_event(session, ALARM, member.actor, at, what=OPENINGS, count=office.openings)
    if too_many:
        raise TooManyOpenings


def insist_on_room(store: Store, office: Office, member: Member, records: int, at: datetime) -> None:
    """TooManyOpenings unless this account may open so many more records: a stack is drawn whole or not at all."""
    with store.reading() as session:
        opened = how_often(session, OPENED, actors_of(member.id), at - HOUR)
    if opened + records > office.openings:
        raise TooManyOpenings


def _insist_on_the_log(store: Store, at: datetime) -> None:
    """LogBroken while the audit chain is known to be broken, or where its end turns out to be."""
    with store.reading() as session:
        stopped, sound = halted(session), end_is_sound(session)
    if not stopped and not sound:
        with store.writing() as session:
            write_event(session, BROKEN, "console", at, what="end")
    if stopped or not sound:
        raise LogBroken


def _record(office: Office, application: Application) -> Record:
    if read_header(application.record).application_id != application.id:
        raise CannotOpen
    body = office.opened(lambda key: open_record(application.record, application.office_wrap, "office", key))
    record = read_record(body)
    if record.reference != application.reference:
        raise CannotOpen
    return record


def _said(office: Office, message: Message) -> Said:
    body = office.opened(lambda key: open_record(message.body, message.office_wrap, "office", key, message.part))
    return Said(Writer(message.writer), message.at, read_words(body))


def _noted(office: Office, note: Note) -> Noted:
    body = office.opened(lambda key: open_record(note.body, note.office_wrap, "office", key, note.part))
    return Noted(note.writer, note.at, read_memo(body))


def _wrapped_again(office: Office, message: Message, resident: X25519PublicKey) -> bytes:
    key = office.opened(lambda key: open_data_key(message.body, message.office_wrap, "office", key, message.part))
    return wrap(key, resident, message.body[:LENGTH], "resident", message.part)


def _customer_number(office: Office, application: Application) -> str:
    if application.customer_number is None:
        return ""
    sealed, subject = application.customer_number, str(application.id)
    return office.opened(lambda key: open_letter(sealed, subject, key))["customer_number"]
