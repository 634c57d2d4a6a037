"""What people really type, as data: `corpus/*.toml` names control, text, and the form that has to be stored."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from intake.procedures.field import Problem, Situation
from intake.procedures.procedure import Answers
from intake.procedures.reading import read_all
from intake.procedures.start import START
from tests.scenery import ANSWERS

CORPUS = Path(__file__).with_name("corpus")
ONE_NAME = {"user_kind": "one_name", "full_name": "SITI", "full_kana": "シティ"}
COMPANY = {"user_kind": "company", "company_name": "㈱水口", "company_kana": "ミズグチ", "representative": "水口"}
PROXY = {"applied_by": "other", "relation": "agent", "applicant_name": "水口"}
ELSEWHERE = {"post_to": "other", "post_zip": "100-0001", "post_address": "東京都千代田区千代田1"}
AROUND = (
    dict.fromkeys(("full_name", "full_kana"), ONE_NAME)
    | dict.fromkeys(("company_name", "company_kana", "representative"), COMPANY)
    | {"applicant_name": PROXY, "post_zip": ELSEWHERE}
)
"""Answers without which a control is no question."""


class Typed(NamedTuple):
    """A text in a control, and what it has to be stored as."""

    control: str
    text: str
    kept: str = ""


def _read(kind: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / f"{kind}.toml").read_text(encoding="utf-8"))


def accepted(kind: str) -> list[Typed]:
    """What has to be accepted. A list is kept as it is typed, but for spaces around it."""
    return [
        Typed(control, text, kept)
        for control, texts in _read(kind).items()
        if control != "refused"
        for text, kept in (texts.items() if isinstance(texts, dict) else ((text, text) for text in texts))
    ]


def refused(kind: str) -> list[Typed]:
    """What has to be refused, with the control at which it is told."""
    return [Typed(control, text) for control, texts in _read(kind)["refused"].items() for text in texts]


def read(typed: Typed, situation: Situation) -> tuple[Answers, list[Problem]]:
    """The text within an application that is otherwise right. A bar parts the three controls of a day."""
    if "start_date" in typed.control:
        controls = dict(zip(START.field("start_date").controls, typed.text.split("|"), strict=True))
        return read_all(START, ANSWERS | controls, situation)
    return read_all(START, ANSWERS | AROUND.get(typed.control, {}) | {typed.control: typed.text}, situation)
