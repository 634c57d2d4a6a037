"""The words of a language, as `make install` has compiled them. English needs none: its words are the msgids."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

from intake.languages import LANGUAGES
from intake.town import TownUnreadable

COUNTER = Path(__file__).with_name("translations")
"""The catalogues of the counter, whose words every room says."""


class CatalogueMissing(Exception):
    """A language without compiled catalogue: better no word than one in the wrong language."""


@cache
def words(folders: tuple[Path, ...], code: str) -> NullTranslations:
    """The words of a language in these folders; CatalogueMissing where one has none.

    A sentence that stands in several comes from the first of them.
    """
    if code == "en":
        return NullTranslations()
    first, *others = (_compiled(folder, code) for folder in folders)
    for other in others:
        first.add_fallback(other)
    return first


def _compiled(folder: Path, code: str) -> Translations:
    # Not found by gettext's own rules: those take a catalogue of a similar language where there is none.
    path = folder / (LANGUAGES[code].folder if code in LANGUAGES else "-") / "LC_MESSAGES" / "messages.mo"
    if not path.exists():
        raise CatalogueMissing(code)
    with path.open("rb") as file:
        return Translations(file)


def require_words(folders: tuple[Path, ...], codes: Iterable[str]) -> None:
    """TownUnreadable for the first language that a town offers and that has no catalogue here."""
    for code in codes:
        try:
            words(folders, code)
        except CatalogueMissing as missing:
            raise TownUnreadable(f"no catalogue speaks {code}") from missing
