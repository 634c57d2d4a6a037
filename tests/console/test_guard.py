"""Who may do what, and what is refused before anything happens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from admin.app import create_app
from admin.pages import auditing, mails
from admin.pages.roles import Data, RouteUndeclared, routes
from admin.settings import ConsoleSettings
from intake.store.engine import Store
from tests.console.clerk import Clerk
from tests.console.pages import Page

ROUTES = Path(__file__).with_name("routes.txt")


def test_every_route_and_its_roles_stand_on_the_committed_list(app: Flask) -> None:
    assert "\n".join(routes(app)) + "\n" == ROUTES.read_text()


def test_the_console_does_not_start_with_a_route_that_names_no_role(
    settings: ConsoleSettings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mails.page, "roles", frozenset())
    with pytest.raises(RouteUndeclared, match=r"mails\.page"):
        create_app(settings)


@pytest.mark.parametrize("sees", [None, Data.COVER, Data.RECORD])
def test_the_console_does_not_start_with_a_route_that_shows_applications_to_the_city(
    settings: ConsoleSettings, store: Store, monkeypatch: pytest.MonkeyPatch, sees: Data | None
) -> None:
    monkeypatch.setattr(auditing.page, "sees", sees)
    with pytest.raises(RouteUndeclared, match=r"auditing\.page"):
        create_app(settings)


def test_the_auditor_never_sees_a_record(kansa: Clerk, sato: Clerk, reference: str) -> None:
    serial = sato.prints(reference)
    token = kansa.sees("/audit").form("verify").fields
    for path in (f"/applications/{reference}", "/queue", f"/slips/{serial}", f"/slips/{serial}.pdf", "/mails"):
        assert kansa.client.get(path).status_code == 403
    for act in ("open", "print", "keyed", "checked", "send-back", "confirm-cancel", "decline", "ask", "relink"):
        assert kansa.client.post(f"/applications/{reference}/{act}", data=token).status_code == 403


def test_clerks_and_supervisors_have_no_business_on_the_auditors_page(sato: Clerk, tanaka: Clerk) -> None:
    assert sato.sees("/audit").status == 403
    assert tanaka.sees("/audit").status == 403


def test_a_form_without_its_token_changes_nothing(sato: Clerk, reference: str) -> None:
    refused = Page(sato.client.post(f"/applications/{reference}/print", data={"version": "1"}))
    assert refused.status == 400
    assert "何も変更していません" in refused.text
    assert "submitted" in sato.cover(reference).marks("data-status")


def test_a_form_that_another_site_sends_is_refused_even_with_its_token(sato: Clerk, reference: str) -> None:
    form = sato.cover(reference).form("print")
    refused = sato.client.post(form.action, data=form.fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403


def test_a_megabyte_is_not_read(sato: Clerk, reference: str) -> None:
    refused = Page(sato.client.post(f"/applications/{reference}/decline", data={"reason": "x" * 2**20}))
    assert refused.status == 413


def test_a_wrong_method_and_a_wrong_address_have_pages(sato: Clerk, reference: str) -> None:
    wrong = Page(sato.client.get(f"/applications/{reference}/print"))
    assert wrong.status == 405
    assert wrong.response.headers["Allow"] == "OPTIONS, POST"
    for path in ("/nothing", "/queue/nothing", "/applications/4120703957", "/slips/77"):
        assert sato.sees(path).status == 404


def test_a_reference_with_hyphens_leads_to_the_plain_address_and_keeps_the_list(
    sato: Clerk, reference: str
) -> None:
    typed = "-".join((reference[:3], reference[3:6], reference[6:9], reference[9:]))
    answer = sato.client.get(f"/applications/{typed}?list=new")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"/applications/{reference}?")
    assert "list=new" in answer.headers["Location"]
    assert sato.sees(f"/applications/{typed}").marks("data-reference")[0] == reference


@pytest.mark.parametrize("unknown", ["4120703957", "412-070-395-8", "nothing"])
def test_an_unknown_reference_leads_back_to_the_list_and_not_to_itself(sato: Clerk, unknown: str) -> None:
    page = sato.sees(f"/applications/{unknown}")
    links = page.marks("href")
    assert page.status == 404
    assert "申込みを見る" not in page.text
    assert f"/applications/{unknown}" not in links
    assert "/queue" in [link for link in links if link.startswith("/queue")][-1]


@pytest.mark.both_engines
def test_trouble_with_the_database_says_that_nothing_was_written(
    sato: Clerk, reference: str, store: Store
) -> None:
    form = sato.cover(reference).form("print")
    with store.writing() as session:
        session.execute(text("ALTER TABLE slips RENAME TO slips_away"))
    refused = Page(sato.client.post(form.action, data=form.fields))
    assert refused.status == 503
    assert "何も書き込まれていません" in refused.text
    with store.writing() as session:
        session.execute(text("ALTER TABLE slips_away RENAME TO slips"))
    assert "submitted" in sato.cover(reference).marks("data-status")


def test_a_database_without_tables_has_a_page_too(settings: ConsoleSettings, tmp_path: Path) -> None:
    client = create_app(replace(settings, database=f"sqlite:///{tmp_path}/empty.sqlite")).test_client()
    client.environ_base["HTTPS"] = "on"
    form = Page(client.get("/sign-in")).form("sign-in")
    typed = {"username": "sato", "password": "x", "totp": "1"}
    assert Page(client.post(form.action, data=form.fields | typed)).status == 503


def test_a_fault_tells_its_kind_to_the_log_and_nothing_to_anybody(
    sato: Clerk, reference: str, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    with store.writing() as session:
        session.execute(text("UPDATE applications SET procedure = '髙﨑'"))
    broken = Page(sato.client.get("/queue"))
    log = capsys.readouterr().err
    assert broken.status == 500
    assert "kind='KeyError'" in log
    assert "髙﨑" not in log + broken.text


def test_the_log_names_the_rule_and_never_the_address(
    sato: Clerk, reference: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sato.opens(reference)
    log = capsys.readouterr().err
    assert "route='/applications/<reference>/open' method='POST' status=200" in log
    assert reference not in log


@pytest.mark.parametrize("path", ["/slips/{}", "/slips/{}.pdf"])
def test_a_number_that_no_database_has_is_not_found(sato: Clerk, path: str) -> None:
    assert sato.sees(path.format(10**30)).status == 404


def test_the_audit_page_ignores_a_number_that_no_database_has(kansa: Clerk) -> None:
    assert kansa.sees(f"/audit?before={10**30}").status == 200
