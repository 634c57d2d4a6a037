"""A mail's way from the outbox to the mail server."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import uuid4

import pytest

from emails.delivering import deliver_next
from intake.audit import details, verify
from intake.store.engine import Store
from intake.store.events import Event, all_events
from simulation.mailbox.serving import Mailbox
from tests.postal.conftest import BASE_URL, REFERENCE, TOKEN, MakePostman, OpenOffice, Write, found, free_port
from tests.postal.offices import MoodyOffice
from tests.scenery import EMAIL, StandingClock


def events(store: Store) -> list[Event]:
    with store.reading() as session:
        assert verify(session).sound
        return list(all_events(session))


def kept_files(mailbox: Mailbox) -> list[EmailMessage]:
    files = sorted(mailbox._settings.folder.glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def test_a_mail_arrives_over_starttls_with_a_login(
    store: Store, clock: StandingClock, mailbox: Mailbox, make_postman: MakePostman, write: Write
) -> None:
    mail_id = write("verification")

    assert deliver_next(store, clock, make_postman(mailbox.smtp_port))

    (kept,) = mailbox.shelf.mails()
    assert (kept.to, kept.sender) == (EMAIL, "uketsuke@mizuguchi.example")
    assert f"\n{BASE_URL}/ja/continue#{TOKEN}\n" in kept.text
    assert "\n048213\n" in kept.text
    assert (found(store, mail_id).state, found(store, mail_id).finished_at) == ("delivered", clock.now())
    assert not deliver_next(store, clock, make_postman(mailbox.smtp_port))


def test_the_headers_are_those_of_an_automatic_mail_that_can_be_told_apart(
    store: Store, clock: StandingClock, mailbox: Mailbox, make_postman: MakePostman, write: Write
) -> None:
    mail_id = write("received")
    deliver_next(store, clock, make_postman(mailbox.smtp_port))

    (message,) = kept_files(mailbox)
    assert message["Message-ID"] == f"<{mail_id}@mizuguchi.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "ja"
    assert message["Date"].datetime == datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
    assert message["From"].addresses[0].display_name == "小田原市上下水道局"
    assert message["Subject"] == "【小田原市水道】申込みを受け付けました（まだ手続きは完了していません）"
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"


def test_the_chain_has_an_event_that_names_the_application_but_no_draft(
    store: Store, clock: StandingClock, mailbox: Mailbox, make_postman: MakePostman, write: Write
) -> None:
    application = uuid4()
    write("verification")
    write("completed", subject=application)
    postman = make_postman(mailbox.smtp_port)
    while deliver_next(store, clock, postman):
        pass

    seen = [(event.act, event.actor, event.application_id, dict(details(event))) for event in events(store)]
    assert sorted(seen, key=str) == sorted(
        [
            ("mail_delivered", "postman", None, {"mail": "verification"}),
            ("mail_delivered", "postman", application, {"mail": "completed"}),
        ],
        key=str,
    )


def test_a_mail_server_that_was_down_gets_the_mail_later(
    store: Store, clock: StandingClock, make_postman: MakePostman, open_office: OpenOffice, write: Write
) -> None:
    mail_id, port, office = write("received"), free_port(), MoodyOffice()
    postman = make_postman(port, username="", password="")
    deliver_next(store, clock, postman)
    assert (found(store, mail_id).state, found(store, mail_id).trouble) == ("waiting", "ConnectionRefusedError")

    open_office(office, port=port)
    clock.pass_by(seconds=29)
    assert not deliver_next(store, clock, postman)
    clock.pass_by(seconds=1)
    assert deliver_next(store, clock, postman)

    assert found(store, mail_id).state == "delivered"
    assert found(store, mail_id).trouble == ""
    assert len(office.arrived) == 1


def test_after_the_last_try_a_mail_is_parked_with_an_event(
    store: Store, clock: StandingClock, make_postman: MakePostman, write: Write
) -> None:
    mail_id, postman = write("declined"), make_postman(free_port(), most_tries=3)
    for _ in range(3):
        assert deliver_next(store, clock, postman)
        clock.pass_by(hours=1)

    assert not deliver_next(store, clock, postman)
    assert found(store, mail_id).state == "parked"
    assert found(store, mail_id).payload
    (event,) = events(store)
    assert event.act == "mail_parked"
    assert details(event) == {"mail": "declined", "tries": 3, "trouble": "ConnectionRefusedError"}


def test_receipts_go_before_verifications_and_then_the_oldest_first(
    store: Store, clock: StandingClock, mailbox: Mailbox, make_postman: MakePostman, write: Write
) -> None:
    kinds = ("verification_code", "received", "cancel_requested", "cancelled")
    for kind in kinds:
        write(kind, language="en")
        clock.pass_by(seconds=1)
    postman = make_postman(mailbox.smtp_port)
    while deliver_next(store, clock, postman):
        pass

    subjects = [mail.subject for mail in mailbox.shelf.mails()]
    assert [subject.split("] ")[1][:12] for subject in subjects] == [
        "Application ",
        "Your request",
        "Your applica",
        "Your digits ",
    ]
    assert all("412-070-395-7" in mail.text for mail in mailbox.shelf.mails()[:-1])
    assert REFERENCE not in "".join(mail.text for mail in mailbox.shelf.mails())


def test_the_log_says_what_became_of_a_mail_and_not_to_whom_it_went(
    store: Store,
    clock: StandingClock,
    mailbox: Mailbox,
    make_postman: MakePostman,
    write: Write,
    capfd: pytest.CaptureFixture[str],
) -> None:
    mail_id = write("received")
    deliver_next(store, clock, make_postman(mailbox.smtp_port))
    log = capfd.readouterr().err
    assert f"event='delivered' level='info' process='postman' kind='received' mail='{mail_id}' tries=1" in log
    assert "@" not in log
