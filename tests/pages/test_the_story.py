"""The resident's way from the list of procedures to My Page."""

from collections.abc import Callable

import pytest

from tests.pages.resident import Resident
from tests.scenery import ANSWERS, EMAIL


@pytest.mark.both_engines
def test_a_resident_applies_and_gets_a_reference(resident: Resident) -> None:
    reference = resident.apply()
    assert len(reference.replace("-", "")) == 10
    assert resident.kinds_of_mail() == {"verification", "received"}
    assert resident.newest("received")["to"] == EMAIL


def test_the_link_leads_to_the_form_in_another_browser(
    resident: Resident, another_resident: Callable[[], Resident]
) -> None:
    resident.ask_for_link()
    other = another_resident()
    other.follow_link(resident.newest("verification")["token"])
    assert other.path.endswith("/place")


def test_the_check_page_shows_every_answer_as_it_will_be_stored(resident: Resident) -> None:
    resident.prove_by_code()
    page = resident.fill_in()
    for shown in ("250-0011", "栄町", "1-2-3", "204", "2026", "タカサキ", "カツコ", "髙﨑", "葛󠄀子", "09012345678"):
        assert shown in page.text, shown
    assert EMAIL in page.text


def test_my_page_is_masked_until_the_second_item(resident: Resident) -> None:
    resident.apply()
    page = resident.open_my_page(resident.newest("received")["secret"])
    assert page.hook("data-status") == "submitted"
    assert "髙﨑" not in page.text
    assert "h***@resident.example" in page.text
    page = resident.press(last_four="５６７８")
    assert "髙﨑" in page.text
    assert EMAIL in page.text


def test_without_a_phone_the_postal_code_is_the_second_item(resident: Resident) -> None:
    resident.apply(contact_method="email", phone="", zip="")
    resident.open_my_page(resident.newest("received")["secret"])
    assert "髙﨑" in resident.press(last_four="0011").text


def test_a_resident_cancels_with_a_confirming_step(resident: Resident) -> None:
    resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    page = resident.get(resident.path + "/cancel")
    assert page.has("data-action", "cancel")
    page = resident.press()
    assert page.hook("data-status") == "cancelled"
    assert "cancelled" in resident.kinds_of_mail()


def test_the_same_story_works_in_english(resident: Resident) -> None:
    page = resident.ask_for_link("en")
    assert page.all("html")[0]["lang"] == "en"
    page = resident.press(code=resident.newest("verification")["code"])
    assert "Where and from when" in page.text
    page = resident.fill_in()
    assert "Submit the application" in page.text
    assert resident.newest("verification")["language"] == "en"


@pytest.mark.check(27)
def test_answers_are_never_in_an_address(resident: Resident) -> None:
    resident.apply()
    for value in (*ANSWERS.values(), EMAIL):
        assert len(value) < 5 or value not in resident.path
