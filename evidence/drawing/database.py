"""The box of the database: the row of the application, its sealed block, and the audit chain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from evidence.drawing.zone import Fact, Form, size
from evidence.in_database import Arrival, InDatabase
from evidence.looking import Look
from intake.audit import HEAD_ON_PAPER
from intake.clock import on_the_wall
from intake.days import day_text
from intake.lifecycle import NAMES
from intake.procedures import PROCEDURES
from intake.reference import shown
from intake.text import N_, Text


def database_facts(look: Look) -> Iterator[Fact]:
    """Everything the database has about the last application; the audit chain also when there is none."""
    if look.arrival is None:
        yield from _without(look.database)
    else:
        yield from _in_clear(look.arrival)
        yield from _sealed_block(look.arrival, look.keys["office"].id)
        yield from _wraps(look.arrival)
        yield from _beside(look.arrival)
    yield _chain(look.database)


def _without(database: InDatabase) -> Iterator[Fact]:
    yield Fact(
        "applications",
        N_("Applications"),
        Form.NONE,
        str(database.applications),
        N_("There is no application in the database."),
    )
    yield Fact(
        "drafts",
        N_("Forms being filled in"),
        Form.SEALED if database.drafts else Form.NONE,
        str(database.drafts),
        N_("A form on its way is locked with a secret that only the resident's mail and browser have."),
    )


def _in_clear(row: Arrival) -> Iterator[Fact]:
    yield Fact(
        "reference",
        N_("Reference"),
        Form.CLEAR,
        shown(row.reference),
        N_("A random number. It says nothing about the person."),
    )
    yield Fact("state", N_("State"), Form.CLEAR, NAMES[row.state], N_("Needed to work through the queue."))
    yield Fact("due_day", N_("Due day"), Form.CLEAR, day_text(row.due_day), N_("Needed to be in time."))
    yield Fact(
        "procedure",
        N_("Procedure"),
        Form.CLEAR,
        PROCEDURES[row.procedure].title if row.procedure in PROCEDURES else row.procedure,
        N_("Needed to know which work it is."),
        drawn=False,
    )
    yield Fact(
        "received_at",
        N_("Received at"),
        Form.CLEAR,
        _moment(row.received_at),
        N_("Needed for deadlines."),
        drawn=False,
    )


def _moment(instant: datetime) -> Text:
    here = on_the_wall(instant)
    return Text("%(day)s %(time)s", {"day": day_text(here.date()), "time": f"{here:%H:%M}"})


def _sealed_block(row: Arrival, office: str) -> Iterator[Fact]:
    yield Fact(
        "record",
        N_("What the resident wrote"),
        Form.SEALED,
        size(row.record.size),
        N_(
            "Name, address, phone number and all other answers: one sealed block of bytes, filled up so that"
            " its size tells little."
        ),
        alarm=not row.record.sound,
        content=True,
    )
    yield Fact("header", N_("Label of the sealed block"), Form.CLEAR, _label(row), _fits(row, office), drawn=False)


def _label(row: Arrival) -> Text:
    record = row.record
    return N_(
        "%(magic)s, version %(version)s, suite %(suite)s, key %(key)s, made %(created)s",
        magic=record.magic,
        version=record.version,
        suite=record.suite,
        key=record.key_id,
        created=f"{on_the_wall(record.created):%Y-%m-%d %H:%M}",
    )


def _fits(row: Arrival, office: str) -> Text:
    if office and office == row.record.key_id:
        return N_("It names the key that the block was sealed with: the office's key of this demo.")
    return N_("It names the key that the block was sealed with. The office's key of this demo is another one.")


def _wraps(row: Arrival) -> Iterator[Fact]:
    for name, what, count, sentence in (
        ("office_wrap", N_("Its key, for the office"), row.office_wrap, N_("The office's private key opens it.")),
        ("recovery_wrap", N_("Its key, for the city"), row.recovery_wrap, N_("The city's offline key opens it.")),
        (
            "resident_wrap",
            N_("Its key, for the resident"),
            row.resident_wrap,
            N_("The secret of the resident's link opens it. It is erased some days after completion."),
        ),
    ):
        yield Fact(name, what, Form.SEALED if count else Form.GONE, size(count), sentence)


def _beside(row: Arrival) -> Iterator[Fact]:
    yield Fact(
        "contact",
        N_("E-mail address"),
        Form.SEALED if row.contact else Form.NONE,
        size(row.contact),
        N_("Sealed to the post room alone, so that later mails go out without opening the form."),
    )
    yield _messages(row)
    yield _draft(row)
    yield Fact(
        "visits",
        N_("Browsers that may look"),
        Form.SEALED if row.visits else Form.NONE,
        str(row.visits),
        N_("What each one needs is locked with a token that only that browser has."),
        drawn=False,
    )
    yield Fact(
        "customer_number",
        N_("Customer number"),
        Form.SEALED if row.customer_number else Form.NONE,
        size(row.customer_number),
        N_("The clerk reads it off the billing screen. It is sealed to the office."),
        drawn=False,
    )


def _messages(row: Arrival) -> Fact:
    count, sizes = len(row.messages), sum(message.size for message in row.messages)
    return Fact(
        "messages",
        N_("Questions and answers"),
        Form.SEALED if count else Form.NONE,
        N_("%(count)s, %(size)s bytes", count=count, size=f"{sizes:,}"),
        N_("Each is sealed like what the resident wrote, and fits no other application and no other writer."),
        drawn=bool(count),
        alarm=not all(message.sound for message in row.messages),
        content=True,
    )


def _draft(row: Arrival) -> Fact:
    return Fact(
        "draft",
        N_("The form while it was typed"),
        Form.GONE if row.draft is None else Form.SEALED,
        N_("deleted") if row.draft is None else size(row.draft),
        N_("Once received, only reference and link remain of it, locked for the resident; then it is deleted."),
    )


def _chain(database: InDatabase) -> Fact:
    chain = database.chain
    unbroken = N_("%(count)s events, unbroken, head %(head)s", count=chain.count, head=chain.head[:HEAD_ON_PAPER])
    return Fact(
        "chain",
        N_("Audit chain"),
        Form.CLEAR if chain.count else Form.NONE,
        unbroken if chain.sound else N_("BROKEN: %(trouble)s", trouble=chain.trouble),
        N_("Who did what and when, without any resident's name. Recalculated from its first event just now."),
        alarm=not chain.sound,
    )
