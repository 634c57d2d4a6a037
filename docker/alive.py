"""Whether the process of this container works: exit code 0, or 1 and a word. Python is all that it needs.

    alive.py door NAME         a page is answered, under the certificate of the process
    alive.py handshake NAME    the same for a door that shows pages to terminals only
    alive.py pulse SECONDS     a round of work was finished not longer ago

Where MIZUGUCHI_SIDE_DOOR names the address of a side door, it has to say there that it is ready, too.

NAME begins the settings of a process, as in MIZUGUCHI_WINDOW.
"""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

PATIENCE = 5


def door(name: str) -> bool:
    """Whether /alive is answered on this machine by the holder of the certificate."""
    host = urlsplit(os.environ.get("MIZUGUCHI_BASE_URL", "")).hostname or "localhost"
    connection = http.client.HTTPSConnection("127.0.0.1", _port(name), timeout=PATIENCE, context=_trust(name))
    connection.request("GET", "/alive", headers={"Host": host})
    return connection.getresponse().status == http.client.OK and _ready()


def handshake(name: str) -> bool:
    """Whether somebody listens who holds the certificate. It asks for one in turn, which nobody in here has."""
    with socket.create_connection(("127.0.0.1", _port(name)), timeout=PATIENCE) as plain:
        _trust(name).wrap_socket(plain).close()
    return _ready()


def _ready() -> bool:
    """Whether the process says by its side door, where it has one, that it can work."""
    address = os.environ.get("MIZUGUCHI_SIDE_DOOR", "").strip()
    if not address:
        return True
    connection = http.client.HTTPConnection(address, timeout=PATIENCE)
    connection.request("GET", "/readyz")
    return connection.getresponse().status == http.client.OK


def pulse(seconds: str) -> bool:
    """Whether the process has touched its file (`intake/pulse.py`) this many seconds ago or later."""
    return time.time() - Path(os.environ["MIZUGUCHI_PULSE"]).stat().st_mtime < float(seconds)


def _port(name: str) -> int:
    return int(os.environ.get(f"{name}_PORT") or os.environ[f"{name}_HTTP_PORT"])


def _trust(name: str) -> ssl.SSLContext:
    """Trusts this very certificate and no authority; its name is that of the way in, not of this machine."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trust.check_hostname = False
    trust.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    trust.load_verify_locations(os.environ[f"{name}_CERTIFICATE"])
    return trust


def main(kind: str, *arguments: str) -> int:
    """The exit code."""
    try:
        return 0 if {"door": door, "handshake": handshake, "pulse": pulse}[kind](*arguments) else 1
    except (OSError, http.client.HTTPException) as trouble:
        print(type(trouble).__name__)  # noqa: T201 - what whoever asks for the state of a container reads
        return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
