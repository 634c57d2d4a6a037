"""What several tests look at: how many rows a table has, and what is stored of a form."""

from sqlalchemy import func, select

from intake.procedures.field import Situation
from intake.procedures.reading import read_all
from intake.procedures.start import START
from intake.store.base import Table
from intake.store.engine import Store
from tests.scenery import ANSWERS


def rows(store: Store, table: type[Table]) -> int:
    """How many rows a table has."""
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def stored(situation: Situation, **typed: str) -> dict[str, str]:
    """The answers of a start in stored form; what was typed must be free of problems."""
    answers, problems = read_all(START, ANSWERS | typed, situation)
    assert not problems
    return dict(answers)
