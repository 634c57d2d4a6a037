"""What tests of several rooms need: a clock, keys, and a resident with a valid application."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from intake.clock import Clock
from intake.procedures.field import Situation
from intake.procedures.reading import read_all
from intake.procedures.start import START
from intake.receiving import HandedIn, Receipt, receive
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.store.rights import Process
from intake.town import Town
from tests.engines import url_for
from webapp.settings import WindowSettings

MONDAY_NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Noon in Japan. 2026-11-23 is a public holiday (勤労感謝の日), so work days begin on Tuesday."""


@dataclass
class StandingClock:
    """A clock that a test moves by hand."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    def pass_by(self, **time: float) -> None:
        self.instant += timedelta(**time)


@dataclass(frozen=True)
class PrivateKeys:
    """The private halves that production keeps apart."""

    office: X25519PrivateKey
    recovery: X25519PrivateKey
    postman: X25519PrivateKey

    def public(self) -> PublicKeys:
        return PublicKeys(*(key.public_key() for key in (self.office, self.recovery, self.postman)))


def window_settings(store: Store, keys: PublicKeys, town: Town) -> WindowSettings:
    """The settings of a window over a test's database."""
    return WindowSettings(
        database=url_for(store, Process.WEBAPP),
        base_url="https://localhost",
        cookie_secret="only for a test, and long enough so",
        link_secret="another one for tests, also long enough",
        keys=keys,
        town=town,
        clock_offset=timedelta(0),
        posts_a_minute=town.posts_a_minute,
        mails_an_hour=town.mails_an_hour,
    )


ANSWERS = {
    "zip": "２５０－００１１",
    "town": "栄町",
    "lot": "1-2-3",
    "building": "みなとハイツ",
    "room": "204",
    "start_date_year": "令和8",
    "start_date_month": "12",
    "start_date_day": "10",
    "customer_number": "",
    "water_runs": "yes",
    "family_name": "髙﨑",
    "given_name": "葛󠄀子",
    "family_kana": "たかさき",
    "given_kana": "ｶﾂｺ",
    "contact_method": "phone",
    "phone": "０９０-1234-5678",
    "payment": "transfer",
    "post_to": "place",
    "post_zip": "",
    "post_address": "",
    "note": "",
    "consent": "yes",
}
"""What a resident types into the form of a start; every value is made up."""

EMAIL = "hanako@resident.example"


def hand_in(
    store: Store, keys: PublicKeys, clock: Clock, town: Town, language: str = "ja", **typed: str
) -> Receipt:
    """An application for a start, received now, as the window would receive it."""
    situation = Situation(town, clock.now())
    answers, problems = read_all(START, ANSWERS | typed, situation)
    assert not problems, problems
    handed_in = HandedIn(START, answers, EMAIL, language, secrets.token_bytes(16))
    with store.writing() as session:
        return receive(session, keys, situation, handed_in)
