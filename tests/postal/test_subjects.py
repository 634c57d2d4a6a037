"""A subject arrives as it was written, letter by letter, however long it is."""

from __future__ import annotations

import pytest

from emails.delivering import deliver_next
from emails.letters import letter
from emails.letters.facts import KINDS, VERIFYING
from intake.store.engine import Store
from intake.town import Town
from simulation.mailbox.serving import Mailbox
from tests.postal.conftest import BASE_URL, REFERENCE, MakePostman, Write, facts_of
from tests.scenery import StandingClock


@pytest.mark.parametrize("language", ["en", "vi", "ko", "ja-easy"])
def test_every_subject_is_read_as_it_was_written(
    store: Store,
    clock: StandingClock,
    mailbox: Mailbox,
    make_postman: MakePostman,
    write: Write,
    town: Town,
    language: str,
) -> None:
    expected = set()
    for kind in KINDS:
        write(kind, language=language)
        reference = "" if kind in VERIFYING else REFERENCE
        expected.add(letter(kind, facts_of(kind, clock), language, reference, BASE_URL, town).subject)
    postman = make_postman(mailbox.smtp_port)
    while deliver_next(store, clock, postman):
        pass
    assert {mail.subject for mail in mailbox.shelf.mails()} == expected
