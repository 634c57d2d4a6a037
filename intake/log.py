"""The log: one line an event, `key=value` on standard error, and no field that is not on the list below.

Residents' data can't slip into a log by a forgotten argument: what is not listed is dropped, so are tracebacks,
because their last line likes to repeat what people typed. The time is added by what collects the lines.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
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
