"""Who is in a demo, also in one that was made when there were fewer people."""

import json
from pathlib import Path

from billing.database import Database
from billing.staff import find_by_password
from intake.clock import SystemClock
from simulation.enrolment import enrol_at_billing
from simulation.home import Home
from simulation.sign_ins import keep_sign_ins


def leave_out(path: Path, username: str) -> None:
    """Make the file as it was before somebody came."""
    people = [person for person in json.loads(path.read_text()) if person["username"] != username]
    path.write_text(json.dumps(people))


def test_one_clerk_types_and_another_compares_at_both_places(tmp_path: Path) -> None:
    roles = [person.role for person in keep_sign_ins(tmp_path / "accounts.json")]
    assert roles.count("clerk") == 2
    assert roles.count("billing_clerk") == 2


def test_sign_ins_stay_as_they_are_and_who_came_later_is_added(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    before = keep_sign_ins(path)
    assert keep_sign_ins(path) == before
    leave_out(path, "saburo")
    after = keep_sign_ins(path)
    assert [person.username for person in after] == [person.username for person in before]
    assert [person for person in after if person.username != "saburo"] == [
        person for person in before if person.username != "saburo"
    ]
    assert path.stat().st_mode & 0o777 == 0o600


def test_billing_of_an_older_demo_learns_of_the_clerk_who_came_later(tmp_path: Path) -> None:
    people = keep_sign_ins(tmp_path / "accounts.json")
    home, clock = Home(tmp_path), SystemClock()
    enrol_at_billing(home, clock, [person for person in people if person.username != "saburo"])
    enrol_at_billing(home, clock, people)
    enrol_at_billing(home, clock, people)
    database = Database(f"sqlite:///{home.billing}")
    with database.reading() as session:
        found = {p.username: find_by_password(session, p.username, p.password) for p in people}
    database.close()
    known = {username: person.is_clerk for username, person in found.items() if person}
    assert known == {"jiro": True, "saburo": True, "kyoku": False}
