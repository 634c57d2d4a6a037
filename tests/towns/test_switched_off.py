"""A procedure that a town switches off: nobody begins it any more, and what was begun is not lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from intake.procedures import PROCEDURES, offered
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.scenery import EMAIL, PrivateKeys, StandingClock, window_settings
from tests.towns.applicant import Applicant
from tests.towns.both import TOWNS
from webapp.app import create_app

STOP = PROCEDURES["stop"]
SHIPPED = TOWNS["shipped"]
WITHOUT_STOP = replace(SHIPPED, procedures=("start", "move"))

ANOTHER = TOWNS["another"]
OFF = [name for name in PROCEDURES if name not in ANOTHER.procedures]


@pytest.mark.parametrize("town", [ANOTHER])
def test_the_list_has_what_the_town_names_in_its_order(applicant: Applicant) -> None:
    page = applicant.get("/ja/")
    listed = [each["data-procedure"] for each in page.all("a") if "data-procedure" in each]
    assert listed == list(ANOTHER.procedures) == [procedure.name for procedure in offered(ANOTHER)]


@pytest.mark.parametrize("town", [ANOTHER])
@pytest.mark.parametrize("name", OFF)
def test_its_pages_are_not_found(applicant: Applicant, name: str) -> None:
    assert len(OFF) == 2
    for path in (f"/ja/apply/{name}", f"/ja/apply/{name}/email"):
        applicant.get(path)
        assert applicant.status == 404
    applicant.get("/ja/apply/start/email")
    applicant.post(f"/ja/apply/{name}/email", email=EMAIL)
    assert applicant.status == 404
    assert applicant.kinds_of_mail() == set()


@pytest.fixture
def after_the_change(
    store: Store, public_keys: PublicKeys, private_keys: PrivateKeys, clock: StandingClock
) -> Applicant:
    """The same desk, started again by the town's new file."""
    app: Flask = create_app(window_settings(store, public_keys, WITHOUT_STOP), clock)
    return Applicant(app.test_client(), store, private_keys.postman, WITHOUT_STOP, clock)


@pytest.mark.parametrize("town", [SHIPPED])
def test_a_draft_of_it_can_still_be_finished(
    applicant: Applicant, after_the_change: Applicant, town: Town
) -> None:
    applicant.begins(STOP)
    after_the_change.get("/ja/")
    assert not after_the_change.page.has("data-procedure", "stop")
    after_the_change.follow_link(applicant.newest("verification")["token"])
    after_the_change.fills_in(STOP)
    assert after_the_change.hands_in()


@pytest.mark.parametrize("town", [SHIPPED])
def test_an_application_for_it_can_still_be_read_and_cancelled(
    applicant: Applicant, after_the_change: Applicant, town: Town
) -> None:
    reference = applicant.applies_for(STOP)
    page = after_the_change.sees_my_page()
    assert reference in page.text
    assert "使用中止" in page.text or "水道の使用をやめる" in page.text
    after_the_change.get(after_the_change.path + "/cancel")
    assert after_the_change.press().hook("data-status") == "cancelled"
