"""Asking the applicant. The question is sealed before it is stored; the mail only says that there is one."""

from __future__ import annotations

from admin.desk.finding import found, unchanged
from admin.desk.holding import kept
from admin.staff import Member
from intake.clock import Clock
from intake.corresponding import ask, written
from intake.inquiries import Words, Writer
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store


def ask_applicant(
    store: Store,
    clock: Clock,
    keys: PublicKeys,
    who: Member,
    reference: str,
    version: int,
    words: Words,
    form_key: str,
) -> None:
    """Ask once, however often the button is pressed. Nothing is opened for it.

    ChangedMeanwhile when somebody, perhaps the resident with an answer, was quicker. NotAllowed after the end.
    """
    with store.writing() as session:
        if written(session, found(session, reference).id, Writer.CENTRE, form_key):
            return
        application = unchanged(session, reference, version)
        at = clock.now()
        ask(session, keys, application, words, form_key, who.actor, at, **kept(application, who, at))
