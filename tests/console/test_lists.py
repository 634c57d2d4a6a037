"""The lists go on in portions, and the auditor's book does too."""

from __future__ import annotations

from admin.desk.queue import PORTION
from intake.audit import write_event
from intake.clock import Clock
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.desk import cancel_on_my_page
from tests.engines import unguarded
from tests.scenery import hand_in


def test_every_open_application_is_on_exactly_one_portion_and_in_order(
    sato: Clerk, store: Store, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    for number in range(PORTION + 5):
        hand_in(store, public_keys, clock, town, start_date_day=str(2 + number % 28))
    urgent = sato.sees("/queue").marks("data-reference")[-1]
    sato.prints(urgent)
    cancel_on_my_page(store, urgent, clock)
    first = sato.sees("/queue")
    second = sato.sees(f"/queue?after={first.marks('data-reference')[-1]}")
    references = first.marks("data-reference") + second.marks("data-reference")
    assert references[0] == urgent
    assert len(references) == len(set(references)) == PORTION + 5
    assert len(second.marks("data-reference")) == 5


def test_each_list_shows_what_its_name_says(
    sato: Clerk, suzuki: Clerk, reference: str, store: Store, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    near = hand_in(
        store, public_keys, clock, town, start_date_month="11", start_date_day="26"
    ).application.reference
    assert sato.sees("/queue/soon").marks("data-reference") == [near]
    sato.keys(reference, sato.prints(reference))
    assert sato.sees("/queue/check").marks("data-reference") == []
    assert suzuki.sees("/queue/check").marks("data-reference") == [reference]
    suzuki.presses(suzuki.opens(reference, reason="check"), "checked")
    assert sato.sees("/queue/done").marks("data-reference") == [reference]
    assert sato.sees("/queue/new").marks("data-reference") == [near]


def test_the_auditors_book_goes_back_to_the_first_event(kansa: Clerk, store: Store, clock: Clock) -> None:
    with store.writing() as session:
        for _ in range(60):
            write_event(session, "opened", "clerk 1", clock.now(), reason="inquiry")
    newest = kansa.sees("/audit")
    alarms, book = (each.findall(".//tr[@data-event]") for each in newest.all("table"))
    assert {each.attrib["data-event"] for each in alarms} == {"staff_added"}
    assert len(book) == 50
    older = next(link.attrib["href"] for link in newest.all("a") if "data-more" in link.attrib)
    assert "staff_added" in kansa.sees(older).marks("data-event")


def test_the_auditor_sees_that_an_event_was_changed(kansa: Clerk, reference: str, store: Store) -> None:
    unguarded(store, "UPDATE events SET actor = 'clerk 2' WHERE number = 2")
    page = kansa.presses(kansa.sees("/audit"), "verify")
    assert page.marks("data-sound") == ["no"]
    assert page.marks("data-trouble") == ["changed"]
    assert "2番の記録が書き換えられています。" in page.text
