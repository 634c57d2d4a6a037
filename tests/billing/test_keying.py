"""The clerk's main act: a paper slip is typed in."""

import json
import re

from sqlalchemy import func, select

from billing.controls import INPUT_NAMES
from billing.database import Database
from billing.tables import Customer, Entry, Installation
from tests.billing.paper import SLIP, Hands, reference


def number_on(page: str) -> str:
    found = re.search(r'data-customer-number="(\d{8})"', page)
    assert found
    return found.group(1)


def test_a_typed_slip_is_answered_with_its_customer_number_and_an_echo(sato: Hands) -> None:
    answer = sato.key()
    assert (answer.status_code, answer.location) == (303, "/registrations/1")
    page = sato.look("/registrations/1").text
    assert number_on(page) == "10000012"
    assert "1000001-2" in page
    assert 'data-room="203"' in page
    for words in (
        "412-070-395-7",
        "000123",
        "荻窪",
        "300番地",
        "水口荘",
        "渡邉",
        "ワタナベ",
        "（入力なし）",
    ):
        assert words in page


def test_the_controls_stand_in_the_order_of_the_slip(sato: Hands) -> None:
    page = sato.look("/registrations/new").text
    names = dict.fromkeys(re.findall(r'<(?:input|textarea)[^>]* name="(\w+)"', page.split("<h1>")[1]))
    assert [name for name in names if name != "csrf_token"] == list(INPUT_NAMES)
    assert list(SLIP) == list(INPUT_NAMES)


def test_full_width_digits_are_read_and_names_stay_as_typed(sato: Hands, database: Database) -> None:
    sato.key(
        reference="４１２－０７０－３９５－７",
        serial="１２３",
        start_date_year="２０２６",
        zip="２５０－００４２",
        phone="０４６５ー００ー００００",
        family_name="渡邉\U000e0101",
        given_name="ﾊﾅ子",
    )
    with database.reading() as books:
        it = books.get_one(Customer, 1)
        assert (it.reference, it.serial, it.postal_code, it.phone) == ("4120703957", 123, "2500042", "0465000000")
        assert (it.family_name, it.given_name) == ("渡邉\U000e0101", "ﾊﾅ子")


def test_a_slip_with_faults_is_shown_again_with_every_value_and_the_same_words_twice(sato: Hands) -> None:
    answer = sato.key(reference="412-070-395-8", start_date_month="2", start_date_day="30", town="　", note="a<b")
    assert answer.status_code == 422
    assert "エラー：" in answer.text.split("</title>")[0]
    for words in (
        "受付番号の検査数字が合いません",
        "この日は暦にありません",
        "受付票のとおりに入力してください。空欄",
    ):
        assert answer.text.count(words) == 2
    assert 'href="#start_date_year"' in answer.text
    assert 'value="412-070-395-8"' in answer.text
    assert 'value="渡邉"' in answer.text
    assert re.search(r"<textarea[^>]*>\na&lt;b</textarea>", answer.text)
    assert re.search(r'value="account_transfer" checked', answer.text)


def test_an_empty_form_names_every_required_control_once(sato: Hands) -> None:
    answer = sato.key(**dict.fromkeys(SLIP, ""))
    summary = re.findall(r'<li><a href="#([\w-]+)"', answer.text)
    required = [
        "reference",
        "serial",
        "start_date_year",
        "zip",
        "town",
        "lot",
        "family_name",
        "family_kana",
    ]
    assert summary == [*required, "payment-account_transfer"]


def test_the_same_slip_typed_twice_is_refused_and_names_the_customer_number(
    sato: Hands, suzuki: Hands, database: Database
) -> None:
    sato.key()
    answer = suzuki.key(reference="4120703957", serial="123", lot="1番地")
    assert answer.status_code == 409
    assert 'data-already-registered="10000012"' in answer.text
    assert 'value="1番地"' in answer.text
    with database.reading() as books:
        assert books.scalar(select(func.count(Customer.id))) == 1


def test_another_slip_of_the_same_reference_is_taken_and_pointed_out(sato: Hands) -> None:
    sato.key()
    assert sato.key(serial="124").status_code == 303
    assert "同じ受付番号が、別の票番号でも入力されています" in sato.look("/registrations/2").text


def test_the_next_user_of_a_place_gets_a_new_number_and_the_next_occupant_sequence(
    sato: Hands, database: Database
) -> None:
    sato.key()
    sato.key(reference=reference(2), room="２０３", family_name="石井")
    sato.key(reference=reference(3), room="202")
    with database.reading() as books:
        rows = books.scalars(select(Customer).order_by(Customer.id)).all()
        assert [(it.installation.number, it.occupant) for it in rows] == [
            ("100001", 1),
            ("100001", 2),
            ("100002", 1),
        ]
        assert len({it.customer_number for it in rows}) == 3
        assert books.scalar(select(func.count(Installation.id))) == 2


def test_a_given_number_of_another_place_is_pointed_out_to_the_second_person(sato: Hands) -> None:
    sato.key()
    sato.key(reference=reference(2), room="202", customer_number="1000001-2")
    sato.key(reference=reference(3), customer_number="1000001-2")
    words = "申込者が書いたお客さま番号は、別の場所のものです"
    assert words in sato.look("/registrations/2").text
    assert words not in sato.look("/registrations/3").text


def test_the_log_keeps_what_the_keyboard_said(sato: Hands, database: Database) -> None:
    sato.key(serial="０００１２３")
    with database.reading() as books:
        entry = books.scalars(select(Entry)).one()
    assert (entry.act, entry.by.username) == ("typed", "sato")
    assert json.loads(json.dumps(entry.typed)) == {**SLIP, "serial": "０００１２３"}
