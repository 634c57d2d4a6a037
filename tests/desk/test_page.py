"""The page as such: words in both languages, sign-ins, refusals, and that the drawing can't fall behind."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import html5lib
import pyotp
import pytest
from babel.messages.pofile import read_po

import evidence
from admin.settings import ConsoleSettings
from billing.settings import BillingSettings
from emails.settings import PostmanSettings
from evidence.drawing.holdings import HOLDINGS
from evidence.drawing.zones import WAYS
from evidence.sign_ins import sign_ins
from simulation.zones import ZONES
from tests.desk.evaluator import ADDRESS, Evaluator
from tests.desk.homes import TOTP_SECRET
from webapp.settings import WindowSettings

ROOM = Path(evidence.__file__).parent
PLAIN = {
    "database", "host", "port", "hosts", "base_url", "town", "clock_offset", "certificate", "private_key",
    "terminal_ca", "terminals", "openings", "apart", "most_tries", "database_url",
    "posts_a_minute", "mails_an_hour", "limits", "proxy_hops", "room",
}  # fmt: skip
"""Settings that are no secret of a zone. `private_key` is that of the TLS certificate, which every server has."""


@pytest.mark.parametrize(
    ("zone", "settings"),
    [
        ("window", WindowSettings),
        ("postroom", PostmanSettings),
        ("console", ConsoleSettings),
        ("billing", BillingSettings),
    ],
)
def test_the_drawing_names_every_key_and_secret_that_a_process_can_hold(zone: str, settings: Any) -> None:
    drawn = [name for holding in HOLDINGS[zone] for name in holding.settings]
    assert sorted(drawn) == sorted({field.name for field in fields(settings)} - PLAIN)


def test_no_process_of_the_demo_is_told_where_the_recovery_key_is() -> None:
    assert "recovery.key" not in json.dumps([dict(zone.settings) for zone in ZONES.values()])


@pytest.mark.parametrize(
    ("code", "honest"), [("ja", "本物の申込みは受け付けません"), ("en", "It accepts no real application")]
)
def test_every_page_is_whole_html_and_says_that_it_is_a_reference_implementation(
    evaluator: Evaluator, reference: str, code: str, honest: str
) -> None:
    evaluator.speak(code)
    pages = [evaluator.client.get(path, base_url=ADDRESS).text for path in ("/", "/nowhere")] + [
        evaluator.client.post("/search", data={"word": word}, base_url=ADDRESS).text for word in ("abcdef", "a")
    ]
    for page in pages:
        html5lib.HTMLParser(strict=True).parse(page)
        assert f'<html lang="{code}">' in page
        assert honest in page
        assert page.count("<h1>") == 1
        assert not re.search(r"<script|<style| style=| on\w+=", page)


def test_no_english_is_left_on_a_japanese_page_and_no_japanese_on_an_english_one(
    evaluator: Evaluator, reference: str
) -> None:
    japanese = re.sub(r"<code>[^<]*|<[^>]+>", " ", evaluator.client.get("/", base_url=ADDRESS).text)
    assert not re.search(r"\b(the|it|key|sealed|readable|mail)\b", japanese, re.IGNORECASE)
    evaluator.speak("en")
    english = re.sub(r"<[^>]+>|日本語", " ", evaluator.client.get("/", base_url=ADDRESS).text)
    assert not re.search(r"[ぁ-んァ-ヶ一-龠]", english)


def test_every_message_has_japanese_words() -> None:
    with (ROOM / "translations/ja/LC_MESSAGES/messages.po").open("rb") as file:
        assert [message.id for message in read_po(file) if message.id and not message.string] == []


def test_an_unknown_language_is_refused_and_a_forged_cookie_means_japanese(evaluator: Evaluator) -> None:
    assert evaluator.client.get("/language/xx", base_url=ADDRESS).status_code == 404
    evaluator.client.set_cookie("__Host-desk-language", "../en", domain="localhost")
    assert evaluator.look().all("html")[0]["lang"] == "ja"


def test_the_desk_answers_only_under_its_own_name(evaluator: Evaluator) -> None:
    answer = evaluator.client.get("/", base_url="https://elsewhere.example")
    assert answer.status_code == 400
    assert "abcd-efgh" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_sign_in_has_the_code_of_this_very_second(home: Path) -> None:
    at = datetime(2026, 11, 23, 3, 0, 21, tzinfo=UTC)
    hanako, jiro = sign_ins(home, at)
    assert (hanako.code, hanako.seconds) == (pyotp.TOTP(TOTP_SECRET).at(at), 9)
    assert (jiro.username, jiro.code) == ("jiro", "")


def test_the_page_shows_the_sign_ins_and_where_the_doors_are(evaluator: Evaluator) -> None:
    page = evaluator.look()
    assert [row["data-account"] for row in page.all("tr") if "data-account" in row] == ["hanako", "jiro"]
    addresses = {link["href"] for link in page.all("a")}
    assert {f"https://localhost:{port}" for port in range(8443, 8447)} <= addresses
    assert "/tls/ca.pem" in page.text


def test_the_page_shows_the_password_of_the_terminals_certificate(evaluator: Evaluator, home: Path) -> None:
    (home / "tls" / "terminal.p12.password").write_text("a demo password\n", encoding="ascii")
    assert "a demo password" in evaluator.look().text


def test_unreadable_sign_ins_are_no_sign_ins(evaluator: Evaluator, home: Path) -> None:
    (home / "accounts.json").write_text("[{}]", encoding="utf-8")
    assert "利用者が登録されていません" in evaluator.look().text


def test_an_unexpected_error_shows_and_logs_no_value(
    evaluator: Evaluator, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("髙﨑")

    monkeypatch.setattr("evidence.pages.find", fails)
    answer = evaluator.client.post("/search", data={"word": "髙﨑"}, base_url=ADDRESS)
    assert answer.status_code == 500
    said = capsys.readouterr()
    assert "RuntimeError" in said.err
    assert "髙" not in answer.text + said.err + said.out


def test_the_drawing_stands_there_as_a_table_too(evaluator: Evaluator, reference: str) -> None:
    page = evaluator.look()
    drawn = {each["data-zone"] for each in page.all("div") if "data-zone" in each}
    assert drawn == {each["data-zone-row"] for each in page.all("tr") if "data-zone-row" in each}
    onward = sorted(each["data-onward"] for each in page.all("li") if "data-onward" in each)
    assert onward == sorted(WAYS)
