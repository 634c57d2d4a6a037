"""The register of personal data leaves nothing out: it is made from the same declarations as the form."""

import re

from intake.backup.drilling import RECORD
from intake.backup.making import LOCK, TOWN
from intake.backup.manifest import MANIFEST
from intake.procedures import PROCEDURES, offered
from intake.register import CLEAR, EMAIL, READERS, kept, purposes, register_of
from intake.store.copying import FILES
from intake.store.tables import METADATA, TABLES
from intake.town import Town

EVERYTHING = register_of(tuple(PROCEDURES.values()))


def test_every_field_of_every_offered_procedure_stands_in_it_with_its_purpose(town: Town) -> None:
    register = register_of(offered(town))
    for procedure in offered(town):
        part = register.split(f"(`{procedure.name}`")[1].split("\n## ")[0]
        assert f"| `email` {EMAIL.message} |" in part
        for field in procedure.fields:
            line = next(line for line in part.splitlines() if line.startswith(f"| `{field.name}` "))
            assert field.purpose.message in line
            assert ("| yes |" in line) is (field.required and not field.only_when and not field.required_when)
            assert ("masked" in line) is field.private


def test_every_column_of_every_table_stands_in_it_with_the_reason_why_it_is_clear() -> None:
    rows = {line.split("|")[1].strip(): line for line in EVERYTHING.splitlines() if line.startswith("| ")}
    for table in METADATA.sorted_tables:
        named = set(re.findall(r"`(\w+)`", rows[table.name].split("|")[2]))
        assert named == {column.name for column in table.columns}
        assert CLEAR[table.name].message in rows[table.name]


def test_there_is_no_table_that_the_register_does_not_know() -> None:
    assert {table.__tablename__ for table in TABLES} == set(METADATA.tables) == set(CLEAR)


def test_what_a_backup_is_made_of_stands_in_it() -> None:
    part = EVERYTHING.split("## What is kept outside of the database")[1]
    for name in (*FILES.values(), TOWN, LOCK, MANIFEST, RECORD):
        assert f"`{name}`" in part


def test_a_procedure_that_a_town_has_switched_off_is_not_in_it() -> None:
    assert "`start`" not in register_of(())


def test_each_thing_that_is_asked_stands_under_its_purpose_and_only_once_there(town: Town) -> None:
    told = {purpose.why.message: [what.message for what in purpose.what] for purpose in purposes(offered(town))}
    for procedure in offered(town):
        for field in procedure.fields:
            assert told[field.purpose.message].count(field.label.message) == 1
    assert list(told)[-1] == "To send the link, the receipt and the result"


def test_how_long_things_are_kept_is_what_the_town_says(town: Town) -> None:
    days = [value for each in kept(town) for value in each.how_long.values.values()]
    terms = town.retention
    ours = [terms.draft_hours, terms.application_days, terms.resident_copy_days]
    assert days == [*ours, terms.paper_days, terms.backup_days]


def test_what_leaves_the_desk_on_paper_is_named_too(town: Town) -> None:
    assert [each.how_long.message for each in kept(town) if "billing" in each.what.message]
    assert [each.message for each in READERS if "billing" in each.message]
