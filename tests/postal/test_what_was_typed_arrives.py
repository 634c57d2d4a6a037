"""From what a resident types to the mailbox: the window reads it, the postman delivers it, and the link fits."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from emails.delivering import deliver_next
from emails.letters import letter
from intake.procedures import PROCEDURES
from intake.store.engine import Store
from intake.town import Town
from simulation.mailbox.serving import Mailbox
from tests.postal.conftest import BASE_URL, MakePostman, Write, facts_of
from tests.scenery import StandingClock
from webapp.address import read_address
from webapp.links import Links, new_link_secret


@pytest.mark.parametrize(
    ("typed", "header"),
    [
        ("ａ．．ｂ＠ｄｏｃｏｍｏ．ｎｅ．ｊｐ", '"a..b"@docomo.ne.jp'),
        (" .a@DOCOMO.ne.jp ", '".a"@docomo.ne.jp'),
        ("a.@ezweb.ne.jp", '"a."@ezweb.ne.jp'),
        ("...@docomo.ne.jp", '"..."@docomo.ne.jp'),
        ("a_/b-?.@docomo.ne.jp", '"a_/b-?."@docomo.ne.jp'),
        ("!#$%&'*+/=?^_`{|}~-@resident.example", "!#$%&'*+/=?^_`{|}~-@resident.example"),
        ("hanako+water@resident.example", "hanako+water@resident.example"),
    ],
)
def test_an_address_arrives_as_it_was_typed(
    typed: str,
    header: str,
    store: Store,
    clock: StandingClock,
    mailbox: Mailbox,
    make_postman: MakePostman,
    write: Write,
) -> None:
    address = read_address(typed)
    write("verification", to=address)
    deliver_next(store, clock, make_postman(mailbox.smtp_port))

    assert [mail.to for mail in mailbox.shelf.mails()] == [address]
    (file,) = mailbox._settings.folder.glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=policy.compat32)
    assert mail.get_all("To") == [header]
    assert mail.get_all("Cc") is None
    assert mail.get_all("Bcc") is None


@pytest.mark.parametrize("procedure", sorted(PROCEDURES))
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_link_with_its_procedure_fits_into_the_letter(
    procedure: str, language: str, clock: StandingClock, town: Town
) -> None:
    token = Links("a key for tests", clock, 24).sign(new_link_secret(), procedure)
    facts = facts_of("verification", clock) | {"token": token}
    written = letter("verification", facts, language, "", BASE_URL, town)
    assert f"{BASE_URL}/{language}/continue#{token}" in written.text.splitlines()
