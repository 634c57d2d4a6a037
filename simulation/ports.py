"""The doors of a demo on this machine: which port is whose, and which are taken."""

from __future__ import annotations

import socket
from dataclasses import asdict, dataclass, fields

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Ports:
    """One TCP port for each door."""

    resident: int
    staff: int
    desk: int
    inbox: int
    billing: int
    smtp: int

    @classmethod
    def counted_from(cls, base: int) -> Ports:
        """Six ports in a row, in the order of the fields."""
        return cls(*range(base, base + len(fields(cls))))

    def by_door(self) -> dict[str, int]:
        """The ports by the names of the doors."""
        return asdict(self)

    def url(self, door: str) -> str:
        """Where a browser on this machine finds a door."""
        return f"https://localhost:{self.by_door()[door]}"

    def taken(self) -> list[int]:
        """The ports that somebody else listens on."""
        return [port for port in self.by_door().values() if not _free(port)]


def _free(port: int) -> bool:
    with socket.socket() as door:
        # As the servers do: a connection that is still closing does not hold the port.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except OSError:
            return False
    return True
