"""Whether everything here may be erased: the city has it all, and nothing has come since."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from admin.handover.about import receipt_mark
from admin.handover.city_key import grouped
from admin.handover.packages import (
    BEGUN,
    MOST_LOOKED_AT,
    PACKED,
    Package,
    packages_of,
    unaccounted,
    with_files,
)
from admin.handover.rights import insist_on_owner
from admin.handover.shutting import SHUT
from admin.handover.trouble import HandoverTrouble
from intake.audit import details
from intake.clock import on_the_wall
from intake.sealing.fingerprints import CHARACTERS, plain
from intake.sealing.mypage import cleaned
from intake.store.clearing_away import others
from intake.store.events import Event, events_before, latest_of
from intake.store.handing_over import count_undelivered
from intake.store.shutting import is_shut

ERASED = "handover_erased"
HARMLESS = frozenset(
    {PACKED, BEGUN, SHUT, "purge", "erased", "backup", "backup_failed", "drill", "audit_verified"}
)
"""Acts after a package that change nothing that the city would miss."""

OTHER_KEY = "this is not the office's key that signed the package: that one has to sign the protocol, and to go"


@dataclass(frozen=True)
class Proof:
    """What the city has told, by voice or on paper: fingerprint of the package (40 characters) and receipt.

    `signer` is the fingerprint of what the office's key at hand signs with: only the key that signed the package
    may sign the protocol. `unopened` and `undelivered` are numbers of what the city knows that it can't read, or
    that is lost with this. `packages` are the SHA-256 of packages whose files go too.
    """

    package: str
    receipt: str
    signer: str
    unopened: int = 0
    undelivered: int = 0
    packages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PackedBefore:
    """The package that the chain tells of: its SHA-256, and when it was made; and every one that was ever made."""

    digest: str
    at: str
    packages: Sequence[Package]


def insist_on_leave(session: Session, proof: Proof) -> PackedBefore:
    """The package, when everything may go; HandoverTrouble says why not."""
    insist_on_owner(session)
    _insist_on_first_time(session)
    event = _packed(session, proof)
    _insist_on_the_signer(event, proof)
    if not is_shut(session):
        raise HandoverTrouble("the desk is not shut: `mizuguchi handover shut`, then pack again")
    _insist_on_nothing_since(session, event)
    packages = with_files(packages_of(session), proof.packages)
    _insist_on_every_package(packages, str(details(event)["package"]))
    if int(details(event)["lost"]) != proof.unopened:
        raise HandoverTrouble(f"{details(event)['lost']} records did not open: see --although-unopened")
    if (undelivered := count_undelivered(session)) != proof.undelivered:
        raise HandoverTrouble(f"{undelivered} mails are not delivered: see --although-undelivered")
    if count := others(session):
        raise HandoverTrouble(f"{count} connections to the database are open: stop window, console, postman, all")
    return PackedBefore(
        str(details(event)["package"]), on_the_wall(event.at).isoformat(timespec="seconds"), packages
    )


def _insist_on_first_time(session: Session) -> None:
    if erased := latest_of(session, [ERASED]):
        raise HandoverTrouble(f"everything was erased here already, at {on_the_wall(erased[0].at):%Y-%m-%d %H:%M}")


def _packed(session: Session, proof: Proof) -> Event:
    """The event of the package. Receipt and fingerprint have to be of the same one."""
    if len(proof.package) != CHARACTERS:
        raise HandoverTrouble(f"the fingerprint of a package has {CHARACTERS} characters")
    for event in latest_of(session, [PACKED], MOST_LOOKED_AT):
        if str(details(event)["package"]).startswith(proof.package):
            break
    else:
        raise HandoverTrouble("no package of this fingerprint was made here")
    if not hmac.compare_digest(str(details(event)["receipt"]), receipt_mark(read_receipt(proof.receipt))):
        raise HandoverTrouble("this is not the receipt of that package: the city reads it in `handover verify`")
    return event


def _insist_on_the_signer(packed: Event, proof: Proof) -> None:
    if plain(str(details(packed).get("signer", ""))) != plain(proof.signer):
        raise HandoverTrouble(OTHER_KEY)


def read_receipt(typed: str) -> str:
    """A receipt as somebody types it, in any case and grouping."""
    letters = cleaned(typed)
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _insist_on_every_package(packages: Sequence[Package], received: str) -> None:
    """A later one may be in anybody's hands: its file has to go with the rest, or the city has to know of it."""
    if left := unaccounted(packages, received):
        told = f"{left[0].at} ({left[0].user}) {grouped(left[0].digest) if left[0].digest else 'not finished'}"
        raise HandoverTrouble(
            f"{len(left)} packages were begun after the city's, first {told}: name each by --file, or pack again"
            " for the city, whose copy then tells of them"
        )


def _insist_on_nothing_since(session: Session, packed: Event) -> None:
    since = [event.act for event in events_before(session, None, MOST_LOOKED_AT) if event.number > packed.number]
    if came := [act for act in since if act not in HARMLESS]:
        raise HandoverTrouble(f"{len(came)} things have happened since the package ({came[-1]}): pack again")
