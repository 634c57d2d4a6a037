import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.patience import FIRST_PAUSE, LONGEST_PAUSE, TOO_MANY, GivesUp, Patience


def test_the_pause_grows_with_each_death_up_to_five_seconds() -> None:
    patience = Patience()
    pauses = [patience.pause_after_death() for _ in range(9)]
    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0, 5.0]


def test_the_tenth_death_without_a_sign_of_life_is_too_many() -> None:
    patience = Patience()
    for _ in range(9):
        patience.pause_after_death()
    with pytest.raises(GivesUp):
        patience.pause_after_death()


def test_who_lived_and_was_killed_comes_back_quickly_each_time() -> None:
    patience = Patience()
    for _ in range(100):
        patience.sign_of_life()
        assert patience.pause_after_death() == FIRST_PAUSE


@given(st.lists(st.integers(1, TOO_MANY - 1), min_size=1, max_size=50))
def test_one_sign_of_life_among_ten_deaths_is_enough_to_be_started_again(rows: list[int]) -> None:
    patience = Patience()
    for deaths in rows:
        pauses = [patience.pause_after_death() for _ in range(deaths)]
        assert pauses == sorted(pauses)
        assert FIRST_PAUSE <= pauses[0] <= pauses[-1] <= LONGEST_PAUSE
        patience.sign_of_life()
