"""All processes of docker/compose.yaml at their places on the wires, each with its own settings and files only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cluster import Program
from tests.installation.composed import SERVICES, handed, image_of, pins, started, told
from tests.installation.contents import health_check
from tests.installation.declared import DOCKER, Zones
from tests.installation.nginx import program as nginx
from tests.installation.nginx import told as retold
from tests.installation.trial import furnish
from tests.installation.wires import Wires

PLACES = {"/tmp/": "/run/tmp/", "/etc/mizuguchi": str(DOCKER / "nginx")}
FIRST = ("database", "redis")
THEN = ("webapp", "admin", "postman", "housekeeper", "relay", "billing")
LAST = ("front", "door")
A_START = 120
FRAME = """
mount -t tmpfs none /run
mkdir -p /run/tmp /run/secrets /run/public/keys
mount --bind {hosts} /etc/hosts
{copies}
exec "$@"
"""
"""What a member sees: a /run of its own with the files that it is handed, and the names of its neighbours."""


def program(name: str) -> str:
    """One of ours by its place in this environment, another by its name."""
    own = Path(sys.executable).with_name(name)
    return str(own) if own.exists() else name


@dataclass
class House:
    """Processes on wires. `folder` has the files of a trial and the logs."""

    wires: Wires
    folder: Path
    postgres: Program
    data: Path

    def line(self, member: str, *words: str) -> list[str]:
        """The command that runs words where a member stands, seeing what it sees and nothing else."""
        hosts = self.folder / f"{member}.hosts"
        names = [f"{address} {name}" for name, address in self.wires.neighbours(member).items()]
        hosts.write_text("\n".join(["127.0.0.1 localhost", *names, ""]))
        files = handed(member) if member in SERVICES else {}
        copies = "\n".join(f"cp -p {self.folder / source} {target}" for target, source in files.items())
        return self.wires.at(member, "sh", "-ec", FRAME.format(hosts=hosts, copies=copies), "sh", *words)

    def environment(self, member: str) -> dict[str, str]:
        """As in a container."""
        settings = told(member) | pins(member, self.folder) if image_of(member) else {}
        settings = {name: value.replace("/var/lib", str(self.folder)) for name, value in settings.items()}
        if member == "ceremony":  # what it has are folders, not files that it is handed
            settings |= {"MIZUGUCHI_PUBLIC_KEYS": f"{self.folder}/public"}
            settings = {
                name: value.replace("/run/mizuguchi-", f"{self.folder}/") for name, value in settings.items()
            }
        shared = {
            "MIZUGUCHI_PULSE": f"{self.folder}/{member}.pulse",
            "MIZUGUCHI_MAILBOX_FOLDER": f"{self.folder}/mail",
            "MIZUGUCHI_OFFICE_OLDER_KEYS": f"{self.folder}/secrets/older",
        }
        settings |= {name: path for name, path in shared.items() if name in settings}
        return {"PATH": f"{os.environ['PATH']}:/usr/sbin", "HOME": "/run/tmp", "LANG": "C.UTF-8", **settings}

    def start(self, member: str) -> None:
        """Start what the container of a member starts. It ends with the wires."""
        with (self.folder / f"{member}.log").open("ab") as log:
            line = self.line(member, *self._words(member))
            subprocess.Popen(line, env=self.environment(member), stdout=log, stderr=log)

    def run(self, member: str, *words: str) -> str:
        """Run words where a member stands, until they are done."""
        line, told = self.line(member, *words), self.environment(member)
        done = subprocess.run(line, env=told, capture_output=True, text=True, check=False, timeout=A_START)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _words(self, member: str) -> list[str]:
        if member == "database":
            asked = SERVICES["database"]["command"][1:]
            settings = [*asked, "-c", "listen_addresses=*", "-c", "fsync=off", "-k", str(self.data)]
            return self.postgres.line("postgres", "-D", f"{self.data}/data", *settings)
        first, *rest = started(member)
        return self._nginx(rest) if first == "nginx" else [program(first), *rest]

    def _nginx(self, words: list[str]) -> list[str]:
        """With a copy of its file that has this machine's places in it."""
        text, copy = (DOCKER / "nginx" / Path(words[-1]).name).read_text(), self.folder / Path(words[-1]).name
        copy.write_text(retold(text, {word: other for word, other in PLACES.items() if word in text}))
        return [
            nginx(),
            *(word.replace("daemon off;", "daemon off; user root;") for word in words[:-1]),
            str(copy),
        ]

    def wait_for(self, member: str) -> None:
        """Until the health check of its image says yes."""
        check = [word.replace("/usr/local/lib", str(DOCKER)) for word in health_check(image_of(member))]
        deadline = time.monotonic() + A_START
        line, told = self.line(member, *check), self.environment(member)
        while subprocess.run(line, env=told, check=False, capture_output=True).returncode:
            assert time.monotonic() < deadline, (self.folder / f"{member}.log").read_text()[-2000:]
            time.sleep(0.3)

    def prepare_database(self) -> None:
        """In the empty cluster, which asks everybody for a password, the roles with theirs; then the tables."""
        socket = {"PGHOST": str(self.data), "POSTGRES_USER": "postgres"}
        files = {
            "ROLES": str(DOCKER / "database/roles.sql"),
            "PASSWORDS": f"{self.folder}/secrets/database-passwords",
        }
        programs = self.postgres.folder
        path = {"PATH": f"{programs}:{os.environ['PATH']}"}
        line = ["sh", str(DOCKER / "database/roles.sh")]
        deadline = time.monotonic() + A_START
        ready = [f"{programs}/pg_isready", "-q", "-h", str(self.data)]
        while subprocess.run(ready, check=False).returncode:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        subprocess.run(line, env={**socket, **files, **path}, check=True)
        self.run("migrate", *self._words("migrate"))


@contextmanager
def at_work(wires: Wires, folder: Path, postgres: Program) -> Iterator[House]:
    """Everybody at work, until the end of the block."""
    furnish(folder)
    for kept in {
        path for paths in Zones.read().folders.values() for path in paths if path.startswith("/var/lib/")
    }:
        (folder / Path(kept).name).mkdir(mode=0o700)
    data = Path(tempfile.mkdtemp(prefix="mizuguchi-zones-"))
    owner = pwd.getpwnam(postgres.user)
    os.chown(data, owner.pw_uid, owner.pw_gid)
    house = House(wires, folder, postgres, data)
    try:
        made = ["-U", "postgres", "-E", "UTF8", "--locale=C", "--auth-local=trust", "--no-sync"]
        subprocess.run(
            postgres.line("initdb", "-D", f"{data}/data", *made), check=True, capture_output=True, cwd=data
        )
        with (data / "data/pg_hba.conf").open("a") as rules:
            rules.write("host all all all scram-sha-256\n")
        for member in FIRST:
            house.start(member)
        house.prepare_database()
        for member in THEN:
            house.start(member)
        for member in THEN:
            house.wait_for(member)
        for member in LAST:
            house.start(member)
            house.wait_for(member)
        yield house
    finally:
        wires.take_up()
        shutil.rmtree(data)
