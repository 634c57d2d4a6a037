"""`mizuguchi demo --database`: the same demo on a PostgreSQL server, each process with its own role."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import make_url

from intake.store.engine import Store
from intake.store.rights import OWNER, Process
from simulation.commands import demo
from simulation.demo import Demo, NoDatabase, server_at
from simulation.enrolment import OtherHome, enrol_at_console
from simulation.furnishing import furnish
from simulation.home import Home
from simulation.notice import notice
from simulation.ports import Ports
from simulation.ready import urls
from simulation.sign_ins import keep_sign_ins
from tests.scenery import StandingClock

SERVER = f"postgresql+psycopg://{OWNER}@/mizuguchi?host=/run/postgresql"


def test_each_process_gets_its_own_role_and_none_the_owners(tmp_path: Path) -> None:
    asked = Demo(Home(tmp_path), Ports.counted_from(8443), server=server_at(SERVER))
    told = {each.name: each.environment for each in asked.processes()}
    at_the_desk = {name for name, settings in told.items() if "MIZUGUCHI_DATABASE" in settings}
    roles = {name: make_url(told[name]["MIZUGUCHI_DATABASE"]).username for name in at_the_desk}
    assert roles == {
        "webapp": Process.WEBAPP,
        "admin": Process.ADMIN,
        "postman": Process.POSTMAN,
        "housekeeper": Process.HOUSEKEEPER,
        "desk": Process.BACKUP,
    }
    assert make_url(told["housekeeper"]["MIZUGUCHI_BACKUP_DATABASE"]).username == Process.BACKUP
    assert not [settings for settings in told.values() if OWNER in str(settings)]


def test_an_address_is_taken_as_every_other_document_writes_it() -> None:
    assert server_at(SERVER.replace("+psycopg", "")) == server_at(SERVER)


def test_a_second_home_is_not_let_into_the_database_of_the_first(
    tmp_path: Path, store: Store, clock: StandingClock
) -> None:
    for name, refused in (("first", False), ("first", False), ("second", True)):
        home = Home(tmp_path / name)
        home.path.mkdir(mode=0o700, exist_ok=True)
        furnish(home)
        people = keep_sign_ins(home.sign_ins)
        with pytest.raises(OtherHome) if refused else nullcontext():
            enrol_at_console(home, store, clock, people)


@pytest.mark.parametrize("address", ["nowhere", "sqlite:///desk.sqlite", "mysql://root:hunter2@db/desk"])
def test_an_address_that_is_none_of_postgresql_is_refused_and_not_repeated(tmp_path: Path, address: str) -> None:
    with pytest.raises(NoDatabase) as refused:
        server_at(address)
    told = CliRunner().invoke(demo, ["--home", str(tmp_path / "home"), "--database", address])
    assert told.exit_code == 1
    assert str(refused.value) in told.output
    assert "hunter2" not in told.output


def test_the_notice_says_whether_processes_have_rights_of_their_own(tmp_path: Path) -> None:
    addresses = urls(Ports.counted_from(8443))
    assert "SQLite has no rights per process" in notice(Home(tmp_path), addresses, [])
    on_server = notice(Home(tmp_path), addresses, [], by_roles=True)
    assert "SQLite" not in on_server
    assert "a role of its own" in on_server
