"""The payloads, spread over the fields in which residents write freely, of every procedure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import escape

from intake.procedures import PROCEDURES
from intake.procedures.procedure import Procedure
from intake.procedures.town_list import LONGEST, NOT_LISTED, TownField
from intake.procedures.writing import KanaField, TextField
from tests.hostile.corpus import Payload

KINDS = ("person", "company", "one_name")
PLACES = ("other", "abroad")
ROOMY = 100
SHORT = 8
"""Words as short as this stand on many a page anyhow."""


Load = tuple[Payload, ...]
"""What stands in one control: some payloads, with a space between."""


class Slot(NamedTuple):
    """A control that takes what is typed, and the field that keeps it."""

    control: str
    field: str
    longest: int


@dataclass(frozen=True)
class Attack:
    """An application: what is chosen in it, and which payload stands in which slot."""

    number: int
    procedure: Procedure
    chosen: Mapping[str, str]
    loaded: Mapping[Slot, Load]

    @property
    def typed(self) -> dict[str, str]:
        """What is typed and chosen, by control."""
        return {**self.chosen, **{slot.control: text_of(load) for slot, load in self.loaded.items()}}

    @property
    def kept(self) -> dict[str, str]:
        """What the record has to hold, by field."""
        return {slot.field: text_of(load) for slot, load in self.loaded.items()}

    def stands_on(self, page: str) -> bool:
        """Whether any of the longer words is on a page, as a careful machine writes it."""
        return any(str(escape(text)) in page for text in self.kept.values() if len(text) > SHORT)

    @property
    def email(self) -> str:
        """An address that is one, by the letter of the standard."""
        return f"=1+1|{{{{7*7}}}}'${{x}}%s-{self.number}@resident.example"


def text_of(load: Load) -> str:
    """As it is typed."""
    return " ".join(payload.text for payload in load)


def slots(procedure: Procedure, chosen: Mapping[str, str]) -> Iterator[Slot]:
    """Where somebody may write freely, given what is chosen."""
    for field in procedure.fields:
        if isinstance(field, TownField):
            yield Slot(field.controls[1], field.name, LONGEST)
        elif isinstance(field, TextField) and not isinstance(field, KanaField) and field.applies(chosen):
            yield Slot(field.name, field.name, field.longest)


def spread(corpus: list[Payload], rounds: int) -> list[Attack]:
    """So many applications of each procedure, with something in every slot: the longest that fits."""
    heap = Heap([payload for payload in corpus if payload.is_line])
    attacks: list[Attack] = []
    for turn in range(rounds):
        for procedure in PROCEDURES.values():
            chosen = _chosen(procedure, turn)
            free = sorted(slots(procedure, chosen), key=lambda slot: slot.longest)
            loaded = {slot: tuple(heap.fill(slot.longest)) for slot in free}
            attacks.append(Attack(len(attacks), procedure, chosen, loaded))
    return attacks


class Heap:
    """Gives each payload once before it gives any twice."""

    def __init__(self, payloads: list[Payload]) -> None:
        self._fresh = sorted(payloads, key=lambda payload: len(payload.text))
        self._used: list[Payload] = []

    def fill(self, longest: int) -> Iterator[Payload]:
        """One payload, and in a roomy control as many more fresh ones as have room beside it."""
        yield (first := self.take(longest))
        room = longest - len(first.text) - 1
        while longest >= ROOMY and self._fresh and len(self._fresh[0].text) <= room:
            yield (more := self.take(room))
            room -= len(more.text) + 1

    def take(self, longest: int) -> Payload:
        """The longest fresh one that fits, or else the one that was used longest ago."""
        for heap in (self._fresh, self._used):
            order = reversed(range(len(heap))) if heap is self._fresh else range(len(heap))
            for place in order:
                if len(heap[place].text) <= longest:
                    self._used.append(heap.pop(place))
                    return self._used[-1]
        raise AssertionError(f"nothing is as short as {longest}")


def _chosen(procedure: Procedure, turn: int) -> dict[str, str]:
    chosen = {
        "user_kind": KINDS[turn % len(KINDS)],
        "post_to": PLACES[turn % len(PLACES)],
        "post_zip": "100-0001" if turn % len(PLACES) == 0 else "",
        "applied_by": "other",
        "relation": "agent",
        "customer_number": "",
    }
    for prefix in procedure.places:
        chosen |= {f"{prefix}town": NOT_LISTED, f"{prefix}zip": "250-0011"}
    return chosen
