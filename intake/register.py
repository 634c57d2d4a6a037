"""The register of personal data: which datum, why it is asked, where it lies, who reads it.

Made from the declarations, so that it can't fall behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.log import FIELDS as LOG_FIELDS
from intake.metering import MEANINGS, OF_THE_PROCESS
from intake.procedures.field import Field
from intake.procedures.procedure import Procedure
from intake.store.base import Table
from intake.store.tables import TABLES
from intake.text import N_, Text
from intake.town import Town

CLEAR: dict[str, Text] = {
    "applications": N_(
        "queue, deadlines, idempotence and rights; `replaces` leads from an application to the one"
        " that it was made in place of; everything about the person is in `record`, sealed"
    ),
    "messages": N_("order and retention; the question or answer is in `body`, sealed like the record"),
    "notes": N_(
        "order, retention, and which clerk wrote it; the memo or the try to reach somebody is in `body`, sealed to"
        " office and recovery: notes are the centre's working papers, My Page shows a resident the acts"
    ),
    "drafts": N_("expiry; what was typed is in `content`, locked under a secret that is not stored"),
    "visits": N_("expiry and tries left; what the browser needs is in `locked`, under a token that is not stored"),
    "outbox": N_("order and number of tries; address and link are in `payload`, sealed to the postman"),
    "events": N_("what happened when, by which role; no name of a resident"),
    "slips": N_(
        "which paper exists, where it is, and what was printed together; held or lost sheets outlive their"
        " application"
    ),
    "accounts": N_("staff, who are not residents; password as argon2id, TOTP secret locked"),
    "terminals": N_("devices"),
    "sittings": N_("who of the staff is signed in"),
    "turns": N_("how often a sign-in failed in a row, by account of staff and terminal"),
    "kept_forms": N_(
        "expiry; what a clerk was typing when a sitting ended is in `locked`, under a browser's token"
    ),
    "tallies": N_("counts of erased applications by month; no id, no day, nothing of a person"),
}
"""Why a table has columns in clear."""


@dataclass(frozen=True)
class File:
    """Something that is stored outside of the database."""

    what: str
    contents: str
    how_long: str


FILES = (
    File(
        "backups, `desk.sqlite` or `desk.dump`",
        "the tables above as they stand there, sealed things sealed; no key and no passphrase",
        "`backup_days` of `town.toml`, in both places",
    ),
    File(
        "backups, `town.toml` and `run.txt`",
        "the town's settings and the list of pinned libraries; nothing of a person",
        "with the backup",
    ),
    File(
        "backups, `manifest.json`",
        "versions, hashes, numbers of rows, the head of the audit chain; nothing of a person",
        "with the backup",
    ),
    File(
        "`drills.jsonl` in the local place of the backups, for operators and the city's auditor",
        "when a drill was held, how long it took, numbers of rows, heads; nothing of a person",
        "for good",
    ),
    File(
        "what a drill restores: `mizuguchi-drill-…` in the folder for temporary files, or the database of drills;"
        " `drill-under-way` in the local place says where",
        "the tables above as a backup has them, sealed things sealed",
        "until the drill is over; where it was cut off, until the next one, or `mizuguchi handover erase`",
    ),
    File(
        "key files, `office.key`, `recovery.key`, `postman.key`, `older/`, and shares of the recovery key",
        "private keys under passphrases, shares without; nothing of a person, but they open what is sealed",
        "until `mizuguchi keys destroy`; files of shares until they are printed (`mizuguchi keys shred`)",
    ),
    File(
        "the sample of `mizuguchi keys sample`, for the city",
        "one sealed record with its reference; readable with the recovery key only",
        "until the drill is over; whoever holds it then uses `mizuguchi keys shred`",
    ),
    File(
        "the package of `mizuguchi handover pack`, `handover-….tar.age`, for the city",
        "all that the city is given: records, messages, notes in plain text and sealed with their data keys,"
        " sheets, accounts, terminals, events; readable with the city's key only, never in clear on a disk here;"
        " its events name the user of the machine who made it",
        "until `mizuguchi handover erase`, as one of its `--file`s; at the city as it decides",
    ),
    File(
        "the delivery note beside a package, `handover-….pdf`, for the city",
        "counts, fingerprints, the head of the audit chain; nothing of a person",
        "as long as the contract says",
    ),
    File(
        "key files of the city, `city.age` and `city.pub`",
        "the private key of a package under a passphrase; nothing of a person, but it opens the package",
        "with the city, as long as it keeps the package",
    ),
    File(
        "`erasure.json` with its signature and papers, for city and contractor; `erasure-begun.json` and"
        " `erasure-signed.json` before",
        "what was erased where (files, server, machine, places of backups) and when, by which user of the machine,"
        " which packages were made, and which backups are left; nothing else of a person",
        "as long as the contract says",
    ),
    File(
        "the draft of `mizuguchi incident`, for the city",
        "references, counts, acts, numbers of accounts; nothing of a person",
        "as long as the city keeps its report",
    ),
)
"""Written by `intake.backup`, `admin.keys`, `admin.handover` and `intake.incident`; nothing else writes outside of
the database."""

EMAIL, EMAIL_PURPOSE = N_("E-mail address"), N_("To send the link, the receipt and the result")
READERS = (
    N_("Staff of the office, on a dedicated terminal. Each opening is recorded first, with the reason."),
    N_("The city, with a recovery key that is kept offline, if the office's key is lost."),
    N_("You, on My Page, with the link from our mail."),
    N_("The program that sends our mails: your e-mail address and the link, nothing of the application."),
    N_(
        "Staff who type it from a printed slip into the billing system. "
        "That system is no part of this desk, and no network joins the two."
    ),
)
"""Who can read what is sealed, and what of it was printed; there are no others."""


@dataclass(frozen=True)
class Purpose:
    """Why something is asked, and all that is asked for that reason."""

    why: Text
    what: tuple[Text, ...]


@dataclass(frozen=True)
class Kept:
    """What is kept, and for how long."""

    what: Text
    how_long: Text


def purposes(procedures: Sequence[Procedure]) -> list[Purpose]:
    """What the forms ask, by the reason for asking; each thing once, in the order of the forms."""
    found: dict[str, dict[str, Text]] = {}
    reasons: dict[str, Text] = {}
    for field in (field for procedure in procedures for field in procedure.fields):
        reasons.setdefault(field.purpose.message, field.purpose)
        found.setdefault(field.purpose.message, {}).setdefault(field.label.message, field.label)
    asked = [Purpose(reasons[why], tuple(what.values())) for why, what in found.items()]
    return [*asked, Purpose(EMAIL_PURPOSE, (EMAIL,))]


def kept(town: Town) -> tuple[Kept, ...]:
    """How long a town keeps what it was given."""
    terms = town.retention
    return (
        Kept(N_("What you entered but did not submit"), N_("%(hours)s hours", hours=terms.draft_hours)),
        Kept(
            N_("The application that you submitted"),
            N_("%(days)s days after the last date in it", days=terms.application_days),
        ),
        Kept(
            N_("Your copy on My Page"),
            N_("%(days)s days after the procedure has ended", days=terms.resident_copy_days),
        ),
        Kept(N_("Your e-mail address in the outbox"), N_("Until the mail is delivered")),
        Kept(
            N_("The printed slip"),
            N_("%(days)s days after the day that it is about; then it is shredded", days=terms.paper_days),
        ),
        Kept(
            N_("What staff typed into the billing system"),
            N_("As long as that system keeps it; it is no part of this desk"),
        ),
        Kept(
            N_("Backups"),
            N_(
                "%(days)s days; what was erased is then gone from this desk and its backups",
                days=terms.backup_days,
            ),
        ),
    )


def register_of(procedures: Sequence[Procedure]) -> str:
    """The register as Markdown."""
    return "\n".join([*_data(procedures), *_tables(), *_files(), *_told_to_operators()]) + "\n"


def _data(procedures: Sequence[Procedure]) -> Iterator[str]:
    yield "# Register of personal data\n"
    yield "Made by `mizuguchi register` from `intake/procedures/` and `intake/store/`; not edited by hand.\n"
    for procedure in procedures:
        yield f"## {procedure.title.message} (`{procedure.name}`, form {procedure.version})\n"
        yield "| field | asked for | needed | on My Page |"
        yield "|---|---|---|---|"
        yield from (_row(field) for field in procedure.fields)
        yield f"| `email` {EMAIL.message} | {EMAIL_PURPOSE.message} | yes | masked until the second item |"
        yield ""
        yield "All of it is sealed in one record before it reaches the database. Who can read it:\n"
        yield from (f"- {reader.message}" for reader in READERS)
        yield ""


def _row(field: Field) -> str:
    needed = "sometimes" if field.required_when or field.only_when else "yes" if field.required else "no"
    mask = "masked until the second item" if field.private else "shown"
    return f"| `{field.name}` {field.label.message} | {field.purpose.message} | {needed} | {mask} |"


def _tables() -> Iterator[str]:
    yield "## What stands in clear in the database\n"
    yield "| table | columns | why in clear |"
    yield "|---|---|---|"
    yield from (_table(table) for table in TABLES)


def _files() -> Iterator[str]:
    yield "\n## What is kept outside of the database\n"
    yield "| what | contents | how long |"
    yield "|---|---|---|"
    yield from (f"| {file.what} | {file.contents} | {file.how_long} |" for file in FILES)


def _told_to_operators() -> Iterator[str]:
    """What leaves a process for whoever runs the machines. Nothing of it is about a person."""
    yield "\n## What is told to whoever runs the machines\n"
    yield f"A line of a log has these fields and no other: {', '.join(f'`{name}`' for name in LOG_FIELDS)}.\n"
    yield "| figure | what it says |"
    yield "|---|---|"
    yield from (f"| `{name}` | {meaning} |" for name, meaning in MEANINGS.items())
    yield f"| `{OF_THE_PROCESS}*` | memory, processor seconds, open files and start of a process |"


def _table(table: type[Table]) -> str:
    columns = ", ".join(f"`{column.name}`" for column in table.__table__.columns)
    return f"| {table.__tablename__} | {columns} | {CLEAR[table.__tablename__].message} |"
