"""When the desk was shut for a hand-over, residents read that nothing was taken, and where to call."""

import pytest

from admin.handover.shutting import shut
from intake.store.engine import Store
from intake.town import Town
from tests.pages.resident import Resident
from tests.pages.test_translations import words
from tests.scenery import StandingClock

pytestmark = pytest.mark.both_engines


def test_who_had_filled_in_the_form_reads_the_phone_number(
    engine: str, resident: Resident, store: Store, clock: StandingClock, town: Town
) -> None:
    resident.prove_by_code()
    resident.fill_in()
    shut(store, clock)
    page = resident.press()
    assert (resident.status, page.hook("data-trouble")) == (503, "unavailable")
    assert town.phone in words(page)
    assert resident.ask_for_link().hook("data-trouble") == "unavailable"
