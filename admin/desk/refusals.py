"""Why the desk says no. Every refusal leaves everything as it was."""

from __future__ import annotations

from collections.abc import Mapping

from intake.text import Text


class Unknown(Exception):
    """There is no such application, slip or mail."""


class ChangedMeanwhile(Exception):
    """Somebody else was quicker; the page that was sent shows an older state."""


class TakenByAnother(Exception):
    """Another member of staff has taken this application."""


class SamePerson(Exception):
    """Who keyed a slip can't be the one who checks it."""


class NotApart(Exception):
    """One of the two has lately made, recovered or raised the other's account. `why` says what to do."""

    def __init__(self, why: Text) -> None:
        super().__init__()
        self.why = why


class NotLooked(Exception):
    """Who checks has to have opened the record to check it, after it was keyed."""


class ReasonNeeded(Exception):
    """The act needs one of the reasons on the list."""


class NotYours(Exception):
    """Nobody changes the own account or terminal, and a supervisor none of the city."""


class NotForPaper(Exception):
    """The slip is no longer to be used: cancelled, keyed, printed again since, lost or shredded. `why` says it."""

    def __init__(self, why: Text) -> None:
        super().__init__()
        self.why = why


class ApprovalNeeded(Exception):
    """The newest slip is lost; a supervisor has to let another one be printed."""


class NotUndone(Exception):
    """What is to be cancelled still has to be undone in billing, by somebody else than who confirms it."""


class WrongEntries(Exception):
    """What was typed does not fit: the control, and words that help."""

    def __init__(self, problems: Mapping[str, Text]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems
