"""What was typed is what is kept: every payload went through the form once at least, into many fields each."""

from __future__ import annotations

from collections import defaultdict

from intake.opening import open_record
from intake.records import Record, read_record
from tests.console.desk import row
from tests.hostile.corpus import Payload
from tests.hostile.house import House
from tests.hostile.raid import Hit, Raid

FEW = 5


def record_of(house: House, hit: Hit) -> Record:
    """What the record holds, opened with the office's key."""
    application = row(house.store, hit.reference)
    return read_record(open_record(application.record, application.office_wrap, "office", house.keys.office))


def test_every_payload_that_is_a_line_of_text_is_kept_as_it_was_typed(raid: Raid, corpus: list[Payload]) -> None:
    for hit in raid.hits:
        record = record_of(raid.house, hit)
        assert {name: record.answers[name] for name in hit.attack.kept} == hit.attack.kept
        assert record.email == hit.attack.email
    spent = {payload for hit in raid.hits for load in hit.attack.loaded.values() for payload in load}
    assert {payload for payload in corpus if payload.is_line} <= spent


def test_every_free_field_of_every_procedure_got_several(raid: Raid) -> None:
    got: dict[tuple[str, str], set[str]] = defaultdict(set)
    for hit in raid.hits:
        for slot, load in hit.attack.loaded.items():
            got[hit.attack.procedure.name, slot.field] |= {payload.text for payload in load}
    by_field: dict[str, set[str]] = defaultdict(set)
    for (_, field), texts in got.items():
        by_field[field] |= texts
    assert min(map(len, got.values())) > 1
    assert min(map(len, by_field.values())) >= FEW
