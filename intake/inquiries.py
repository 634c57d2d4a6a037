"""Inquiries: what the centre may ask about an application, and what the two sides may write."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from intake.lifecycle import FINAL, State
from intake.procedures.secret_numbers import kind_refusal, looks_secret
from intake.procedures.writing import unseen_characters
from intake.text import N_, Text

OTHER = "other"
LONGEST_QUESTION = 500
LONGEST_ANSWER = 1000
MOST_ANSWERS = 5
"""Answers to one question: enough to add what was forgotten, too few to fill a disk."""

QUESTIONS: dict[str, Text] = {
    "room": N_("We are not sure about the room number. Please tell us the room number."),
    "place": N_("We can't find the place. Please tell us the right lot number, or something to look for nearby."),
    "date": N_("We are not sure about the day. Please tell us which day is right."),
    "name": N_("We are not sure about the name or how it is read. Please tell us both."),
    "customer_number": N_("The customer number does not match our records. Please look at it again and tell us."),
    "no_connection": N_("The phone number does not connect. Please tell us the right one or another way."),
    OTHER: N_("We have a question about your application."),
}
"""The sentences that a question can begin with, by their codes; the centre may add words of its own."""


class Writer(StrEnum):
    """Who wrote a message."""

    CENTRE = "centre"
    RESIDENT = "resident"


class Waiting(StrEnum):
    """Whom an application waits for: the applicant, who was asked, or the centre, which was answered."""

    ASKED = "asked"
    ANSWERED = "answered"


class WrongWords(ValueError):
    """What was written can't be taken: which control, and what helps. It holds nothing of what was written."""

    def __init__(self, control: str, text: Text) -> None:
        super().__init__(control)
        self.control, self.text = control, text


@dataclass(frozen=True)
class Words:
    """What a message says: the code of a question (empty in an answer), and the writer's own text."""

    question: str
    text: str

    @property
    def sentence(self) -> Text:
        """The sentence of the question, or nothing; the code itself where this version knows no sentence."""
        return QUESTIONS.get(self.question, Text("%(code)s", {"code": self.question}))


@dataclass(frozen=True)
class Said:
    """An opened message: who wrote it when, and the words."""

    writer: Writer
    at: datetime
    words: Words


def canonical_words(words: Words) -> bytes:
    """UTF-8 JSON, the same everywhere."""
    return json.dumps(asdict(words), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_words(body: bytes) -> Words:
    """The words in a canonical body."""
    return Words(**json.loads(body))


def read_question(question: str, typed: str) -> Words:
    """What a clerk wants to ask; WrongWords when the sentence is missing, or the text where it is needed."""
    if question not in QUESTIONS:
        raise WrongWords("question", N_("Choose what to ask."))
    text = plain_text("text", typed, LONGEST_QUESTION)
    if question == OTHER and not text:
        raise WrongWords("text", N_("Write the question."))
    return Words(question, text)


def read_answer(typed: str) -> Words:
    """What a resident answers; WrongWords when there is nothing, or too much."""
    text = plain_text("answer", typed, LONGEST_ANSWER)
    if not text:
        raise WrongWords("answer", N_("Write your answer."))
    return Words("", text)


def may_ask(state: State) -> bool:
    """Questions and answers are possible until the application has ended."""
    return state not in FINAL


def may_answer(state: State, writers: Sequence[str]) -> bool:
    """Whether a resident may write, after messages of these writers: when asked, and not without end."""
    since = list(writers)[::-1]
    answers = since.index(Writer.CENTRE) if Writer.CENTRE in since else MOST_ANSWERS
    return may_ask(state) and answers < MOST_ANSWERS


def plain_text(control: str, typed: str, longest: int) -> str:
    """The lines that were typed; line breaks stay, nothing else that can't be seen. WrongWords otherwise."""
    text = "\n".join(typed.replace("\t", " ").splitlines()).strip()
    if len(text) > longest:
        raise WrongWords(
            control,
            N_("Write %(longest)s characters or less. You wrote %(count)s.", longest=longest, count=len(text)),
        )
    if unseen_characters(text.replace("\n", " ")):
        raise WrongWords(control, N_("There is a character that can't be shown. Please type it again."))
    if looks_secret(text):
        raise WrongWords(control, kind_refusal(N_("The text")))
    return text
