"""Questions and answers go with their application, and the resident's way to them with the resident's copy."""

from datetime import timedelta

import pytest

from intake.acts import perform
from intake.lifecycle import Act
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.store.applications import by_reference
from intake.store.engine import Store
from intake.store.messages import Message
from intake.town import Town
from tests.inquiries import answers, asks, thread
from tests.rules.looking import rows
from tests.scenery import StandingClock, hand_in

pytestmark = pytest.mark.both_engines


@pytest.fixture
def reference(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> str:
    """An application with a question and an answer, cancelled a day later."""
    reference = hand_in(store, public_keys, clock, town).application.reference
    asks(store, public_keys, reference, clock)
    answers(store, public_keys, reference, clock)
    clock.pass_by(days=1)
    with store.writing() as session:
        row = by_reference(session, reference)
        assert row
        perform(session, row, Act.CANCEL, "resident", clock.now())
    return reference


def test_the_residents_wraps_go_with_the_residents_copy(
    store: Store, clock: StandingClock, town: Town, reference: str
) -> None:
    clock.pass_by(days=30, seconds=-1)
    purge(store, clock, town.retention)
    assert all(message.resident_wrap for message in thread(store, reference))
    clock.pass_by(seconds=1)
    assert purge(store, clock, town.retention)["resident copies"] == 1
    assert [message.resident_wrap for message in thread(store, reference)] == [None, None]
    assert all(message.office_wrap and message.body for message in thread(store, reference))


def test_messages_go_with_their_application_and_those_of_others_stay(
    store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town, reference: str
) -> None:
    later = {"start_date_year": "2027", "start_date_month": "1", "start_date_day": "15"}
    younger = hand_in(store, public_keys, clock, town, **later).application.reference
    asks(store, public_keys, younger, clock)
    clock.instant += timedelta(days=107)
    assert purge(store, clock, town.retention)["applications"] == 1
    assert rows(store, Message) == 1
    assert thread(store, younger)[0].resident_wrap
