"""Slips of all procedures, read back from paper: what was typed stands there, all of it and nothing else."""

from dataclasses import replace
from itertools import zip_longest
from random import Random
from unicodedata import normalize

import pytest

from admin.slip.content import Slip, SlipLine, SlipSection
from intake.paper.glyphs import characters, spelled
from intake.procedures import PROCEDURES
from intake.procedures.procedure import Procedure
from intake.procedures.start import START
from simulation.residents import typed_by_a_resident
from tests.rules.real_life import AROUND, PROXY, accepted
from tests.scenery import ANSWERS

from .filled import SITUATION, body_of, filled
from .longest import longest
from .reading import pages_of, squeezed, stand_in_order

KINDS = {
    "person": ("family_name", "given_name", "post_name"),
    "one name": ("full_name", "applicant_name"),
    "company": ("company_name", "representative", "applicant_name", "post_name"),
}
TWO_MARKS = "e\u0302\u0303"
"""Drawn from the glyph of ê, to which a PDF gives one text only: such a name is right to look at, not to copy."""

every_procedure = pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)


def read_back(slips: list[Slip]) -> None:
    """Each slip on one sheet of its own, with its flags above and its lines as they must read."""
    pages = pages_of(*slips)
    assert len(pages) == len(slips)
    for page, slip in zip(pages, slips, strict=True):
        assert body_of(slip) in page
        assert stand_in_order([*slip.flags, "入力する）"], page)


@pytest.mark.check(14)
@every_procedure
def test_what_residents_type_stands_on_one_sheet_in_keying_order_and_nothing_else(procedure: Procedure) -> None:
    typed = [typed_by_a_resident(procedure, SITUATION, chance) for chance in map(Random, range(4))]
    read_back([filled(procedure, each) for each in typed])


@pytest.mark.check(14)
@every_procedure
def test_the_longest_answers_with_every_flag_stand_on_one_sheet(procedure: Procedure) -> None:
    typed = [
        longest(procedure, user_kind="company", post_to="abroad"),
        longest(procedure, user_kind="company", post_to="other", contact_method="fax"),
        longest(procedure, user_kind="person", post_to="other", contact_method="fax"),
    ]
    slips = [filled(procedure, each) for each in typed]
    read_back([replace(each, copy_number=2, reason="印刷不良", replaces="398-221-004-6") for each in slips])


@every_procedure
def test_a_line_stands_on_paper_only_for_what_was_a_question(procedure: Procedure) -> None:
    for user_kind, own in (("person", "姓"), ("one_name", "氏名"), ("company", "名称")):
        slip = filled(procedure, longest(procedure, user_kind=user_kind, post_to="abroad", applied_by="user"))
        labels = [line.label for section in slip.sections for line in section.lines]
        assert [label for label in ("姓", "氏名", "名称") if label in labels] == [own]
        assert not {"送り先の住所", "申込みをする方の氏名", "ファクス番号"} & set(labels)


def seen(text: str) -> str:
    """A letter and its marks in one form: が and か with a mark are one glyph, so paper can't tell them."""
    letters = characters(spelled(text))
    return squeezed("".join(normalize("NFC", letter) if len(letter) > 1 else letter for letter in letters))


def name_lines(controls: tuple[str, ...]) -> list[SlipLine]:
    """The corpus of names, each from the form through the record to its line of the slip, to the byte as typed."""
    texts = [[typed.text for typed in accepted("names") if typed.control == control] for control in controls]
    around = ANSWERS | AROUND.get(controls[0], {}) | PROXY
    lines = []
    for together in zip_longest(*texts):
        names = {control: name for control, name in zip(controls, together, strict=True) if name}
        printed = [line for part in filled(START, around | names).sections for line in part.lines]
        found = [line for line in printed if line.value in names.values()]
        assert len(found) >= len(names)
        lines += [line for line in found if TWO_MARKS not in line.value]
    return lines


@pytest.mark.parametrize("controls", KINDS.values(), ids=KINDS)
def test_names_are_the_same_from_the_form_to_the_paper(controls: tuple[str, ...]) -> None:
    """Only what no font has stands there as its code point."""
    slip = filled(START, ANSWERS)
    sheets = [replace(slip, sections=(SlipSection("氏名", lines),)) for lines in batched(name_lines(controls), 20)]
    for page, sheet in zip(pages_of(*sheets), sheets, strict=True):
        (section,) = sheet.sections
        assert stand_in_order([f"{line.label}{seen(line.value)}" for line in section.lines], seen(page))


def batched(lines: list[SlipLine], size: int) -> list[tuple[SlipLine, ...]]:
    return [tuple(lines[first : first + size]) for first in range(0, len(lines), size)]
