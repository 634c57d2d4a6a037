"""Slips as they come out of the form: typed, read, put into the record, taken out again, laid out."""

from collections.abc import Mapping
from itertools import count
from uuid import UUID

from admin.paper import slip_of
from admin.slip.content import Slip, SlipLine
from intake.paper.glyphs import code_points, rare, spelled, unprintable
from intake.procedures.field import Situation
from intake.procedures.procedure import Procedure
from intake.procedures.reading import read_all
from intake.records import Record, canonical, read_record
from intake.store.applications import Application
from intake.store.slips import PrintedSlip
from intake.town import read_town
from tests.scenery import MONDAY_NOON

from .reading import squeezed

SITUATION = Situation(read_town(), MONDAY_NOON)
REFERENCE = "4120703957"


def filled(procedure: Procedure, typed: Mapping[str, str]) -> Slip:
    """The slip of what was typed, by way of the record's canonical body."""
    answers, problems = read_all(procedure, typed, SITUATION)
    assert not problems, [problem.control for problem in problems]
    body = canonical(Record(procedure.name, procedure.version, REFERENCE, "ja", "a@b.example", "", answers))
    record = read_record(body)
    about = Application(due_day=procedure.due_day(record.answers, SITUATION), received_at=MONDAY_NOON)
    sheet = PrintedSlip(
        serial=123, application_id=UUID(int=1), copy_number=1, printed_at=MONDAY_NOON, audit_head="b81d44e09a6c"
    )
    return slip_of(record, about, sheet, SITUATION.town, "center-07")


def body_of(slip: Slip) -> str:
    """All lines as they must read, with nothing before, between or behind them but titles of sections and flags.

    A section's title stands beside its lines and is set just before the last of them.
    """
    numbers = count(1)
    words: list[str] = []
    for section in slip.sections:
        *before, last = (_words_of(line, next(numbers)) for line in section.lines)
        words += [*before, section.title, last]
    return squeezed("".join(words))


def _words_of(line: SlipLine, number: int) -> str:
    codes = [char for char in rare(line.value) if char not in unprintable(line.value)]
    named = "".join(f"「{char}＝{code_points(char)}」" for char in codes)
    return f"{number}{line.label}{spelled(line.value) or '（入力なし）'}{named}"
