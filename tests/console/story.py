"""The story of one application, told again from its events: each has to be a lawful step from where it stood.

Reckoned from the chain alone, without a look at the tables, so that a table that tells another story shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from intake.acts import LETTERS
from intake.audit import details
from intake.closing import SLIP, SUBMIT
from intake.lifecycle import FINAL, Act, NotAllowed, State, after
from intake.sheets import Fate, Kind, NoSuchTurn, Turn, turned
from intake.store.applications import Application
from intake.store.events import events_about

TAKEN, OPENED = "taken", "opened"
ASKED, ANSWERED, RELINKED = "asked", "answered", "relinked"
IN_HAND = frozenset({Fate.HELD, Fate.FILED})


class NotLawful(Exception):
    """An event that can't have happened there; its place in the story and why."""


@dataclass(frozen=True)
class Told:
    """One event: what was done, by whom, and its details."""

    act: str
    actor: str
    detail: Mapping[str, str | int] = field(default_factory=dict)


@dataclass
class Story:
    """How an application stands after the events so far. `letters` are those that the story implies.

    `fates` are the slips to key from, `pulled` those that were taken out of circulation since. `hands` are those
    who have had it, `lookers` those who opened it to check since it was keyed. `owed` is a sheet for a print.
    """

    state: State | None = None
    version: int = 0
    letters: list[str] = field(default_factory=list)
    fates: dict[int, Fate] = field(default_factory=dict)
    pulled: set[int] = field(default_factory=set)
    keyer: str = ""
    undoer: str = ""
    hands: set[str] = field(default_factory=set)
    lookers: set[str] = field(default_factory=set)
    owed: bool = False

    def tell(self, event: Told) -> None:
        """One event further; NotLawful when it does not follow."""
        expect(not self.owed or event.act == SLIP, "a print without its sheet")
        if event.act == SUBMIT:
            self._submit(event)
        elif event.act in set(Act):
            self._move(event, Act(event.act))
        elif event.act == SLIP:
            self._slip(event)
        elif event.act in set(Turn):
            self._turn(event, Turn(event.act))
        elif event.act in {ASKED, ANSWERED, RELINKED}:
            self._correspond(event)
        elif event.act == TAKEN:
            self._take(event)
        elif event.act == OPENED and event.detail["reason"] == "check":
            self.lookers.add(event.actor)

    @property
    def usable(self) -> list[int]:
        """The slips that somebody could take up and key, from the desk or out of the file."""
        return [serial for serial, fate in self.fates.items() if fate in IN_HAND and serial not in self.pulled]

    def _submit(self, event: Told) -> None:
        expect(self.state is None, "received twice")
        expect(event.actor == "resident", "received from somebody else than the resident")
        self.state, self.version, self.letters = State.SUBMITTED, 1, ["received"]

    def _move(self, event: Told, act: Act) -> None:
        before = self._begun()
        expect(event.detail["from"] == before, f"{act} says it began at {event.detail['from']}, not at {before}")
        try:
            to = after(before, act)
        except NotAllowed as unlawful:
            raise NotLawful(str(unlawful)) from unlawful
        expect(event.detail["to"] == to, f"{act} says it led to {event.detail['to']}, not to {to}")
        self._judge(act, event.actor)
        self.state, self.version = to, self.version + 1
        if to in LETTERS and to is not before:
            self.letters.append(LETTERS[to])

    def _judge(self, act: Act, actor: str) -> None:
        """What the table of moves can't say: who may do it after whom, and which paper has to be where."""
        if act is Act.PRINT:
            self.owed = True
            self.hands.add(actor)
        elif act is Act.CANCEL:
            expect(actor == "resident", "cancelled by somebody else than the resident")
        elif act is Act.KEY:
            expect(bool(self.fates) and self.fates[max(self.fates)] is Fate.FILED, "keyed without its newest slip")
            self.keyer, self.lookers = actor, set()
        elif act in {Act.CHECK, Act.SEND_BACK}:
            expect(
                actor != self.keyer and actor in self.lookers, "checked by somebody who keyed it or never looked"
            )
        elif act is Act.UNDO:
            expect(bool(self.keyer) and not self.undoer, "undone where there was nothing to undo")
            expect(not self.usable, "undone in billing with a slip still about")
            self.undoer = actor
        elif act is Act.CONFIRM_CANCEL:
            expect(not self.usable, "confirmed with a slip still about")
            expect(not self.keyer or self.undoer not in {"", actor}, "confirmed without two people")

    def _slip(self, event: Told) -> None:
        if event.detail.get("what") == Kind.CANCELLATION:
            expect(self._begun() is State.CANCEL_REQUESTED, "a cancellation slip that nobody asked for")
            return
        serial = int(event.detail["serial"])
        expect(self.owed, "a sheet without a print")
        expect(serial > max(self.fates, default=0), "a serial that was there before")
        expect(event.detail["copy"] == len(self.fates) + 1, "a copy that is not the next")
        self.fates[serial], self.owed = Fate.HELD, False

    def _turn(self, event: Told, turn: Turn) -> None:
        serial = int(event.detail["serial"])
        expect(serial in self.fates, f"sheet {serial} was never printed")
        try:
            self.fates[serial] = turned(self.fates[serial], turn)
        except NoSuchTurn as unlawful:
            raise NotLawful(str(unlawful)) from unlawful
        if turn is Turn.PULL and self._begun() is State.CANCEL_REQUESTED:
            self.pulled.add(serial)

    def _correspond(self, event: Told) -> None:
        """The state stays, the version counts on, and the applicant is told of what the centre did."""
        expect(self._begun() not in FINAL or event.act == RELINKED, f"{event.act} after the end")
        expect(event.act != ANSWERED or "inquiry" in self.letters, "an answer that nobody asked for")
        self.version += 1
        self.letters += {ASKED: ["inquiry"], RELINKED: ["relinked"]}.get(event.act, [])

    def _take(self, event: Told) -> None:
        expect(self._begun() not in FINAL, "taken after the end")
        before = event.detail.get("account")
        known = {int(actor.split()[-1]) for actor in self.hands}
        expect(before in known if before else not known, "taken from somebody who never had it")
        self.hands.add(event.actor)

    def _begun(self) -> State:
        if self.state is None:
            raise NotLawful("something before it was received")
        return self.state


def expect(lawful: bool, why: str) -> None:
    """NotLawful with the reason, where it is not."""
    if not lawful:
        raise NotLawful(why)


def replay(events: Iterable[Told]) -> Story:
    """The whole story; NotLawful names the place of the first event that does not follow."""
    story = Story()
    for place, event in enumerate(events, 1):
        try:
            story.tell(event)
        except NotLawful as why:
            raise NotLawful(f"event {place} ({event.act}): {why}") from why
    expect(not story.owed, "a print without its sheet")
    return story


def told_of(session: Session, row: Application) -> list[Told]:
    """The events of an application in the order of the chain."""
    return [Told(event.act, event.actor, details(event)) for event in events_about(session, row.id)]
