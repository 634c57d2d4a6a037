"""The register of personal data leaves nothing out: it is made from the same declarations as the form."""

import re

from intake.procedures import PROCEDURES, offered
from intake.register import CLEAR, register_of
from intake.store.tables import METADATA, TABLES
from intake.town import Town

EVERYTHING = register_of(tuple(PROCEDURES.values()))


def test_every_field_of_every_offered_procedure_stands_in_it_with_its_purpose(town: Town) -> None:
    register = register_of(offered(town))
    for procedure in offered(town):
        part = register.split(f"(`{procedure.name}`")[1].split("\n## ")[0]
        assert "| `email` |" in part
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


def test_a_procedure_that_a_town_has_switched_off_is_not_in_it() -> None:
    assert "`start`" not in register_of(())
