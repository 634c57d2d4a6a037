"""What may be asked and answered: enough, not too much, and nothing that can't be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.inquiries import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    MOST_ANSWERS,
    QUESTIONS,
    Words,
    Writer,
    WrongWords,
    canonical_words,
    may_answer,
    may_ask,
    read_answer,
    read_question,
    read_words,
)
from intake.lifecycle import FINAL, State
from intake.procedures.writing import unseen_characters
from tests.rules.words import english

OPEN = sorted(set(State) - FINAL)


def control(question: str, typed: str) -> str:
    with pytest.raises(WrongWords) as refused:
        read_question(question, typed)
    assert not typed or typed not in str(refused.value)
    return refused.value.control


@pytest.mark.parametrize("question", [code for code in QUESTIONS if code != "other"])
def test_a_sentence_needs_no_words_of_ones_own(question: str) -> None:
    assert read_question(question, " \r\n ") == Words(question, "")


def test_a_question_without_a_sentence_needs_words() -> None:
    assert control("other", "") == "text"
    assert read_question("other", "何階ですか").text == "何階ですか"


@pytest.mark.parametrize("question", ["", "nonsense", "own_work", "<script>"])
def test_only_sentences_on_the_list_can_be_asked(question: str) -> None:
    assert control(question, "words") == "question"


def test_words_end_where_the_limit_is() -> None:
    assert read_question("room", "あ" * LONGEST_QUESTION).text
    assert control("room", "あ" * (LONGEST_QUESTION + 1)) == "text"
    assert read_answer("あ" * LONGEST_ANSWER).text
    with pytest.raises(WrongWords):
        read_answer("あ" * (LONGEST_ANSWER + 1))


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\x00", "\x1b", "\u2066", "\u3164"])
def test_what_cant_be_seen_is_refused_in_both_directions(unseen: str) -> None:
    assert control("room", f"a{unseen}b") == "text"
    with pytest.raises(WrongWords):
        read_answer(f"a{unseen}b")


def test_lines_stay_lines_and_rare_characters_stay_as_typed() -> None:
    assert read_answer(" 葛\U000e0100子\r\n\r\n\t髙﨑 \n").text == "葛\U000e0100子\n\n 髙﨑"


@given(st.text(max_size=LONGEST_ANSWER))
def test_an_answer_is_refused_or_all_of_it_can_be_seen(typed: str) -> None:
    try:
        text = read_answer(typed).text
    except WrongWords:
        return
    assert text
    assert not unseen_characters(text.replace("\n", ""))
    assert read_answer(text).text == text


@given(st.sampled_from(sorted(QUESTIONS)), st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_words_come_back_from_their_canonical_form(question: str, text: str) -> None:
    assert read_words(canonical_words(Words(question, text))) == Words(question, text)


@pytest.mark.parametrize("state", State)
def test_asking_and_answering_end_with_the_application(state: State) -> None:
    assert may_ask(state) is (state in OPEN)
    assert may_answer(state, [Writer.CENTRE]) is (state in OPEN)


def test_nobody_answers_what_was_not_asked_or_without_end() -> None:
    asked, said = Writer.CENTRE.value, Writer.RESIDENT.value
    assert not may_answer(State.SUBMITTED, [])
    assert may_answer(State.SUBMITTED, [asked, *[said] * (MOST_ANSWERS - 1)])
    assert not may_answer(State.SUBMITTED, [asked, *[said] * MOST_ANSWERS])
    assert may_answer(State.SUBMITTED, [asked, *[said] * MOST_ANSWERS, asked])


@pytest.mark.parametrize("secret", ["4111 1111 1111 1111", "普通預金 1234567", "1234 5678 9018"])
def test_a_number_that_nobody_should_send_is_stopped_and_not_repeated(secret: str) -> None:
    with pytest.raises(WrongWords) as refused:
        read_answer(f"番号は {secret} です")
    assert secret not in english(refused.value.text)
    assert control("room", secret) == "text"
