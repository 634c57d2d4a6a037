"""Municipalities differ by data: nothing of the shipped town stands in code, templates or drawings."""

from __future__ import annotations

from pathlib import Path

import pytest

import intake

HOUSE = Path(intake.__file__).parents[1]
ROOMS = ("intake", "webapp", "admin", "emails", "evidence", "simulation", "billing")
KINDS = {".py", ".html", ".txt", ".typ", ".js", ".css", ".svg", ".mako"}
NAMES = ("小田原", "odawara", "14206", "0465", "250-0", "潟上", "katagami", "05211")


def files(room: str) -> list[Path]:
    """The files of a room that people write, without catalogues and the towns themselves."""
    return [path for path in (HOUSE / room).rglob("*") if path.suffix in KINDS]


@pytest.mark.parametrize("room", ROOMS)
def test_no_file_of_a_room_names_a_town(room: str) -> None:
    assert files(room)
    named = [
        f"{path.relative_to(HOUSE)}: {name}"
        for path in files(room)
        for name in NAMES
        if name in path.read_text(encoding="utf-8").lower()
    ]
    assert named == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_translation_names_a_town(room: str) -> None:
    text = (HOUSE / room / "translations/ja/LC_MESSAGES/messages.po").read_text(encoding="utf-8").lower()
    assert [name for name in NAMES if name in text] == []
