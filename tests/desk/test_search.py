"""The search finds what stands in clear, in whatever writing, and proves itself each time."""

from __future__ import annotations

import json
import os
import quopri
import sqlite3
import unicodedata
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import apart
from evidence import search as searching
from evidence.remarks import remark
from evidence.search import find
from evidence.spellings import WordTooShort, spellings
from tests.desk.evaluator import Evaluator, found
from tests.scenery import ANSWERS, EMAIL

WORD = "がっこう町"
WAYS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "decomposed": lambda word: unicodedata.normalize("NFD", word).encode(),
    "UTF-16LE": lambda word: word.encode("utf-16-le"),
    "UTF-16BE": lambda word: word.encode("utf-16-be"),
    "Shift_JIS": lambda word: word.encode("shift_jis"),
    "Base64": lambda word: b64encode(word.encode()),
    "Base64, one byte on": lambda word: b64encode(b"x" + word.encode() + b"y"),
    "Base64, two bytes on": lambda word: b64encode(b"xy" + word.encode() + b"z"),
    "percent": lambda word: quote(word).encode(),
    "small percent": lambda word: quote(word).lower().encode(),
    "quoted-printable": lambda word: quopri.encodestring(("あ" * 20 + word).encode()),
    "broken Base64": lambda word: b"\r\n".join(b64encode(word.encode())[i : i + 7] for i in range(0, 20, 7)),
    "JSON": lambda word: json.dumps(word).encode(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_word_is_found_in_every_way_of_writing(way: str, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "file").write_bytes(b"\0\xff" + WAYS[way](WORD) + b"\xfe")
    (tmp_path / "other").write_text("nothing of it", encoding="utf-8")
    search = find(WORD, tmp_path)
    assert search.works
    assert [each.file for each in search.finds] == ["below/file"]
    assert (search.files, search.passed_over) == (2, ())


@given(st.text(min_size=6, max_size=12), st.binary(max_size=5), st.binary(max_size=5))
def test_any_word_is_in_the_base64_of_what_surrounds_it(word: str, before: bytes, after: bytes) -> None:
    try:
        pieces = spellings(word)["Base64"]
    except WordTooShort:
        return
    assert any(piece in b64encode(before + word.encode() + after) for piece in pieces)


def test_the_plant_is_found_and_removed(tmp_path: Path) -> None:
    assert find(WORD, tmp_path) == searching.Search((), 0, 0, (), works=True)
    assert list(tmp_path.iterdir()) == []


def test_a_search_that_cannot_see_its_plant_says_that_it_is_broken(
    evaluator: Evaluator, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence.pages.find", find)  # in this process, where the next line has an effect
    monkeypatch.setattr(searching, "_files", lambda _home: iter(()))
    page = evaluator.search(WORD)
    assert page.has("data-works", "no")
    assert "こわれています" in page.text


def test_a_home_that_cannot_be_written_to_makes_no_claim(tmp_path: Path) -> None:
    assert not find(WORD, tmp_path / "missing").works


def test_links_out_of_the_home_are_not_followed_and_large_files_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, outside = tmp_path / "home", tmp_path / "outside.txt"
    home.mkdir()
    outside.write_text(WORD, encoding="utf-8")
    (home / "link").symlink_to(outside)
    (home / "dangling").symlink_to(tmp_path / "nowhere")
    (home / "large").write_bytes(bytes(200))
    monkeypatch.setattr(searching, "LARGEST_FILE", 100)
    search = find(WORD, home)
    assert (search.finds, search.passed_over, search.works) == ((), ("large",), True)


@pytest.mark.parametrize("word", ["", "a", "abc", "山", "é1"])
def test_a_word_that_chance_would_find_is_refused(evaluator: Evaluator, word: str) -> None:
    answer = evaluator.client.post("/search", data={"word": word}, base_url="https://localhost")
    assert answer.status_code == 422
    assert "短すぎます" in answer.text


def test_nothing_that_the_resident_wrote_stands_in_the_home(
    evaluator: Evaluator, reference: str, home: Path
) -> None:
    for word in (ANSWERS["family_name"], ANSWERS["given_name"], ANSWERS["building"], "09012345678", EMAIL):
        page = evaluator.search(word)
        assert page.has("data-works", "yes")
        assert found(page) == set()


def test_a_leak_into_the_database_is_found_and_called_by_its_name(
    evaluator: Evaluator, reference: str, home: Path
) -> None:
    (home / "desk.sqlite-wal").write_bytes(ANSWERS["family_name"].encode("utf-16-le"))
    page = evaluator.search(ANSWERS["family_name"])
    assert found(page) == {"desk.sqlite-wal"}
    assert "よく見てください" in page.text


def test_a_form_from_another_site_is_refused(evaluator: Evaluator) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = evaluator.client.post("/search", data={"word": WORD}, base_url="https://localhost", headers=headers)
    assert answer.status_code == 403


def test_places_for_readable_text_are_told_from_others() -> None:
    assert remark("mail/1-a.eml").allowed
    assert remark("billing.sqlite-wal").allowed
    assert not remark("desk.sqlite").allowed
    assert not remark("logs/webapp.log").allowed
    assert not remark("scratch/forgotten").allowed


def test_the_search_takes_no_lock_from_a_database_that_the_desk_has_open(tmp_path: Path) -> None:
    if not Path("/proc/locks").exists():
        pytest.skip("the machine does not list its locks")
    database = sqlite3.connect(tmp_path / "desk.sqlite")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE words (word)")
    database.commit()

    def locks() -> int:
        return sum(f" {os.getpid()} " in line for line in Path("/proc/locks").read_text().splitlines())

    before = locks()
    assert before
    assert apart.find(WORD, tmp_path).works
    assert locks() == before
    database.close()
