"""The judge of stories can say no: a forged, missing or moved event does not follow from those before."""

from __future__ import annotations

from itertools import pairwise

import pytest

from intake.lifecycle import State
from tests.console.story import NotLawful, Told, replay

SATO, SUZUKI = "clerk 1", "clerk 2"


def moved(act: str, before: str, to: str, actor: str = SATO) -> Told:
    return Told(act, actor, {"from": before, "to": to})


RECEIVED = Told("submit", "resident", {"to": "submitted"})
PRINTED = [moved("print", "submitted", "printed"), Told("slip", SATO, {"serial": 7, "copy": 1})]
KEYED = [Told("filed", SATO, {"serial": 7}), moved("key", "printed", "keyed")]
LOOKED = Told("opened", SUZUKI, {"reason": "check"})
CHECKED = moved("check", "keyed", "completed", SUZUKI)
DAY = [RECEIVED, *PRINTED, *KEYED, LOOKED, CHECKED]
PULLED = Told("pulled", SATO, {"serial": 7})
ASKED = moved("cancel", "keyed", "cancel_requested", "resident")
UNDONE = moved("undo", "cancel_requested", "cancel_requested")
CONFIRMED = moved("confirm_cancel", "cancel_requested", "cancelled", SUZUKI)
TAKEN_BACK = [RECEIVED, *PRINTED, *KEYED, ASKED, PULLED, UNDONE, CONFIRMED]


def test_a_lawful_day_tells_state_version_and_letters() -> None:
    story = replay(DAY)
    assert (story.state, story.version) == (State.COMPLETED, 4)
    assert story.letters == ["received", "completed"]


def test_what_was_taken_back_has_no_slip_left() -> None:
    story = replay(TAKEN_BACK)
    assert (story.state, story.usable) == (State.CANCELLED, [])
    assert story.letters == ["received", "cancel_requested", "cancelled"]


def test_a_question_and_its_answer_count_on_and_move_nothing() -> None:
    story = replay([RECEIVED, Told("asked", SATO, {"reason": "room"}), Told("answered", "resident")])
    assert (story.state, story.version, story.letters) == (State.SUBMITTED, 3, ["received", "inquiry"])


@pytest.mark.parametrize("story", [DAY, TAKEN_BACK], ids=["completed", "cancelled"])
def test_no_two_moves_can_change_places(story: list[Told]) -> None:
    moves = [place for place, event in enumerate(story) if "to" in event.detail]
    for one, other in pairwise(moves):
        forged = list(story)
        forged[one], forged[other] = forged[other], forged[one]
        with pytest.raises(NotLawful):
            replay(forged)


@pytest.mark.parametrize("story", [DAY, TAKEN_BACK], ids=["completed", "cancelled"])
def test_no_event_but_the_last_can_be_left_out(story: list[Told]) -> None:
    for missing in range(len(story) - 1):
        with pytest.raises(NotLawful):
            replay(story[:missing] + story[missing + 1 :])


@pytest.mark.parametrize(
    ("forged", "why"),
    [
        ([*DAY, moved("cancel", "completed", "cancel_requested", "resident")], "not possible when completed"),
        ([RECEIVED, RECEIVED], "received twice"),
        ([RECEIVED, moved("cancel", "submitted", "cancelled")], "somebody else than the resident"),
        ([RECEIVED, moved("cancel", "submitted", "cancel_requested", "resident")], "not to cancelled"),
        ([RECEIVED, *PRINTED[:1]], "without its sheet"),
        ([RECEIVED, *PRINTED[1:]], "a sheet without a print"),
        ([RECEIVED, *PRINTED, Told("shredded", SATO, {"serial": 7}), KEYED[1]], "keyed without its newest slip"),
        (
            [*DAY[:-2], Told("opened", SATO, {"reason": "check"}), moved("check", "keyed", "completed")],
            "who keyed it",
        ),
        ([*TAKEN_BACK[:-1], moved("confirm_cancel", "cancel_requested", "cancelled")], "without two people"),
        ([RECEIVED, Told("answered", "resident")], "nobody asked for"),
        ([*DAY, Told("taken", SUZUKI, {"account": 1})], "taken after the end"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cant_have_happened_is_named(forged: list[Told], why: str) -> None:
    with pytest.raises(NotLawful, match=why):
        replay(forged)
