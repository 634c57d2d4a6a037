"""A real nginx that runs the files of docker/nginx, with ports and folders of this machine in them."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme

from tests.console.process import free_port
from tests.installation.declared import DOCKER

WINDOW_NAME, CONSOLE_NAME = "suido.city.example", "console.suido.city.example"
MODULE = "/usr/lib/nginx/modules/ngx_stream_module.so"


def need_nginx() -> None:
    """Skip where it is missing, or lacks what passes bytes on."""
    if not program() or not Path(MODULE).exists():
        pytest.skip("nginx with its stream module is not on this machine")


def program() -> str:
    """Debian keeps it where only root looks."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or ""


@dataclass
class Door:
    """A running nginx. `folder` has its log, and everything that it writes under `tmp`."""

    folder: Path
    ports: Mapping[int, int]
    authority: trustme.CA
    pids: list[int] = field(default_factory=list)

    def log(self, lines: int) -> list[str]:
        """The lines of the access log, once there are so many: nginx writes one when all is over."""
        deadline = time.monotonic() + 10
        while True:
            found = (self.folder / "access.log").read_text().splitlines()
            if len(found) >= lines:
                return found
            assert time.monotonic() < deadline, found
            time.sleep(0.05)

    @property
    def errors(self) -> str:
        return (self.folder / "error.log").read_text()

    def trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context

    def connected(self, name: str | None = WINDOW_NAME, context: ssl.SSLContext | None = None) -> ssl.SSLSocket:
        """A connection to its TLS port, asking for a name."""
        plain = socket.create_connection(("127.0.0.1", self.ports[8443]), timeout=10)
        return (context or self.trust()).wrap_socket(plain, server_hostname=name)

    def files_written(self) -> list[str]:
        """What its processes have open under `tmp`, files without a name too."""
        found = []
        for pid in self.pids:
            for descriptor in Path(f"/proc/{pid}/fd").iterdir():
                target = os.readlink(descriptor)
                if target.startswith(str(self.folder / "tmp")) and ".pid" not in target:
                    found.append(target)
        return found


def told(text: str, replaced: Mapping[str, str]) -> str:
    """The file with other words, all in one go; each has to be in it."""
    assert [word for word in replaced if word not in text] == []
    words = sorted(map(re.escape, replaced), key=len, reverse=True)
    return re.sub("|".join(words), lambda found: replaced[found[0]], text)


@contextmanager
def running(
    file: str, folder: Path, authority: trustme.CA, listens: tuple[int, ...], replaced: Mapping[str, str]
) -> Iterator[Door]:
    """nginx with a file of docker/nginx until the end of the block. It ends with us, whatever happens."""
    for name in ("tmp", "public", "secrets"):
        (folder / name).mkdir(exist_ok=True)
    ports = {port: free_port() for port in listens}
    here = {f"listen {port}": f"listen 127.0.0.1:{own}" for port, own in ports.items()}
    here |= {
        "/tmp/": f"{folder}/tmp/",
        "/dev/stdout": f"{folder}/access.log",
        "/dev/stderr": f"{folder}/error.log",
    }
    (folder / file).write_text(told((DOCKER / "nginx" / file).read_text(), {**replaced, **here}))
    as_us = "user root;" if os.getuid() == 0 else ""
    line = [program(), "-e", str(folder / "error.log"), "-g", f"daemon off; {as_us}", "-c", str(folder / file)]
    server = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", *line])
    try:
        door = Door(folder, ports, authority)
        _wait_for(server, ports[8443])
        door.pids = [server.pid, *_children(server.pid)]
        yield door
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 10
    with_patience = True
    while with_patience:
        assert server.poll() is None, "nginx did not start"
        assert time.monotonic() < deadline
        with socket.socket() as probe:
            with_patience = probe.connect_ex(("127.0.0.1", port)) != 0
        time.sleep(0.02)


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(each) for each in text.split()]
