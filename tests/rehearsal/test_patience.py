import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.patience import FIRST_PAUSE, LONGEST_PAUSE, GivesUp, Patience


def test_the_pause_grows_with_each_death_up_to_five_seconds() -> None:
    patience = Patience()
    pauses = [patience.pause_after_death(float(second)) for second in range(9)]
    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0, 5.0]


def test_the_tenth_death_within_a_minute_is_too_many() -> None:
    patience = Patience()
    for second in range(9):
        patience.pause_after_death(float(second))
    with pytest.raises(GivesUp):
        patience.pause_after_death(59.0)


def test_a_death_after_a_quiet_minute_is_the_first_again() -> None:
    patience = Patience()
    for second in range(9):
        patience.pause_after_death(float(second))
    assert patience.pause_after_death(70.0) == FIRST_PAUSE


@given(st.lists(st.floats(7.0, 1000.0), min_size=1, max_size=50))
def test_who_lives_longer_than_seven_seconds_each_time_is_never_given_up(lives: list[float]) -> None:
    patience, now = Patience(), 0.0
    for life in lives:
        now += life
        assert FIRST_PAUSE <= patience.pause_after_death(now) <= LONGEST_PAUSE
