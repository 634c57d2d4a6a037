"""The second person, and what the database itself refuses."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from billing.database import Database
from billing.registering import AlreadyRegistered, register
from billing.slip import Slip
from billing.tables import Customer
from tests.billing.paper import Hands, Wristwatch, reference


def test_the_typist_cannot_compare_her_own_slip(sato: Hands) -> None:
    sato.key()
    assert 'data-action="compare"' not in sato.look("/registrations/1").text
    answer = sato.compare(1)
    assert answer.status_code == 403
    assert "照合は別の人が行ってください" in answer.text
    assert 'data-compared="no"' in answer.text


def test_another_clerk_compares_once(sato: Hands, suzuki: Hands) -> None:
    sato.key()
    assert 'data-action="compare"' in suzuki.look("/registrations/1").text
    assert suzuki.compare(1).status_code == 303
    page = suzuki.look("/registrations/1").text
    assert 'data-compared="yes"' in page
    assert re.search(r"suzuki 照合", page)
    assert suzuki.compare(1).status_code == 409


def test_a_registration_that_does_not_exist_cannot_be_compared(suzuki: Hands) -> None:
    assert suzuki.compare(99).status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE customers SET building = '水口荘 302号室'",
        "UPDATE customers SET compared_at = NULL, compared_by_id = NULL",
        "DELETE FROM customers",
        "UPDATE entries SET by_id = 2",
        "DELETE FROM entries",
        "UPDATE installations SET lot = '1'",
        "DELETE FROM installations",
    ],
)
def test_the_database_itself_refuses_to_rewrite_what_was_registered(
    sato: Hands, suzuki: Hands, database: Database, statement: str
) -> None:
    sato.key()
    suzuki.compare(1)
    with pytest.raises(IntegrityError, match=" are not "), database.writing() as books:
        books.execute(text(statement))


def test_the_database_itself_refuses_one_person_as_both(sato: Hands, database: Database) -> None:
    sato.key()
    with pytest.raises(IntegrityError, match="two_persons"), database.writing() as books:
        books.execute(text("UPDATE customers SET compared_by_id = typed_by_id, compared_at = typed_at"))


def slip(number: int) -> Slip:
    place = ("2500042", "荻窪", f"{number}番地", "", "")
    person = ("渡邉", "花子", "ワタナベ", "ハナコ", "0465000000")
    return Slip(reference(number), 1, date(2026, 4, 1), *place, *person, "invoice", "", "", "")


def test_clerks_who_register_at_the_same_moment_get_different_numbers(
    sato: Hands, database: Database, watch: Wristwatch
) -> None:
    def key(number: int) -> str:
        try:
            with database.writing() as books:
                return register(books, slip(number), {}, 1, watch()).customer_number
        except AlreadyRegistered as known:
            return known.customer_number

    with ThreadPoolExecutor(8) as clerks:
        given = list(clerks.map(key, [*range(1, 9), *range(1, 9)]))
    assert given[:8] == given[8:]
    assert len(set(given)) == 8
    with database.reading() as books:
        assert books.query(Customer).count() == 8
