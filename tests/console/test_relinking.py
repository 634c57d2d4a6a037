"""A new link to My Page: for whom the centre is sure of, by mail only, and the old one is dead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from admin.app import create_app as create_console
from admin.settings import ConsoleSettings
from admin.signing import Times
from emails.outbox import retry
from intake.acts import perform
from intake.audit import details, verify
from intake.lifecycle import Act
from intake.opening import open_letter
from intake.receiving import Receipt
from intake.records import fingerprint
from intake.retention import purge
from intake.sealing.keys import PublicKeys, WrongKey
from intake.store.applications import by_reference
from intake.store.engine import Store
from intake.store.events import events_about
from intake.store.outbox import Delivery, mails_about
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.desk import openings, row
from tests.console.pages import Page
from tests.inquiries import answers, asks, thread
from tests.pages.resident import Resident
from tests.scenery import EMAIL, PrivateKeys, StandingClock, window_settings
from webapp.app import create_app
from webapp.own_copy import own_copy, own_thread

Visitor = Callable[[], Resident]


@pytest.fixture
def visitor(
    store: Store, public_keys: PublicKeys, private_keys: PrivateKeys, town: Town, clock: StandingClock
) -> Visitor:
    window = create_app(window_settings(store, public_keys, town), clock)
    return lambda: Resident(window.test_client(), store, private_keys.postman)


def renews(clerk: Clerk, reference: str, check: str = "called_back") -> Page:
    return clerk.presses(clerk.cover(reference), "relink", check=check)


def secret_of(resident: Resident) -> str:
    return resident.newest("relinked")["secret"]


def test_the_old_link_is_dead_and_the_new_one_shows_the_same_content(
    tanaka: Clerk, receipt: Receipt, visitor: Visitor, store: Store
) -> None:
    before = own_copy(receipt.application, receipt.secret)
    assert before
    assert renews(tanaka, receipt.application.reference).status == 200
    resident = visitor()
    resident.open_my_page(receipt.secret)
    assert resident.status == 422
    resident.open_my_page(secret_of(resident))
    assert "髙﨑" in resident.press(last_four="5678").text
    assert fingerprint(before) in resident.page.text
    assert "マイページの新しいリンクをメールで送りました" in resident.page.text
    assert "お電話でご本人を確かめました" in resident.page.text


def test_every_visit_of_the_old_link_ends(tanaka: Clerk, receipt: Receipt, visitor: Visitor) -> None:
    browsers = [visitor(), visitor()]
    for each in browsers:
        each.open_my_page(receipt.secret)
    renews(tanaka, receipt.application.reference)
    for each in browsers:
        each.get(each.path)
        assert each.status == 410


def test_the_letter_goes_to_the_address_in_the_record_with_the_new_secret(
    tanaka: Clerk, receipt: Receipt, store: Store, private_keys: PrivateKeys, visitor: Visitor
) -> None:
    renews(tanaka, receipt.application.reference)
    facts = visitor().newest("relinked")
    assert facts == {"to": EMAIL, "language": "ja", "secret": facts["secret"]}
    assert facts["secret"] != receipt.secret
    later = open_letter(
        row(store, receipt.application.reference).contact, str(receipt.application.id), private_keys.postman
    )
    assert "secret" not in later


def test_nobody_at_the_console_sees_the_secret(
    sato: Clerk, tanaka: Clerk, reference: str, visitor: Visitor
) -> None:
    pages = [renews(tanaka, reference)]
    secret = secret_of(visitor())
    pages += [sato.cover(reference), sato.opens(reference), sato.sees("/queue"), tanaka.sees("/mails")]
    for page in pages:
        plain = page.response.get_data(as_text=True).replace("-", "").upper()
        assert secret not in plain
        assert secret[:8] not in plain


def test_it_counts_as_an_opening_and_the_event_has_codes_only(tanaka: Clerk, reference: str, store: Store) -> None:
    form = tanaka.cover(reference).form("relink")
    checks = ["same_address", "called_back"]
    assert tanaka.client.post(form.action, data=form.fields | {"check": checks}).status_code == 303
    assert [details(event)["reason"] for event in openings(store, reference)] == ["relink"]
    with store.reading() as session:
        events = list(events_about(session, row(store, reference).id))
        assert verify(session).sound
    assert [event.act for event in events[-2:]] == ["opened", "relinked"]
    assert details(events[-1]) == {"reason": "called_back same_address"}
    assert "こちらからかけ直した / 申込みと同じメールアドレス" in tanaka.cover(reference).text


@pytest.mark.parametrize("checks", [[], [""], ["nonsense"], ["called_back", "nonsense"]])
def test_without_a_known_check_nothing_is_opened_or_changed(
    tanaka: Clerk, reference: str, store: Store, checks: list[str]
) -> None:
    form = tanaka.cover(reference).form("relink")
    before = row(store, reference).mypage_lookup
    assert tanaka.client.post(form.action, data=form.fields | {"check": checks}).status_code == 422
    assert not openings(store, reference)
    assert row(store, reference).mypage_lookup == before


def test_the_questions_and_answers_come_along(
    tanaka: Clerk,
    receipt: Receipt,
    store: Store,
    public_keys: PublicKeys,
    clock: StandingClock,
    visitor: Visitor,
) -> None:
    reference = receipt.application.reference
    asks(store, public_keys, reference, clock, "room", "二階ですか")
    answers(store, public_keys, reference, clock)
    renews(tanaka, reference)
    asks(store, public_keys, reference, clock, "date")
    secret = secret_of(visitor())
    words = [said.words for said in own_thread(thread(store, reference), secret)]
    assert {each.text for each in words} == {"二階ですか", "305号室です", ""}
    assert {each.question for each in words} == {"room", "date", ""}


def test_too_many_wrong_second_items_are_forgiven_with_the_new_link(
    tanaka: Clerk, receipt: Receipt, visitor: Visitor
) -> None:
    resident = visitor()
    resident.open_my_page(receipt.secret)
    for _ in range(5):
        resident.press(last_four="0000")
    renews(tanaka, receipt.application.reference)
    resident.open_my_page(secret_of(resident))
    assert "髙﨑" in resident.press(last_four="5678").text


def test_the_receipts_way_to_my_page_leads_to_its_entrance_afterwards(
    enter: Callable[[str], Clerk], visitor: Visitor, store: Store
) -> None:
    resident = visitor()
    reference = resident.apply().replace("-", "")
    receipt_page = resident.path
    renews(enter("tanaka"), reference)
    resident.get(receipt_page)
    resident.press()
    assert resident.path == "/ja/mypage"


def test_a_letter_with_the_old_secret_that_has_not_gone_out_is_taken_back(
    tanaka: Clerk, receipt: Receipt, store: Store
) -> None:
    renews(tanaka, receipt.application.reference)
    renews(tanaka, receipt.application.reference)
    with store.reading() as session:
        kinds = [mail.kind for mail in mails_about(session, receipt.application.id)]
    assert kinds == ["relinked"]


def test_a_letter_that_was_delivered_stays_on_the_list(tanaka: Clerk, receipt: Receipt, store: Store) -> None:
    with store.writing() as session:
        (mail,) = mails_about(session, receipt.application.id)
        mail.state, mail.payload = Delivery.DELIVERED.value, b""
    renews(tanaka, receipt.application.reference)
    with store.writing() as session:
        mails = mails_about(session, receipt.application.id)
        assert [mail.kind for mail in mails] == ["received", "relinked"]
        assert not retry(session, mails[0], receipt.application.received_at)


def test_a_clerk_makes_no_new_link(sato: Clerk, tanaka: Clerk, reference: str) -> None:
    assert "relink" not in sato.cover(reference).actions
    token = sato.sees("/queue").form("find").fields
    made = tanaka.cover(reference).form("relink")
    assert sato.client.post(made.action, data=made.fields | token | {"check": "called_back"}).status_code == 403


def test_two_presses_at_once_make_one_link(tanaka: Clerk, reference: str, store: Store) -> None:
    first, second = tanaka.cover(reference), tanaka.cover(reference)
    assert tanaka.presses(first, "relink", check="called_back").status == 200
    made = row(store, reference).mypage_lookup
    assert tanaka.presses(second, "relink", check="called_back").status == 409
    assert row(store, reference).mypage_lookup == made


def test_once_the_residents_copy_is_erased_there_is_no_link_to_make(
    tanaka: Clerk, reference: str, store: Store, clock: StandingClock, town: Town
) -> None:
    form = tanaka.cover(reference).form("relink")
    with store.writing() as session:
        seen = by_reference(session, reference)
        assert seen
        perform(session, seen, Act.CANCEL, "resident", clock.now())
    assert "relink" in tanaka.cover(reference).actions
    clock.pass_by(days=31)
    purge(store, clock, town.retention)
    assert "relink" not in tanaka.cover(reference).actions
    late = {"version": str(row(store, reference).version), "check": "called_back"}
    assert tanaka.client.post(form.action, data=form.fields | late).status_code == 409
    assert not openings(store, reference)


def test_the_hourly_limit_holds_for_new_links_too(
    settings: ConsoleSettings, times: Times, watch: StandingClock, store: Store, reference: str
) -> None:
    client: FlaskClient = create_console(replace(settings, openings=1), times).test_client()
    tanaka = Clerk(client, watch, "tanaka")
    tanaka.sign_in()
    assert renews(tanaka, reference).status == 200
    made = row(store, reference).mypage_lookup
    assert renews(tanaka, reference).status == 429
    assert row(store, reference).mypage_lookup == made


def test_a_record_that_cant_be_opened_gets_no_new_link(tanaka: Clerk, reference: str, store: Store) -> None:
    with store.writing() as session:
        session.execute(text("UPDATE applications SET office_wrap = x'00'"))
    before = row(store, reference).mypage_lookup
    assert renews(tanaka, reference).status == 500
    assert row(store, reference).mypage_lookup == before
    assert len(openings(store, reference)) == 1


def test_a_console_that_seals_to_another_office_does_not_start(
    settings: ConsoleSettings, private_keys: PrivateKeys, public_keys: PublicKeys, store: Store
) -> None:
    foreign = PublicKeys(private_keys.recovery.public_key(), public_keys.recovery, public_keys.postman)
    with pytest.raises(WrongKey):
        create_console(replace(settings, keys=foreign))
