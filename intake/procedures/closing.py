"""The end of every form: a note, and consent to terms and privacy notice, kept with version and time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from intake.clock import on_the_wall
from intake.days import day_text
from intake.procedures.field import Field, Reading, Situation
from intake.procedures.procedure import PaperLine
from intake.procedures.writing import NoteField
from intake.text import N_, Text


@dataclass(frozen=True, kw_only=True)
class ConsentField(Field):
    """A box, never ticked beforehand. Stored: version of the terms, version of the notice, instant (UTC)."""

    kind: ClassVar[str] = "consent"
    sentence: Text

    def parse(self, text: str, situation: Situation) -> Reading:  # noqa: ARG002 - any text means that it is ticked
        """What was agreed to, and when: the versions that the town has in force now."""
        consent = situation.town.consent
        at = situation.at.astimezone(UTC).isoformat(timespec="seconds")
        return Reading(f"{consent.terms_version} {consent.privacy_version} {at}")

    def as_typed(self, value: str) -> dict[str, str]:  # noqa: ARG002 - an earlier consent is none to a new application
        """Never ticked beforehand."""
        return {self.name: ""}

    def empty_text(self) -> Text:
        """Without consent there is no application."""
        return N_("To apply, please read the terms and the privacy notice and tick the box.")

    def shown(self, value: str) -> Text:
        """Agreed, with the versions and the day in Japan."""
        if not value:
            return Text("")
        terms, privacy, at = value.split(" ")
        day = day_text(on_the_wall(datetime.fromisoformat(at)).date())
        return N_("Agreed on %(day)s (terms %(terms)s, privacy notice %(privacy)s)",
                  day=day, terms=terms, privacy=privacy)  # fmt: skip


NOTE_AND_CONSENT: tuple[Field, ...] = (
    NoteField(
        name="note",
        label=N_("Anything else we should know"),
        purpose=N_("To take special needs into account"),
        hint=N_("Up to 200 characters. Please don't write account or card numbers."),
        examples=("犬がいます。", "インターホンは鳴りません。", "Please write in English."),
    ),
    ConsentField(
        name="consent",
        label=N_("Consent"),
        sentence=N_("I agree to the terms of supply and to the privacy notice"),
        purpose=N_("To supply water on the terms of the ordinance, and to prove that you knew them"),
        required=True,
        private=False,
    ),
)

NOTE_LINE, CONSENT_LINE = PaperLine("note"), PaperLine("consent")
