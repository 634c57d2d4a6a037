"""A likely slip in the address is asked about once, without scripts, and stops nobody."""

import pytest

from tests.pages.resident import Resident

SLIP = "a..b@gmial.com"
MEANT = "a..b@gmail.com"
LOOK_ALIKE = "hanako@gm\N{CYRILLIC SMALL LETTER A}il.com"


def chosen(resident: Resident, action: str) -> dict[str, str]:
    """What a browser sends when a button of the question is pressed."""
    (button,) = [each for each in resident.page.all("button") if each.get("data-action") == action]
    hidden = {each["name"]: each["value"] for each in resident.page.all("input") if each.get("type") == "hidden"}
    return {**hidden, button["name"]: button["value"]}


def actions(resident: Resident) -> set[str]:
    named = {each["data-action"] for each in resident.page.all("button") if "data-action" in each}
    return {each for each in named if not each.startswith("go-on-in-")}


def test_a_likely_slip_is_asked_about_before_anything_is_mailed(resident: Resident) -> None:
    page = resident.ask_for_link(email=SLIP)
    assert resident.status == 422
    assert MEANT in page.text
    assert page.value("email") == SLIP
    assert not page.has("aria-invalid")
    assert actions(resident) == {"send-mail", "send-suggested", "send-as-typed"}
    assert resident.kinds_of_mail() == set()


@pytest.mark.parametrize(("action", "to"), [("send-as-typed", SLIP), ("send-suggested", MEANT)])
def test_one_press_answers_the_question(resident: Resident, action: str, to: str) -> None:
    resident.ask_for_link(email=SLIP)
    resident.press(**chosen(resident, action))
    assert resident.path.startswith("/ja/sent/")
    assert resident.newest("verification")["to"] == to


def test_the_same_address_sent_once_more_is_meant(resident: Resident) -> None:
    page = resident.ask_for_link(email=SLIP)
    resident.press(email=SLIP, as_typed=page.value("as_typed"))
    assert resident.newest("verification")["to"] == SLIP


def test_another_slip_is_another_question(resident: Resident) -> None:
    page = resident.ask_for_link(email=SLIP)
    resident.press(email="a@docmo.ne.jp", as_typed=page.value("as_typed"))
    assert resident.status == 422
    assert "a@docomo.ne.jp" in resident.page.text
    assert resident.kinds_of_mail() == set()


@pytest.mark.parametrize(
    "address", ["hanako@gmail.com", "hanako@resident.example", "a..b@docomo.ne.jp", "a@kcn.ne.jp"]
)
def test_an_ordinary_address_gets_its_mail_with_one_post(resident: Resident, address: str) -> None:
    resident.ask_for_link(email=address)
    assert resident.status == 200
    assert resident.newest("verification")["to"] == address


def test_what_cannot_be_delivered_is_refused_but_what_was_meant_is_offered(resident: Resident) -> None:
    resident.ask_for_link(email="hanako@gmail,com")
    assert resident.page.has("aria-invalid", "true")
    assert actions(resident) == {"send-mail", "send-suggested"}
    resident.press(**chosen(resident, "send-suggested"))
    assert resident.newest("verification")["to"] == "hanako@gmail.com"


@pytest.mark.parametrize(
    ("language", "named"),
    [("ja", "10文字目にある「а」（キリル文字、U+0430）"), ("en", "“а” (Cyrillic letter, U+0430)")],
)
@pytest.mark.parametrize(
    "typed", [LOOK_ALIKE, "hanako@xn--gmil-63d.com"], ids=["as typed", "as Chromium sends it"]
)
def test_a_look_alike_is_named_in_the_language_of_the_page(
    resident: Resident, language: str, named: str, typed: str
) -> None:
    page = resident.ask_for_link(language, email=typed)
    assert resident.status == 422
    assert page.value("email") == LOOK_ALIKE
    assert page.has("type", "text"), "as type=email, Chromium would show xn--gmil-63d.com"
    assert named in page.text
    assert resident.kinds_of_mail() == set()


def test_marks_in_an_address_stay_text_on_the_page(resident: Resident) -> None:
    page = resident.ask_for_link(email="<b>'&@gmial.com")
    assert not page.all("b")
    page = resident.ask_for_link(email="'&'@gmial.com")
    assert "'&'@gmail.com" in page.text


def test_a_refusal_of_an_address_says_so_in_the_title_and_a_question_does_not(resident: Resident) -> None:
    assert "エラー：" not in resident.ask_for_link(email=SLIP).text
    assert "エラー：" in resident.ask_for_link(email="nobody").text
