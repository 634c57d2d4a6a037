"""What is sent after a sitting has ended is not lost, is for the same person only, and does nothing by itself."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from intake.store.engine import Store
from tests.console.clerk import Clerk
from tests.console.desk import row
from tests.console.pages import Page
from tests.scenery import StandingClock

WORDS = "何階ですか。\n昼にお電話します。"


@pytest.fixture
def late(sato: Clerk, reference: str, watch: StandingClock) -> Page:
    """The door, after a question was sent too late."""
    page = sato.cover(reference)
    watch.pass_by(minutes=21)
    return sato.presses(page, "ask", question="other", text=WORDS)


def test_the_form_is_shown_again_to_the_same_person_and_then_sent(
    sato: Clerk, late: Page, reference: str, store: Store
) -> None:
    assert "15分間残っています" in late.text
    assert row(store, reference).inquiry == ""
    sato.sign_in()
    again = sato.sees("/kept")
    assert again.form("send-kept").fields["text"].strip() == WORDS
    assert sato.presses(again, "send-kept").status == 200
    assert row(store, reference).inquiry == "asked"


def test_somebody_else_at_the_same_browser_does_not_get_it(sato: Clerk, late: Page) -> None:
    sato.username = "suzuki"
    sato.sign_in()
    assert WORDS[:4] not in sato.sees("/kept").text


def test_it_is_over_after_a_quarter_of_an_hour(sato: Clerk, late: Page, clock: StandingClock) -> None:
    clock.pass_by(minutes=15)
    sato.sign_in()
    assert sato.sees("/kept").heading != "まだ送信されていません"


def test_the_database_alone_does_not_open_it(late: Page, store: Store) -> None:
    with store.reading() as session:
        kept = session.execute(text("SELECT * FROM kept_forms")).one()
    assert WORDS[:4].encode() not in b"".join(each for each in kept if isinstance(each, bytes))


def test_it_can_be_forgotten(sato: Clerk, late: Page, store: Store) -> None:
    sato.sign_in()
    sato.presses(sato.sees("/kept"), "drop-kept")
    with store.reading() as session:
        assert not session.execute(text("SELECT * FROM kept_forms")).all()


def test_a_form_without_its_token_is_not_kept(
    sato: Clerk, reference: str, watch: StandingClock, store: Store
) -> None:
    watch.pass_by(minutes=21)
    sato.client.post(f"/applications/{reference}/ask", data={"text": WORDS})
    with store.reading() as session:
        assert not session.execute(text("SELECT * FROM kept_forms")).all()
