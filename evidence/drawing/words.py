"""Words for what the tables keep as codes: kinds and states of mails, acts, actors, roles."""

from __future__ import annotations

from intake.text import N_, Text

MAIL_KINDS = {
    "verification": N_("Link to the form"),
    "verification_code": N_("Six digits for the form"),
    "continue_again": N_("Link to apply again"),
    "received": N_("Receipt"),
    "completed": N_("Completed"),
    "cancelled": N_("Cancelled"),
    "cancel_requested": N_("Cancellation requested"),
    "declined": N_("Not accepted"),
    "inquiry": N_("Notice of a question"),
    "relinked": N_("New link"),
}
MAIL_STATES = {
    "waiting": N_("Waits for the post room."),
    "sending": N_("Is being sent at this moment."),
    "delivered": N_("The mail server has taken it."),
    "parked": N_("Could not be sent; a clerk has to look."),
}
ACTS = {
    "submit": N_("Handed in"),
    "mail_delivered": N_("Mail sent"),
    "mail_parked": N_("Mail could not be sent"),
    "mail_retried": N_("Mail put back"),
    "taken": N_("Taken on"),
    "reason": N_("Reason noted"),
    "opened": N_("Record opened"),
    "compared": N_("Compared with other applications"),
    "print": N_("Printing begun"),
    "slip": N_("Sheet given out"),
    "key": N_("Typed into billing"),
    "check": N_("Compared"),
    "send_back": N_("Sent back"),
    "cancel": N_("Cancelled by the resident"),
    "undo": N_("Undone in billing"),
    "confirm_cancel": N_("Cancellation confirmed"),
    "filed": N_("Sheet filed"),
    "pulled": N_("Sheet pulled"),
    "shredded": N_("Sheet shredded"),
    "lost": N_("Sheet lost"),
    "found": N_("Sheet found"),
    "reprint_allowed": N_("Reprint allowed"),
    "decline": N_("Declined"),
    "asked": N_("Question asked"),
    "answered": N_("Answered by the resident"),
    "relinked": N_("New link made"),
    "second_item_locked": N_("Second item asked too often"),
}
ROLES = {
    "clerk": N_("Clerk"),
    "supervisor": N_("Supervisor"),
    "auditor": N_("City auditor"),
    "billing_clerk": N_("Billing clerk"),
    "billing_viewer": N_("City, looks at billing"),
    "resident": N_("Resident"),
    "postman": N_("Post room"),
    "housekeeper": N_("Housekeeper"),
    "console": N_("Console"),
}


def act_words(act: str) -> Text:
    """An act in words; its code where there are none yet."""
    return ACTS.get(act, Text(act))


def role_words(role: str) -> Text:
    """A role in words; its code where there are none yet."""
    return ROLES.get(role, Text(role))


def actor_words(actor: str) -> Text:
    """An actor of the audit chain: "clerk 3" is a role with the number of the account."""
    role, _, number = actor.partition(" ")
    return N_("%(role)s %(number)s", role=role_words(role), number=number) if number else role_words(role)
