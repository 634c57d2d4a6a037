"""A selection is taken on or printed, each row on its own; what stays as it was says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader

from admin.app import create_app
from admin.desk import selecting
from admin.settings import ConsoleSettings
from admin.signing import Times
from admin.slip import binding
from admin.staff import Member
from intake.audit import details
from intake.clock import Clock
from intake.reference import shown
from intake.sealing.keys import PublicKeys
from intake.store.accounts import Role
from intake.store.engine import Store
from intake.store.events import events_about
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.desk import cancel_on_my_page, openings, row
from tests.console.pages import Page
from tests.scenery import StandingClock, hand_in

Another = Callable[[], str]


@pytest.fixture
def another(store: Store, public_keys: PublicKeys, clock: Clock, town: Town) -> Another:
    """Hands in one more application; the reference."""
    return lambda: hand_in(store, public_keys, clock, town).application.reference


def chooses(clerk: Clerk, page: Page, action: str, *references: str) -> Page:
    form = page.form(action)
    path = form.action if action == "print-chosen" else "/selection/claim"
    ticked = [f"{reference}.{page_version(page, reference)}" for reference in references]
    return Page(clerk.client.post(path, data=form.fields | {"chosen": ticked}))


def page_version(page: Page, reference: str) -> str:
    values = [each.attrib["value"] for each in page.all("input") if each.attrib.get("name") == "chosen"]
    return next(value.split(".")[1] for value in values if value.startswith(reference))


def test_a_selection_is_printed_as_one_batch_with_a_serial_and_events_of_its_own_for_each(
    sato: Clerk, another: Another, store: Store
) -> None:
    references = [another() for _ in range(3)]
    printed = chooses(sato, sato.sees("/queue/new"), "print-chosen", *references)
    serials = [int(each) for each in printed.marks("data-serial")]
    assert len(set(serials)) == 3
    (url,) = printed.marks("data-batch-url")
    pdf = PdfReader(BytesIO(sato.client.get(url).data))
    cover, *pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) == 3
    assert all(f"{serial:06d}" in cover for serial in serials)
    assert all(f"{serial:06d}" in page for serial, page in zip(serials, pages, strict=True))
    for reference in references:
        with store.reading() as session:
            acts = [event.act for event in events_about(session, row(store, reference).id)]
        assert acts.count("slip") == 1
        assert [details(event)["reason"] for event in openings(store, reference)] == ["print"]


def test_one_row_that_fails_stops_no_other_and_says_why(
    sato: Clerk, suzuki: Clerk, another: Another, store: Store, clock: Clock
) -> None:
    fine, gone, theirs = another(), another(), another()
    page = sato.sees("/queue")
    cancel_on_my_page(store, gone, clock)
    suzuki.presses(suzuki.cover(theirs), "claim")
    printed = chooses(sato, page, "print-chosen", gone, theirs, fine)
    assert printed.marks("data-refused") == [gone, theirs]
    assert "ほかの職員が担当しています" in printed.text
    assert printed.marks("data-done") == ["1"]
    assert row(store, fine).state == "printed"
    assert row(store, theirs).state == "submitted"


def test_a_second_press_prints_nothing_twice(sato: Clerk, another: Another, store: Store) -> None:
    reference, page = another(), sato.sees("/queue")
    first = chooses(sato, page, "print-chosen", reference)
    second = chooses(sato, page, "print-chosen", reference)
    assert first.marks("data-serial") == second.marks("data-serial")
    assert second.marks("data-left") == ["0"]


def test_what_has_paper_is_not_printed_again_in_a_selection(tanaka: Clerk, another: Another, store: Store) -> None:
    reference = another()
    tanaka.prints(reference)
    refused = chooses(tanaka, tanaka.sees("/queue"), "print-chosen", reference)
    assert refused.marks("data-refused") == [reference]


def test_a_cancelled_sheet_is_left_out_of_the_pdf_and_marked(
    sato: Clerk, another: Another, store: Store, clock: Clock
) -> None:
    one, other = another(), another()
    printed = chooses(sato, sato.sees("/queue"), "print-chosen", one, other)
    cancel_on_my_page(store, one, clock)
    (batch,) = printed.marks("data-batch")
    assert "使わないでください" in sato.sees(f"/batches/{batch}").text
    cover, slip = PdfReader(BytesIO(sato.client.get(f"/batches/{batch}.pdf").data)).pages
    assert shown(one) not in cover.extract_text()
    assert shown(other) in cover.extract_text()
    assert shown(other) in slip.extract_text()


def test_a_batch_is_the_same_paper_each_time_it_is_fetched(sato: Clerk, tanaka: Clerk, another: Another) -> None:
    references = [another(), another()]
    printed = chooses(sato, sato.sees("/queue"), "print-chosen", *references)
    (url,) = printed.marks("data-batch-url")
    first, again = sato.client.get(url).data, tanaka.client.get(url).data
    assert first == again
    assert "sato" in PdfReader(BytesIO(first)).pages[0].extract_text()


def test_a_batch_that_is_too_much_for_the_hour_opens_nothing_at_all(
    settings: ConsoleSettings, times: Times, watch: StandingClock, another: Another, store: Store
) -> None:
    sato = Clerk(create_app(replace(settings, openings=2), times).test_client(), watch)
    sato.sign_in()
    references = [another() for _ in range(3)]
    (url,) = chooses(sato, sato.sees("/queue"), "print-chosen", *references).marks("data-batch-url")
    assert sato.client.get(url).status_code == 429
    assert [openings(store, reference) for reference in references] == [[], [], []]


def test_a_batch_is_for_who_printed_it_and_for_supervisors(
    sato: Clerk, suzuki: Clerk, tanaka: Clerk, another: Another, store: Store
) -> None:
    reference = another()
    (batch,) = chooses(sato, sato.sees("/queue"), "print-chosen", reference).marks("data-batch")
    assert suzuki.sees(f"/batches/{batch}").status == 409
    assert tanaka.sees(f"/batches/{batch}").status == 200
    assert sato.sees(f"/batches/{uuid4()}").status == 404


def test_a_selection_is_taken_on(sato: Clerk, suzuki: Clerk, another: Another, store: Store) -> None:
    free, theirs = another(), another()
    suzuki.presses(suzuki.cover(theirs), "claim")
    taken = chooses(sato, sato.sees("/queue"), "claim-chosen", free, theirs)
    assert taken.marks("data-refused") == [theirs]
    assert sato.sees("/queue/mine").marks("data-reference") == [free]


def test_too_many_or_nonsense_is_refused_whole(
    sato: Clerk, another: Another, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selecting, "MOST", 1)
    references, page = [another(), another()], sato.sees("/queue")
    assert chooses(sato, page, "print-chosen", *references).status == 422
    form = page.form("print-chosen")
    assert sato.client.post(form.action, data=form.fields | {"chosen": "x"}).status_code == 400
    assert sato.client.post(form.action, data=form.fields | {"batch": "x"}).status_code == 400
    assert {row(store, each).state for each in references} == {"submitted"}


@pytest.mark.check(14)
def test_a_batch_drawn_in_portions_has_its_sheets_in_order(
    sato: Clerk, another: Another, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binding, "PORTION", 2)
    references = [another() for _ in range(5)]
    printed = chooses(sato, sato.sees("/queue"), "print-chosen", *references)
    pdf = PdfReader(BytesIO(sato.client.get(printed.marks("data-batch-url")[0]).data))
    cover, *texts = [page.extract_text() for page in pdf.pages]
    assert all(shown(reference) in cover for reference in references)
    assert [
        f"{int(each):06d}" in page for each, page in zip(printed.marks("data-serial"), texts, strict=True)
    ] == [True] * 5


def test_the_first_rows_of_a_list_are_ticked_by_a_link_and_larger_stacks_are_a_supervisors(
    sato: Clerk, tanaka: Clerk, another: Another
) -> None:
    references = {another() for _ in range(3)}
    assert sato.sees("/queue").marks("data-tick-all") == ["50"]
    assert tanaka.sees("/queue").marks("data-tick-all") == ["50", "100", "200"]
    assert ticked(sato.sees("/queue")) == set()
    assert ticked(sato.sees("/queue?rows=50&tick=all")) == references
    assert ticked(tanaka.sees("/queue?rows=200&tick=all")) == references
    for refused in ("/queue?rows=200", "/queue?rows=51", "/queue?rows=0"):
        assert sato.sees(refused).status == 400


def ticked(page: Page) -> set[str]:
    boxes = [each.attrib for each in page.all("input") if each.attrib.get("name") == "chosen"]
    return {box["value"].split(".")[0] for box in boxes if "checked" in box}


def test_a_clerk_prints_fifty_at_once_and_a_supervisor_two_hundred() -> None:
    assert selecting.most_for(Member(1, "sato", Role.CLERK)) == 50
    assert selecting.most_for(Member(3, "tanaka", Role.SUPERVISOR)) == 200
