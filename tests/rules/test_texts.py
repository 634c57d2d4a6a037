"""Every sentence of the counter has its Japanese, with the same blanks to fill in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import intake
from intake.days import short_day_text
from intake.procedures.start import START
from intake.text import N_
from tests.rules.words import WORDS, catalogue, english, japanese
from tests.scenery import MONDAY_NOON

BLANKS = re.compile(r"%\((\w+)\)s")
ROOM = Path(intake.__file__).parent


def marked() -> Iterator[tuple[str, set[str]]]:
    """Each message that the code marks with N_, and the names of the values that it gets there."""
    for file in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                assert isinstance(node.args[0], ast.Constant)
                yield str(node.args[0].value), {str(keyword.arg) for keyword in node.keywords}


MARKED = list(marked())


def test_every_sentence_is_translated_and_no_translation_is_left_over() -> None:
    assert set(WORDS) == {message for message, _ in MARKED}


@pytest.mark.parametrize(("message", "values"), MARKED, ids=[message[:50] for message, _ in MARKED])
def test_each_blank_is_filled_in_and_the_japanese_has_no_other(message: str, values: set[str]) -> None:
    blanks = set(BLANKS.findall(message))
    assert blanks <= values
    assert set(BLANKS.findall(WORDS[message])) <= blanks
    assert "%" not in BLANKS.sub("", message) + BLANKS.sub("", WORDS[message])


def test_no_translation_is_empty_uncertain_or_refused_by_the_compiler() -> None:
    assert all(WORDS.values())
    assert not [message.id for message in catalogue() if message.id and message.fuzzy]
    assert not catalogue().obsolete
    assert [problem for _, problems in catalogue().check() for problem in problems] == []


def test_japanese_is_japanese_and_makes_no_promise_that_nobody_can_keep() -> None:
    for message, words in WORDS.items():
        assert re.search(r"[ぁ-んァ-ヶ一-龠]|^\d+$", words) or not BLANKS.sub("", words).strip("（）"), message
        assert not re.search(r"絶対|完全に", words)
        assert not re.search(r"absolutely|completely secure", message, re.IGNORECASE)


def test_a_label_inside_a_sentence_is_said_in_the_same_language() -> None:
    label = START.field("town").label
    assert japanese(N_("Please choose: %(label)s", label=label)) == "町名を選んでください。"
    assert english(N_("Please choose: %(label)s", label=label)) == "Please choose: Town"


def test_a_day_inside_a_sentence_is_said_in_the_same_language() -> None:
    label, day = START.field("start_date").label, short_day_text(MONDAY_NOON.date())
    sentence = N_("%(label)s must be %(day)s or earlier.", label=label, day=day)
    assert japanese(sentence) == "使用開始日は11月23日（月）までの日付にしてください。"
    assert english(sentence) == "First day of use must be Mon 23 Nov 2026 or earlier."


def test_a_value_with_a_percent_sign_in_it_is_said_as_it_is() -> None:
    assert english(N_("Please enter: %(label)s", label="100 %(x)s %")) == "Please enter: 100 %(x)s %"
