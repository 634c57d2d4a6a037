"""The log of the billing system: standard error, one line an event, of listed fields that hold nobody's words."""

import logging
import sys
import threading

from flask import Flask


def write_line(event: str, **listed: str | int) -> None:
    """Write a line. What is `listed` is ours: a place in the program, the name of an exception, a port."""
    fields = {"event": event, "process": "billing", **listed}
    text = " ".join(f"{name}={value!r}" for name, value in fields.items() if value != "")
    print(text, file=sys.stderr, flush=True)  # noqa: T201 -- stderr is the log here


def write_fault(place: str, fault: BaseException | None) -> None:
    """Write where it was and the kind of the exception; text and traceback could hold what somebody typed."""
    write_line("fault", kind=place, trouble=type(fault).__name__ if fault else "unknown")


def log_kinds_only(app: Flask) -> None:
    """Keep Flask from writing tracebacks and addresses of its own: only the kind of the fault is left of them."""
    app.logger.addFilter(_kind_only)


def keep_quiet() -> None:
    """Have libraries, and exceptions that nobody caught, write their kind and no word more."""
    root = logging.getLogger()
    root.handlers[:] = [*(each for each in root.handlers if not isinstance(each, _OnlyKinds)), _OnlyKinds()]
    logging.captureWarnings(capture=True)
    sys.excepthook = lambda _kind, fault, _where: write_fault("process", fault)
    threading.excepthook = lambda told: write_fault("thread", told.exc_value)


class _OnlyKinds(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            write_fault(record.name, record.exc_info[1] if record.exc_info else None)


def _kind_only(record: logging.LogRecord) -> bool:
    write_fault("pages", record.exc_info[1] if record.exc_info else None)
    return False
