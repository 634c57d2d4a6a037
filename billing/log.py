"""The log of the billing system: standard error, one line a fault, with its kind and never its words."""

import logging
import sys

from flask import Flask


def write_fault(place: str, fault: BaseException | None) -> None:
    """Write where it was and the kind of the exception; text and traceback could hold what somebody typed."""
    kind = type(fault).__name__ if fault else "unknown"
    print(f"billing {place}: fault {kind}", file=sys.stderr, flush=True)  # noqa: T201 -- stderr is the log here


def log_kinds_only(app: Flask) -> None:
    """Keep Flask from writing tracebacks and addresses of its own: only the kind of the fault is left of them."""
    app.logger.addFilter(_kind_only)


def _kind_only(record: logging.LogRecord) -> bool:
    write_fault("pages", record.exc_info[1] if record.exc_info else None)
    return False
