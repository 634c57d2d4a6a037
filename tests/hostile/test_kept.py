"""What was typed is what is kept: every payload went through the form once at least, into many fields each."""

from __future__ import annotations

from collections import defaultdict

from intake.opening import open_record
from intake.procedures import PROCEDURES
from intake.records import Record, read_record
from tests.console.desk import row
from tests.hostile.corpus import Payload
from tests.hostile.house import House
from tests.hostile.raid import Hit, Raid
from tests.hostile.spreading import KINDS, PLACES, slots

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


def free_fields() -> set[tuple[str, str]]:
    """Every field of a procedure in which somebody may write freely, whoever they are and wherever letters go."""
    chosen = [{"user_kind": kind, "post_to": place, "applied_by": "other"} for kind in KINDS for place in PLACES]
    return {
        (procedure.name, slot.field)
        for procedure in PROCEDURES.values()
        for each in chosen
        for slot in slots(procedure, each)
    }


def test_no_free_field_of_any_procedure_is_left_out_and_each_got_several(raid: Raid) -> None:
    got: dict[tuple[str, str], set[str]] = defaultdict(set)
    for hit in raid.hits:
        for slot, load in hit.attack.loaded.items():
            got[hit.attack.procedure.name, slot.field] |= {payload.text for payload in load}
    by_field: dict[str, set[str]] = defaultdict(set)
    for (_, field), texts in got.items():
        by_field[field] |= texts
    assert set(got) == free_fields()
    assert min(map(len, by_field.values())) >= FEW
