"""Letters: short, in the reader's language, with nothing in them that is about a person."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emails.letters import KINDS, Letter, LetterNotPossible, letter
from emails.letters.facts import _SHAPES, VERIFYING
from emails.letters.lines import columns, in_lines
from emails.letters.writing import BETWEEN
from intake.languages import EASY
from intake.readings import in_brackets
from intake.sealing.mypage import ALPHABET
from intake.town import read_town

TOWN = read_town()
SITE = "https://desk.mizuguchi.example"
REFERENCE = "4120703957"
FACTS = {
    "to": "hanako@resident.example",
    "language": "ja",
    "procedure": "start",
    "token": "AbCdEfGhIjKlMnOpQrStUv.aSfQ8Q.Zg3nJkLmNoPqRsTuVwXyZ012345",
    "code": "048213",
    "expires_at": "2026-11-24T03:00:00+00:00",
    "secret": "0123456789ABCDEFGHJKMNPQRS",
}
PERSONAL = {
    "to": "hanako@resident.example",
    "family_name": "髙﨑",
    "given_name": "葛󠄀子",
    "lot": "栄町9-8-7",
    "start_date": "2026-12-10",
    "phone": "09012345678",
}
NO_MONEY_NO_ATTACHMENT = (
    "支払",
    "振込",
    "料金のお",
    "payment",
    "invoice",
    "attach",
)
EVERY = [(kind, language) for kind in KINDS for language in TOWN.languages]

every_letter = pytest.mark.parametrize(("kind", "language"), EVERY)


def written(kind: str, language: str, facts: Mapping[str, str] = FACTS) -> Letter:
    return letter(kind, facts, language, REFERENCE, SITE, TOWN)


def parts(letter: Letter) -> list[str]:
    """The text in the resident's language, and in Japanese where that is another one."""
    return letter.text.split(f"\n{BETWEEN}\n\n")


@every_letter
def test_a_subject_is_one_line_and_says_whose_water_it_is(kind: str, language: str) -> None:
    subject = written(kind, language).subject
    assert subject.isprintable()
    assert subject == subject.strip()
    beginnings = {
        "ja": "【小田原市水道】",
        EASY: "【小田原市(おだわらし)水道(すいどう)】",
        "en": "[Odawara Water] ",
        "zh-Hans": "【小田原市自来水】",
        "zh-Hant": "【小田原市自來水】",
        "ko": "[오다와라시 수도] ",
        "vi": "[Nước Odawara] ",
        "pt-BR": "[Água de Odawara] ",
        "tl": "[Tubig ng Odawara] ",
        "ne": "[ओदावारा खानेपानी] ",
    }
    assert subject.startswith(beginnings[language])


@every_letter
def test_a_letter_has_nothing_that_is_about_a_person(kind: str, language: str) -> None:
    full = written(kind, language, FACTS | PERSONAL)
    text = full.subject + full.text
    assert not [value for value in PERSONAL.values() if value in text]
    assert not [word for word in NO_MONEY_NO_ATTACHMENT if word in text.lower()]


@every_letter
def test_every_letter_ends_with_the_bureau_the_relay_service_and_what_this_is(kind: str, language: str) -> None:
    text = written(kind, language).text
    for what in ("bureau", "centre", "hours"):
        assert "".join(in_brackets(TOWN.name(what, language)).split()) in "".join(text.split())
        assert TOWN.name(what, "ja") in text
    assert TOWN.phone in text
    assert TOWN.fax in text
    said = {
        "ja": (
            "電話リレーサービス",
            "口座番号やカード番号をメールでお聞きすることはありません",
            "これは参考実装です",
        ),
        EASY: ("リレーサービス", "カードの番号(ばんごう)を聞(き)きません", "これは見本(みほん)です"),
        "en": ("relay service", "never ask for account or card numbers", "This is a reference implementation"),
    }
    whole = text.replace("\n", "")
    assert all(sentence in whole for code in (language, "ja") for sentence in said.get(code, ()))


@every_letter
def test_lines_fit_mail_programs_except_links(kind: str, language: str) -> None:
    lines = written(kind, language).text.splitlines()
    assert not [line for line in lines if columns(line) >= 76 and not line.startswith("https://")]
    assert not [line for line in lines if line != line.rstrip()]
    assert "\n\n\n" not in written(kind, language).text


@every_letter
def test_a_letter_is_in_the_residents_language_and_then_in_japanese(kind: str, language: str) -> None:
    full = written(kind, language)
    first, *others = parts(full)
    in_japanese = written(kind, "ja").text.replace(f"{SITE}/ja/", f"{SITE}/{language}/")
    assert others == ([] if language == "ja" else [in_japanese])
    assert full.tags == {"ja": ("ja",), EASY: ("ja",)}.get(language, (language, "ja"))
    text = re.sub(r"https://\S+|[0-9A-Z]{5}-\S+|\S+@\S+", "", full.subject + first)
    if language == "en":
        assert not re.search(r"[ぁ-んァ-ヶ一-龠]", text)
    elif language in {"ja", EASY}:
        assert not re.search(r"[A-Za-z]{2,}", text)


@pytest.mark.parametrize("kind", KINDS)
def test_an_easy_letter_has_a_reading_behind_each_kanji(kind: str) -> None:
    full = written(kind, EASY)
    assert not re.findall(r"[一-龠々]+(?![一-龠々(])", full.subject + parts(full)[0])
    assert "《" not in full.text


@every_letter
def test_links_stand_alone_on_their_line_and_lead_to_the_window_only(kind: str, language: str) -> None:
    text = written(kind, language).text
    links = {
        "verification": [f"{SITE}/{language}/continue#{FACTS['token']}"],
        "verification_code": [],
        "continue_again": [f"{SITE}/{language}/continue#{FACTS['token']}"],
        "received": [f"{SITE}/{language}/mypage#01234-56789-ABCDE-FGHJK-MNPQRS"],
        "relinked": [f"{SITE}/{language}/mypage#01234-56789-ABCDE-FGHJK-MNPQRS"],
    }.get(kind, [f"{SITE}/{language}/mypage"])
    found = re.findall(r"^https?://\S+$", text, re.MULTILINE)
    assert found == links * (1 if language == "ja" else 2)
    assert text.count("://") == len(found)


@pytest.mark.parametrize(
    ("language", "tuesday"),
    [
        ("ja", "（火）"), ("ja-easy", "（火(か)）"), ("en", "Tue"), ("zh-Hans", "周二"), ("zh-Hant", "週二"),
        ("ko", "(화)"), ("vi", "Th 3"), ("pt-BR", "ter."), ("tl", "Mar"), ("ne", "मङ्गल"),
    ],
)  # fmt: skip
def test_the_subject_says_the_weekday_until_which_the_link_works(language: str, tuesday: str) -> None:
    assert tuesday in written("verification", language).subject


@pytest.mark.parametrize("kind", ["verification", "verification_code"])
def test_the_code_and_the_clock_time_stand_in_a_verification(kind: str) -> None:
    japanese, english = written(kind, "ja"), written(kind, "en")
    assert "\n048213\n" in japanese.text
    assert "11月24日（火）12:00（日本時間）まで有効" in japanese.text
    assert "（11月24日（火）12:00まで有効）" in japanese.subject
    assert "until 12:00 on Tuesday, 24 November 2026 (Reiwa 8) (Japan time)" in " ".join(english.text.split())
    assert "水道の使用開始" in japanese.text or "Start using water" in japanese.text


@every_letter
def test_no_letter_asks_for_a_voice(kind: str, language: str) -> None:
    text = written(kind, language).text
    assert "お電話ください" not in text
    assert "please call us" not in text.lower()
    assert read_town().email in text


def test_the_receipt_says_that_nothing_is_completed_and_when_to_call() -> None:
    text = written("received", "ja").text
    assert "まだ手続きは完了していません" in text
    assert "受付番号　412-070-395-7" in text
    assert "\n01234-56789-ABCDE-FGHJK-MNPQRS\n" in text
    assert "3営業日を過ぎても連絡がないときは、下の連絡先へ" in text
    assert "within 3 work days" in written("received", "en").text


def test_a_letter_to_go_on_with_a_new_application_has_a_link_only_and_says_what_stays() -> None:
    full = written("continue_again", "ja")
    assert FACTS["code"] not in full.text
    assert "まだ何も取り消していません" in full.text
    assert "11月24日（火）12:00（日本時間）まで有効" in full.text


@pytest.mark.parametrize("kind", sorted(set(KINDS) - VERIFYING))
def test_letters_about_an_application_name_its_reference(kind: str) -> None:
    assert "412-070-395-7" in written(kind, "ja").text
    with pytest.raises(LetterNotPossible):
        letter(kind, FACTS, "ja", "", SITE, TOWN)


@pytest.mark.parametrize("language", ["", "fr", "../../en", "ja\r\nBcc: x", "JA"])
def test_a_language_that_the_town_does_not_offer_becomes_japanese(language: str) -> None:
    assert written("received", language) == written("received", "ja")


def test_a_letter_of_an_unknown_kind_does_not_exist() -> None:
    with pytest.raises(LetterNotPossible):
        written("../footer", "ja")


edgy = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)


@given(kind=st.sampled_from(sorted(KINDS)), name=st.sampled_from(sorted(FACTS)), value=edgy)
def test_a_strange_fact_is_refused_or_not_printed(kind: str, name: str, value: str) -> None:
    try:
        full = written(kind, "en", FACTS | {name: value})
    except LetterNotPossible:
        assert name in KINDS[kind]
        return
    assert full.subject.isprintable()
    assert set(re.findall(r"https?://[^/\s]+", full.text)) <= {SITE}
    if name in {"to", "language"} or (name in _SHAPES and name not in KINDS[kind]):
        assert full == written(kind, "en")


@given(secret=st.text(alphabet=ALPHABET, min_size=26, max_size=26))
def test_every_secret_of_a_my_page_makes_a_link(secret: str) -> None:
    text = written("received", "ja", FACTS | {"secret": secret}).text
    (link,) = re.findall(r"#(\S+)", text)
    assert link.replace("-", "") == secret


@given(st.lists(st.text(alphabet="ab-/ ", max_size=90), max_size=6))
def test_breaking_lines_loses_no_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert in_lines(text).split() == text.split()
