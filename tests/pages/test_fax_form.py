"""The blank form on paper: made from the declaration, one A4 page, for whoever has no e-mail."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from intake.procedures import PROCEDURES
from intake.procedures.choosing import Choice, ChoiceField
from intake.procedures.town_list import TownField
from intake.town import Town
from tests.pages.resident import Resident
from tests.rules.words import japanese
from webapp.fax_form import NOT_ON_PAPER


def drawn(app: Flask, name: str, language: str = "ja") -> PdfReader:
    answer = app.test_client().get(f"/{language}/without-email/{name}.pdf", base_url="https://localhost")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return PdfReader(BytesIO(answer.data))


def written(reader: PdfReader) -> str:
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def left_out(name: str, field: str) -> bool:
    when = PROCEDURES[name].field(field).only_when
    return when is not None and (when.field, when.value) in NOT_ON_PAPER


@pytest.mark.parametrize("name", PROCEDURES)
def test_each_procedure_fits_one_a4_page_in_japanese(window_app: Flask, name: str) -> None:
    reader = drawn(window_app, name)
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


@pytest.mark.parametrize("name", PROCEDURES)
def test_it_asks_what_the_declaration_asks_and_offers_what_can_be_chosen(window_app: Flask, name: str) -> None:
    text = written(drawn(window_app, name))
    for field in PROCEDURES[name].fields:
        if left_out(name, field.name):
            continue
        assert "".join(japanese(field.label).split()) in text, field.name
        if isinstance(field, ChoiceField) and not isinstance(field, TownField) and field.name != "payment":
            for choice in field.choices:
                gone = choice.refusal or (field.name, choice.value) in NOT_ON_PAPER
                assert gone or "".join(japanese(choice.label).split()) in text, choice.value


def test_it_says_where_to_send_it_when_people_answer_and_that_it_is_not_real(
    window_app: Flask, town: Town
) -> None:
    text = written(drawn(window_app, "start"))
    for words in (town.fax, town.phone, town.name("hours", "ja"), town.counter("ja"), "これは参考実装です"):
        assert "".join(words.split()) in text


@pytest.mark.parametrize("name", PROCEDURES)
def test_in_english_the_japanese_stands_beside_it_for_the_staff(window_app: Flask, name: str) -> None:
    reader = drawn(window_app, name, "en")
    text = written(reader)
    assert len(reader.pages) <= 2
    for field in PROCEDURES[name].fields:
        if not left_out(name, field.name):
            assert "".join(japanese(field.label).split()) in text
    assert "Postalcode" in text


@pytest.mark.parametrize("name", PROCEDURES)
def test_in_easy_japanese_readings_stand_in_brackets_and_the_plain_words_beside_them(
    window_app: Flask, name: str
) -> None:
    reader = drawn(window_app, name, "ja-easy")
    text = written(reader)
    assert len(reader.pages) <= 2
    assert not set("《》｜") & set(text)
    assert "郵便番号(ゆうびんばんごう)郵便番号" in text
    assert "水道料金(すいどうりょうきん)センター" in text


def test_it_is_drawn_once_and_may_be_kept_by_anybody(window_app: Flask) -> None:
    client = window_app.test_client()
    first, second = (client.get("/ja/without-email/stop.pdf", base_url="https://localhost") for _ in range(2))
    assert first.data == second.data
    assert "public" in first.headers["Cache-Control"]
    assert "Set-Cookie" not in first.headers
    assert list(window_app.extensions["window"].forms) == [("stop", "ja")]


def test_a_form_for_nothing_is_not_found(resident: Resident) -> None:
    resident.get("/ja/without-email/gas.pdf")
    assert resident.status == 404


def test_the_page_without_e_mail_leads_to_each_form(resident: Resident) -> None:
    page = resident.get("/ja/without-email")
    assert [each["data-fax-form"] for each in page.all("a") if "data-fax-form" in each] == list(PROCEDURES)


def test_who_has_neither_phone_nor_fax_can_choose_post_on_paper(window_app: Flask) -> None:
    text = written(drawn(window_app, "start"))
    assert "電話ファクス郵送" in text
    assert "郵送" not in {japanese(choice.label) for choice in contact_choices()}


def contact_choices() -> tuple[Choice, ...]:
    field = PROCEDURES["start"].field("contact_method")
    assert isinstance(field, ChoiceField)
    return field.choices


def test_what_must_be_filled_in_after_a_choice_is_marked_too(window_app: Flask) -> None:
    text = written(drawn(window_app, "start"))
    for label in ("姓", "名", "セイ", "メイ", "名称", "送り先の住所"):
        assert f"{label}※必須" in text, label


def test_the_paper_that_asks_for_consent_says_what_the_answers_are_used_for(window_app: Flask) -> None:
    text = written(drawn(window_app, "start"))
    assert "ご記入の内容は、水道の供給と料金の請求だけに使います。" in text
    assert "個人情報の取扱いは、ウェブページか窓口でご覧いただけます。" in text


@pytest.mark.parametrize(("language", "mark"), [("ja", "※必須"), ("en", "Required")])
def test_no_letter_is_too_small_for_a_fax(window_app: Flask, language: str, mark: str) -> None:
    sizes: dict[float, str] = {}

    def note(text: str, _: object, matrix: list[float], __: object, size: float) -> None:
        if text.strip():
            sizes[round(size * abs(matrix[3]), 1)] = text

    for page in drawn(window_app, "start", language).pages:
        page.extract_text(visitor_text=note)
    assert min(size for size, text in sizes.items() if mark not in text) >= 8, sizes
    assert min(sizes) >= 7, sizes
