"""What granian says, as lines of our own list: which kind of thing happened, never its words."""

from __future__ import annotations

import logging
from typing import Any

from intake.log import logger

KINDS = (
    ("Starting granian", "starting"),
    ("Listening at", "listening"),
    ("Spawning worker", "worker started"),
    ("Started worker", "worker serves"),
    ("Respawning worker", "worker replaced"),
    ("HUP signal", "reloading"),
    ("Stopping", "worker stopping"),
    ("Stopped", "worker stopped"),
    ("Killing", "worker killed"),
    ("Unexpected exit", "worker died"),
    ("Worker crash loop", "workers die again and again"),
    ("Shutting down", "stopping"),
    ("Granian shutdown", "stopped"),
)
"""How granian's messages begin, and what they are called here."""

CONFIGURATION: dict[str, Any] = {
    "handlers": {
        "console": {"()": "webapp.server_log.ServerLog"},
        "access": {"class": "logging.NullHandler"},
    },
}
"""Takes the place of granian's own handlers, which write to standard output."""


class ServerLog(logging.Handler):
    """Granian's messages, which can hold addresses and errors of the network."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        said = record.getMessage()
        kind = next((kind for beginning, kind in KINDS if said.startswith(beginning)), "other")
        log = logger("window")
        say = log.error if record.levelno >= logging.ERROR else log.info
        say("server", kind=kind)
