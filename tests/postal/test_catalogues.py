"""Every sentence of the letters and of the mailbox page has its Japanese words."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOMS = Path(__file__).parents[2]
METHODS = [("**.py", "python"), ("**.txt", "jinja2"), ("**.html", "jinja2")]


def sentences(folder: Path) -> set[str]:
    """The msgids in a folder's modules and templates."""
    found = extract_from_dir(folder, METHODS, keywords=DEFAULT_KEYWORDS)
    return {ids[0] if isinstance(ids, tuple) else ids for _file, _line, ids, _comments, _context in found}


@pytest.mark.parametrize(("folder", "least"), [("emails", 30), ("simulation/mailbox", 12)])
def test_the_japanese_catalogue_has_every_sentence_and_none_is_fuzzy(folder: str, least: int) -> None:
    room = ROOMS / folder.partition("/")[0]
    with (room / "translations/ja/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file, "ja")
    translated = {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in catalogue
        if message.id and not message.fuzzy and all(_strings(message.string))
    }
    wanted = sentences(ROOMS / folder)
    assert len(wanted) >= least
    assert wanted - translated == set()
    assert not [list(message.check(catalogue)) for message in catalogue if list(message.check(catalogue))]


def test_the_post_rooms_catalogue_has_no_sentence_that_nobody_says() -> None:
    with (ROOMS / "emails/translations/ja/LC_MESSAGES/messages.po").open("rb") as file:
        known = {m.id[0] if isinstance(m.id, tuple) else m.id for m in read_po(file, "ja") if m.id}
    assert known - sentences(ROOMS / "emails") == set()


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, (tuple, list)) else (string or "",)
