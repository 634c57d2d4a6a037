"""A stolen package and a lost key of the city: what counts is what there was when it was packed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intake.audit import write_event
from intake.incident.affected import Affected, affected
from intake.incident.span import Span, deadlines
from intake.incident.suspects import Question, Suspect
from intake.incident.writing import Draft, written
from intake.procedures import offered
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.scenery import StandingClock, hand_in

DIGEST = "0123456789abcdef" * 4
BOTH = [Suspect.PACKAGE, Suspect.CITY_KEY]


@pytest.fixture
def packed(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> StandingClock:
    """Two applications are packed, a third comes after; two hundred days later all are erased."""
    for _ in range(2):
        hand_in(store, public_keys, clock, town)
    with store.writing() as session:
        write_event(session, "handover_begun", "housekeeper", clock.now(), count=2)
        write_event(session, "handover_packed", "housekeeper", clock.now(), package=DIGEST, count=2)
    clock.pass_by(hours=1)
    hand_in(store, public_keys, clock, town)
    clock.pass_by(days=200)
    purge(store, clock, town.retention)
    return clock


def ask(store: Store, clock: StandingClock, suspect: Suspect, begin: int = -1, end: int = 0) -> Affected:
    span = Span(clock.now() + timedelta(days=begin), clock.now() + timedelta(days=end))
    return affected(store, Question(suspect), span)


def draft(store: Store, clock: StandingClock, suspect: Suspect, town: Town, end: int = 0) -> str:
    found = ask(store, clock, suspect, begin=-900, end=end)
    span = Span(clock.now(), clock.now())
    limits = deadlines(clock.now(), malicious=False)
    return written(Draft(Question(suspect), span, found, limits, False, offered(town)))


@pytest.mark.parametrize("suspect", BOTH)
def test_what_was_packed_counts_on_whatever_day_the_package_is_stolen(
    store: Store, packed: StandingClock, suspect: Suspect
) -> None:
    found = ask(store, packed, suspect)
    assert (found.existed, found.erased_since, found.named) == (2, 2, ())
    assert [(each.applications, each.digest) for each in found.packages] == [(2, DIGEST)]


def test_only_the_key_opens_what_is_in_the_package(
    store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    hand_in(store, public_keys, clock, town)
    with store.writing() as session:
        write_event(session, "handover_begun", "housekeeper", clock.now(), count=1)
    assert len(ask(store, clock, Suspect.CITY_KEY).open_to_all) == 1
    assert ask(store, clock, Suspect.PACKAGE).open_to_all == ()


@pytest.mark.parametrize("suspect", BOTH)
def test_the_draft_names_the_package_and_its_cipher(
    store: Store, packed: StandingClock, town: Town, suspect: Suspect
) -> None:
    told = draft(store, packed, suspect, town)
    assert "申込み 2件、指紋 0123 4567 89ab" in told
    assert "ChaCha20-Poly1305" in told
    assert ("主張を検討できます" in told) is (suspect is Suspect.PACKAGE)
    assert ("市の鍵そのものが疑いの対象です" in told) is (suspect is Suspect.CITY_KEY)


def test_without_a_package_in_the_log_the_draft_sends_to_the_delivery_note(
    store: Store, packed: StandingClock, town: Town
) -> None:
    assert "引渡し資料を作った記録がありません" in draft(store, packed, Suspect.PACKAGE, town, end=-300)
