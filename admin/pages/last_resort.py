"""What holds when a page for a mishap can't be drawn: a bare page, and a log that knows only kinds of faults."""

from __future__ import annotations

import logging
from pathlib import Path

from flask import Flask, request

from intake.log import logger

BARE_PAGE = (Path(__file__).parents[1] / "templates" / "mishap_bare.html").read_text(encoding="utf-8")
"""Both languages at once; needs no translation, no address of the console and no session."""


def log_fault(problem: BaseException | None) -> None:
    """Only the kind of a fault is logged: its words may repeat what somebody typed."""
    logger("console").error("fault", kind=type(problem).__name__ if problem else "unknown")


def log_kinds_only(app: Flask) -> None:
    """Keep Flask from writing tracebacks and addresses of its own: only the kind of the fault is left of them."""
    app.logger.addFilter(_kind_only)


def let_the_sender_finish() -> None:
    """Read away what is left of a body that is too large, at most what the server lets through.

    Who is still sending when the connection closes gets a broken connection instead of the answer.
    """
    body = request.environ["wsgi.input"]
    while body.read(64 * 1024):
        pass


def _kind_only(record: logging.LogRecord) -> bool:
    log_fault(record.exc_info[1] if record.exc_info else None)
    return False
