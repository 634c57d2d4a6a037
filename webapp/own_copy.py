"""The resident's own copy: the one module of the window that opens a record, with the resident's secret."""

from __future__ import annotations

from intake.opening import open_record, resident_key
from intake.records import Record, read_record
from intake.store.applications import Application


def own_copy(application: Application, secret: str) -> Record | None:
    """The record, opened while the resident's browser hands in the secret; None once the copy was erased."""
    if application.resident_wrap is None:
        return None
    return read_record(
        open_record(application.record, application.resident_wrap, "resident", resident_key(secret))
    )
