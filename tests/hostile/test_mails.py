"""The mails that all of this sets off: no line more in a head, and in a body no word of what was typed."""

from __future__ import annotations

from collections import Counter
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from sqlalchemy import select

from intake.store.outbox import Delivery, Mail
from tests.hostile.corpus import Payload
from tests.hostile.raid import Raid
from tests.postal.conftest import MakePostman, OpenOffice
from tests.postal.offices import MoodyOffice

HEADERS = {
    *("Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID"),
    *("Auto-Submitted", "Content-Language"),
}
KINDS = {"verification", "received", "inquiry", "completed", "cancelled", "declined"}
LONG = 12
"""Words shorter than this may stand in a letter by chance."""


@pytest.fixture
def arrived(raid: Raid, open_office: OpenOffice, make_postman: MakePostman) -> list[EmailMessage]:
    """Every mail of the outbox, as a mail server got it from the postman."""
    office = MoodyOffice()
    postman = make_postman(open_office(office).port, username="", password="")
    with raid.house.store.reading() as session:
        mails = list(session.scalars(select(Mail)))
    outcomes = Counter(postman.deliver(mail, raid.house.clock.now()).delivery for mail in mails)
    assert set(outcomes) == {Delivery.DELIVERED}
    assert {mail.kind for mail in mails} >= KINDS
    return office.arrived


def test_no_mail_has_a_line_or_a_word_of_what_was_typed(
    raid: Raid, arrived: list[EmailMessage], corpus: list[Payload]
) -> None:
    words = [payload.text for payload in corpus if len(payload.text) >= LONG]
    addresses = {hit.attack.email for hit in raid.hits}
    reached = set()
    for mail in arrived:
        assert set(mail.keys()) == HEADERS
        assert len(mail.keys()) == len(HEADERS)
        assert mail.get_content_type() == "text/plain"
        reached.add(parseaddr(str(mail["To"]))[1])
        said = mail.get_content() + "".join(str(mail[each]) for each in HEADERS - {"To"})
        assert not [each for each in words if each in said]
        assert not [each for each in addresses if each in said]
    assert addresses <= reached
