"""A filter shows what fits it and nothing else, in any combination, and paging shows every row exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, update

from admin.desk import queue
from admin.desk.filters import CONTACTS, Filters, filters_from
from admin.desk.holding import LEASE, held_by_another
from admin.desk.queue import LISTS, Desk, listed, narrowed
from admin.staff import Member
from intake.lifecycle import State
from intake.sealing.keys import PublicKeys
from intake.store.accounts import Role
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.queues import Order, Taken, waiting_list
from intake.store.slips import PrintedSlip
from intake.town import Town
from tests.console.clerk import Clerk
from tests.scenery import MONDAY_NOON, StandingClock, hand_in

SATO = Member(1, "sato", Role.CLERK)
PROCEDURES = ("start", "stop")
DAYS = [date(2026, 12, day) for day in (1, 2, 3)]
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
filters = st.builds(
    Filters,
    procedure=st.sampled_from(("", *PROCEDURES)),
    due_from=st.sampled_from((None, *DAYS)),
    due_until=st.sampled_from((None, *DAYS)),
    language=st.sampled_from(("", "ja", "en")),
    contact=st.sampled_from(("", *CONTACTS)),
    printed=st.sampled_from((None, True, False)),
    taken=st.sampled_from((None, *Taken)),
    sort=st.sampled_from((Order.DUE, Order.ARRIVAL)),
)


@pytest.fixture
def desk(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> Desk:
    """Forty applications of every kind, some of them with the same day and the same instant."""
    for number in range(40):
        about = hand_in(store, public_keys, clock, town).application.id
        with store.writing() as session:
            session.execute(update(Application).where(Application.id == about).values(**_kind(number)))
            if number % 3:
                session.add(
                    PrintedSlip(
                        application_id=about,
                        copy_number=1,
                        printed_at=clock.now(),
                        printed_by=1,
                        audit_head="0" * 64,
                    )
                )
    return Desk(store, clock, town, SATO)


def _kind(number: int) -> dict[str, object]:
    state = list(State)[number % len(State)]
    over = state in {State.COMPLETED, State.CANCELLED, State.DECLINED}
    return {
        "procedure": PROCEDURES[number % 2],
        "state": state.value,
        "due_day": DAYS[number % 3],
        "received_at": MONDAY_NOON + timedelta(minutes=number // 4),
        "language": "en" if number % 5 == 0 else "ja",
        "contact_method": list(CONTACTS)[number % 3],
        "claimed_by": (None, 1, 2, 2)[number % 4],
        "claimed_until": MONDAY_NOON + (LEASE if number % 4 < 3 else -LEASE),
        "keyed_by": 2,
        "inquiry": "" if over else ("", "asked", "answered")[number % 3],
        "finished_at": MONDAY_NOON if over else None,
    }


def everything(desk: Desk, name: str, chosen: Filters) -> Iterator[Application]:
    after = ""
    while True:
        portion = listed(desk, name, chosen, after)
        yield from portion.rows
        after = portion.more
        if not after:
            return


def fits(row: Application, chosen: Filters, printed: bool) -> bool:
    mine, busy = row.claimed_by == SATO.id, held_by_another(row, SATO, MONDAY_NOON)
    taken = Taken.ME if mine else Taken.OTHERS if busy else Taken.NOBODY
    return (
        chosen.procedure in {"", row.procedure}
        and (chosen.due_from or date.min) <= row.due_day <= (chosen.due_until or date.max)
        and chosen.language in {"", row.language}
        and chosen.contact in {"", row.contact_method}
        and chosen.printed in {None, printed}
        and chosen.taken in {None, taken}
    )


@pytest.mark.both_engines
@some
@given(name=st.sampled_from(list(LISTS)), chosen=filters, portion=st.integers(1, 7))
def test_a_list_with_filters_is_the_rows_of_the_list_that_fit_each_once_over_its_portions(
    desk: Desk, name: str, chosen: Filters, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PORTION", portion)
    with desk.store.reading() as session:
        paper = {sheet.application_id for sheet in session.query(PrintedSlip)}
    whole = [row for row in everything(desk, name, Filters()) if fits(row, chosen, row.id in paper)]
    shown = [row.reference for row in everything(desk, name, chosen)]
    assert sorted(shown) == sorted(row.reference for row in whole)
    assert len(shown) == len(set(shown))


@some
@given(chosen=filters)
def test_filters_survive_the_way_through_an_address(chosen: Filters) -> None:
    assert filters_from(chosen.in_address) == chosen


@pytest.mark.both_engines
def test_by_arrival_means_by_arrival(desk: Desk) -> None:
    rows = list(everything(desk, "new", Filters(sort=Order.ARRIVAL)))
    assert rows == sorted(rows, key=lambda row: (row.received_at, row.id))
    assert rows


@pytest.mark.parametrize(
    "address", ["procedure=nothing", "due_from=tomorrow", "taken=sato", "printed=2", "sort=name"]
)
def test_a_filter_that_nobody_made_is_refused(sato: Clerk, address: str) -> None:
    assert sato.sees(f"/queue?{address}").status == 400


def test_the_filters_stay_in_the_links_of_the_page(sato: Clerk, reference: str) -> None:
    page = sato.sees("/queue/new?procedure=start&language=ja")
    assert page.marks("data-reference") == [reference]
    links = [
        link.attrib["href"]
        for link in page.all("a")
        if link.attrib.get("data-list") not in {None, "mails", "search"}
    ]
    assert all("procedure=start" in link and "language=ja" in link for link in links)
    assert sato.sees("/queue/new?procedure=stop").marks("data-reference") == []


@pytest.mark.parametrize(
    ("name", "index"),
    [("all", "ix_applications_queue"), ("done", "ix_applications_finished"), ("new", "ix_applications_queue")],
)
def test_a_list_is_read_through_an_index(desk: Desk, name: str, index: str) -> None:
    plan = "\n".join(_plan(desk, name))
    assert index in plan
    assert "SCAN applications\n" not in plan + "\n"


def _plan(desk: Desk, name: str) -> list[str]:
    statements: list[str] = []
    bound: list[object] = []
    with desk.store.reading() as session:
        connection = session.connection()

        def explain(_c: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
            if statement.startswith("SELECT applications"):
                statements.append(statement)
                bound.append(parameters)

        event.listen(connection, "before_cursor_execute", explain)
        waiting_list(session, narrowed(desk, name, Filters()))
        event.remove(connection, "before_cursor_execute", explain)
        rows = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statements[0], bound[0])  # type: ignore[arg-type]
        return [row[3] for row in rows]
