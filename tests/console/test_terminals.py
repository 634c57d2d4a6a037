"""Terminals: in operation only those with a registered certificate, in a demonstration a clear warning."""

from __future__ import annotations

import subprocess

import pytest
import trustme
from flask import Flask
from flask.testing import FlaskClient

from admin.settings import ConsoleSettings
from admin.terminals import TerminalRefused, fingerprint, register_terminal, revoke_terminal
from intake.clock import Clock
from intake.store.engine import Store
from intake.store.events import last_event
from tests.console.pages import Page

CERTIFICATE = "SSL_CLIENT_CERT"


@pytest.fixture(scope="session")
def certificate(authority: trustme.CA) -> str:
    return authority.issue_cert("terminal-1").cert_chain_pems[0].bytes().decode()


def door(app: Flask, certificate: str = "") -> Page:
    return Page(shown(app.test_client(), certificate).get("/sign-in"))


def shown(client: FlaskClient, certificate: str) -> FlaskClient:
    client.environ_base["HTTPS"] = "on"
    if certificate:
        client.environ_base[CERTIFICATE] = certificate
    return client


def test_where_terminals_are_required_no_other_gets_a_page(
    required_app: Flask, store: Store, certificate: str, clock: Clock
) -> None:
    assert door(required_app).status == 403
    assert door(required_app, certificate).status == 403
    register_terminal(store, "desk-1", certificate, clock.now())
    assert door(required_app, certificate).status == 200
    revoke_terminal(store, "desk-1", clock.now())
    assert door(required_app, certificate).status == 403


def test_a_header_cant_pretend_a_certificate(
    required_app: Flask, store: Store, certificate: str, clock: Clock
) -> None:
    register_terminal(store, "desk-1", certificate, clock.now())
    line = certificate.replace("\n", " ")
    answer = shown(required_app.test_client(), "").get("/sign-in", headers={"SSL-CLIENT-CERT": line})
    assert answer.status_code == 403


def test_a_demonstration_says_on_every_page_that_the_door_is_open(app: Flask) -> None:
    assert door(app).marks("data-terminals") == ["optional"]
    assert Page(app.test_client().get("/nothing")).marks("data-terminals") == ["optional"]


def test_a_registered_terminal_is_named_and_the_warning_goes(
    app: Flask, store: Store, certificate: str, clock: Clock
) -> None:
    register_terminal(store, "desk-1", certificate, clock.now())
    page = door(app, certificate)
    assert page.marks("data-terminal") == ["desk-1"]
    assert page.marks("data-terminals") == []


def test_a_certificate_is_registered_once_under_a_plain_name(store: Store, certificate: str, clock: Clock) -> None:
    mark = register_terminal(store, "desk-1", certificate, clock.now())
    with store.reading() as session:
        event = last_event(session)
    assert event
    assert event.act == "terminal_registered"
    assert mark.startswith(event.detail.split('"')[3])
    for name, pem in (("desk-2", certificate), ("<desk>", certificate), ("desk-3", "no certificate")):
        with pytest.raises(TerminalRefused):
            register_terminal(store, name, pem, clock.now())
    with pytest.raises(TerminalRefused):
        revoke_terminal(store, "desk-9", clock.now())


def test_the_fingerprint_is_the_one_that_openssl_prints(settings: ConsoleSettings) -> None:
    printed = subprocess.run(
        ["openssl", "x509", "-noout", "-fingerprint", "-sha256", "-in", str(settings.certificate)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert (
        fingerprint(settings.certificate.read_text()) == printed.partition("=")[2].strip().replace(":", "").lower()
    )
