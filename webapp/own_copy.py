"""The resident's own copy: the one module of the window that opens a record, with the resident's secret."""

from __future__ import annotations

from collections.abc import Sequence

from intake.clock import on_the_wall
from intake.inquiries import Said, Writer, read_words
from intake.opening import open_record, resident_key
from intake.records import Record, read_record
from intake.sealing.header import read_header
from intake.sealing.refusal import CannotOpen
from intake.store.applications import Application
from intake.store.messages import Message


def own_copy(application: Application, secret: str) -> Record | None:
    """The record, opened while the resident's browser hands in the secret; None once the copy was erased.

    CannotOpen also when somebody put another application's record into this row.
    """
    if application.resident_wrap is None:
        return None
    body = open_record(application.record, application.resident_wrap, "resident", resident_key(secret))
    record = read_record(body)
    if (
        record.reference != application.reference
        or read_header(application.record).application_id != application.id
    ):
        raise CannotOpen
    return record


def own_thread(messages: Sequence[Message], secret: str) -> Sequence[Said]:
    """The questions and answers (Japan time) while the resident's copy exists; CannotOpen for changed ones."""
    key = resident_key(secret)
    return [
        Said(
            Writer(each.writer),
            on_the_wall(each.at),
            read_words(open_record(each.body, each.resident_wrap, "resident", key, each.part)),
        )
        for each in messages
        if each.resident_wrap is not None
    ]
