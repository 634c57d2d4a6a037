"""What somebody may try who wants a stranger's draft, or a stranger's mailbox full."""

from collections.abc import Callable

from flask import Flask

from intake.town import Town
from tests.pages.resident import Resident

Another = Callable[[], Resident]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def guess(resident: Resident, times: int) -> None:
    for _ in range(times):
        resident.press(code=wrong(resident.newest_code()))


def test_new_digits_are_no_new_chances_for_whoever_guesses(resident: Resident) -> None:
    resident.ask_for_link()
    guess(resident, 5)
    resident.send_again()
    guess(resident, 5)
    resident.send_again()
    resident.press(code=resident.newest_code())
    assert resident.page.has("aria-invalid", "true")


def test_a_draft_is_mailed_five_times_at_most(resident: Resident) -> None:
    resident.ask_for_link()
    for _ in range(4):
        resident.send_again()
        assert resident.status == 200
    resident.send_again()
    assert (resident.status, resident.page.hook("data-trouble")) == (429, "too_many_mails")


def test_one_address_gets_so_many_mails_an_hour_and_others_still_theirs(
    another_resident: Another, town: Town
) -> None:
    for _ in range(town.mails_an_hour):
        flooder = another_resident()
        flooder.ask_for_link(email="victim@resident.example")
        assert flooder.status == 200
    flooder.ask_for_link(email="VICTIM@resident.example")
    assert flooder.status == 429
    flooder.ask_for_link(email="other@resident.example")
    assert flooder.status == 200


def test_once_the_link_was_used_the_browser_that_only_asked_sees_nothing(
    resident: Resident, another_resident: Another
) -> None:
    """Somebody asks with a stranger's address and waits for a lucky guess."""
    resident.ask_for_link()
    asked, code = resident.path, resident.newest_code()
    victim = another_resident()
    victim.follow_link(resident.newest("verification")["token"])
    resident.press(code=code)
    assert resident.status == 410
    resident.get(asked)
    assert resident.status == 410
    assert victim.get(victim.path).has("data-action", "next")


def test_closing_my_page_ends_the_visit_also_for_a_copy_of_the_cookie(
    resident: Resident, window_app: Flask
) -> None:
    resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    page = resident.path
    cookie = resident.client.get_cookie("__Host-window")
    assert cookie
    resident.post(page + "/leave")
    copy = window_app.test_client(use_cookies=False)
    answer = copy.get(page, base_url="https://localhost", headers={"Cookie": f"__Host-window={cookie.value}"})
    assert answer.status_code == 410
    assert 'data-trouble="page_over"' in answer.text
