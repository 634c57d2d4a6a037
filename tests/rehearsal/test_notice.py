from pathlib import Path

from simulation.home import Home
from simulation.notice import notice
from simulation.ports import Ports
from simulation.ready import urls
from simulation.sign_ins import keep_sign_ins


def test_the_notice_has_every_address_and_every_sign_in(tmp_path: Path) -> None:
    people, addresses = keep_sign_ins(tmp_path / "accounts.json"), urls(Ports.counted_from(8443))
    text = notice(Home(tmp_path), addresses, people)
    assert all(url in text for url in addresses.values())
    assert all(person.username in text and person.password in text for person in people)


def test_the_first_address_is_the_one_to_start_at(tmp_path: Path) -> None:
    addresses = urls(Ports.counted_from(8443))
    lines = notice(Home(tmp_path), addresses, []).splitlines()
    (start,) = [number for number, line in enumerate(lines) if "まずここから / Start here" in line]
    assert "評価者の机" in lines[start + 1]
    assert addresses["desk"] in lines[start + 1]
    assert not [line for line in lines[:start] if "https://" in line]


def test_the_notice_says_in_both_languages_that_this_is_no_real_office(tmp_path: Path) -> None:
    text = notice(Home(tmp_path), urls(Ports.counted_from(8443)), [])
    assert "本物の申込みは受け付けません" in text
    assert "accepts no real application" in text


def test_passwords_are_random_and_long_enough_for_every_room(tmp_path: Path) -> None:
    one, two = keep_sign_ins(tmp_path / "one"), keep_sign_ins(tmp_path / "two")
    assert not {person.password for person in one} & {person.password for person in two}
    assert min(len(person.password) for person in one) >= 12
