"""Mails that could not be delivered: everybody of the desk sees them, a supervisor sends them again."""

from __future__ import annotations

import pytest

from intake.store.engine import Store
from intake.store.events import last_event
from intake.store.outbox import Delivery, mails_about, parked
from tests.console.clerk import Clerk
from tests.console.desk import row
from tests.scenery import EMAIL


@pytest.fixture
def undelivered(store: Store, reference: str) -> str:
    """The reference of an application whose receipt could not be delivered."""
    with store.writing() as session:
        mail = mails_about(session, row(store, reference).id)[0]
        mail.state, mail.tries, mail.trouble = Delivery.PARKED.value, 8, "SMTPRecipientsRefused 550"
    return reference


def test_a_parked_mail_is_seen_without_its_address(sato: Clerk, undelivered: str) -> None:
    assert "送れなかったメール 1" in sato.sees("/queue").text
    page = sato.sees("/mails")
    assert page.marks("data-reference") == [undelivered]
    assert "SMTPRecipientsRefused 550" in page.text
    assert EMAIL not in page.text
    assert "retry-mail" not in page.actions


def test_a_supervisor_gives_it_back_to_the_postman_once(tanaka: Clerk, undelivered: str, store: Store) -> None:
    page = tanaka.sees("/mails")
    assert "もう一度送ります" in tanaka.presses(page, "retry-mail").text
    with store.reading() as session:
        event = last_event(session)
        assert not parked(session)
    assert event
    assert (event.act, event.actor) == ("mail_retried", "supervisor 3")
    assert tanaka.presses(page, "retry-mail").status == 409


def test_a_clerk_cant_send_it_again(sato: Clerk, tanaka: Clerk, undelivered: str) -> None:
    form = tanaka.sees("/mails").form("retry-mail")
    token = sato.sees("/queue").form("find").fields
    assert sato.client.post(form.action, data=token).status_code == 403
