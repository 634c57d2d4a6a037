"""Real life is welcome: no unjust refusal, nothing kept otherwise than it has to be, and what must not come in."""

import pytest

from intake.procedures.field import Situation
from tests.rules.real_life import CORPUS, Typed, accepted, read, refused
from webapp.address import WrongAddress, read_address

KINDS = sorted(file.stem for file in CORPUS.glob("*.toml") if file.stem != "addresses")


def name(typed: Typed) -> str:
    return f"{typed.control}: {typed.text}".encode("unicode_escape").decode()


def each(typed: list[Typed]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("typed", typed, ids=map(name, typed))


@pytest.mark.check(23)
@each([typed for kind in KINDS for typed in accepted(kind)])
def test_what_people_really_type_is_accepted_and_kept_in_its_form(typed: Typed, situation: Situation) -> None:
    answers, problems = read(typed, situation)
    assert not problems
    assert answers[typed.control].encode() == typed.kept.encode()


@each([typed for kind in KINDS for typed in refused(kind)])
def test_what_must_not_come_in_is_told_at_its_control(typed: Typed, situation: Situation) -> None:
    _, problems = read(typed, situation)
    assert [problem.control for problem in problems] == [typed.control]


@pytest.mark.check(23)
@each(accepted("addresses"))
def test_an_address_that_mail_reaches_is_accepted(typed: Typed) -> None:
    assert read_address(typed.text) == typed.kept


@each(refused("addresses"))
def test_an_address_that_no_mail_reaches_is_refused(typed: Typed) -> None:
    with pytest.raises(WrongAddress):
        read_address(typed.text)


@pytest.mark.check(23)
def test_the_corpus_has_three_hundred_texts_to_accept() -> None:
    assert sum(len(accepted(kind)) for kind in KINDS) >= 300
