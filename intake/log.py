"""The log: one line an event, `key=value` on standard error, and no field that is not on the list below.

Residents' data can't slip into a log by a forgotten argument: what is not listed is dropped, so are tracebacks,
because their last line likes to repeat what people typed. The time is added by what collects the lines.
"""

from __future__ import annotations

import logging
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

FIELDS = (
    "event",
    "level",
    "process",
    "act",
    "kind",
    "mail",
    "tries",
    "trouble",
    "route",
    "method",
    "status",
    "milliseconds",
    "count",
    "port",
    "pid",
    "signal",
)
"""What a line may say, in this order. None of them can hold a name, an address or a secret."""


class _StandardError:
    """Wherever standard error leads at the moment of writing; a server may have turned it elsewhere.

    A line that can't be written is lost: where the disk is full, an application that has just been stored must not
    end with a page of trouble because of its log. What has to be remembered is an event in the database.
    """

    def write(self, text: str) -> int:
        with suppress(OSError):
            return sys.stderr.write(text)
        return 0

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def only_listed(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """The line without any field that is not listed."""
    return {name: line[name] for name in FIELDS if name in line}


def logger(process: str) -> FilteringBoundLogger:
    """The log of one process, for example "postman"; from level info upwards."""
    log: FilteringBoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(cast(TextIO, _StandardError())),
        processors=[structlog.processors.add_log_level, only_listed, structlog.processors.KeyValueRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        context_class=dict,
        process=process,
    )
    return log


class OnlyKinds(logging.Handler):
    """What libraries log: who logged, on which level, and the kind of an exception. Never their words."""

    def __init__(self, process: str) -> None:
        super().__init__(logging.WARNING)
        self._log = logger(process)

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        trouble = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        say = self._log.error if record.levelno >= logging.ERROR else self._log.warning
        say("library", kind=record.name, trouble=trouble)


def keep_to_the_list(process: str) -> None:
    """From here on libraries, warnings and exceptions that nobody caught write lines of the list only."""
    root = logging.getLogger()
    root.handlers[:] = [*(each for each in root.handlers if not isinstance(each, OnlyKinds)), OnlyKinds(process)]
    logging.captureWarnings(capture=True)

    def uncaught(kind: type[BaseException], _what: BaseException | None, _where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        logger(process).error("uncaught", trouble=kind.__name__)

    sys.excepthook = uncaught
    threading.excepthook = lambda told: uncaught(told.exc_type, told.exc_value, told.exc_traceback)
    sys.unraisablehook = lambda told: uncaught(told.exc_type, told.exc_value, told.exc_traceback)
