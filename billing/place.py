"""A place where water is used, as a slip writes it, and when two writings mean the same tap."""

import re
import unicodedata
from dataclasses import dataclass

_LOOKS_LIKE_HYPHEN = re.compile(r"[‐‑‒–—―−]")


@dataclass(frozen=True)
class Place:
    """Town, lot (番地), building and room, exactly as typed; the postal code as seven digits."""

    postal_code: str
    town: str
    lot: str
    building: str
    room: str

    @property
    def key(self) -> str:
        """What two writings of one place have in common: width, blanks and kind of hyphen do not count."""
        return "|".join(_plain(part) for part in (self.town, self.lot, self.building, self.room))


def _one_width(text: str) -> str:
    return _LOOKS_LIKE_HYPHEN.sub("-", unicodedata.normalize("NFKC", text))


def _plain(text: str) -> str:
    return "".join(_one_width(text).casefold().split())
