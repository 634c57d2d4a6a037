"""docs/operations/ceremony.md can be pasted: its commands are run as they stand, on a desk of our own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from admin.handover.city_key import fingerprint, make_city_key
from admin.office import read_office
from intake.sealing.keys import PublicKeys, make_key_pair, read_private, read_public
from intake.store.engine import Store
from intake.town import Town
from tests.installation.composed import SERVICES
from tests.installation.contents import ROOT
from tests.installation.units import settings
from tests.scenery import StandingClock, hand_in

PAGE = (ROOT / "docs/operations/ceremony.md").read_text()
OURS = 'ceremony() { env MIZUGUCHI_DATABASE="${DB-$HERE}" MIZUGUCHI_PUBLIC_KEYS=$P "$MIZUGUCHI" "$@"; }'
"""In place of the user of the database and of the container; what it is given stays the same."""


def blocks(title: str) -> list[str]:
    """The commands under a heading."""
    part = next(part for part in PAGE.split("\n## ") if part.startswith(title))
    return re.findall(r"```bash\n(.*?)```", part, re.DOTALL)


@dataclass(frozen=True)
class Machine:
    """Folders as on a machine, and a shell in which the ceremony has begun."""

    folder: Path
    database: str

    @property
    def secrets(self) -> Path:
        return self.folder / "secrets"

    @property
    def public(self) -> Path:
        return self.folder / "public"

    def runs(self, *commands: str, **more: str) -> str:
        me, own = str(os.geteuid()), Path(sys.executable).with_name("mizuguchi")
        told = {"S": "secrets", "P": "public", "C": "ceremony"}
        words = {name: str(self.folder / path) for name, path in told.items()}
        words |= dict.fromkeys(("U", "KEEPER", "POSTMAN"), me) | {"HERE": self.database, "MIZUGUCHI": str(own)}
        begun = ["set -eu", OURS, "mkdir -p $C", blocks("Begin")[2]]
        line = ["bash", "-c", "\n".join([*begun, *commands])]
        done = subprocess.run(
            line, env=os.environ | words | more, cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def private(self, name: str) -> bytes:
        opened = read_private(
            self.secrets / f"{name}.key", (self.secrets / f"{name}.passphrase").read_text().strip()
        )
        return opened.public_key().public_bytes_raw()


@pytest.fixture
def machine(tmp_path: Path, store: Store) -> Machine:
    """Keys made by the page, and the city's public recovery key beside them."""
    made = Machine(tmp_path, store.engine.url.render_as_string(hide_password=False))
    made.secrets.mkdir(mode=0o700)
    made.public.mkdir()
    made.runs(*blocks("Make the keys"), *blocks("End"))
    make_key_pair(tmp_path / "recovery.key", made.public / "recovery.pub", "only for these tests")
    return made


def test_keys_that_were_made_lie_where_the_processes_look_for_them(machine: Machine) -> None:
    for name in ("office", "postman"):
        assert machine.private(name) == read_public(machine.public / f"{name}.pub").public_bytes_raw()
        assert (machine.secrets / f"{name}.key").stat().st_mode & 0o777 == 0o600
    assert not (machine.folder / "ceremony").exists()


def test_a_key_is_rotated_resealed_and_destroyed_and_the_console_opens_by_both_meanwhile(
    machine: Machine, store: Store, clock: StandingClock, town: Town
) -> None:
    before = machine.private("office")
    keys = PublicKeys(*(read_public(machine.public / f"{name}.pub") for name in ("office", "recovery", "postman")))
    hand_in(store, keys, clock, town)
    machine.runs(*blocks("Rotate"), *blocks("End"))
    present = read_public(machine.public / "office.pub")
    assert machine.private("office") == present.public_bytes_raw() != before
    words = (machine.secrets / "office.passphrase").read_text().strip()
    older = read_office(machine.secrets / "office.key", words, 1, present, machine.secrets / "older").older
    assert [key.public_key().public_bytes_raw() for key in older] == [before]
    reseal, destroy = blocks("Reseal")
    assert "1 records" in machine.runs(reseal, destroy, *blocks("End"))
    assert list((machine.secrets / "older").iterdir()) == []


def test_everything_is_packed_for_the_city(
    machine: Machine, store: Store, clock: StandingClock, town: Town
) -> None:
    keys = PublicKeys(*(read_public(machine.public / f"{name}.pub") for name in ("office", "recovery", "postman")))
    hand_in(store, keys, clock, town)
    city = make_city_key(machine.folder / "city", "only for these tests")
    (machine.folder / "city.pub").write_bytes((machine.folder / "city/city.pub").read_bytes())
    said = machine.runs(*blocks("Hand-over: shut, pack"), TOLD=fingerprint(city))
    assert "applications: 1" in said
    assert len(list((machine.folder / "ceremony/package").glob("*.tar.age"))) == 1


def test_the_console_takes_the_present_key_for_no_older_one(machine: Machine) -> None:
    """systemd lays both into one folder."""
    (machine.secrets / "postman.key").unlink()
    words = (machine.secrets / "office.passphrase").read_text().strip()
    present = read_public(machine.public / "office.pub")
    assert read_office(machine.secrets / "office.key", words, 1, present, machine.secrets).older == ()


def test_both_installations_call_the_files_by_the_names_of_the_page() -> None:
    unit = settings("mizuguchi-console.service") | settings("mizuguchi-postman.service")
    container = {**SERVICES["admin"]["environment"], **SERVICES["postman"]["environment"]}
    for name in ("OFFICE_KEY", "OFFICE_PASSPHRASE_FILE", "POSTMAN_KEY", "POSTMAN_PASSPHRASE_FILE"):
        file = Path(unit[f"MIZUGUCHI_{name}"]).name
        assert file == Path(container[f"MIZUGUCHI_{name}"]).name
        assert f"`{file}`" in PAGE
    assert "MIZUGUCHI_OFFICE_OLDER_KEYS" in set(unit) & set(container)


@pytest.mark.parametrize("block", re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL))
def test_a_block_is_what_bash_can_read(block: str) -> None:
    done = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
