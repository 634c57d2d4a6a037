"""What has happened when the tests look: everybody has typed hostile words, and the desk has worked on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.console.clerk import Clerk
from tests.console.test_selecting import chooses
from tests.hostile.corpus import Payload
from tests.hostile.house import House
from tests.hostile.intruder import Intruder
from tests.hostile.spreading import Attack, spread

ROUNDS = 5
TALKATIVE = 15
"""So many applicants and the clerk write to each other, and the clerk a memo about each."""

LONGEST_WORDS = 480


@dataclass
class Hit:
    """An application that was received, what was written beside it, and who applied."""

    attack: Attack
    reference: str
    intruder: Intruder
    written: list[str] = field(default_factory=list)


@dataclass
class Raid:
    """All applications, the clerk who has them, and what came out of the printer."""

    house: House
    hits: list[Hit]
    sato: Clerk
    batch: str = ""
    closed: str = ""
    """The day that was closed."""
    cancellations: list[int] = field(default_factory=list)

    @property
    def printed(self) -> list[Hit]:
        """All but the last, which was declined."""
        return self.hits[:-1]


def carry_out(house: House, corpus: list[Payload]) -> Raid:
    """Everybody applies; then a day at the desk."""
    hits = [_applied(house, attack) for attack in spread(corpus, ROUNDS)]
    raid = Raid(house, hits, house.enter("sato"))
    _talk(raid, corpus)
    _end_in_every_way(raid)
    _close(raid)
    return raid


def _applied(house: House, attack: Attack) -> Hit:
    intruder = Intruder(house, attack.email)
    return Hit(attack, intruder.attacks(attack).replace("-", ""), intruder)


def joined(corpus: list[Payload], longest: int) -> Iterator[str]:
    """All payloads that can be written, some lines at a time."""
    lines: list[str] = []
    for payload in corpus:
        if sum(len(line) + 1 for line in lines) + len(payload.text) > longest:
            yield "\n".join(lines)
            lines = []
        lines.append(payload.text)
    yield "\n".join(lines)


def _talk(raid: Raid, corpus: list[Payload]) -> None:
    """The clerk asks, the applicant answers, the clerk writes it down: each in hostile words."""
    words = joined([payload for payload in corpus if payload.is_line], LONGEST_WORDS)
    for hit, asked, answered, noted in zip(raid.hits[:TALKATIVE], *3 * [words], strict=False):
        raid.sato.presses(raid.sato.cover(hit.reference), "ask", question="other", text=asked)
        hit.intruder.at_my_page(hit.reference)
        hit.intruder.answers(answered)
        opened = raid.sato.opens(hit.reference, reason="own_work")
        raid.sato.presses(opened, "note", text=noted)
        hit.written = [asked, answered, noted]
    assert next(words, None) is None, "some words were written by nobody"


def _close(raid: Raid) -> None:
    tanaka = raid.house.enter("tanaka")
    raid.closed = tanaka.presses(tanaka.sees("/closing"), "close-day").marks("data-day")[0]


def _end_in_every_way(raid: Raid) -> None:
    """Printed, keyed, completed, cancelled before and after the paper, declined."""
    sato, suzuki = raid.sato, raid.house.enter("suzuki")
    sato.presses(sato.cover(raid.hits[-1].reference), "decline", reason="duplicate")
    page = sato.sees("/queue")
    printed = chooses(sato, page, "print-chosen", *(hit.reference for hit in raid.printed))
    assert not printed.marks("data-refused"), printed.text
    raid.batch = printed.marks("data-batch")[0]
    serials = dict(
        zip((hit.reference for hit in raid.printed), map(int, printed.marks("data-serial")), strict=True)
    )
    keyed, completed, asked_for, cancelled = (hit.reference for hit in raid.printed[-4:])
    for reference in (keyed, completed):
        assert sato.keys(reference, serials[reference]).status == 200
    suzuki.presses(suzuki.opens(completed, reason="check"), "checked")
    for hit in raid.printed[-2:]:
        hit.intruder.at_my_page(hit.reference)
        hit.intruder.post(f"{hit.intruder.path}/cancel")
    for reference in (asked_for, cancelled):
        slip = sato.presses(sato.cover(reference), "print-cancellation")
        raid.cancellations.append(int(slip.marks("data-serial")[0]))
    sato.presses(sato.cover(cancelled), "confirm-cancel", serials=f"{serials[cancelled]:06d}")
