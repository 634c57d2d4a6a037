"""Many residents, who all apply for a start, and press again when something broke off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

from tests.chaos.letterbox import Letterbox, text_of
from tests.rehearsal.launching import Running
from tests.rehearsal.stranger import Stranger
from tests.rehearsal.watching import until

AT_ONCE = 16
MAIL_WITHIN = 120
"""Seconds for a mail while its postman is killed again and again."""


class Neighbour(Stranger):
    """A stranger who looks into the letterbox's folder for the mail."""

    def __init__(self, demo: Running, email: str, letterbox: Letterbox) -> None:
        super().__init__(demo, email)
        self._letterbox, self._had = letterbox, 0

    def fill_in(self) -> None:
        """Up to the page on which everything is checked."""
        self._had = len(self._mails())
        super().fill_in()

    def code(self) -> str:
        """The six digits of the mail that has come."""
        assert until(lambda: len(self._letterbox.mails_to(self.email)) > self._had, MAIL_WITHIN), (
            "no mail has come"
        )
        found = re.search(r"^\s*(\d{6})\s*$", text_of(self._mails()[-1]), re.M)
        assert found
        return found[1]

    def _mails(self) -> list[EmailMessage]:
        return self._letterbox.mails_to(self.email)


def neighbours(demo: Running, letterbox: Letterbox, count: int, name: str = "r") -> list[Neighbour]:
    """So many people, each with an address of their own."""
    return [Neighbour(demo, f"{name}{number}@resident.example", letterbox) for number in range(count)]


def all_apply(people: Iterable[Neighbour]) -> list[str]:
    """Everybody applies, some at a time; the references on the receipts that they saw."""
    with ThreadPoolExecutor(AT_ONCE) as town:
        return list(town.map(Neighbour.apply, people))
