"""The boxes around the database: the resident's browser, the window, the post room, the mailbox."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.drawing.words import MAIL_KINDS, MAIL_STATES
from evidence.drawing.zone import Fact, Form, size
from evidence.in_database import MailRow
from evidence.in_logs import InLog
from evidence.looking import Look
from intake.text import N_, Text


def browser_facts(look: Look) -> Iterator[Fact]:
    """What can be said of a device that nobody here can look into."""
    yield Fact(
        "form",
        N_("The filled-in form"),
        Form.CLEAR if look.arrival else Form.NONE,
        N_("on the resident's own screen") if look.arrival else N_("no application"),
        N_("It belongs to the resident. This desk cannot look in there."),
        content=True,
    )


def window_facts(look: Look) -> Iterator[Fact]:
    """The window keeps nothing of its own but its log."""
    yield log_fact(look.logs["webapp"])


def postroom_facts(look: Look) -> Iterator[Fact]:
    """The outbox in sums for the drawing, row by row for the table; then the log."""
    mails = look.arrival.mails if look.arrival else ()
    full, empty = [mail for mail in mails if mail.payload], [mail for mail in mails if not mail.payload]
    yield Fact(
        "waiting",
        N_("Mails not sent yet"),
        Form.SEALED if full else Form.NONE,
        str(len(full)),
        N_("Their address and link are sealed to the post room until the mail server has taken them."),
    )
    yield Fact(
        "overwritten",
        N_("Mails done with"),
        Form.GONE if empty else Form.NONE,
        str(len(empty)),
        N_("Their address and link were overwritten in the database at once."),
    )
    yield from (_row(number, mail) for number, mail in enumerate(mails, 1))
    yield log_fact(look.logs["postman"])


def _row(number: int, mail: MailRow) -> Fact:
    kind = MAIL_KINDS.get(mail.kind, Text(mail.kind))
    return Fact(
        f"mail-{number}",
        N_("Mail “%(kind)s”", kind=kind),
        Form.SEALED if mail.payload else Form.GONE,
        size(mail.payload) if mail.payload else N_("overwritten"),
        MAIL_STATES.get(mail.state, Text(mail.state)),
        drawn=False,
    )


def mailbox_facts(look: Look) -> Iterator[Fact]:
    """Mails that name the reference, and how many lead to My Page."""
    box = look.mailbox
    yield Fact(
        "naming",
        N_("Mails with this reference"),
        Form.CLEAR if box.with_reference else Form.NONE,
        N_("%(count)s of %(all)s", count=box.with_reference, all=box.mails),
        N_("A mail has fixed text, the reference and the link. What the resident wrote is not in it."),
    )
    yield Fact(
        "linking",
        N_("Of these with a link to My Page"),
        Form.CLEAR if box.with_link else Form.NONE,
        str(box.with_link),
        N_("Who reads this mailbox can open the link. It is the resident's own."),
        drawn=False,
    )


def log_fact(log: InLog) -> Fact:
    """What a process wrote into its log; the reference in it would be too much."""
    value = N_("%(count)s lines about it", count=log.naming) if log.there else N_("no log here")
    return Fact(
        "log",
        N_("In its log"),
        Form.CLEAR if log.naming else Form.NONE,
        value,
        N_(
            "The log has %(size)s bytes. The reference stands in %(count)s of its lines.",
            size=f"{log.size:,}",
            count=log.naming,
        ),
        alarm=bool(log.naming),
    )
