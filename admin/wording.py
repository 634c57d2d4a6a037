"""Words for what stands in the database as a code."""

from __future__ import annotations

from admin.desk.reasons import (
    DECLINE,
    IDENTITY,
    KEY,
    OPENING,
    OTHER_NUMBER,
    PRINT,
    RELINK,
    REPRINT,
    SEND_BACK,
    UNDO,
)
from intake.audit import Trouble
from intake.inquiries import QUESTIONS
from intake.likeness import Reason
from intake.text import N_, Text

STATES: dict[str, Text] = {
    "submitted": N_("New"),
    "printed": N_("Printed"),
    "keyed": N_("Keyed, to be checked"),
    "completed": N_("Completed"),
    "cancel_requested": N_("Cancellation requested"),
    "cancelled": N_("Cancelled"),
    "declined": N_("Not accepted"),
}
"""States in the words of the desk; residents read others."""

ROLES: dict[str, Text] = {
    "clerk": N_("Clerk"),
    "supervisor": N_("Supervisor"),
    "auditor": N_("Auditor of the city"),
    "resident": N_("Applicant"),
    "postman": N_("Post room"),
    "housekeeper": N_("Housekeeper"),
    "console": N_("Console"),
}

EVENTS: dict[str, Text] = {
    "submit": N_("Handed in"),
    "opened": N_("Record opened"),
    "compared": N_("Compared with other open applications"),
    "searched": N_("Searched among open applications"),
    "taken": N_("Taken on"),
    "memo": N_("Memo written"),
    "contact_noted": N_("Contact noted"),
    "print": N_("Print released"),
    "slip": N_("Slip given out"),
    "key": N_("Keyed"),
    "check": N_("Checked"),
    "send_back": N_("Sent back"),
    "reason": N_("Reason stated"),
    "cancel": N_("Cancel asked for on My Page"),
    "undo": N_("Undone in billing"),
    "confirm_cancel": N_("Cancellation confirmed"),
    "filed": N_("Sheet filed"),
    "pulled": N_("Sheet pulled"),
    "shredded": N_("Sheet shredded"),
    "lost": N_("Sheet lost"),
    "found": N_("Sheet found"),
    "reprint_allowed": N_("Reprint allowed"),
    "closed": N_("Day closed"),
    "erased": N_("Erased unfinished after its time"),
    "decline": N_("Declined"),
    "second_item_locked": N_("Too many wrong second items on My Page"),
    "asked": N_("Question asked"),
    "answered": N_("Answered on My Page"),
    "relinked": N_("New link to My Page made"),
    "mail_delivered": N_("Mail delivered"),
    "mail_parked": N_("Mail could not be delivered"),
    "mail_retried": N_("Mail given back to the postman"),
    "audit_verified": N_("Audit chain verified"),
    "audit_broken": N_("Audit chain found broken"),
    "purge": N_("Erased after its time"),
    "backup": N_("Backup made"),
    "backup_failed": N_("Backup failed"),
    "drill": N_("Restoring rehearsed"),
    "restored": N_("Restored from a backup"),
    "key_made": N_("Key made"),
    "key_rotated": N_("New key of the office"),
    "key_sampled": N_("Sealed record taken to try the recovery key on"),
    "key_tried": N_("Recovery key tried on a record"),
    "key_split": N_("Recovery key split into shares"),
    "key_joined": N_("Recovery key made whole from shares"),
    "resealed": N_("Sealed to the office's new key"),
    "key_destroyed": N_("Older key of the office destroyed"),
    "files_shredded": N_("Files written over and removed"),
    "handover_begun": N_("Hand-over begun: every record is opened"),
    "handover_packed": N_("Package for the city made"),
    "handover_imported": N_("Brought in from another installation"),
    "handover_erased": N_("Everything erased after the hand-over"),
    "desk_shut": N_("Desk shut"),
    "desk_reopened": N_("Desk opened again"),
    "signed_in": N_("Signed in"),
    "signed_out": N_("Signed out"),
    "sign_in_refused": N_("Sign-in refused"),
    "staff_added": N_("Account added"),
    "staff_ended": N_("Account ended"),
    "staff_recovered": N_("Account recovered"),
    "staff_role": N_("Role changed"),
    "password_changed": N_("Password changed"),
    "alarm": N_("Alarm"),
    "audit_resumed": N_("Opening allowed again"),
    "audit_head_found": N_("Missing head found"),
    "audit_head_doubted": N_("Unknown head typed, asked for again"),
    "audit_accepted": N_("State accepted by the city"),
    "terminal_registered": N_("Terminal registered"),
    "terminal_revoked": N_("Terminal revoked"),
}
"""Events by the act in the audit chain; one that is not here is shown by its code."""

MAILS: dict[str, Text] = {
    "verification": N_("Link to the form"),
    "verification_code": N_("Code for the form"),
    "continue_again": N_("Link to apply again"),
    "received": N_("Receipt"),
    "completed": N_("Notice of completion"),
    "cancelled": N_("Notice of cancellation"),
    "cancel_requested": N_("Receipt of a request to cancel"),
    "declined": N_("Notice that it is not accepted"),
    "inquiry": N_("Notice of a question"),
    "relinked": N_("New link to My Page"),
}

DETAILS: dict[str, Text] = {
    "reason": N_("reason"),
    "serial": N_("slip"),
    "copy": N_("copy"),
    "mail": N_("mail"),
    "tries": N_("tries"),
    "trouble": N_("trouble"),
    "account": N_("account"),
    "count": N_("number"),
    "what": N_("what"),
    "role": N_("role"),
    "day": N_("day"),
    "head": N_("head"),
    "manifest": N_("manifest"),
    "key": N_("key"),
    "package": N_("package"),
    "signer": N_("signed by"),
    "user": N_("user of the machine"),
    "received": N_("received"),
    "keyed": N_("keyed"),
    "cancelled": N_("cancelled"),
    "declined": N_("not accepted"),
    "carried": N_("carried over"),
    "printed": N_("printed"),
    "filed": N_("filed"),
    "held": N_("in hand"),
    "shredded": N_("shredded"),
    "lost": N_("lost"),
}
"""Details of events."""

REASONS: dict[str, Text] = {
    PRINT: N_("A slip is drawn"),
    RELINK: N_("A new link to My Page is made"),
    KEY: N_("Compared with what was keyed"),
    UNDO: N_("The entry in billing is undone"),
    **OPENING,
    **REPRINT,
    **OTHER_NUMBER,
    **SEND_BACK,
    **DECLINE,
    **IDENTITY,
    **QUESTIONS,
}
"""Every reason that an event may state."""

LIKENESS: dict[Reason, Text] = {
    Reason.PLACE: N_("same place"),
    Reason.CUSTOMER_NUMBER: N_("same customer number"),
    Reason.PHONE: N_("same phone"),
}
"""What two applications share."""

FATES: dict[str, Text] = {
    "held": N_("In hand"),
    "filed": N_("Filed"),
    "shredded": N_("Shredded"),
    "lost": N_("Lost"),
}
"""Where a sheet is."""

KINDS: dict[str, Text] = {"reception": N_("Slip"), "cancellation": N_("Cancellation slip")}
"""Kinds of sheets."""

INQUIRIES: dict[str, Text] = {"asked": N_("Waits for an answer"), "answered": N_("Answered")}
"""Whether a question waits for the applicant, or an answer for the desk."""

WRITERS: dict[str, Text] = {"centre": N_("Centre"), "resident": N_("Applicant")}
"""Who wrote a message."""

MATTERS: dict[str, Text] = {
    "openings": N_("too many records opened"),
    "sign_ins": N_("wrong sign-ins"),
    "end": N_("the end of the chain"),
    "rest": N_("what follows the city's last look"),
    "missing": N_("an event is missing"),
    "unhooked": N_("an event does not follow"),
    "changed": N_("an event was changed"),
    "head": N_("a head is missing"),
    "no_events": N_("no events at all"),
    "untold": N_("states that no event tells"),
}
"""What an alarm is about."""

TROUBLES: dict[str, Text] = {
    "missing": N_("Event %(number)s is missing."),
    "unhooked": N_("Event %(number)s does not follow the event before it."),
    "changed": N_("Event %(number)s was changed."),
    "head": N_("No event has the head %(head)s that stands on paper."),
    "no_events": N_("There are applications and no events."),
    "untold": N_("%(count)s applications stand where no event has put them: %(references)s"),
}
"""What a verification can find, by its code."""

LATE: dict[str, Text] = {
    "not_checked": N_("Not checked with a work day or less to go"),
    "not_printed": N_("Not printed by the next opening"),
    "not_keyed": N_("Printed, and not keyed by the evening"),
    "inquiry": N_("Inquiry older than two work days"),
}
"""What has waited too long, the gravest first."""

BACKUPS: dict[str, Text] = {
    "backup_missing": N_("The last backup is older than a day"),
    "backup_failed": N_("The last try to make a backup failed"),
    "drill_failed": N_("The last rehearsal of a restore failed"),
    "drill_late": N_("No restore was rehearsed for more than a month"),
}
"""What is wrong with the backups, by what the audit chain tells."""

KEYS: dict[str, Text] = {
    "office": N_("the office's key"),
    "recovery": N_("the city's recovery key"),
    "postman": N_("the postman's key"),
    "unknown": N_("an unknown key"),
}
"""Which key an event is about, or by which one something was opened."""

VALUES = {"what": MATTERS | KINDS | KEYS, "reason": REASONS, "role": ROLES, "mail": MAILS}
"""Details whose values are codes."""


def words(table: dict[str, Text], code: str) -> Text:
    """The words for a code, or the code itself where there are none."""
    return table.get(code) or Text("%(code)s", {"code": code})


def trouble_words(trouble: Trouble) -> Text:
    """What a verification found, with its values."""
    return Text(TROUBLES[trouble.code].message, trouble.values)


def actor_words(actor: str) -> Text:
    """Clerk 3, Applicant, Post room …"""
    role, _, number = actor.partition(" ")
    return (
        Text("%(role)s %(number)s", {"role": words(ROLES, role), "number": number})
        if number
        else words(ROLES, role)
    )
