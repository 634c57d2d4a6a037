"""Nothing is said in clear, and nothing to a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from emails.delivering import deliver_next
from intake.store.engine import Store
from simulation.mailbox.serving import Mailbox
from tests.postal.certificates import Certificates
from tests.postal.conftest import MakePostman, OpenOffice, Write, found
from tests.postal.offices import MoodyOffice, Wiretap
from tests.scenery import EMAIL, StandingClock

SECRETS = (EMAIL.encode(), b"048213", b"resident.example", b"hunter2", b"continue#", b"MAIL FROM", b"AUTH")


@pytest.fixture
def tapped() -> Iterator[dict[int, Wiretap]]:
    taps: dict[int, Wiretap] = {}
    yield taps
    for tap in taps.values():
        tap.close()


def nothing_was_said(tap: Wiretap) -> bool:
    heard = bytes(tap.heard)
    return heard.lower().startswith(b"ehlo mizuguchi.example") and not any(
        secret.lower() in heard.lower() for secret in SECRETS
    )


def waits_with(store: Store, mail_id: UUID, trouble: str) -> bool:
    return (found(store, mail_id).state, found(store, mail_id).trouble) == ("waiting", trouble)


def test_a_delivered_mail_was_never_on_the_wire_in_clear(
    store: Store, clock: StandingClock, mailbox: Mailbox, make_postman: MakePostman, write: Write
) -> None:
    mail_id, tap = write("verification"), Wiretap(mailbox.smtp_port)
    deliver_next(store, clock, make_postman(tap.port))
    tap.close()
    assert found(store, mail_id).state == "delivered"
    assert nothing_was_said(tap)


def test_a_server_whose_ca_is_not_ours_gets_nothing_and_the_mail_waits(
    store: Store,
    clock: StandingClock,
    mailbox: Mailbox,
    make_postman: MakePostman,
    write: Write,
    certificates: Certificates,
) -> None:
    mail_id, tap = write("verification"), Wiretap(mailbox.smtp_port)
    deliver_next(store, clock, make_postman(tap.port, ca=certificates.strange_ca))
    tap.close()
    assert waits_with(store, mail_id, "SSLCertVerificationError")
    assert nothing_was_said(tap)
    assert not mailbox.shelf.mails()

    clock.pass_by(seconds=30)
    deliver_next(store, clock, make_postman(mailbox.smtp_port))
    assert len(mailbox.shelf.mails()) == 1


def test_a_certificate_for_another_name_is_a_stranger_too(
    store: Store,
    clock: StandingClock,
    make_postman: MakePostman,
    open_office: OpenOffice,
    write: Write,
    certificates: Certificates,
) -> None:
    mail_id, office = write("verification"), MoodyOffice()
    door = open_office(office, pair=certificates.misnamed)
    deliver_next(store, clock, make_postman(door.port))
    assert waits_with(store, mail_id, "SSLCertVerificationError")
    assert not office.recipients


def test_a_server_that_offers_no_tls_gets_nothing(
    store: Store, clock: StandingClock, make_postman: MakePostman, open_office: OpenOffice, write: Write
) -> None:
    mail_id, office = write("verification"), MoodyOffice()
    tap = Wiretap(open_office(office, in_clear=True).port)
    deliver_next(store, clock, make_postman(tap.port))
    tap.close()
    assert waits_with(store, mail_id, "SMTPNotSupportedError")
    assert nothing_was_said(tap)
    assert not office.recipients


def test_only_one_module_knows_flask_mail_and_smtplib() -> None:
    room = Path(__file__).parents[2] / "emails"
    speakers = {
        path.name for path in room.rglob("*.py") if {"smtplib", "flask_mail"} & set(path.read_text().split())
    }
    assert speakers == {"postman.py"}
