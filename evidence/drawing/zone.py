"""The words of the drawing: a zone, what its process holds, and a fact about the application in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from intake.text import N_, Text


class Form(StrEnum):
    """In what form something is there."""

    CLEAR = "clear"
    SEALED = "sealed"
    GONE = "gone"
    NONE = "none"


FORMS: dict[Form, Text] = {
    Form.CLEAR: N_("Readable"),
    Form.SEALED: N_("Sealed"),
    Form.GONE: N_("Erased"),
    Form.NONE: N_("Nothing"),
}
"""The words on the marks."""

MEANINGS: dict[Form, Text] = {
    Form.CLEAR: N_("Who gets in there can read it."),
    Form.SEALED: N_("Only who has the fitting key can read it."),
    Form.GONE: N_("It was there and has been overwritten or deleted."),
    Form.NONE: N_("It is not there."),
}
"""What the marks mean."""


class Area(StrEnum):
    """The networks and rooms that the zones lie in."""

    INTERNET = "internet"
    RECEPTION = "reception"
    CENTRE = "centre"
    CLOSED = "closed"
    CITY = "city"


AREAS: dict[Area, Text] = {
    Area.INTERNET: N_("The internet"),
    Area.RECEPTION: N_("The reception desk's servers"),
    Area.CENTRE: N_("The centre's room"),
    Area.CLOSED: N_("The closed network"),
    Area.CITY: N_("The city"),
}
"""Their names."""


class Kind(StrEnum):
    """What sort of thing a process holds."""

    PRIVATE = "private"
    PUBLIC = "public"
    SECRET = "secret"  # noqa: S105 - the name of a kind, not a secret
    NO_KEY = "no_key"


@dataclass(frozen=True)
class Holding:
    """A key or secret of a zone. `settings` are the fields of the process's settings class that it stands for."""

    kind: Kind
    name: Text
    settings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """Something that was read just now: what it is, its form, the figure, and a plain sentence about it.

    `drawn` facts stand in the drawing too, all of them in the table. `alarm` marks what must not be.
    `content` is set for what holds the resident's own words: name, address, all the answers.
    """

    name: str
    what: Text
    form: Form
    value: Text | str
    sentence: Text
    drawn: bool = True
    alarm: bool = False
    content: bool = False


@dataclass(frozen=True)
class Zone:
    """A box of the drawing."""

    name: str
    area: Area
    title: Text
    role: Text
    holds: tuple[Holding, ...]
    facts: tuple[Fact, ...]

    @property
    def readable(self) -> bool:
        """Whether somebody in this zone can read what the resident wrote."""
        return any(fact.content and fact.form is Form.CLEAR for fact in self.facts)


def size(count: int) -> Text:
    """A number of bytes, in words."""
    return N_("%(count)s bytes", count=f"{count:,}")
