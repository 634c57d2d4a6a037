"""The residents' door of these tests, and what a visitor gets from it."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType

import trustme

from tests.installation.behind import Window, furnish, serving
from tests.installation.declared import DOCKER
from tests.installation.nginx import WINDOW_NAME, Door, need_nginx, running


class Front:
    """Starts the residents' door with as many windows behind it as wanted, and with changes to its file."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        need_nginx()
        self.authority, self.inner = trustme.CA(), trustme.CA()
        self._folder, self._stack = folder, stack
        furnish(folder, self.authority, self.inner)

    def window(self, authority: trustme.CA | None = None, rude: bool = False) -> Window:
        return self._stack.enter_context(serving(authority or self.inner, rude))

    def door(self, *windows: int, without: str = "") -> Door:
        servers = " ".join(f"server 127.0.0.1:{port} max_fails=0;" for port in windows)
        replaced = {
            "server webapp:8443 max_fails=1 fail_timeout=5s;": servers,
            "/run/public/": f"{self._folder}/public/",
            "/run/secrets/": f"{self._folder}/secrets/",
            "/etc/mizuguchi": str(DOCKER / "nginx"),
        } | ({without: ""} if without else {})
        return self._stack.enter_context(
            running("window.conf", self._folder, self.authority, (8443, 8080), replaced)
        )


def ask(
    door: Door, method: str, path: str, body: bytes = b"", said: Mapping[str, str] = MappingProxyType({})
) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPSConnection(WINDOW_NAME, door.ports[8443], timeout=10)
    connection.sock = door.connected()
    connection.request(method, path, body or None, {"Host": WINDOW_NAME, **said})
    answer = connection.getresponse()
    result = answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    return result
