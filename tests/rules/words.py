"""What the counter says, in the words that people read."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import intake
from intake.procedures.field import Problem
from intake.text import Text

CATALOGUE = Path(intake.__file__).parent / "translations/ja/LC_MESSAGES/messages.po"


def catalogue() -> Catalog:
    """The Japanese words as they were written, not compiled."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="ja")


WORDS = {str(message.id): str(message.string) for message in catalogue() if message.id}


def japanese(text: Text) -> str:
    """A sentence in Japanese."""
    return text.say(lambda message: WORDS.get(message, message))


def english(text: Text) -> str:
    """A sentence in English: the messages themselves."""
    return text.say(str)


def by_control(problems: list[Problem]) -> dict[str, str]:
    """What is said at which control, in Japanese."""
    return {problem.control: japanese(problem.text) for problem in problems}
