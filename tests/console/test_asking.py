"""The centre asks and reads what was answered; both only as events and sealed words, until a record is opened."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from intake.audit import details
from intake.clock import Clock
from intake.inquiries import QUESTIONS
from intake.opening import open_record
from intake.receiving import Receipt
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.store.events import events_about
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.desk import cancel_on_my_page, mail_kinds, openings, row
from tests.console.pages import Page
from tests.inquiries import PAYLOAD, answers, asks, thread
from tests.pages.resident import Resident
from tests.scenery import PrivateKeys, StandingClock, hand_in, window_settings
from webapp.app import create_app

OWN_WORDS = "二階ですか\n三階ですか"


def asks_at_the_desk(clerk: Clerk, reference: str, question: str = "room", own: str = OWN_WORDS) -> Page:
    return clerk.presses(clerk.cover(reference), "ask", question=question, text=own)


def acts(store: Store, reference: str) -> list[str]:
    with store.reading() as session:
        return [event.act for event in events_about(session, row(store, reference).id)]


def test_from_the_question_to_the_mail_to_my_page_to_the_answer_to_the_console(
    sato: Clerk,
    suzuki: Clerk,
    receipt: Receipt,
    store: Store,
    public_keys: PublicKeys,
    private_keys: PrivateKeys,
    town: Town,
    clock: StandingClock,
) -> None:
    reference = receipt.application.reference
    assert asks_at_the_desk(sato, reference).status == 200
    window = create_app(window_settings(store, public_keys, town), clock)
    hanako = Resident(window.test_client(), store, private_keys.postman)
    assert hanako.newest("inquiry") == {"to": "hanako@resident.example", "language": "ja"}
    hanako.open_my_page(receipt.secret)
    hanako.press(last_four="5678")
    assert OWN_WORDS in hanako.page.text
    clock.pass_by(minutes=3)
    hanako.post(f"{hanako.path}/answer", form_key=hanako.page.value("form_key"), answer="三階の305です")
    assert suzuki.sees("/queue/inquiries").marks("data-inquiry") == ["answered"]
    opened = suzuki.opens(reference, reason="inquiry")
    assert opened.marks("data-writer") == ["centre", "resident"]
    assert "部屋番号がはっきりしません" in opened.text
    assert "三階の305です" in opened.text


def test_asking_opens_nothing_and_changes_no_state(sato: Clerk, reference: str, store: Store) -> None:
    page = asks_at_the_desk(sato, reference)
    assert "質問しました" in page.text
    assert row(store, reference).state == "submitted"
    assert row(store, reference).inquiry == "asked"
    assert mail_kinds(store, reference) == {"received", "inquiry"}
    assert not openings(store, reference)
    assert "print" in sato.cover(reference).actions


def test_the_event_has_the_code_of_the_question_and_no_word_of_the_clerks(
    sato: Clerk, reference: str, store: Store, private_keys: PrivateKeys
) -> None:
    asks_at_the_desk(sato, reference)
    with store.reading() as session:
        (event,) = (each for each in events_about(session, row(store, reference).id) if each.act == "asked")
    assert (event.actor, details(event)) == ("clerk 1", {"reason": "room"})
    assert "部屋番号がはっきりしません" in sato.cover(reference).text
    assert "二階ですか" not in sato.cover(reference).text
    (message,) = thread(store, reference)
    body = open_record(message.body, message.recovery_wrap, "recovery", private_keys.recovery, message.part)
    assert "二階ですか" in body.decode()


def test_the_thread_is_shown_only_when_the_record_is_opened(
    sato: Clerk, reference: str, store: Store, public_keys: PublicKeys, clock: Clock
) -> None:
    asks(store, public_keys, reference, clock, "room", OWN_WORDS)
    answers(store, public_keys, reference, clock)
    assert not sato.cover(reference).marks("data-thread")
    assert "305" not in sato.cover(reference).text + sato.sees("/queue/inquiries").text
    assert sato.opens(reference).marks("data-writer") == ["centre", "resident"]
    assert [details(event)["reason"] for event in openings(store, reference)] == ["own_work"]


def test_the_event_is_on_disk_before_a_message_is_decrypted(
    sato: Clerk, reference: str, store: Store, public_keys: PublicKeys, clock: Clock
) -> None:
    asks(store, public_keys, reference, clock, "room", OWN_WORDS)
    with store.writing() as session:
        session.execute(text("UPDATE messages SET office_wrap = x'00'"))
    refused = sato.opens(reference)
    assert refused.status == 500
    assert "二階ですか" not in refused.text
    assert len(openings(store, reference)) == 1


def test_a_message_in_another_applications_row_does_not_open(
    sato: Clerk, reference: str, store: Store, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    other = hand_in(store, public_keys, clock, town).application
    asks(store, public_keys, other.reference, clock, "room", OWN_WORDS)
    with store.writing() as session:
        about = {"id": row(store, reference).id.hex}
        session.execute(text("UPDATE messages SET application_id = :id"), about)
    refused = sato.opens(reference)
    assert refused.status == 500
    assert "二階ですか" not in refused.text


def test_a_slip_opens_the_record_without_the_thread(
    sato: Clerk, reference: str, store: Store, public_keys: PublicKeys, clock: Clock
) -> None:
    asks(store, public_keys, reference, clock)
    serial = sato.prints(reference)
    with store.writing() as session:
        session.execute(text("UPDATE messages SET body = x'00'"))
    assert sato.client.get(f"/slips/{serial}.pdf").status_code == 200


@pytest.mark.parametrize(
    ("question", "own", "told"),
    [
        ("", "二階ですか", "質問を選んでください"),
        ("other", "", "質問を書いてください"),
        ("room", "長" * 501, "500文字以内"),
        ("room", "a\u202eb", "表示できない"),
    ],
    ids=["nothing chosen", "no words", "too long", "turned around"],
)
def test_what_a_clerk_typed_is_kept_when_it_is_wrong(
    sato: Clerk, reference: str, store: Store, question: str, own: str, told: str
) -> None:
    page = asks_at_the_desk(sato, reference, question, own)
    assert page.status == 422
    assert told in page.text
    assert page.form("ask").fields["text"] == own
    assert page.form("ask").fields["question"] == question
    assert not thread(store, reference)
    assert sato.presses(page, "ask", question="room", text="").status == 200
    assert len(thread(store, reference)) == 1


def test_a_second_press_asks_no_second_time(sato: Clerk, reference: str, store: Store) -> None:
    page = sato.cover(reference)
    for _ in range(3):
        assert sato.presses(page, "ask", question="date").status == 200
    assert len(thread(store, reference)) == 1
    assert acts(store, reference).count("asked") == 1


def test_two_clerks_at_once_dont_ask_unaware_of_each_other(
    sato: Clerk, suzuki: Clerk, reference: str, store: Store
) -> None:
    first, second = sato.cover(reference), suzuki.cover(reference)
    assert sato.presses(first, "ask", question="date").status == 200
    assert suzuki.presses(second, "ask", question="room").status == 409
    assert len(thread(store, reference)) == 1


def test_who_has_not_seen_an_answer_yet_is_told_to_look_before_printing(
    sato: Clerk, reference: str, store: Store, public_keys: PublicKeys, clock: Clock
) -> None:
    asks(store, public_keys, reference, clock)
    page = sato.cover(reference)
    answers(store, public_keys, reference, clock)
    assert sato.presses(page, "print").status == 409
    assert sato.prints(reference)


def test_after_the_end_nothing_is_asked(sato: Clerk, reference: str, store: Store, clock: Clock) -> None:
    form = sato.cover(reference).form("ask")
    cancel_on_my_page(store, reference, clock)
    assert "ask" not in sato.cover(reference).actions
    version = {"version": str(row(store, reference).version), "question": "room"}
    assert sato.client.post(form.action, data=form.fields | version).status_code == 409
    assert not thread(store, reference)


def test_a_form_that_was_not_made_here_is_refused(sato: Clerk, reference: str) -> None:
    form = sato.cover(reference).form("ask")
    for missing in ("form_key", "version"):
        fields = {name: value for name, value in form.fields.items() if name != missing} | {"question": "room"}
        assert sato.client.post(form.action, data=fields).status_code == 400


def test_the_list_of_inquiries_has_answers_first_then_by_day(
    sato: Clerk, store: Store, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    days = {
        day: hand_in(store, public_keys, clock, town, start_date_day=day).application.reference for day in "4567"
    }
    for day in "456":
        asks(store, public_keys, days[day], clock)
    answers(store, public_keys, days["6"], clock)
    listed = sato.sees("/queue/inquiries")
    assert listed.marks("data-reference") == [days[day] for day in "645"]
    assert listed.marks("data-inquiry") == ["answered", "asked", "asked"]
    after = sato.sees(f"/queue/inquiries?after={days['6']}")
    assert after.marks("data-reference") == [days["4"], days["5"]]
    cancel_on_my_page(store, days["6"], clock)
    assert sato.sees("/queue/inquiries").marks("data-reference") == [days["4"], days["5"]]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_reads_japanese_on_the_console(sato: Clerk, reference: str, question: str) -> None:
    asks_at_the_desk(sato, reference, question, "補足")
    opened = sato.opens(reference)
    assert QUESTIONS[question].message not in opened.text
    assert "補足" in opened.text


def test_what_a_resident_or_a_clerk_writes_is_shown_as_text(
    sato: Clerk, reference: str, store: Store, public_keys: PublicKeys, clock: Clock
) -> None:
    wrong = asks_at_the_desk(sato, reference, "", PAYLOAD)
    assert wrong.form("ask").fields["text"] == PAYLOAD
    asks(store, public_keys, reference, clock, "other", PAYLOAD)
    answers(store, public_keys, reference, clock, PAYLOAD)
    opened = sato.opens(reference)
    assert opened.text.count(PAYLOAD) == 2
    assert not opened.all("img")
    assert not opened.all("script")


def test_who_checks_sees_the_thread_too(
    sato: Clerk, suzuki: Clerk, reference: str, store: Store, public_keys: PublicKeys, clock: Clock
) -> None:
    asks(store, public_keys, reference, clock)
    answers(store, public_keys, reference, clock)
    sato.keys(reference, sato.prints(reference))
    assert "305号室です" in suzuki.opens(reference, reason="check").text
