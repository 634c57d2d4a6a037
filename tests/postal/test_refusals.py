"""What mail servers refuse: for now, or for good."""

from __future__ import annotations

import pytest
from aiosmtpd import controller

from emails.delivering import deliver_next
from intake.store.engine import Store
from simulation.mailbox.serving import Mailbox
from tests.postal.conftest import MakePostman, OpenOffice, Write, found, free_port
from tests.postal.offices import MoodyOffice, VerbatimSMTP
from tests.scenery import StandingClock

NOBODY = {"username": "", "password": ""}


@pytest.mark.parametrize(
    ("office", "state", "trouble"),
    [
        (MoodyOffice(to_recipient="450 greylisted"), "waiting", "SMTPRecipientsRefused 450"),
        (MoodyOffice(to_recipient="550 no such user"), "parked", "SMTPRecipientsRefused 550"),
        (MoodyOffice(to_data="451 try again"), "waiting", "SMTPDataError 451"),
        (MoodyOffice(to_data="554 we do not want this"), "parked", "SMTPDataError 554"),
    ],
    ids=["recipient for now", "recipient for good", "content for now", "content for good"],
)
def test_4xx_waits_and_5xx_is_parked_at_once(
    office: MoodyOffice,
    state: str,
    trouble: str,
    store: Store,
    clock: StandingClock,
    make_postman: MakePostman,
    open_office: OpenOffice,
    write: Write,
) -> None:
    mail_id = write("received")
    deliver_next(store, clock, make_postman(open_office(office).port, **NOBODY))
    assert (found(store, mail_id).state, found(store, mail_id).trouble) == (state, trouble)
    assert found(store, mail_id).tries == 1
    assert found(store, mail_id).payload


def test_a_wrong_password_is_our_trouble_and_parks_nobodys_mail(
    store: Store, clock: StandingClock, mailbox: Mailbox, make_postman: MakePostman, write: Write
) -> None:
    mail_id = write("received")
    deliver_next(store, clock, make_postman(mailbox.smtp_port, password="wrong"))
    assert found(store, mail_id).state == "waiting"
    assert found(store, mail_id).trouble == "SMTPAuthenticationError 535"


@pytest.mark.parametrize(
    "address",
    [
        "hanako@resident.example\r\nBcc: everybody@resident.example",
        "hanako@resident.example\nSubject: hello",
        "hanako@resident.example, taro@resident.example",
        "hanako@resident.example>\r\nRCPT TO:<taro@resident.example",
        '"a\r\nb"@resident.example',
        "hanako",
        "",
        "花子@resident.example",
    ],
)
def test_an_address_that_would_smuggle_a_header_in_never_leaves(
    address: str,
    store: Store,
    clock: StandingClock,
    make_postman: MakePostman,
    write: Write,
) -> None:
    mail_id = write("received", to=address)
    deliver_next(store, clock, make_postman(free_port()))
    assert (found(store, mail_id).state, found(store, mail_id).trouble) == ("parked", "NotAnAddress")


def test_a_payload_that_cannot_be_opened_is_parked_at_once(
    store: Store, clock: StandingClock, make_postman: MakePostman, write: Write
) -> None:
    mail_id = write("received")
    with store.writing() as session:
        row = session.merge(found(store, mail_id))
        row.payload = row.payload[:-1] + b"?"
    deliver_next(store, clock, make_postman(free_port()))
    assert (found(store, mail_id).state, found(store, mail_id).trouble) == ("parked", "CannotOpen")


@pytest.mark.parametrize("facts", [{"token": "a\r\nb"}, {"code": "12345"}, {"expires_at": "soon"}, {"token": ""}])
def test_a_letter_that_cannot_be_written_is_parked_at_once(
    facts: dict[str, str], store: Store, clock: StandingClock, make_postman: MakePostman, write: Write
) -> None:
    mail_id = write("verification", **facts)
    deliver_next(store, clock, make_postman(free_port()))
    assert (found(store, mail_id).state, found(store, mail_id).trouble) == ("parked", "LetterNotPossible")


@pytest.mark.parametrize("address", ["a..b@docomo.ne.jp", ".a@docomo.ne.jp", "a.@docomo.ne.jp", "-a@docomo.ne.jp"])
def test_addresses_of_old_phones_get_quotes_on_the_wire_and_arrive(
    address: str,
    store: Store,
    clock: StandingClock,
    mailbox: Mailbox,
    make_postman: MakePostman,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(controller, "SMTP", VerbatimSMTP)
    monkeypatch.setattr(VerbatimSMTP, "lines", [])
    write("received", to=address)
    deliver_next(store, clock, make_postman(mailbox.smtp_port))

    local = address.partition("@")[0]
    wire = address if address.startswith("-") else f'"{local}"@docomo.ne.jp'
    assert [line.upper() for line in VerbatimSMTP.lines] == [f"TO:<{wire}>".upper()]
    assert [mail.to for mail in mailbox.shelf.mails()] == [address]
    (file,) = mailbox._settings.folder.glob("*.eml")
    assert f"\r\nTo: {wire}\r\n".encode() in file.read_bytes()
