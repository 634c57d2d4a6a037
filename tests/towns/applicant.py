"""A resident of any town who applies for any procedure, through the real pages."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask.testing import FlaskClient

from intake.procedures.field import Situation
from intake.procedures.procedure import Procedure
from intake.store.engine import Store
from intake.town import Town
from simulation.residents import typed_by_a_resident
from tests.pages.judge import Page
from tests.pages.resident import Resident
from tests.scenery import EMAIL, StandingClock


class Applicant(Resident):
    """A resident who knows the own town; `typed` is what was typed last."""

    def __init__(
        self, client: FlaskClient, store: Store, postman: X25519PrivateKey, town: Town, clock: StandingClock
    ) -> None:
        super().__init__(client, store, postman)
        self.town, self.clock = town, clock
        self.language = town.languages[0]
        self.typed: dict[str, str] = {}

    def begins(self, procedure: Procedure) -> Page:
        """From the list of procedures to the first page of the form."""
        self.get(f"/{self.language}/")
        assert self.page.has("data-procedure", procedure.name)
        self.get(f"/{self.language}/apply/{procedure.name}")
        assert self.page.has("data-action", "begin")
        self.get(f"/{self.language}/apply/{procedure.name}/email")
        self.press(email=EMAIL)
        return self.press(code=self.newest("verification")["code"])

    def fills_in(self, procedure: Procedure, decided: Mapping[str, str] | None = None, chance: int = 1) -> Page:
        """Page after page to the check page."""
        situation = Situation(self.town, self.clock.now())
        hand = Random(chance)  # noqa: S311 - nothing secret depends on what residents type
        self.typed = typed_by_a_resident(procedure, situation, hand, decided)
        for step in procedure.steps:
            assert self.path.endswith(f"/{step.name}")
            self.press(**{control: self.typed[control] for field in step.fields for control in field.controls})
        assert self.path.endswith("/check"), [each["href"] for each in self.page.all("a") if "#" in each["href"]]
        return self.page

    def hands_in(self) -> str:
        """From the check page to the receipt; the reference as it is shown."""
        self.press(checked=self.page.value("checked"))
        return self.page.hook("data-reference")

    def applies_for(self, procedure: Procedure, decided: Mapping[str, str] | None = None) -> str:
        """A whole application."""
        self.begins(procedure)
        self.fills_in(procedure, decided)
        return self.hands_in()

    def sees_my_page(self) -> Page:
        """My Page of the newest application, by the link in its mail."""
        return self.open_my_page(self.newest("received")["secret"], self.language)
