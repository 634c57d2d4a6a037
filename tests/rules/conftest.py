import pytest

from intake.procedures.field import Situation
from intake.town import Town
from tests.scenery import MONDAY_NOON


@pytest.fixture(scope="session")
def situation(town: Town) -> Situation:
    """The shipped town on Monday 2026-11-23 (a holiday) at noon: the earliest start is Thursday the 26th."""
    return Situation(town, MONDAY_NOON)
