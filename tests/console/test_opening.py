"""A record is opened for a reason, and the reason is written down first."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text

from admin.app import create_app
from admin.settings import ConsoleSettings
from admin.signing import Times
from intake.audit import details
from intake.clock import Clock
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.desk import openings
from tests.scenery import StandingClock, hand_in


def test_the_queue_shows_nothing_of_the_person(sato: Clerk, reference: str) -> None:
    seen = sato.sees("/queue").text + sato.cover(reference).text
    for word in ("髙﨑", "タカサキ", "栄町", "みなとハイツ", "09012345678", "hanako"):
        assert word not in seen


def test_an_opened_record_stands_in_keying_order_with_its_fingerprint(sato: Clerk, reference: str) -> None:
    opened = sato.opens(reference)
    assert opened.values()["family_name"] == "髙﨑"
    assert opened.values()["given_kana"] == "カツコ"
    assert opened.values()["post_name"] == "（入力なし）"
    assert "company_name" not in opened.values()
    assert len(opened.marks("data-fingerprint")[0]) == 8


def test_the_first_opening_takes_the_application(sato: Clerk, suzuki: Clerk, reference: str) -> None:
    sato.opens(reference)
    assert reference in sato.sees("/queue/mine").marks("data-reference")
    assert reference not in suzuki.sees("/queue/mine").marks("data-reference")


def test_a_colleagues_application_opens_with_a_reason_only(
    sato: Clerk, suzuki: Clerk, reference: str, store: Store
) -> None:
    sato.opens(reference)
    refused = suzuki.opens(reference)
    assert refused.status == 422
    assert not refused.values()
    assert suzuki.opens(reference, reason="inquiry").values()
    assert [details(event)["reason"] for event in openings(store, reference)] == ["own_work", "inquiry"]


def test_supervision_is_a_reason_for_supervisors_only(suzuki: Clerk, tanaka: Clerk, reference: str) -> None:
    form = suzuki.cover(reference).form("open")
    sent = suzuki.client.post(form.action, data=form.fields | {"reason": "supervision"})
    assert sent.status_code == 422
    assert tanaka.opens(reference, reason="supervision").values()


def test_nothing_opens_where_the_event_cant_be_written(sato: Clerk, reference: str, store: Store) -> None:
    sato.opens(reference)
    with store.writing() as session:
        session.execute(text("DROP TABLE events"))
    refused = sato.client.post(f"/applications/{reference}/open", data=token_of(sato))
    assert refused.status_code == 503
    assert "髙﨑" not in refused.get_data(as_text=True)


def test_the_event_is_on_disk_before_the_record_is_decrypted(sato: Clerk, reference: str, store: Store) -> None:
    with store.writing() as session:
        session.execute(text("UPDATE applications SET office_wrap = x'00'"))
    refused = sato.opens(reference)
    assert refused.status == 500
    assert "責任者" in refused.text
    assert len(openings(store, reference)) == 1


def test_a_record_in_another_applications_row_does_not_open(
    sato: Clerk, reference: str, store: Store, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    other = hand_in(store, public_keys, clock, town, family_name="別人").application
    with store.writing() as session:
        taken = {"record": other.record, "wrap": other.office_wrap, "reference": reference}
        session.execute(
            text("UPDATE applications SET record = :record, office_wrap = :wrap WHERE reference = :reference"),
            taken,
        )
    refused = sato.opens(reference)
    assert refused.status == 500
    assert "別人" not in refused.text


def test_an_account_opens_so_many_records_an_hour_and_no_more(
    settings: ConsoleSettings,
    times: Times,
    watch: StandingClock,
    store: Store,
    reference: str,
    clock: StandingClock,
) -> None:
    sato = Clerk(create_app(replace(settings, openings=2), times).test_client(), watch)
    sato.sign_in()
    for _ in range(2):
        assert sato.opens(reference).status == 200
    assert sato.opens(reference).status == 429
    clock.pass_by(minutes=61)
    assert sato.opens(reference).status == 200


def token_of(clerk: Clerk) -> dict[str, str]:
    return {"csrf_token": clerk.sees("/queue").form("find").fields["csrf_token"]}
