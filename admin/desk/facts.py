"""What is known of an application without opening it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from admin.desk.cancelling import to_pull
from admin.desk.finding import acts, found
from admin.desk.outdated import why_outdated
from admin.desk.reasons import DECLINE, IDENTITY, OWN_WORK, REPRINT, may_check, reasons_to_open
from admin.staff import Member
from intake.inquiries import QUESTIONS, may_ask
from intake.lifecycle import FINAL, Act, State
from intake.sheets import Fate
from intake.store.accounts import accounts
from intake.store.applications import Application, replacements
from intake.store.engine import Store
from intake.store.events import Event, events_about
from intake.store.queues import references
from intake.store.slips import PrintedSlip, slips_of
from intake.text import Text


@dataclass(frozen=True)
class Facts:
    """The cover of an application, as one member of staff sees it. `likely` is the reason chosen beforehand.

    `replaces` and `replaced_by` are references: what it was made in place of, and what was made in its place.
    """

    application: Application
    events: Sequence[Event]
    slips: Sequence[PrintedSlip]
    to_pull: Sequence[PrintedSlip]
    names: Mapping[int, str]
    acts: frozenset[Act]
    reasons: Mapping[str, Text]
    likely: str
    reprint_reasons: Mapping[str, Text]
    decline_reasons: Mapping[str, Text]
    replaces: str
    replaced_by: Sequence[str]
    questions: Mapping[str, Text]
    identity_checks: Mapping[str, Text]

    @property
    def why_not_keyed(self) -> Text | None:
        """Why nobody may key from the newest slip now: it is lost, or shredded. None while it may be keyed."""
        state, newest = self.application.standing, self.slips[-1] if self.slips else None
        return why_outdated(state, newest, self.slips) if newest and state is State.PRINTED else None

    @property
    def lost(self) -> PrintedSlip | None:
        """The newest slip, while it can't be found and the application waits for paper."""
        newest = self.slips[-1] if self.slips and self.application.standing is State.PRINTED else None
        return newest if newest and newest.whereabouts is Fate.LOST else None

    @property
    def to_shred(self) -> Sequence[PrintedSlip]:
        """Slips in somebody's hand from which nothing is to be keyed any more."""
        ended = self.application.standing in FINAL
        return [sheet for sheet in self.slips if ended and sheet.whereabouts is Fate.HELD]

    @property
    def owner(self) -> str:
        """The user name of who has taken it, or nothing."""
        return self.names.get(self.application.claimed_by or 0, "")

    @property
    def keyer(self) -> str:
        """The user name of who keyed it, or nothing."""
        return self.names.get(self.application.keyed_by or 0, "")

    @property
    def undoer(self) -> str:
        """The user name of who has undone it in billing, or nothing."""
        return self.names.get(self.application.undone_by or 0, "")


def facts_of(store: Store, who: Member, reference: str) -> Facts:
    """The cover of an application; Unknown when there is none of that reference."""
    with store.reading() as session:
        application = found(session, reference)
        return Facts(
            application=application,
            events=events_about(session, application.id),
            slips=slips_of(session, application.id),
            to_pull=to_pull(session, application),
            names={account.id: account.username for account in accounts(session)},
            acts=acts(application, who),
            reasons=reasons_to_open(application, who),
            likely=_likely(application, who),
            reprint_reasons=REPRINT,
            decline_reasons=DECLINE,
            replaces=_replaced(session, application),
            replaced_by=replacements(session, application.id),
            questions=QUESTIONS if may_ask(application.standing) else {},
            identity_checks=IDENTITY if application.resident_wrap and who.supervises else {},
        )


def _replaced(session: Session, application: Application) -> str:
    """The reference of the one that this was made in place of; nothing once that one is erased."""
    old = application.replaces
    return references(session, [old]).get(old, "") if old else ""


def _likely(application: Application, who: Member) -> str:
    """Somebody else's work has no likely reason: it has to be stated."""
    possible = reasons_to_open(application, who)
    if may_check(application, who):
        return next(iter(possible))
    return OWN_WORK if application.claimed_by in {None, who.id} and OWN_WORK in possible else ""
