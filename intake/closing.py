"""The closing of a day (日締め): do applications and sheets of paper tie? Reckoned from events alone, in memory.

A period goes from one closing to the next. What stood at its beginning and what came in must be found again
among what went out and what is left. Counts of both sides come from different events, so that an event or a
sheet that is missing shows as a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from intake.lifecycle import MOVES, Act, State
from intake.sheets import TURNS, Fate, Turn

SUBMIT, SLIP, CLOSED, ERASED = "submit", "slip", "closed", "erased"
ACTS = frozenset({SUBMIT, SLIP, CLOSED, ERASED, *Act, *Turn})
"""The events that a closing is made of."""

WAITING = frozenset({State.SUBMITTED, State.PRINTED, State.CANCEL_REQUESTED})
IN_BILLING = frozenset({State.KEYED, State.COMPLETED})
ON_THE_DESK = frozenset({Fate.HELD, Fate.LOST})


@dataclass(frozen=True)
class Entry:
    """One event, as far as a closing needs it."""

    number: int
    at: datetime
    act: str
    about: UUID | None
    detail: Mapping[str, str | int]


@dataclass(frozen=True)
class Applications:
    """Applications of a period. `returned` were keyed and came back: sent back, or to be cancelled."""

    brought: int
    received: int
    returned: int
    keyed: int
    cancelled: int
    declined: int
    erased: int
    carried: int

    @property
    def difference(self) -> int:
        """Zero when brought + received + returned = keyed + cancelled + declined + erased + carried."""
        came = self.brought + self.received + self.returned
        return came - self.keyed - self.cancelled - self.declined - self.erased - self.carried


@dataclass(frozen=True)
class Papers:
    """Sheets of a period. `brought` were held or lost before, `returned` were filed and taken out again."""

    brought: int
    printed: int
    returned: int
    filed: int
    held: int
    shredded: int

    @property
    def difference(self) -> int:
        """Zero when brought + printed + returned = filed + held + shredded; otherwise so many are missing."""
        return self.brought + self.printed + self.returned - self.filed - self.held - self.shredded


@dataclass(frozen=True)
class Reckoning:
    """A closing. `first` and `last` are the serials of the period, None where nothing was printed.

    `lost` and `gaps` are serials; `odd` are numbers of events that do not follow from those before.
    `states` and `fates` are how everything stands at the end.
    """

    applications: Applications
    papers: Papers
    first: int | None
    last: int | None
    lost: Sequence[int]
    gaps: Sequence[int]
    odd: Sequence[int]
    held: Sequence[int]
    states: Mapping[UUID, State] = field(repr=False)
    fates: Mapping[int, Fate] = field(repr=False)

    @property
    def ties(self) -> bool:
        """Whether nothing stands in red."""
        return not (self.applications.difference or self.papers.difference or self.gaps or self.odd)

    @property
    def figures(self) -> dict[str, int]:
        """What the supervisor signs, as it goes into the event."""
        of, paper = self.applications, self.papers
        return {
            "received": of.received,
            "keyed": of.keyed,
            "cancelled": of.cancelled,
            "declined": of.declined,
            "carried": of.carried,
            "printed": paper.printed,
            "filed": paper.filed,
            "held": paper.held,
            "shredded": paper.shredded,
            "lost": len(self.lost),
        }


def reckon(entries: Iterable[Entry], after: int) -> Reckoning:
    """The closing of the period that begins behind the event with the number `after`.

    `entries` are all events of `ACTS` from the very beginning to the end of the period, in order.
    """
    ledger = _Ledger()
    brought: tuple[int, int] | None = None
    for entry in entries:
        if brought is None and entry.number > after:
            brought = ledger.begin()
        ledger.take(entry)
    if brought is None:
        brought = ledger.begin()
    return ledger.closing(*brought)


class _Ledger:
    """Everything that is known while events go by; flows are counted anew where the period begins."""

    def __init__(self) -> None:
        self.states: dict[UUID, State] = {}
        self.fates: dict[int, Fate] = {}
        self.flows: Counter[str] = Counter()
        self.odd: list[int] = []
        self.printed: list[int] = []
        self.highest = 0

    def begin(self) -> tuple[int, int]:
        """Forget the flows so far; the stocks of applications and sheets at this moment."""
        self.flows, self.odd, self.printed = Counter(), [], []
        self.before = self.highest
        return self._waiting(), self._on_the_desk()

    def take(self, entry: Entry) -> None:
        """One event further."""
        if entry.act == SLIP:
            self._print(entry)
        elif entry.act in set(Turn):
            self._turn(entry)
        elif entry.about and entry.act == SUBMIT:
            self.flows["received"] += 1
            self._expect(entry, entry.about not in self.states)
            self.states[entry.about] = State.SUBMITTED
        elif entry.about and entry.act == ERASED:
            self.flows["erased"] += self.states.get(entry.about) in WAITING
            self.states.pop(entry.about, None)
        elif entry.about and entry.act in set(Act):
            self._move(entry, entry.about)

    def _move(self, entry: Entry, about: UUID) -> None:
        before, to = State(str(entry.detail["from"])), State(str(entry.detail["to"]))
        self._expect(entry, self.states.get(about) is before and MOVES.get((before, Act(entry.act))) is to)
        self.flows["keyed"] += before in WAITING and to in IN_BILLING
        self.flows["returned"] += before in IN_BILLING and to in WAITING
        self.flows["cancelled"] += before in WAITING and to is State.CANCELLED
        self.flows["declined"] += before in WAITING and to is State.DECLINED
        self.states[about] = to

    def _print(self, entry: Entry) -> None:
        serial = int(entry.detail["serial"])
        self._expect(entry, serial not in self.fates)
        self.printed.append(serial)
        self.highest = max(self.highest, serial)
        self.fates[serial] = Fate.HELD

    def _turn(self, entry: Entry) -> None:
        serial = int(entry.detail["serial"])
        before, to = self.fates.get(serial), TURNS.get((self.fates.get(serial, Fate.SHREDDED), Turn(entry.act)))
        self._expect(entry, to is not None)
        if before is None or to is None:
            return
        self.flows["out of the file"] += before is Fate.FILED and to is not Fate.FILED
        self.flows["filed"] += before is not Fate.FILED and to is Fate.FILED
        self.flows["shredded"] += to is Fate.SHREDDED
        self.fates[serial] = to

    def _expect(self, entry: Entry, follows: bool) -> None:
        if not follows:
            self.odd.append(entry.number)

    def _waiting(self) -> int:
        return sum(state in WAITING for state in self.states.values())

    def _on_the_desk(self) -> int:
        return sum(fate in ON_THE_DESK for fate in self.fates.values())

    def _where(self, fate: Fate) -> list[int]:
        return sorted(serial for serial, found in self.fates.items() if found is fate)

    def closing(self, brought: int, brought_sheets: int) -> Reckoning:
        """The sums of the period that ends here."""
        flows, held = self.flows, self._where(Fate.HELD)
        return Reckoning(
            applications=Applications(
                brought=brought,
                received=flows["received"],
                returned=flows["returned"],
                keyed=flows["keyed"],
                cancelled=flows["cancelled"],
                declined=flows["declined"],
                erased=flows["erased"],
                carried=self._waiting(),
            ),
            papers=Papers(
                brought=brought_sheets,
                printed=len(self.printed),
                returned=flows["out of the file"],
                filed=flows["filed"],
                held=len(held),
                shredded=flows["shredded"],
            ),
            first=min(self.printed, default=None),
            last=max(self.printed, default=None),
            lost=self._where(Fate.LOST),
            gaps=[serial for serial in range(self.before + 1, self.highest) if serial not in self.fates],
            odd=self.odd,
            held=held,
            states=self.states,
            fates=self.fates,
        )
