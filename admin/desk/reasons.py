"""The reasons that staff may give, as codes for the audit chain and in words for people."""

from __future__ import annotations

from collections.abc import Iterable

from admin.desk.refusals import ReasonNeeded
from admin.staff import Member
from intake.lifecycle import FINAL, State
from intake.store.applications import Application
from intake.text import N_, Text

OWN_WORK, CHECK, INQUIRY, SUPERVISION = "own_work", "check", "inquiry", "supervision"
PRINT, RELINK, KEY, UNDO = "print", "relink", "key", "undo"
LOST = "lost"

OPENING: dict[str, Text] = {
    OWN_WORK: N_("I process this application"),
    CHECK: N_("I check what was keyed"),
    INQUIRY: N_("I answer an inquiry"),
    SUPERVISION: N_("I supervise the work"),
}
"""Why a record is opened. `print` is written where a slip is drawn, `relink` where a new link is made, `key` and
`undo` where what billing shows is compared with the record."""

REPRINT: dict[str, Text] = {
    "printer": N_("The printer failed; the old sheet is shredded or never came out"),
    "unreadable": N_("The slip can't be read; the old sheet is shredded"),
    LOST: N_("The slip can't be found"),
}
"""Why a slip is printed again, and where the old sheet is. For a lost one a second person has to allow it."""

ON_PAPER: dict[str, Text] = {
    "printer": N_("printer"),
    "unreadable": N_("unreadable"),
    LOST: N_("lost"),
}
"""The same on the new copy, where there is little room."""

OTHER_NUMBER: dict[str, Text] = {
    "mistaken": N_("The applicant's number is wrong; found in billing by name and place"),
    "renewed": N_("Billing gave a new number"),
    "former": N_("The number belongs to somebody who used the place before"),
}
"""Why billing has another customer number than the applicant gave."""

SEND_BACK: dict[str, Text] = {
    "number": N_("The customer number is wrong"),
    "content": N_("The content in billing differs"),
    "missing": N_("It is not in billing"),
}
"""Why a checker sends a slip back to be keyed again."""

DECLINE: dict[str, Text] = {
    "outside": N_("Outside our service area"),
    "duplicate": N_("Applied for twice"),
    "unreachable": N_("Unclear, and the applicant can't be reached"),
    "unsuitable": N_("Not a matter of this procedure"),
}
"""Why an application is not accepted."""


IDENTITY: dict[str, Text] = {
    "called_back": N_("Called back on the phone number in the record"),
    "named_application": N_("Named what was applied for"),
    "identity_paper": N_("Showed an identity paper at the counter"),
    "same_address": N_("Wrote from the same e-mail address"),
}
"""How it was made sure that somebody who lost the link to My Page is the applicant."""


def stated(reason: str, among: dict[str, Text]) -> str:
    """The reason, if it is one of those; ReasonNeeded otherwise."""
    if reason not in among:
        raise ReasonNeeded
    return reason


def all_stated(reasons: Iterable[str], among: dict[str, Text]) -> str:
    """One or several reasons in the order of the list, as one code; ReasonNeeded otherwise."""
    given = set(reasons)
    if not given or not given <= set(among):
        raise ReasonNeeded
    return " ".join(reason for reason in among if reason in given)


def reasons_to_open(application: Application, who: Member) -> dict[str, Text]:
    """The reasons that this person can have to open this application, the likeliest first."""
    possible = [INQUIRY]
    if may_check(application, who):
        possible.insert(0, CHECK)
    if application.standing not in FINAL and CHECK not in possible:
        possible.insert(0, OWN_WORK)
    if who.supervises:
        possible.append(SUPERVISION)
    return {reason: OPENING[reason] for reason in possible}


def may_check(application: Application, who: Member) -> bool:
    """Whether somebody else keyed this and it waits for a second person."""
    return application.standing is State.KEYED and application.keyed_by != who.id
