"""Cancel and apply again: one act, and nothing happens to the old application before its end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from intake.acts import perform
from intake.lifecycle import Act
from intake.store.applications import Application, by_reference
from intake.store.drafts import Draft
from intake.store.engine import Store
from intake.store.events import Event
from intake.store.outbox import Mail
from tests.pages.resident import STEPS, Resident
from tests.rules.looking import rows
from tests.scenery import ANSWERS, EMAIL, StandingClock

Another = Callable[[], Resident]


def applied(resident: Resident, **changed: str) -> str:
    """Somebody who has applied and sees all on My Page; the reference."""
    reference = resident.apply(**changed)
    resident.open_my_page(resident.newest("received")["secret"])
    resident.press(last_four=ANSWERS["phone"][-4:])
    return reference


def begun(resident: Resident, **changed: str) -> str:
    """… and has pressed “cancel and apply again”: the first page of the new form is open."""
    reference = applied(resident, **changed)
    resident.get(resident.path + "/again")
    resident.press()
    return reference


def through(resident: Resident, **changed: str) -> None:
    """On through the form as it is filled in, to the check page."""
    for _ in STEPS:
        resident.press(**filled_in(resident) | changed)


def filled_in(resident: Resident) -> dict[str, str]:
    """What stands in the controls of the open page; a note is not read."""
    page = resident.page
    lines = {each["name"]: each.get("value", "") for each in page.all("input") if each.get("type") != "radio"}
    radios = {each["name"]: each["value"] for each in page.all("input") if "checked" in each}
    chosen = [each["value"] for each in page.all("option") if "selected" in each]
    return {**lines, **radios, **dict(zip((each["name"] for each in page.all("select")), chosen, strict=True))}


def state(store: Store, reference: str) -> str:
    with store.reading() as session:
        row = by_reference(session, reference.replace("-", ""))
    assert row
    return row.state


def deadline(store: Store, reference: str) -> datetime:
    with store.reading() as session:
        row = by_reference(session, reference.replace("-", ""))
    assert row
    return row.cancel_until


def desk(store: Store, clock: StandingClock, reference: str, *acts: Act) -> None:
    for act in acts:
        with store.writing() as session:
            row = by_reference(session, reference.replace("-", ""))
            assert row
            perform(session, row, act, "clerk 1", clock.now())


def letters(store: Store, reference: str) -> list[str]:
    with store.reading() as session:
        kinds = select(Mail.kind).where(Mail.reference == reference.replace("-", ""))
        return sorted(session.scalars(kinds))


def test_the_whole_way_from_my_page_to_the_new_receipt(resident: Resident, store: Store) -> None:
    old = applied(resident)
    page = resident.path
    assert resident.page.has("data-action", "ask-apply-again")
    resident.get(page + "/again")
    assert "前の申込みは、新しい申込みを受け付けたときに取り消します" in resident.page.text
    resident.press()
    assert resident.path.endswith("/place")
    assert (resident.page.value("room"), resident.page.value("start_date_year")) == ("204", "2026")
    through(resident, room="205")
    assert resident.page.hook("data-old") == "cancelled"
    assert old in resident.page.text
    assert state(store, old) == "submitted"
    resident.press(checked=resident.page.value("checked"))
    new = resident.page.hook("data-reference")
    assert resident.page.hook("data-replaces") == old
    assert (state(store, old), state(store, new)) == ("cancelled", "submitted")
    assert (letters(store, old), letters(store, new)) == (["cancelled", "received"], ["received"])
    assert resident.get(page).hook("data-replaced-by") == new
    resident.open_my_page(resident.newest("received")["secret"])
    assert resident.page.hook("data-replaces") == old
    assert "205" in resident.press(last_four="5678").text


@pytest.mark.check(16)
def test_nothing_has_to_be_typed_again(resident: Resident, store: Store) -> None:
    begun(resident, note="一行目\n二行目", post_to="other", post_zip="100-0001", post_address="千代田1-1")
    for _ in STEPS:
        if resident.path.endswith("/payment"):
            assert "一行目\n二行目" in resident.page.text
        resident.press(**filled_in(resident) | {"note": "一行目\n二行目"})
    for shown in ("1-2-3", "タカサキ", "葛󠄀子", "千代田1-1", "一行目 / 二行目", EMAIL):
        assert shown in resident.page.text, shown


def test_giving_up_changes_nothing(resident: Resident, store: Store, clock: StandingClock) -> None:
    old = begun(resident)
    through(resident)
    clock.pass_by(hours=25)
    resident.get(resident.path)
    assert resident.status == 410
    assert state(store, old) == "submitted"
    assert rows(store, Application) == 1
    assert letters(store, old) == ["received"]


def test_looking_at_the_page_that_explains_makes_no_draft(resident: Resident, store: Store) -> None:
    applied(resident)
    before = rows(store, Draft), rows(store, Mail)
    resident.get(resident.path + "/again")
    assert (rows(store, Draft), rows(store, Mail)) == before


def test_the_mailed_link_leads_to_the_new_form_on_another_device(
    resident: Resident, another_resident: Another, store: Store
) -> None:
    old = begun(resident)
    resident.press(**filled_in(resident) | {"room": "205"})
    mail = resident.newest("continue_again")
    assert (mail["to"], mail["code"]) == (EMAIL, "")
    other = another_resident()
    other.follow_link(mail["token"])
    assert other.path.endswith("/who")
    other.get(other.path.replace("who", "place"))
    assert other.page.value("room") == "205"
    through(other)
    other.press(checked=other.page.value("checked"))
    assert state(store, old) == "cancelled"


def test_pressing_again_finds_the_form_that_is_open_and_sends_no_second_mail(
    resident: Resident, store: Store
) -> None:
    begun(resident)
    form, drafts = resident.path, rows(store, Draft)
    resident.press(**filled_in(resident) | {"room": "205"})
    secret = resident.newest("received")["secret"]
    for _ in range(3):
        resident.open_my_page(secret)
        page = resident.press(last_four="5678")
        assert page.hook("data-status") == "submitted"
        resident.get(resident.path + "/again")
        resident.press()
        assert resident.path == form
        assert resident.page.value("room") == "205"
    assert rows(store, Draft) == drafts
    with store.reading() as session:
        assert len(session.scalars(select(Mail).where(Mail.kind == "continue_again")).all()) == 1


def pressed_at_once(app: Flask, resident: Resident, path: str, presses: int = 5) -> set[str]:
    """Where as many presses of one button lead, all from the same open page."""
    cookie = resident.client.get_cookie("__Host-window")
    assert cookie
    form = {"csrf_token": resident.page.value("csrf_token")}

    def press(_: int) -> str:
        client = app.test_client(use_cookies=False)
        headers = {"Cookie": f"__Host-window={cookie.value}"}
        return client.post(path, data=form, base_url="https://localhost", headers=headers).headers["Location"]

    with ThreadPoolExecutor(presses) as threads:
        return set(threads.map(press, range(presses)))


def test_a_double_press_opens_one_form_and_sends_one_mail(
    resident: Resident, window_app: Flask, store: Store
) -> None:
    applied(resident)
    resident.get(resident.path + "/again")
    drafts = rows(store, Draft)
    assert len(pressed_at_once(window_app, resident, resident.path)) == 1
    assert rows(store, Draft) == drafts + 1


@pytest.mark.check(18)
def test_five_submits_at_once_make_one_new_application_and_one_cancellation(
    resident: Resident, window_app: Flask, store: Store
) -> None:
    old = begun(resident)
    through(resident)
    assert len(pressed_at_once(window_app, resident, resident.path)) == 1
    assert rows(store, Application) == 2
    assert letters(store, old) == ["cancelled", "received"]
    with store.reading() as session:
        acts = session.scalars(select(Event.act).order_by(Event.number)).all()
    assert acts == ["submit", "cancel", "submit"]


@pytest.mark.parametrize("acts", [(Act.PRINT,), (Act.PRINT, Act.KEY)])
def test_where_paper_exists_staff_are_asked_and_the_pages_say_so(
    resident: Resident, store: Store, clock: StandingClock, acts: tuple[Act, ...]
) -> None:
    old = applied(resident)
    desk(store, clock, old, *acts)
    resident.get(resident.path + "/again")
    assert "職員が手続きを始めています" in resident.page.text
    resident.press()
    through(resident)
    assert resident.page.hook("data-old") == "asked"
    resident.press(checked=resident.page.value("checked"))
    assert resident.page.hook("data-replaces") == old
    assert (state(store, old), letters(store, old)) == ("cancel_requested", ["cancel_requested", "received"])


def test_a_print_between_check_page_and_submit_makes_it_a_request(
    resident: Resident, store: Store, clock: StandingClock
) -> None:
    old = begun(resident)
    through(resident)
    desk(store, clock, old, Act.PRINT)
    resident.press(checked=resident.page.value("checked"))
    assert state(store, old) == "cancel_requested"
    assert state(store, resident.page.hook("data-reference")) == "submitted"


def too_late_by_the_clock(store: Store, clock: StandingClock, old: str) -> None:
    clock.pass_by(hours=2)


def completed(store: Store, clock: StandingClock, old: str) -> None:
    desk(store, clock, old, Act.PRINT, Act.KEY, Act.CHECK)


def declined(store: Store, clock: StandingClock, old: str) -> None:
    desk(store, clock, old, Act.DECLINE)


@pytest.mark.parametrize("meanwhile", [too_late_by_the_clock, completed, declined])
def test_when_the_old_one_can_no_longer_be_cancelled_nothing_is_submitted_and_two_ways_are_offered(
    resident: Resident, store: Store, clock: StandingClock, meanwhile: Callable[[Store, StandingClock, str], None]
) -> None:
    """The check page is seen an hour before the time for cancelling ends."""
    old = resident.apply()
    clock.instant = deadline(store, old) - timedelta(hours=1)
    resident.open_my_page(resident.newest("received")["secret"])
    resident.press(last_four="5678")
    resident.get(resident.path + "/again")
    resident.press()
    through(resident, room="205", start_date_day="20")
    assert resident.page.hook("data-old") == "cancelled"
    meanwhile(store, clock, old)
    resident.press(checked=resident.page.value("checked"))
    assert resident.page.hook("data-old") == "stays"
    assert rows(store, Application) == 1
    assert not resident.page.has("data-action", "submit")
    assert resident.page.has("data-action", "keep-old")
    kept = state(store, old)
    resident.post(resident.path.replace("/check", "/as-new"))
    assert "205" in resident.page.text
    assert not resident.page.has("data-old")
    resident.press(checked=resident.page.value("checked"))
    assert resident.page.hook("data-reference") != old
    assert not resident.page.has("data-replaces")
    assert (state(store, old), rows(store, Application)) == (kept, 2)


def test_a_plain_cancel_in_another_tab_is_no_obstacle(resident: Resident, store: Store) -> None:
    old = applied(resident)
    page = resident.path
    resident.get(page + "/again")
    resident.press()
    through(resident)
    check, mark = resident.path, resident.page.value("checked")
    resident.get(page + "/cancel")
    assert resident.press().hook("data-status") == "cancelled"
    resident.post(check, checked=mark)
    assert resident.page.hook("data-replaces") == old
    assert letters(store, old) == ["cancelled", "received"]
    assert resident.get(page).has("data-replaced-by")


def test_a_cancel_that_staff_has_not_confirmed_yet_is_no_obstacle(
    resident: Resident, store: Store, clock: StandingClock
) -> None:
    old = begun(resident)
    through(resident)
    desk(store, clock, old, Act.PRINT, Act.CANCEL)
    resident.press(checked=resident.page.value("checked"))
    assert resident.page.hook("data-replaces") == old
    assert state(store, old) == "cancel_requested"


def test_when_the_new_one_cant_be_stored_the_old_one_is_untouched(resident: Resident, store: Store) -> None:
    old = begun(resident)
    through(resident)
    mark = resident.page.value("checked")
    with store.engine.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON applications BEGIN SELECT * FROM missing_table; END")
        )
    resident.press(checked=mark)
    assert (resident.status, state(store, old), letters(store, old)) == (503, "submitted", ["received"])
    assert rows(store, Event) == 1
    with store.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER full"))
    resident.get(resident.path)
    resident.press(checked=mark)
    assert state(store, old) == "cancelled"


def test_a_masked_page_leads_back_to_itself(resident: Resident, store: Store) -> None:
    resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    page, drafts = resident.path, rows(store, Draft)
    assert not resident.page.has("data-action", "ask-apply-again")
    resident.get(page + "/again")
    assert resident.path == page
    resident.post(page + "/again")
    assert resident.path == page
    assert rows(store, Draft) == drafts


def test_after_the_deadline_there_is_no_way_to_apply_again(
    resident: Resident, store: Store, clock: StandingClock
) -> None:
    resident.apply()
    clock.pass_by(days=17)
    resident.open_my_page(resident.newest("received")["secret"])
    resident.press(last_four="5678")
    page, drafts = resident.path, rows(store, Draft)
    assert not resident.page.has("data-action", "ask-apply-again")
    resident.get(page + "/again")
    assert resident.path == page + "/cancel"
    resident.get(page)
    resident.post(page + "/again")
    assert resident.path == page + "/cancel"
    assert rows(store, Draft) == drafts


def test_nobody_can_name_an_application_in_a_form_field(
    resident: Resident, another_resident: Another, store: Store
) -> None:
    """A stranger sends the ids of somebody else's application with every form."""
    old = applied(resident)
    with store.reading() as session:
        row = by_reference(session, old.replace("-", ""))
    assert row
    named = {"replaces": row.id.hex, "replaced": row.reference, "old": old, "which": row.id.hex[:8]}
    stranger = another_resident()
    stranger.prove_by_code()
    for _ in STEPS:
        stranger.press(**ANSWERS | named)
    assert not stranger.page.has("data-old")
    stranger.press(**named)
    assert stranger.page.has("data-reference")
    assert not stranger.page.has("data-replaces")
    assert state(store, old) == "submitted"
    stranger.get(resident.path + "/again")
    assert stranger.status == 410
    stranger.get("/ja/mypage")
    stranger.post(resident.path + "/again", **named)
    assert (stranger.status, stranger.page.hook("data-trouble")) == (410, "page_over")


def test_mails_count_and_too_many_open_no_form(resident: Resident, window_app: Flask, store: Store) -> None:
    applied(resident)
    resident.get(resident.path + "/again")
    drafts = rows(store, Draft)
    pacing = window_app.extensions["window"].pacing
    for _ in range(window_app.extensions["window"].town.mails_an_hour - 1):
        pacing.count(EMAIL)
    resident.press()
    assert (resident.status, rows(store, Draft)) == (429, drafts)


def test_a_check_page_that_showed_another_fate_is_shown_once_more(resident: Resident, store: Store) -> None:
    """One tab unties the new application from the old one; the other tab still says that the old one ends."""
    old = begun(resident)
    through(resident)
    check, mark = resident.path, resident.page.value("checked")
    resident.post(check.replace("/check", "/as-new"))
    resident.post(check, checked=mark)
    assert resident.path == check
    assert rows(store, Application) == 1
    assert state(store, old) == "submitted"
