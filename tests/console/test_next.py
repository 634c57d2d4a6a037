"""After each act the next application of the list is one press away; new arrivals are counted, rows never move."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from admin.sittings import IDLE
from intake.clock import Clock
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.desk import cancel_on_my_page
from tests.console.pages import Page
from tests.scenery import StandingClock, hand_in

Another = Callable[..., str]


@pytest.fixture
def another(store: Store, public_keys: PublicKeys, clock: Clock, town: Town) -> Another:
    """Hands in one more application; the reference."""
    return lambda **typed: hand_in(store, public_keys, clock, town, **typed).application.reference


def follows(clerk: Clerk, page: Page, reference: str) -> Page:
    href = next(link.attrib["href"] for link in page.all("a") if reference in link.attrib["href"])
    return clerk.sees(href)


def goes_on(clerk: Clerk, page: Page) -> Page:
    return clerk.sees(
        next(link.attrib["href"] for link in page.all("a") if link.attrib.get("data-action") == "next")
    )


def test_after_printing_the_next_of_the_filtered_list_comes_though_the_printed_one_has_left_it(
    sato: Clerk, another: Another
) -> None:
    first, second, third = (another(start_date_day=day) for day in ("10", "11", "14"))
    page = follows(sato, sato.sees("/queue/unprinted?procedure=start"), first)
    printed = sato.presses(page, "print")
    on = goes_on(sato, printed)
    assert on.marks("data-reference")[0] == second
    last = goes_on(sato, sato.presses(on, "claim"))
    assert last.marks("data-reference")[0] == third
    over = goes_on(sato, last)
    assert "これで最後" in over.text
    assert over.marks("data-reference") == [second, third]


def test_a_confirmed_cancellation_leads_to_the_next_request_and_then_to_the_rest(
    sato: Clerk, another: Another, store: Store, clock: Clock
) -> None:
    one, other, plain = (another(start_date_day=day) for day in ("10", "11", "9"))
    papers = {}
    for each in (one, other):
        papers[each] = str(sato.prints(each))
        cancel_on_my_page(store, each, clock)
    page = sato.presses(follows(sato, sato.sees("/queue"), one), "confirm-cancel", serials=papers[one])
    page = goes_on(sato, page)
    assert page.marks("data-reference")[0] == other
    page = goes_on(sato, sato.presses(page, "confirm-cancel", serials=papers[other]))
    assert page.marks("data-reference")[0] == plain


def test_keyed_checked_declined_and_noted_keep_the_way(sato: Clerk, suzuki: Clerk, another: Another) -> None:
    one, other = another(start_date_day="10"), another(start_date_day="11")
    serial = sato.prints(one)
    page = follows(sato, sato.sees("/queue"), one)
    form = sato.sees(next(iter(page.marks("data-keyed-url"))))
    due_day = page.marks("data-due-day")[0]
    typed = {"reference": one, "serial": str(serial), "customer_number": "10000018", "due_day": due_day}
    assert goes_on(sato, sato.presses(form, "keyed", **typed)).marks("data-reference")[0] == other
    check = suzuki.presses(follows(suzuki, suzuki.sees("/queue/check"), one), "open")
    assert "next" in suzuki.presses(check, "checked").actions
    noted = sato.presses(sato.presses(follows(sato, sato.sees("/queue"), other), "open"), "note", text="済")
    assert "next" in noted.actions
    assert "next" in sato.presses(noted, "decline", reason="outside").actions


def test_without_a_list_or_with_a_made_up_one_there_is_no_next(sato: Clerk, reference: str) -> None:
    for trail in ("", "?list=nothing", "?list=new&procedure=nothing"):
        page = sato.sees(f"/applications/{reference}{trail}")
        assert page.status == 200
        assert "next" not in page.actions


@pytest.mark.check(29)
def test_the_number_of_new_arrivals_is_a_number_and_nothing_else(sato: Clerk, reference: str) -> None:
    assert sato.client.get("/arrivals").get_data(as_text=True) == "1"
    sato.presses(sato.cover(reference), "claim")
    assert sato.client.get("/arrivals").get_data(as_text=True) == "0"


@pytest.mark.parametrize("path", ["/", "/alive", "/sign-in", "/language/en", "/language/ja?back=/alive"])
def test_what_nobody_needs_to_be_signed_in_for_keeps_nobody_signed_in(
    sato: Clerk, watch: StandingClock, path: str
) -> None:
    watch.pass_by(seconds=IDLE.total_seconds() - 60)
    assert sato.client.get(path).status_code in {200, 303}
    watch.pass_by(seconds=120)
    assert sato.sees("/queue").actions == ["sign-in"]


def test_a_page_that_counts_by_itself_keeps_nobody_signed_in(sato: Clerk, watch: StandingClock) -> None:
    watch.pass_by(seconds=IDLE.total_seconds() - 60)
    assert sato.client.get("/arrivals").status_code == 200
    watch.pass_by(seconds=120)
    assert sato.client.get("/arrivals").status_code == 303
