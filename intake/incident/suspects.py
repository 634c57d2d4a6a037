"""Who or what is under suspicion, and which events tell of what it could see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Suspect(StrEnum):
    """What an incident is about. `STAFF` is everybody at the console."""

    STAFF = "staff"
    ACCOUNT = "account"
    TERMINAL = "terminal"
    WINDOW = "window"
    CONSOLE = "console"
    OFFICE_KEY = "office-key"
    POSTMAN = "postman"
    STORAGE = "storage"
    PACKAGE = "package"
    CITY_KEY = "city-key"


EVERYTHING = frozenset({Suspect.CONSOLE, Suspect.OFFICE_KEY, Suspect.CITY_KEY})
"""Who holds these may open whatever there is, without an event."""

OF_A_PACKAGE = frozenset({Suspect.PACKAGE, Suspect.CITY_KEY})
"""About what was handed over: a package without the city's key, or the key that opens it."""

SEALED = frozenset({Suspect.STORAGE, Suspect.PACKAGE})
"""Who holds these has ciphertext alone, if the keys were elsewhere."""

SIGHTS = frozenset({"opened", "slip", "compared", "searched", "key_tried", "handover_begun"})
"""Acts by which staff see records, one or several."""

WITHOUT_NAMES = ("compared", "searched", "handover_begun")
"""Acts that see several records and count them, without saying which."""


@dataclass(frozen=True)
class Question:
    """Who is suspected: for an account its number, for a terminal the beginning of its certificate's SHA-256."""

    suspect: Suspect
    account: int = 0
    terminal: str = ""
