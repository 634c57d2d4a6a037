"""Pages are compressed, but not where their length could tell a stranger what stands in them (BREACH)."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import pytest
from flask import Flask
from werkzeug.test import TestResponse

import webapp
from intake.store.engine import Store
from tests.pages.resident import Resident
from tests.pages.tour import tour
from tests.scenery import StandingClock

ANY = {"Accept-Encoding": "br, gzip"}
CANARY = "qXvanzkr"
ROOM = Path(webapp.__file__).parent
SOURCES = "".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py"))
STRANGERS = ("cross-site", "same-site", "", "something-new")


def encoding(resident: Resident, path: str, asked_by: str) -> str | None:
    headers = ANY | ({"Sec-Fetch-Site": asked_by} if asked_by else {})
    answer = resident.client.get(path, base_url="https://localhost", headers=headers)
    assert answer.status_code == 200
    return answer.headers.get("Content-Encoding")


@pytest.mark.parametrize("asked_by", [*STRANGERS, "none"])
def test_who_comes_for_the_first_time_gets_a_light_page_whoever_sent_them(
    resident: Resident, asked_by: str
) -> None:
    assert encoding(resident, "/ja/", asked_by) == "br"


@pytest.mark.parametrize("asked_by", STRANGERS)
def test_a_page_with_secrets_is_not_compressed_for_a_stranger(resident: Resident, asked_by: str) -> None:
    resident.prove_by_code()
    assert encoding(resident, resident.path, asked_by) is None
    assert encoding(resident, "/ja/", asked_by) is None
    assert encoding(resident, "/static/window.css", asked_by) == "br"


@pytest.mark.parametrize("asked_by", ["same-origin", "none"])
def test_a_page_with_secrets_is_light_for_the_person_at_the_browser(resident: Resident, asked_by: str) -> None:
    resident.prove_by_code()
    assert encoding(resident, resident.path, asked_by) == "br"


def test_compressed_and_plain_pages_are_the_same(resident: Resident) -> None:
    def got(kinds: str) -> bytes:
        answer: TestResponse = resident.client.get(
            "/ja/", base_url="https://localhost", headers={"Accept-Encoding": kinds}
        )
        return answer.get_data()

    plain = got("identity")
    assert brotli.decompress(got("br")) == plain
    assert gzip.decompress(got("gzip")) == plain


def test_what_an_address_says_stands_on_no_page(
    window_app: Flask, resident: Resident, store: Store, clock: StandingClock
) -> None:
    named = set(re.findall(r'request\.args(?:\.get\(|\[)"(\w+)"', SOURCES)) | {"anything"}
    question = "&".join(f"{name}={CANARY}" for name in sorted(named))
    seen: set[str] = set()
    for _ in tour(resident, store, clock, "en"):
        if resident.path not in seen:
            seen.add(resident.path)
            answer = resident.client.get(f"{resident.path}?{question}", base_url="https://localhost")
            assert CANARY.encode() not in answer.data, resident.path
    assert len(seen) > 20
    assert CANARY.encode() not in resident.client.get(f"/en/{CANARY}", base_url="https://localhost").data
