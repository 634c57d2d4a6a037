"""A sentence for people, still untranslated: the room that shows it knows the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """A message id with named values; a value may itself be a Text."""

    message: str
    values: Mapping[str, str | int | Text] = field(default_factory=dict)

    def say(self, translate: Callable[[str], str]) -> str:
        """The sentence in the language of `translate`."""
        spoken = {
            name: value.say(translate) if isinstance(value, Text) else value for name, value in self.values.items()
        }
        return translate(self.message) % spoken if spoken else translate(self.message)


def N_(message: str, **values: str | int | Text) -> Text:  # noqa: N802 - the name that gettext tools look for
    """Mark a sentence for the catalogue."""
    return Text(message, values)
