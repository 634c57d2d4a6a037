"""Sixty residents with applications of all five procedures; some of them come back to My Page."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from random import Random

from playwright.sync_api import Browser

from intake.procedures import PROCEDURES
from intake.procedures.field import Situation
from intake.procedures.procedure import Procedure
from intake.procedures.reading import read_all
from intake.receiving import HandedIn, Receipt, receive
from intake.sealing.keys import PublicKeys
from simulation.residents import typed_by_a_resident
from tests.browser.day.premises import Premises
from tests.browser.people import press
from tests.console.clerk import CUSTOMER_NUMBER
from tests.scenery import EMAIL
from webapp.mypage import cancel, enter

PHONE = {"contact_method": "phone", "phone": "090-1234-5678"}
LAST_FOUR = "5678"


@dataclass(frozen=True)
class Applicant:
    """An application that was handed in, and the customer number under which billing has the person."""

    receipt: Receipt
    number: str

    @property
    def reference(self) -> str:
        """As the lists have it."""
        return self.receipt.application.reference


def hand_in_all(premises: Premises, keys: PublicKeys, count: int) -> list[Applicant]:
    """So many applications, of the five procedures in turn."""
    chance = Random(14206)  # noqa: S311 - only for who the residents are
    procedures = list(PROCEDURES.values())
    return [_hand_in(premises, keys, procedures[place % len(procedures)], chance) for place in range(count)]


def _hand_in(premises: Premises, keys: PublicKeys, procedure: Procedure, chance: Random) -> Applicant:
    situation = Situation(premises.town, premises.clock.now())
    answers, problems = read_all(procedure, typed_by_a_resident(procedure, situation, chance, PHONE), situation)
    assert not problems, problems
    handed_in = HandedIn(procedure, answers, EMAIL, "ja", secrets.token_bytes(16))
    with premises.store.writing() as session:
        receipt = receive(session, keys, situation, handed_in)
    return Applicant(receipt, answers.get("customer_number") or CUSTOMER_NUMBER)


class OnMyPage:
    """A resident who follows the link of the first mail."""

    def __init__(self, browser: Browser, premises: Premises, applicant: Applicant) -> None:
        self.context = browser.new_context(ignore_https_errors=True)
        self.page = self.context.new_page()
        self.page.goto(f"{premises.window}/ja/mypage#{applicant.receipt.secret}")
        press(self.page, "open-my-page")

    @property
    def status(self) -> str:
        """As the page tells it."""
        return self.page.locator("[data-status]").first.get_attribute("data-status") or ""

    def cancels(self) -> str:
        """The status afterwards; the browser is closed."""
        press(self.page, "ask-cancel")
        press(self.page, "cancel")
        return self._leaves()

    def answers(self, words: str) -> str:
        """Answer the question that waits; what the page says is returned, and the browser is closed."""
        self.page.fill("[name=last_four]", LAST_FOUR)
        press(self.page, "show-all")
        self.page.fill("[name=answer]", words)
        press(self.page, "send-answer")
        told = self.page.inner_text("main")
        self._leaves()
        return told

    def may_cancel(self) -> bool:
        """Whether the page still offers it."""
        return self.page.locator('[data-action="ask-cancel"]').count() > 0

    def _leaves(self) -> str:
        status = self.status
        self.context.close()
        return status


def cancels_at_home(premises: Premises, applicant: Applicant) -> str:
    """The same on My Page without a browser; the state afterwards."""
    window = premises.use_cases()
    _, token = enter(window, applicant.receipt.secret)
    state = cancel(window, token).value
    window.store.engine.dispose()
    return state
