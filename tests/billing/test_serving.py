"""The real thing: `serve` over TLS, and the whole round of one slip."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode

import pytest
import trustme
from click.testing import CliRunner, Result

from billing.commands import group
from billing.settings import BillingSettings
from tests.billing.paper import PASSWORD, SLIP
from tests.billing.test_tables import environment

Billing = tuple[str, "subprocess.Popen[str]"]


def run(told: dict[str, str], *words: str, said: str = "") -> Result:
    return CliRunner().invoke(group, words, input=said, env=told)


@pytest.fixture
def told(settings: BillingSettings) -> dict[str, str]:
    with socket.create_server(("localhost", 0)) as free:
        return environment(replace(settings, port=free.getsockname()[1]))


@pytest.fixture
def running(told: dict[str, str]) -> Iterator[Billing]:
    for username in ("sato", "suzuki"):
        assert run(told, "add-clerk", username, "--role", "clerk", said=PASSWORD + "\n").exit_code == 0
    command = [sys.executable, "-m", "billing", "serve"]
    process = subprocess.Popen(command, env={**os.environ, **told}, stdout=subprocess.PIPE, text=True)
    yield f"https://localhost:{told['MIZUGUCHI_BILLING_PORT']}", process
    process.kill()
    process.wait()


class Browser:
    """A small browser that trusts only the test's authority."""

    def __init__(self, site: str, authority: trustme.CA, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> None:
        context = ssl.create_default_context()
        authority.configure_trust(context)
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = newest
        # Without this the browser itself would be the one that refuses the old version.
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        self.site = site
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=context), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def get(self, path: str) -> str:
        with self.opener.open(self.site + path, timeout=20) as answer:
            assert answer.headers["Server"] == "billing"
            return str(answer.read().decode())

    def press(self, page: str, path: str, **fields: str) -> str:
        token = re.findall(r'name="csrf_token" value="([^"]+)"', self.get(page))[-1]
        body = urlencode({**fields, "csrf_token": token}).encode()
        request = urllib.request.Request(self.site + path, body, {"Referer": self.site + page})  # noqa: S310 -- our own https address
        with self.opener.open(request, timeout=20) as answer:
            return str(answer.read().decode())


def wait_until_alive(browser: Browser) -> None:
    for _ in range(200):
        try:
            assert browser.get("/alive") == "alive\n"
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail("the billing system did not start")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_one_slip_goes_the_whole_round_over_tls_and_the_server_leaves_cleanly(
    running: Billing, authority: trustme.CA
) -> None:
    site, process = running
    sato, suzuki = Browser(site, authority), Browser(site, authority)
    wait_until_alive(sato)
    sato.press("/sign-in", "/sign-in", username="sato", password=PASSWORD)
    page = sato.press("/registrations/new", "/registrations/new", **SLIP)
    assert 'data-customer-number="10000012"' in page
    with pytest.raises(HTTPError, match="409"):
        sato.press("/registrations/new", "/registrations/new", **SLIP)
    suzuki.press("/sign-in", "/sign-in", username="suzuki", password=PASSWORD)
    page = suzuki.press("/registrations/1", "/registrations/1/compared")
    assert 'data-compared="yes"' in page
    with pytest.raises((URLError, ConnectionError)):
        Browser(site, authority, newest=ssl.TLSVersion.TLSv1_1).get("/alive")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0


def test_a_body_of_a_megabyte_gets_the_page_of_this_system_and_not_the_servers(
    running: Billing, authority: trustme.CA
) -> None:
    site, _process = running
    browser = Browser(site, authority)
    wait_until_alive(browser)
    for _ in range(5):
        with pytest.raises(HTTPError) as refused:
            browser.press("/sign-in", "/sign-in", username="x" * 1_000_000)
        with refused.value as answer:
            assert (answer.code, answer.headers["X-Content-Type-Options"]) == (413, "nosniff")
            assert "文字が多すぎます" in answer.read().decode()
    assert browser.get("/alive") == "alive\n"


def test_serve_without_settings_stops_with_a_clear_sentence(told: dict[str, str]) -> None:
    del told["MIZUGUCHI_BILLING_SESSION_SECRET_FILE"]
    ended = run(told, "serve")
    assert ended.exit_code == 1
    assert ended.stderr.strip() == (
        "Error: MIZUGUCHI_BILLING_SESSION_SECRET_FILE is not set. The billing system does not start without it."
    )


@pytest.mark.parametrize(
    ("username", "said", "words"),
    [
        ("sato", "short\n", "A password has 12"),
        ("Sato San", PASSWORD, "A user name has 2"),
        ("sato", "", "A password has"),
    ],
)
def test_a_person_with_a_weak_password_or_an_odd_name_is_not_added(
    told: dict[str, str], username: str, said: str, words: str
) -> None:
    ended = run(told, "add-clerk", username, said=said)
    assert ended.exit_code == 1
    assert words in ended.stderr


def test_a_name_is_given_only_once(told: dict[str, str]) -> None:
    assert run(told, "add-clerk", "kyoku", "--role", "bureau", said=PASSWORD).exit_code == 0
    assert "already a person" in run(told, "add-clerk", "kyoku", said=PASSWORD).stderr


def test_a_taken_port_stops_the_start_with_a_clear_sentence(running: Billing, told: dict[str, str]) -> None:
    port = int(told["MIZUGUCHI_BILLING_PORT"])
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)) == 0:
                break
        time.sleep(0.1)
    command = [sys.executable, "-m", "billing", "serve"]
    ended = subprocess.run(
        command, env={**os.environ, **told}, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 1
    assert "The port cannot be used" in ended.stderr
    assert "Traceback" not in ended.stderr
