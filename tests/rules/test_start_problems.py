"""Everything that can go wrong on the form of a start: said at its control, in words that help."""

from dataclasses import replace

import pytest

from intake.procedures.field import Situation
from intake.procedures.reading import read_all
from intake.procedures.start import START
from intake.town import Elsewhere
from tests.rules.words import by_control, english
from tests.scenery import ANSWERS

PHONE, FAX = "0465-00-0000", "0465-00-0001"


def told(situation: Situation, **typed: str) -> dict[str, str]:
    return by_control(read_all(START, ANSWERS | typed, situation)[1])


def starting(year: str, month: str, day: str) -> dict[str, str]:
    return {"start_date_year": year, "start_date_month": month, "start_date_day": day}


def test_an_empty_form_names_every_answer_that_is_needed_and_no_other(situation: Situation) -> None:
    assert by_control(read_all(START, {}, situation)[1]) == {
        "town": "町名を選んでください。",
        "lot": "番地を入力してください。",
        "start_date_year": "使用開始日を入力してください。",
        "family_name": "姓を入力してください。",
        "given_name": "名を入力してください。",
        "family_kana": "セイを入力してください。",
        "given_kana": "メイを入力してください。",
        "contact_method": "連絡方法を選んでください。",
        "payment": "支払方法を選んでください。",
        "consent": "申し込むには、給水の条件と個人情報の取扱いを読み、同意の欄にチェックを入れてください。",
    }


@pytest.mark.parametrize(
    ("typed", "control", "words"),
    [
        ({"town": "　"}, "town", "町名を選んでください。"),
        ({"town": "箱根"}, "town", "町名を選んでください。"),
        ({"payment": "card"}, "payment", "支払方法を選んでください。"),
        ({"zip": "250-001"}, "zip", "郵便番号は7けたの数字で入力してください。今は6けたです。"),
        ({"zip": "250-001A"}, "zip", "郵便番号は7けたの数字で入力してください。今は6けたです。"),
        (
            {"zip": "999-9999"},
            "zip",
            "この郵便番号は見つかりませんでした。郵便番号を空欄にして、町名を",
        ),
        ({"zip": "250-0100"}, "zip", "250-0100は南足柄市の郵便番号です。受け付けているのは市内の場所だけです。"),
        ({"zip": "250-0042"}, "zip", "この郵便番号は荻窪のものです。郵便番号か町名を直してください。"),
        ({"phone": "090-1234-56"}, "phone", "今は9けたです。"),
        ({"phone": ""}, "phone", "連絡方法で「電話」を選んだときは電話番号を入力してください。"),
        ({"phone": "", "contact_method": " phone "}, "phone", "連絡方法で「電話」を選んだときは"),
        ({"customer_number": "1234567"}, "customer_number", "お客さま番号は数字8けたです。わからないときは空欄に"),
        ({"building": "あ" * 72}, "building", "建物名は60文字以内で入力してください。今は72文字です。"),
        ({"note": "あ" * 201}, "note", "連絡事項は200文字以内で入力してください。今は201文字です。"),
        (
            {"family_kana": "漢字たろう"},
            "family_kana",
            "ひらがなかカタカナで入力してください。「漢字」が入っています。",
        ),
        ({"post_to": "other"}, "post_zip", "送り先の郵便番号を入力してください。"),
        ({"post_to": "other"}, "post_address", "送り先の住所を入力してください。"),
    ],
)
def test_a_wrong_answer_is_told_at_its_control(
    situation: Situation, typed: dict[str, str], control: str, words: str
) -> None:
    assert words in told(situation, **typed)[control]


@pytest.mark.parametrize(
    ("day", "control", "words"),
    [
        (("", "12", "10"), "start_date_year", "使用開始日の「年」を入力してください。"),
        (("2026", "", "10"), "start_date_month", "使用開始日の「月」を入力してください。"),
        (("2026", "12", ""), "start_date_day", "使用開始日の「日」を入力してください。"),
        (("2026", "11", "31"), "start_date_year", "2026年11月31日はありません。日にちを確かめてください。"),
        (("2027", "2", "29"), "start_date_year", "2027年2月29日はありません。日にちを確かめてください。"),
        (("0000", "0", "0"), "start_date_year", "0年0月0日はありません。"),
        (
            ("2026", "11", "23"),
            "start_date_year",
            "使用開始日は2026年（令和8年）11月26日（木）以降の日付にしてください。",
        ),
        (
            ("2026", "11", "25"),
            "start_date_year",
            f"お急ぎの方は、電話（{PHONE}）かファクス（{FAX}）でご連絡ください。",
        ),
        (
            ("2027", "1", "23"),
            "start_date_year",
            "使用開始日は2027年（令和9年）1月22日（金）までの日付にしてください。",
        ),
        (
            ("2026", "10", "22"),
            "start_date_year",
            "使用開始日は2026年（令和8年）10月23日（金）以降の日付にしてください。",
        ),
        (
            ("9999", "12", "31"),
            "start_date_year",
            "使用開始日は2027年（令和9年）1月22日（金）までの日付にしてください。",
        ),
        (
            ("0001", "1", "1"),
            "start_date_year",
            "使用開始日は2026年（令和8年）10月23日（金）以降の日付にしてください。",
        ),
    ],
)
def test_a_day_that_does_not_do_is_told_with_one_that_does(
    situation: Situation, day: tuple[str, str, str], control: str, words: str
) -> None:
    problems = told(situation, **starting(*day))
    assert list(problems) == [control]
    assert words in problems[control]


@pytest.mark.parametrize(("code", "control"), [("256-0815", "zip"), ("", "town")])
def test_a_place_with_water_of_another_utility_is_told_its_phone(
    situation: Situation, code: str, control: str
) -> None:
    tachibana = Elsewhere(frozenset({"2560815"}), "神奈川県営水道", "0463-00-0000")
    town = replace(situation.town, elsewhere=(tachibana,))
    problems = told(replace(situation, town=town), zip=code, town="小八幡")
    assert problems == {control: "この地域は神奈川県営水道の区域です。連絡先：0463-00-0000"}


def test_one_control_never_gets_two_problems(situation: Situation) -> None:
    wrong = dict.fromkeys(ANSWERS, "\u202e?")
    _, problems = read_all(START, wrong, situation)
    controls = [problem.control for problem in problems]
    assert len(controls) == len(set(controls))


def test_the_same_is_said_in_english(situation: Situation) -> None:
    _, problems = read_all(
        START, ANSWERS | {"lot": "", "zip": "250-0100"} | starting("2027", "1", "23"), situation
    )
    assert {problem.control: english(problem.text) for problem in problems} == {
        "zip": "250-0100 belongs to 南足柄市 (Minamiashigarashi). We accept places in our own city only.",
        "lot": "Please enter: Lot number",
        "start_date_year": "First day of use must be Fri 22 Jan 2027 (Reiwa 9) or earlier.",
    }
