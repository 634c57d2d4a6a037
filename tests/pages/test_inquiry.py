"""A question of the centre on My Page: hidden at first, then read and answered, without a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from intake.acts import perform
from intake.inquiries import MOST_ANSWERS, Said
from intake.lifecycle import Act
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.store.applications import by_reference
from intake.store.engine import Store
from intake.store.events import events_about
from intake.town import Town
from tests.inquiries import PAYLOAD, asks, thread
from tests.pages.resident import Resident
from tests.scenery import StandingClock
from webapp.own_copy import own_thread

QUESTION = "部屋番号がはっきりしません"
OWN_WORDS = "二階ですか\nそれとも三階ですか"


@pytest.fixture
def reference(resident: Resident) -> str:
    """An application whose resident has My Page open; everything is hidden still."""
    reference = resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    return reference


@pytest.fixture
def asked(store: Store, public_keys: PublicKeys, clock: StandingClock, reference: str, resident: Resident) -> str:
    """My Page with a question that is shown."""
    clock.pass_by(minutes=5)
    asks(store, public_keys, reference, clock, "room", OWN_WORDS)
    resident.get(resident.path)
    resident.press(last_four="5678")
    return reference


def press_answer(resident: Resident, answer: str) -> None:
    resident.post(resident.path.removesuffix("/answer") + "/answer", form_key=form_key(resident), answer=answer)


def form_key(resident: Resident) -> str:
    return resident.page.value("form_key")


def said(resident: Resident, store: Store, reference: str) -> list[Said]:
    return list(own_thread(thread(store, reference), resident.newest("received")["secret"]))


def test_a_question_is_announced_and_hidden_until_the_second_item(
    resident: Resident, store: Store, public_keys: PublicKeys, clock: StandingClock, reference: str
) -> None:
    asks(store, public_keys, reference, clock, "room", OWN_WORDS)
    page = resident.get(resident.path)
    assert page.has("data-inquiry", "asked")
    assert QUESTION not in page.text
    assert "二階ですか" not in page.text
    assert not page.has("data-action", "send-answer")
    page = resident.press(last_four="5678")
    assert QUESTION in page.text
    assert OWN_WORDS in page.text
    assert page.has("data-action", "send-answer")


def test_without_a_question_there_is_nothing_to_answer(resident: Resident, reference: str) -> None:
    resident.press(last_four="5678")
    assert not resident.page.has("data-inquiry")
    assert not resident.page.has("data-action", "send-answer")
    path = resident.path
    resident.post(path + "/answer", form_key="made up", answer="305")
    assert "送信していません" in resident.page.text


def test_an_answer_arrives_sealed_and_the_page_says_so(resident: Resident, store: Store, asked: str) -> None:
    press_answer(resident, "305号室です\r\n裏口から")
    assert resident.path.endswith(resident.path.split("/")[3])
    assert "回答がセンターに届きました" in resident.page.text
    assert not resident.page.has("data-inquiry", "asked")
    assert [each.writer.value for each in said(resident, store, asked)] == ["centre", "resident"]
    assert said(resident, store, asked)[1].words.text == "305号室です\n裏口から"
    assert b"305" not in thread(store, asked)[1].body
    assert "あなたが回答しました" in resident.page.text
    assert "2026年（令和8年）11月23日（月）12:05" in resident.page.text


def test_a_second_press_makes_no_second_answer(resident: Resident, store: Store, asked: str) -> None:
    path, key = resident.path + "/answer", form_key(resident)
    for _ in range(3):
        resident.post(path, form_key=key, answer="305号室です")
    assert len(said(resident, store, asked)) == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "回答を書いてください"),
        (" \r\n ", "回答を書いてください"),
        ("長" * 1001, "1000文字以内"),
        ("a\u202eb", "表示できない"),
    ],
    ids=["nothing", "blank", "too long", "turned around"],
)
def test_what_was_typed_is_kept_when_it_is_wrong(
    resident: Resident, store: Store, asked: str, typed: str, told: str
) -> None:
    key = form_key(resident)
    press_answer(resident, typed)
    assert told in resident.page.text
    assert typed.strip() in resident.page.text
    assert form_key(resident) == key
    assert len(thread(store, asked)) == 1
    press_answer(resident, "305号室です")
    assert len(thread(store, asked)) == 2


def test_an_answer_can_be_added_to_but_not_without_end(resident: Resident, store: Store, asked: str) -> None:
    for number in range(MOST_ANSWERS):
        press_answer(resident, f"{number}")
    assert not resident.page.has("data-action", "send-answer")
    resident.post(resident.path + "/answer", form_key="one more", answer="one more")
    assert "送信していません" in resident.page.text
    assert len(thread(store, asked)) == 1 + MOST_ANSWERS


def test_an_answer_needs_a_visit_its_token_and_the_second_item(
    resident: Resident,
    another_resident: Callable[[], Resident],
    store: Store,
    public_keys: PublicKeys,
    clock: StandingClock,
    reference: str,
) -> None:
    asks(store, public_keys, reference, clock)
    path = resident.path
    resident.post(path + "/answer", form_key="made up", answer="305")
    assert resident.path == path
    without_token = resident.client.post(path + "/answer", data={"answer": "305"}, base_url="https://localhost")
    assert without_token.status_code == 400
    stranger = another_resident()
    stranger.get("/ja/mypage")
    stranger.post(path + "/answer", form_key="made up", answer="305")
    assert stranger.status == 410
    assert len(thread(store, reference)) == 1


def test_an_answer_without_the_key_of_its_form_is_refused(resident: Resident, store: Store, asked: str) -> None:
    resident.post(resident.path + "/answer", answer="305")
    assert resident.status == 400
    assert len(thread(store, asked)) == 1


def test_an_answer_that_comes_after_the_end_is_not_lost_silently(
    resident: Resident, store: Store, clock: StandingClock, asked: str
) -> None:
    with store.writing() as session:
        row = by_reference(session, asked.replace("-", ""))
        assert row
        perform(session, row, Act.DECLINE, "clerk 1", clock.now())
    press_answer(resident, "305号室です")
    assert "送信していません" in resident.page.text
    assert "305号室です" in resident.page.text
    assert resident.page.hook("data-status") == "declined"
    assert len(thread(store, asked)) == 1


def test_what_the_centre_and_the_resident_write_is_shown_as_text(
    resident: Resident, store: Store, public_keys: PublicKeys, clock: StandingClock, reference: str
) -> None:
    asks(store, public_keys, reference, clock, "other", PAYLOAD)
    resident.get(resident.path)
    resident.press(last_four="5678")
    press_answer(resident, PAYLOAD * 20)
    assert resident.page.text.count(PAYLOAD) == 21
    press_answer(resident, PAYLOAD)
    assert resident.page.text.count(PAYLOAD) == 2
    assert not resident.page.all("img")
    assert not resident.page.all("script")


def test_the_question_reads_in_the_residents_language(resident: Resident, asked: str) -> None:
    page = resident.get(resident.path.replace("/ja/", "/en/"))
    assert "We are not sure about the room number." in page.text
    assert "Water Charge Centre" in page.text
    assert "The centre asked you a question" in page.text


def test_a_reload_after_a_wrong_answer_leads_back_to_my_page(resident: Resident, asked: str) -> None:
    page = resident.path
    press_answer(resident, "")
    resident.get(page + "/answer")
    assert resident.path == page
    assert resident.status == 200


def test_once_the_residents_copy_is_erased_the_words_are_gone_and_what_happened_stays(
    resident: Resident, store: Store, clock: StandingClock, town: Town, asked: str
) -> None:
    secret = resident.newest("received")["secret"]
    press_answer(resident, "305号室です")
    with store.writing() as session:
        row = by_reference(session, asked.replace("-", ""))
        assert row
        perform(session, row, Act.CANCEL, "resident", clock.now())
    clock.pass_by(days=31)
    purge(store, clock, town.retention)
    page = resident.open_my_page(secret)
    assert QUESTION not in page.text
    assert "センターから質問がありました" in page.text
    with store.reading() as session:
        row = by_reference(session, asked.replace("-", ""))
        assert row
        assert "answered" in [event.act for event in events_about(session, row.id)]
