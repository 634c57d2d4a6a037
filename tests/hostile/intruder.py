"""Somebody who applies at the real window, and types hostile words wherever they can."""

from __future__ import annotations

from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.opening import open_letter
from intake.procedures.procedure import Procedure
from intake.store.outbox import Mail
from tests.hostile.house import House
from tests.hostile.spreading import Attack
from tests.pages.judge import Page
from tests.towns.applicant import Applicant


class Intruder(Applicant):
    """An applicant with an address of their own, who keeps every page that was shown to them."""

    def __init__(self, house: House, email: str) -> None:
        super().__init__(house.window.test_client(), house.store, house.keys.postman, house.town, house.clock)
        self.email = email
        self.shown: list[str] = []

    def _arrive(self, response: TestResponse) -> Page:
        self.shown.append(response.get_data(as_text=True))
        return super()._arrive(response)

    def begins(self, procedure: Procedure) -> Page:
        """To the first page of the form, by the shortest way."""
        self.get(f"/{self.language}/apply/{procedure.name}/email")
        self.press(email=self.email)
        return self.press(code=self.newest_code())

    def attacks(self, attack: Attack) -> str:
        """From the first page to the receipt."""
        self.begins(attack.procedure)
        self.fills_in(attack.procedure, attack.typed, attack.number)
        return self.hands_in()

    def at_my_page(self, reference: str) -> Page:
        """My Page of an application, with everything shown."""
        self.open_my_page(self._secret(reference))
        return self.press(last_four=self._second_item())

    def answers(self, words: str) -> Page:
        """Answer a question on My Page, which is open."""
        return self.post(f"{self.path}/answer", form_key=self.page.value("form_key"), answer=words)

    def _secret(self, reference: str) -> str:
        with self._store.reading() as session:
            row = session.scalars(select(Mail).where(Mail.kind == "received", Mail.reference == reference)).one()
            return open_letter(row.payload, row.subject, self._postman)["secret"]

    def _second_item(self) -> str:
        """The end of the phone number, or else of the place's postal code."""
        return "".join(each for each in self.typed["phone"] if each.isdigit())[-4:] or "0011"
