"""Rings at a process of the demo: does it answer over TLS, under the demo's own authority?"""

from __future__ import annotations

import ssl
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

from simulation.child import Process

SECONDS_TO_ANSWER = 1.0


class Doorbell:
    """Trusts the authority in `tls` only; has the terminal's certificate for doors that want to see it."""

    def __init__(self, tls: Path) -> None:
        self._stranger = ssl.create_default_context(cafile=tls / "ca.pem")
        self._terminal = ssl.create_default_context(cafile=tls / "ca.pem")
        self._terminal.load_cert_chain(tls / "terminal.pem", tls / "terminal.key")

    def answered_by(self, process: Process) -> bool:
        """Whether its URL says 200 just now."""
        url = urlsplit(process.alive_url)
        context = self._terminal if process.shows_terminal else self._stranger
        # Not urllib: that would send what is meant for this machine through a proxy of the environment.
        connection = HTTPSConnection(url.netloc, timeout=SECONDS_TO_ANSWER, context=context)
        try:
            connection.request("GET", url.path)
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
