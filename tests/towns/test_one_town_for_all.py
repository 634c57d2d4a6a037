"""MIZUGUCHI_TOWN picks the town of every process that knows one; `mizuguchi demo --town` hands it to all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from admin.settings import console_settings
from emails.settings import read_settings as postman_settings
from evidence.settings import desk_settings
from intake.housekeeping import purge, register
from intake.procedures import offered
from intake.register import register_of
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import SHIPPED, Town, TownUnreadable, read_town, town_file
from simulation.commands import demo
from simulation.demo import Demo
from simulation.furnishing import furnish
from simulation.home import Home
from simulation.ports import Ports
from simulation.zones import THE_DESK, ZONES
from tests.scenery import StandingClock, hand_in
from tests.towns.both import FILES, TOWNS
from webapp.settings import window_settings

ANOTHER = FILES["another"]
KNOW_THE_TOWN = {"webapp", "admin", "postman", "housekeeper", "desk"}


@pytest.mark.parametrize("told", [{}, {"MIZUGUCHI_TOWN": ""}, {"MIZUGUCHI_TOWN": " "}])
def test_without_the_setting_it_is_the_shipped_town(told: dict[str, str]) -> None:
    assert town_file(told) == SHIPPED


def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(TownUnreadable, match=r"nowhere\.toml"):
        read_town(town_file({"MIZUGUCHI_TOWN": str(tmp_path / "nowhere.toml")}))


def test_every_process_of_the_house_is_told_the_town_of_the_demo(tmp_path: Path) -> None:
    asked = Demo(Home(tmp_path), Ports.counted_from(8443), town=ANOTHER)
    told = {process.name: process.environment.get("MIZUGUCHI_TOWN") for process in asked.processes()}
    assert {name for name, town in told.items() if town == str(ANOTHER)} == KNOW_THE_TOWN
    assert {name for name, zone in ZONES.items() if THE_DESK.items() <= zone.settings.items()} == KNOW_THE_TOWN


def test_every_process_reads_the_town_that_it_was_told(tmp_path: Path) -> None:
    furnish(Home(tmp_path))
    asked = Demo(Home(tmp_path), Ports.counted_from(8443), town=ANOTHER)
    told = {process.name: process.environment for process in asked.processes()}
    known = [
        window_settings(told["webapp"]).town,
        read_town(console_settings(told["admin"]).town),
        postman_settings(told["postman"]).town,
        desk_settings(told["desk"]).town,
        read_town(town_file(told["housekeeper"])),
    ]
    assert known == [TOWNS["another"]] * 5


def test_a_demo_of_a_town_that_can_not_be_read_does_not_start(tmp_path: Path) -> None:
    broken = tmp_path / "town.toml"
    broken.write_text('city = "nowhere"', encoding="utf-8")
    result = CliRunner().invoke(demo, ["--home", str(tmp_path / "home"), "--town", str(broken)])
    assert (result.exit_code, "town.toml: " in result.output) == (1, True)
    assert not (tmp_path / "home").exists()


def test_the_register_is_about_the_procedures_of_the_town() -> None:
    printed = CliRunner().invoke(register, env={"MIZUGUCHI_TOWN": str(ANOTHER)}).output
    assert printed == register_of(offered(TOWNS["another"])) != register_of(offered(TOWNS["shipped"]))


def test_the_housekeeper_keeps_things_as_long_as_the_town_says(
    store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    """Ninety days after 10 December in one town, 180 in the other."""
    hand_in(store, public_keys, clock, town)
    database = store.engine.url.render_as_string(hide_password=False)
    in_spring = int((datetime(2027, 4, 22, tzinfo=UTC) - datetime.now(UTC)).total_seconds())
    moved = {"MIZUGUCHI_CLOCK_OFFSET": str(in_spring), "MIZUGUCHI_REHEARSAL": "1"}
    told = {"MIZUGUCHI_DATABASE": database, **moved}
    kept = CliRunner().invoke(purge, env=told | {"MIZUGUCHI_TOWN": str(ANOTHER)}).output
    assert "applications: 0 erased" in kept
    assert "applications: 1 erased" in CliRunner().invoke(purge, env=told | {"MIZUGUCHI_TOWN": ""}).output
