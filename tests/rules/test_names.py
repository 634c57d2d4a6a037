"""Names: kept as they were typed, byte for byte; and their readings, made katakana."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from intake.procedures.field import Situation
from intake.procedures.reading import read_all, read_fields
from intake.procedures.start import START
from intake.procedures.user import USER
from intake.procedures.writing import UNKNOWN_READINGS, unseen_characters
from intake.records import Record, canonical, read_record
from intake.town import read_town
from tests.rules.words import by_control
from tests.scenery import ANSWERS, MONDAY_NOON

SITUATION = Situation(read_town(), MONDAY_NOON)
NAME = START.field("family_name")
UNPRINTABLE = "姓に印刷できない文字が入っています。入力し直してください。"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("\ufa19谷", id="compatibility ideograph that NFC would change"),
        pytest.param("葛\U000e0100城", id="variation selector"),
        pytest.param("か\u3099", id="decomposed kana"),
        pytest.param("が", id="composed kana"),
        pytest.param("①㈱ｶﾅＡ", id="characters that NFKC would change"),
        pytest.param("𠮷野", id="beyond the basic plane"),
        pytest.param("Nguyễn Thị Minh", id="Vietnamese"),
        pytest.param("व\u094dया", id="Nepali"),
        pytest.param("O'Brien-村上", id="apostrophe and hyphen"),
    ],
)
def test_a_name_is_sealed_byte_for_byte_as_it_was_typed(name: str) -> None:
    answers, problems = read_all(START, ANSWERS | {"family_name": f"　{name} "}, SITUATION)
    assert not problems
    record = Record("start", 1, "4120703957", "ja", "a@b.example", "", answers)
    assert name.encode() in canonical(record)
    assert read_record(canonical(record)).answers["family_name"].encode() == name.encode()


@given(st.text(min_size=1, max_size=40))
def test_no_name_is_ever_changed_but_for_spaces_around_it(name: str) -> None:
    answers, problems = read_fields((NAME,), {"user_kind": "person", "family_name": name}, SITUATION)
    assert problems or answers["family_name"] == name.strip().replace("\t", " ")


@pytest.mark.parametrize(
    "hidden",
    [
        "\u202e",
        "\u2066",
        "\u200f",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\x00",
        "\x1b",
        "\x85",
        "\u2028",
        "\ue000",
        "\ud800",
    ],
)
def test_characters_that_turn_writing_round_or_print_nothing_are_refused(hidden: str) -> None:
    _, problems = read_all(START, ANSWERS | {"family_name": f"髙{hidden}﨑"}, SITUATION)
    assert by_control(problems) == {"family_name": UNPRINTABLE}


@pytest.mark.parametrize("control", ["lot", "building", "room", "given_name", "given_kana", "post_address"])
def test_no_line_of_text_takes_them(control: str) -> None:
    other = {"post_to": "other", "post_zip": "1000001", "post_address": "東京都"}
    _, problems = read_all(START, ANSWERS | other | {control: "ア\u202eイ"}, SITUATION)
    assert [problem.control for problem in problems] == [control]
    assert "\u202e" not in by_control(problems)[control]


def test_variation_selectors_are_not_taken_for_hidden_characters() -> None:
    assert unseen_characters("葛\U000e0100\ufe00") == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("たかさき", "タカサキ"),
        ("ﾀｶｻｷ", "タカサキ"),
        ("ｶﾞｯﾂﾎﾟｰｽﾞ", "ガッツポーズ"),
        ("か\u3099つ", "ガツ"),
        ("ゔぁん　だいく", "ヴァン ダイク"),
        ("ジャン･ポール", "ジャン・ポール"),
        ("みすゞ", "ミスヾ"),
        ("Ｍａｒｉａ", "Maria"),
        ("O’Brien", "O'Brien"),
        ("De La Cruz-Santos Jr.", "De La Cruz-Santos Jr."),
    ],
)
def test_a_reading_becomes_katakana_and_latin_letters_stay(typed: str, kept: str) -> None:
    answers, problems = read_all(START, ANSWERS | {"family_kana": typed}, SITUATION)
    assert not problems
    assert answers["family_kana"] == kept


@given(st.text(st.sampled_from([chr(code) for code in range(0x3041, 0x3097)]), min_size=1, max_size=20))
def test_any_way_of_writing_kana_gives_the_same_reading(hiragana: str) -> None:
    assume(hiragana not in UNKNOWN_READINGS)
    decomposed = unicodedata.normalize("NFD", hiragana)
    read = [
        read_fields(USER, {"given_kana": typed}, SITUATION)[0]["given_kana"]
        for typed in (hiragana, decomposed, read_katakana(hiragana))
    ]
    assert read == [read_katakana(hiragana)] * 3


def read_katakana(hiragana: str) -> str:
    return "".join(chr(ord(character) + 0x60) for character in hiragana)
