"""docs/operations/handbook.md names commands, units and documents that there are."""

from __future__ import annotations

import re

import click
import pytest

from intake.commands import mizuguchi
from tests.installation.contents import ROOT
from tests.installation.units import SERVICES, TIMERS

PLACE = ROOT / "docs/operations"
TEXT = (PLACE / "handbook.md").read_text()
CODE = "\n".join(re.findall(r"`([^`]+)`", TEXT.replace("```", "`")))
COMMANDS = sorted(set(re.findall(r"(?<![\w/.-])mizuguchi (?!mizuguchi)([a-z][a-z ]*(?:--[a-z-]+)?)", CODE)))


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_there_with_its_option(line: str) -> None:
    words = line.split()
    context = click.Context(mizuguchi)
    command: click.Command = mizuguchi
    while words and isinstance(command, click.Group):
        found = command.get_command(context, words[0])
        assert found is not None, f"mizuguchi {line}"
        command = found
        words.pop(0)
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_a_unit_that_is_named_is_there() -> None:
    named = set(re.findall(r"mizuguchi-(?:window@|[a-z]+(?:-[a-z]+)*)", CODE)) - {"mizuguchi-backups"}
    there = {re.sub(r"\.(service|timer)$", "", unit) for unit in [*SERVICES, *TIMERS]}
    assert {name for name in named if name not in there and f"{name}@" not in there} == set()


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)", TEXT))))
def test_a_document_that_is_linked_is_there(link: str) -> None:
    assert (PLACE / link).exists()
