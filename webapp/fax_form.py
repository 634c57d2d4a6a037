"""A procedure's declaration as a blank form on paper, for who applies by fax, by post or at the counter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from intake.languages import LANGUAGES
from intake.paper.glyphs import unprintable
from intake.paper.typesetting import Runs, text_runs
from intake.procedures.choosing import ChoiceField
from intake.procedures.closing import ConsentField
from intake.procedures.dating import DateField
from intake.procedures.field import Field, Situation, When
from intake.procedures.numbers import POSTAL_CODE, CustomerNumberField, PostalCodeField
from intake.procedures.procedure import Procedure, Step
from intake.procedures.town_list import TownField
from intake.procedures.writing import KanaField, NoteField
from intake.readings import in_brackets
from intake.text import N_, Text

_SHAPES: dict[type[Field], str] = {DateField: "date", KanaField: "kana"}

Cell = dict[str, object]
Say = Callable[[Text], str]

NOT_ON_PAPER = {("contact_method", "email"), ("user_kind", "one_name")}
"""Whoever uses this form can't use e-mail; and who has one name writes it on the line of the family name."""

ONLY_ON_PAPER = {"contact_method": (N_("By post"),)}
"""Choices that only this form has: somebody may have neither phone nor fax."""

AGREED = N_("%(sentence)s (%(terms)s)")
HEADING = N_("Application by fax or post")
FILL_IN = N_("Please fill in by hand and tick the boxes that apply.")
REQUIRED = N_("Required")
IF_CHOSEN = N_("If you ticked: %(choice)s")
SEND_TO = N_("Send to")
WRITTEN_ON = N_("Date of writing")
PURPOSE = N_(
    "We use what you write here only to provide water and to bill it. You can read how we handle personal data on"
    " our web page or at the counter."
)
NO_SECRETS = N_(
    "Please don't write account numbers, card numbers or My Number. Check the fax number before you send."
)
NOTICE = N_("This is a reference implementation. It accepts no real application.")
PLEASE_CALL = N_("If you hear nothing within %(days)s work days, please contact us.")
NO_FONT = N_("We can't print %(language)s here, so this form is in English.")


def form_content(
    procedure: Procedure, situation: Situation, language: str, saying: Callable[[str], Say]
) -> dict[str, object]:
    """A form as the template takes it; in English, and saying so, where this machine has no font for the language.

    Code points instead of letters are for a name that a clerk can look up, not for a form that somebody reads.
    """
    form = FaxForm(procedure, situation, language, saying(language), saying("ja"))
    content = form.content()
    if not form.lacking:
        return content
    instead = Text(NO_FONT.message, {"language": LANGUAGES[language].name})
    return FaxForm(procedure, situation, "en", saying("en"), saying("ja")).content(instead)


class FaxForm:
    """What stands on one form, in one language, with the Japanese beside it. Nothing personal is in it."""

    def __init__(self, procedure: Procedure, situation: Situation, language: str, say: Say, japanese: Say) -> None:
        self._procedure, self._situation, self._language = procedure, situation, language
        self._say, self._japanese = say, japanese
        self.lacking: set[str] = set()
        """Characters that no font of this machine has; known once the content is made."""

    def content(self, remark: Text | None = None) -> dict[str, object]:
        """As the template takes it."""
        town = self._situation.town
        return {
            "language": self._language,
            "tag": LANGUAGES[self._language].tag,
            "remark": self._both(remark) if remark else None,
            "title": self._both(self._procedure.title),
            "heading": self._both(HEADING),
            "fill_in": self._both(FILL_IN),
            "required": self._words(self._say(REQUIRED)),
            "notice": self._both(NOTICE),
            "bureau": self._named("bureau"),
            "send_to": self._both(SEND_TO),
            "centre": self._named("centre"),
            "fax": text_runs(town.fax),
            "phone": text_runs(town.phone),
            "hours": self._named("hours"),
            "address": text_runs(town.counter("ja")),
            "written_on": self._both(WRITTEN_ON),
            "foot": [self._both(words) for words in (PURPOSE, NO_SECRETS, self._please_call())],
            "sections": [
                {"title": self._both(step.title), "rows": self._rows(step)} for step in self._procedure.steps
            ],
        }

    def _named(self, what: str) -> Runs:
        return self._words(in_brackets(self._situation.town.name(what, self._language)))

    def _words(self, words: str) -> Runs:
        self.lacking |= set(unprintable(words, self._language))
        return text_runs(words, language=self._language)

    def _please_call(self) -> Text:
        return Text(PLEASE_CALL.message, {"days": self._situation.town.answer_work_days})

    def _both(self, text: Text) -> dict[str, object]:
        """The words, and the Japanese ones where they are others: staff read the form too."""
        words, japanese = self._say(text), self._japanese(text)
        return {"words": self._words(words), "japanese": text_runs(japanese) if japanese != words else None}

    def _rows(self, step: Step) -> list[list[Cell]]:
        """The cells of a step, two short ones side by side; what follows from a choice stands below a caption."""
        rows: list[list[Cell]] = []
        asked = (field for field in step.fields if not _left_out(field.only_when))
        for when, fields in groupby(asked, lambda field: field.only_when):
            cells = [self._cell(field) for field in fields]
            if when and len(cells) == 1:
                cells[0]["condition"] = self._condition(step, when)
            elif when:
                rows.append([{"kind": "caption", "wide": True, **self._condition(step, when)}])
            rows += _paired(cells)
        return _joined(rows)

    def _condition(self, step: Step, when: When) -> Cell:
        choosing = next(field for field in step.fields if field.name == when.field)
        return self._both(Text(IF_CHOSEN.message, {"choice": choosing.shown(when.value)}))

    def _cell(self, field: Field) -> Cell:
        label = Text(field.label.message, field.label.values)
        return {
            "label": self._both(label),
            "must": field.required,
            "condition": None,
            **self._kind(field),
        }

    def _kind(self, field: Field) -> Cell:
        """How a field is written by hand: ticked, digit by digit, as a day, or on a line."""
        if isinstance(field, ConsentField):
            return {"kind": "choices", "wide": True, "choices": [self._both(self._consent(field))]}
        if isinstance(field, ChoiceField) and not isinstance(field, TownField):
            return {"kind": "choices", "wide": True, "choices": list(self._choices(field))}
        if groups := self._digits(field):
            return {"kind": "boxes", "wide": False, "groups": groups}
        kind = next((kind for shape, kind in _SHAPES.items() if isinstance(field, shape)), "line")
        return {"kind": kind, "wide": isinstance(field, NoteField) or field.name.endswith("address")}

    def _digits(self, field: Field) -> list[int]:
        """Into how many boxes a number is written; none for what is no number of a fixed length."""
        if isinstance(field, PostalCodeField):
            return [3, POSTAL_CODE - 3]
        return [self._situation.town.customer_number_digits] if isinstance(field, CustomerNumberField) else []

    def _consent(self, field: ConsentField) -> Text:
        consent = self._situation.town.consent
        return Text(AGREED.message, {"sentence": field.sentence, "terms": consent.terms_name})

    def _choices(self, field: ChoiceField) -> Iterator[dict[str, object]]:
        for choice in field.offered(self._situation):
            if not choice.refusal and not _left_out(When(field.name, choice.value)):
                yield self._both(choice.label)
        yield from map(self._both, ONLY_ON_PAPER.get(field.name, ()))


def _left_out(when: When | None) -> bool:
    return when is not None and (when.field, when.value) in NOT_ON_PAPER


def _paired(cells: list[Cell]) -> list[list[Cell]]:
    """Two short cells of a group side by side."""
    return _joined([[cell] for cell in cells])


def _joined(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows of one short cell put together where two of them follow each other."""
    joined: list[list[Cell]] = []
    for row in rows:
        if joined and _half(joined[-1]) and _half(row):
            joined[-1] = [*joined[-1], *row]
        else:
            joined.append(row)
    return joined


def _half(row: list[Cell]) -> bool:
    return len(row) == 1 and not row[0]["wide"]
