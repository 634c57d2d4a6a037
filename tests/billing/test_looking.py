"""The list, the search, and the bureau, which may only look."""

import re

import pytest
from flask import Flask

from billing.database import Database
from billing.registering import register
from tests.billing.paper import SLIP, Hands, Wristwatch
from tests.billing.test_comparing import slip


@pytest.fixture
def fifty(sato: Hands, database: Database, watch: Wristwatch) -> None:
    with database.writing() as books:
        for number in range(1, 51):
            register(books, slip(number), {}, 1, watch())


def rows(page: str) -> list[int]:
    return [int(part.split('"')[0]) for part in page.split('class="digits" href="/registrations/')[1:]]


def test_the_list_is_newest_first_and_leads_on_to_the_oldest(sato: Hands, fifty: None) -> None:
    seen: list[int] = []
    path = "/registrations"
    while path:
        page = sato.look(path).text
        seen += rows(page)
        path = page.split('rel="next" href="')[1].split('"')[0] if 'rel="next"' in page else ""
    assert seen == list(range(50, 0, -1))


@pytest.mark.parametrize("sought", ["1000001-2", "１０００００１２", "412-070-395-7", "4120703957"])
def test_a_number_leads_to_its_registration(sato: Hands, sought: str) -> None:
    sato.key()
    answer = sato.press("/registrations", "/registrations/search", sought=sought)
    assert answer.location == "/registrations/1"


def test_a_reference_with_two_slips_is_listed_and_an_unknown_number_is_said_to_be_so(sato: Hands) -> None:
    sato.key()
    sato.key(serial="124")
    both = sato.press("/registrations", "/registrations/search", sought="412-070-395-7")
    assert rows(both.text) == [2, 1]
    none = sato.press("/registrations", "/registrations/search", sought="<b>")
    assert "見つかりませんでした" in none.text
    assert "&lt;b&gt;" in none.text


def test_the_bureau_sees_list_and_detail_without_any_control_that_changes(sato: Hands, bureau: Hands) -> None:
    sato.key()
    for path in ("/registrations", "/registrations/1"):
        page = bureau.look(path)
        assert page.status_code == 200
        assert "水道局（閲覧のみ）" in page.text
        for action in ("new", "register", "compare"):
            assert f'data-action="{action}"' not in page.text
    assert bureau.press("/registrations", "/registrations/search", sought="10000012").status_code == 303


def test_the_bureau_is_refused_at_every_changing_route_with_and_without_a_token(
    app: Flask, sato: Hands, bureau: Hands
) -> None:
    sato.key()
    harmless = {"signing.sign_in", "signing.sign_out", "registrations.search"}
    changing = [r for r in app.url_map.iter_rules() if "POST" in (r.methods or ()) and r.endpoint not in harmless]
    assert {rule.endpoint for rule in changing} == {"registrations.take_slip", "registrations.compared"}
    for rule in changing:
        path = re.sub("<.*>", "1", rule.rule)
        assert bureau.post(path, **SLIP).status_code == 403
        assert bureau.press("/registrations", path, **{**SLIP, "serial": "9"}).status_code == 403
    assert bureau.look("/registrations/new").status_code == 403
    page = sato.look("/registrations/1").text
    assert 'data-compared="no"' in page
    assert sato.look("/registrations/2").status_code == 404


@pytest.mark.parametrize("path", ["/", "/registrations", "/registrations/1", "/registrations/new"])
def test_a_stranger_is_led_to_the_sign_in(stranger: Hands, path: str) -> None:
    assert stranger.look(path).location == "/sign-in"


def test_a_stranger_can_change_nothing(stranger: Hands) -> None:
    for path in ("/registrations/new", "/registrations/1/compared", "/registrations/search", "/sign-out"):
        assert stranger.post(path, **SLIP).location == "/sign-in"


@pytest.mark.parametrize(("path", "status"), [("/registrations/{}", 404), ("/registrations?before={}", 200)])
def test_a_number_that_no_database_has_does_no_harm(sato: Hands, path: str, status: int) -> None:
    assert sato.look(path.format(10**30)).status_code == status
