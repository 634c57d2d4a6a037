"""Paper that is not where it should be: the cover says so first, and what has ended is shredded."""

from __future__ import annotations

from intake.store.engine import Store
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.desk import row
from tests.console.test_alarms import alarms
from tests.scenery import StandingClock


def test_whoever_does_not_accept_a_printed_application_reads_which_slip_to_shred(
    sato: Clerk, suzuki: Clerk, reference: str
) -> None:
    serial = sato.prints(reference)
    ended = suzuki.presses(suzuki.cover(reference), "decline", reason="duplicate")
    assert ended.marks("data-to-shred") == [str(serial)]
    assert sato.sees("/sheets").marks("data-to-shred") == [str(serial)]
    sato.presses(sato.sees("/sheets"), "shred", serials=str(serial))
    assert sato.cover(reference).marks("data-to-shred") == []
    assert sato.sees("/sheets").marks("data-to-shred") == []


def test_a_lost_slip_is_an_alarm_until_it_is_found(sato: Clerk, reference: str) -> None:
    serial = sato.prints(reference)
    sato.presses(sato.sees("/sheets"), "lose", serials=str(serial))
    assert alarms(sato.sees("/alarms")) == {"lost": 1}
    assert sato.sees("/queue").marks("data-alarms") == ["1"]
    sato.presses(sato.sees("/sheets"), "find", serials=str(serial))
    assert alarms(sato.sees("/alarms")) == {}


def test_a_supervisor_allows_a_reprint_on_the_cover_of_the_application(
    sato: Clerk, tanaka: Clerk, reference: str
) -> None:
    serial = sato.prints(reference)
    assert sato.presses(sato.cover(reference), "print", reason="lost").marks("data-lost") == [str(serial)]
    assert "allow-reprint" not in sato.cover(reference).actions
    tanaka.presses(tanaka.cover(reference), "allow-reprint")
    assert sato.prints(reference, reason="lost") > serial
    assert sato.cover(reference).marks("data-lost") == []


def test_from_a_slip_that_is_gone_nobody_is_led_to_key(sato: Clerk, reference: str, store: Store) -> None:
    serial = sato.prints(reference)
    assert sato.cover(reference).marks("data-keyed-url")
    sato.presses(sato.sees("/sheets"), "shred", serials=str(serial))
    cover = sato.cover(reference)
    assert cover.marks("data-keyed-url") == []
    assert "裁断済み" in cover.text
    assert sato.sees(f"/applications/{reference}/keyed").status == 409
    assert row(store, reference).state == "printed"


def test_a_filed_slip_is_to_be_shredded_when_its_time_is_over(
    sato: Clerk, reference: str, clock: StandingClock, town: Town
) -> None:
    serial = sato.prints(reference)
    sato.keys(reference, serial)
    clock.pass_by(days=17 + town.retention.paper_days)
    assert sato.sees("/sheets").marks("data-to-shred") == []
    clock.pass_by(days=1)
    assert sato.sees("/sheets").marks("data-to-shred") == [str(serial)]
