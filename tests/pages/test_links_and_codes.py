"""Wrong addresses, and links that are expired, forged, used, foreign, or read by a machine first."""

from collections.abc import Callable

import pytest

from tests.pages.resident import Resident
from tests.scenery import StandingClock

Another = Callable[[], Resident]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "hanako",
        "a@@b.jp",
        "a@b",
        "a b@example.jp",
        "a@example.jp\r\nBcc: x@example.jp",
        "あ@example.jp",
        "@example.jp",
    ],
)
def test_a_wrong_address_is_explained_and_no_mail_is_queued(resident: Resident, typed: str) -> None:
    page = resident.ask_for_link(email=typed)
    assert page.has("aria-invalid", "true")
    assert page.all("title")
    assert resident.kinds_of_mail() == set()


@pytest.mark.parametrize("typed", ["ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", " hanako@EXAMPLE.jp "])
def test_an_address_may_be_typed_in_full_width(resident: Resident, typed: str) -> None:
    resident.ask_for_link(email=typed)
    assert resident.newest("verification")["to"] == "hanako@example.jp"


def test_an_old_carrier_address_is_welcome(resident: Resident) -> None:
    resident.ask_for_link(email="a..b.@docomo.ne.jp")
    assert resident.newest("verification")["to"] == "a..b.@docomo.ne.jp"


def test_an_expired_link_says_so(resident: Resident, another_resident: Another, clock: StandingClock) -> None:
    resident.ask_for_link()
    token = resident.newest("verification")["token"]
    clock.pass_by(hours=24, seconds=1)
    other = another_resident()
    other.follow_link(token)
    assert other.status == 422
    assert other.page.has("role", "alert")


def test_a_link_stays_good_when_the_clock_is_set_back_a_little(
    resident: Resident, another_resident: Another, clock: StandingClock
) -> None:
    resident.ask_for_link()
    token = resident.newest("verification")["token"]
    clock.pass_by(minutes=-20)
    other = another_resident()
    other.follow_link(token)
    assert other.path.endswith("/place")


def test_a_link_from_the_far_future_opens_nothing(
    resident: Resident, another_resident: Another, clock: StandingClock
) -> None:
    resident.ask_for_link()
    token = resident.newest("verification")["token"]
    clock.pass_by(hours=-2)
    other = another_resident()
    other.follow_link(token)
    assert other.status == 422


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "A" + t[1:], lambda t: t[:5], lambda t: t.upper()])
def test_a_forged_or_cut_link_opens_nothing(
    resident: Resident, another_resident: Another, change: Callable[[str], str]
) -> None:
    resident.ask_for_link()
    other = another_resident()
    other.follow_link(change(resident.newest("verification")["token"]))
    assert other.status == 422


def test_a_used_link_leads_to_the_receipt(resident: Resident, another_resident: Another) -> None:
    reference = resident.apply()
    other = another_resident()
    page = other.follow_link(resident.newest("verification")["token"])
    assert page.hook("data-reference") == reference


def test_a_foreign_link_opens_its_own_draft_and_mixes_nothing(
    resident: Resident, another_resident: Another
) -> None:
    resident.prove_by_code()
    resident.press(lot="9-9-9")
    mine = resident.path
    other = another_resident()
    other.ask_for_link(email="other@resident.example")
    other_token = other.newest("verification")["token"]
    resident.follow_link(other_token)
    assert resident.path != mine
    assert resident.page.value("lot") == ""
    assert resident.get(mine).value("lot") == "9-9-9"


def test_a_my_page_code_is_no_verification_link(resident: Resident) -> None:
    resident.apply()
    resident.follow_link(resident.newest("received")["secret"])
    assert resident.status == 422


@pytest.mark.check(22)
def test_a_mail_scanner_changes_nothing_before_the_resident(resident: Resident, another_resident: Another) -> None:
    resident.ask_for_link()
    token = resident.newest("verification")["token"]
    scanner = another_resident()
    assert scanner.client.head("/ja/continue", base_url="https://localhost").status_code == 200
    seen = {scanner.get("/ja/continue").text for _ in range(3)}
    assert len(seen) == 1
    other = another_resident()
    other.follow_link(token)
    assert other.path.endswith("/place")


@pytest.mark.check(22)
def test_every_mailed_link_looks_the_same_to_whoever_gets_it(resident: Resident) -> None:
    for path in ("/ja/continue", "/ja/mypage"):
        first, second = (resident.get(path).text for _ in range(2))
        assert first == second


def test_a_whole_pasted_link_works_without_scripts(resident: Resident) -> None:
    resident.ask_for_link()
    token = resident.newest("verification")["token"]
    resident.follow_link(f" https://localhost/ja/continue#{token}\n")
    assert resident.path.endswith("/place")


def test_five_wrong_codes_close_the_code_but_not_the_link(resident: Resident, another_resident: Another) -> None:
    resident.ask_for_link()
    mail = resident.newest("verification")
    wrong = f"{(int(mail['code']) + 1) % 1_000_000:06}"
    for _ in range(5):
        resident.press(code=wrong)
    resident.press(code=mail["code"])
    assert resident.page.has("aria-invalid", "true")
    other = another_resident()
    other.follow_link(mail["token"])
    assert other.path.endswith("/place")


def test_a_code_works_in_the_browser_that_asked_only(resident: Resident, another_resident: Another) -> None:
    resident.ask_for_link()
    code = resident.newest("verification")["code"]
    other = another_resident()
    other.ask_for_link(email="other@resident.example")
    other.press(code=code)
    assert other.page.has("aria-invalid", "true") or code == other.newest("verification")["code"]


def test_a_new_mail_replaces_the_old_link(resident: Resident, another_resident: Another) -> None:
    resident.ask_for_link()
    old = resident.newest("verification")["token"]
    resident.post(resident.path + "/again", with_link="no")
    assert "verification_code" in resident.kinds_of_mail()
    other = another_resident()
    other.follow_link(old)
    assert other.status == 422
    resident.press(code=resident.newest("verification_code")["code"])
    assert resident.path.endswith("/place")
