"""The mail server is away for an hour by the clock while people apply; afterwards everything goes out, once.

In one process, with a clock that a test moves. Not tried by any test: Redis and nginx killed under a crowd.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from emails.delivering import deliver_next
from emails.postman import Postman
from emails.spacing import CAP
from intake.sealing.keys import PublicKeys
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.outbox import Mail
from intake.town import Town
from tests.pages.resident import Resident
from tests.postal.conftest import (
    MakePostman,
    OpenOffice,
    certificates,
    free_port,
    make_postman,
    open_office,
    postman_key,
)
from tests.postal.offices import MoodyOffice
from tests.scenery import PrivateKeys, StandingClock, window_settings
from webapp.app import create_app

__all__ = ["certificates", "make_postman", "open_office", "postman_key"]

AN_HOUR, A_ROUND = timedelta(hours=1), timedelta(minutes=12)


def go_round(store: Store, clock: StandingClock, postman: Postman) -> None:
    while deliver_next(store, clock, postman):
        pass


@pytest.mark.both_engines
def test_what_is_sent_off_while_the_mail_server_is_away_for_an_hour_is_told_to_everybody_once_afterwards(
    store: Store,
    clock: StandingClock,
    town: Town,
    public_keys: PublicKeys,
    private_keys: PrivateKeys,
    make_postman: MakePostman,
    open_office: OpenOffice,
) -> None:
    app = create_app(window_settings(store, public_keys, town), clock)
    port, receipts = free_port(), []
    postman = make_postman(port, username="", password="")
    rounds = AN_HOUR // A_ROUND
    people = [Resident(app.test_client(), store, private_keys.postman) for _ in range(rounds)]
    for number, resident in enumerate(people):
        resident.ask_for_link(email=f"r{number}@resident.example")
        resident.press(code=resident.newest_code())
        resident.fill_in()

    for resident in people:
        receipts.append(resident.press().hook("data-reference").replace("-", ""))
        go_round(store, clock, postman)
        clock.pass_by(seconds=A_ROUND.total_seconds())
    assert "遅れています" in resident.get("/ja/status").text

    office = MoodyOffice()
    open_office(office, port=port)
    for _ in range(CAP // A_ROUND + 1):
        go_round(store, clock, postman)
        clock.pass_by(seconds=A_ROUND.total_seconds())
    with store.reading() as session:
        stored = list(session.scalars(select(Application.reference)))
        letters = list(session.scalars(select(Mail.reference).where(Mail.kind == "received")))
        states = set(session.scalars(select(Mail.state)))
    assert sorted(receipts) == sorted(stored) == sorted(letters)
    assert states == {"delivered"}
    told = Counter(mail["Message-ID"] for mail in office.arrived)
    assert set(told.values()) == {1}
    assert sum("申込みを受け付けました" in mail["Subject"] for mail in office.arrived) == rounds
