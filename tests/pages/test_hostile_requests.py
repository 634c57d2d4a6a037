"""Requests that no resident makes."""

import base64
import json
import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from intake.store.engine import Store
from tests.pages.resident import Resident
from tests.scenery import ANSWERS, EMAIL


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example"])
def test_a_forged_host_is_refused(window_app: Flask, host: str) -> None:
    answer = window_app.test_client().get("/ja/", base_url=f"https://{host}".replace("@", "%40"))
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_mailed_links_never_take_the_host_of_a_request(resident: Resident) -> None:
    resident.ask_for_link()
    assert set(resident.newest("verification")) == {"to", "language", "procedure", "token", "code", "expires_at"}


def test_a_body_of_a_megabyte_is_refused(resident: Resident) -> None:
    resident.prove_by_code()
    answer = resident.client.post(resident.path, data={"note": "x" * 1_000_000}, base_url="https://localhost")
    assert answer.status_code == 413
    assert resident.get(resident.path).has("data-action", "next")


def test_a_form_without_its_token_is_refused_and_costs_nothing(resident: Resident) -> None:
    resident.prove_by_code()
    answer = resident.client.post(resident.path, data=ANSWERS, base_url="https://localhost")
    assert answer.status_code == 400
    assert 'data-trouble="page_too_old"' in answer.text


def test_markup_is_shown_as_it_was_typed(resident: Resident) -> None:
    resident.prove_by_code()
    resident.fill_in(family_name="<script>alert(1)</script>", note="{{ 7*7 }} <b>")
    assert "<script>alert(1)</script>" in resident.page.text
    assert not [each for each in resident.page.all("script") if "src" not in each]


def test_too_many_requests_are_slowed_down(resident: Resident) -> None:
    resident.ask_for_link()
    token = resident.page.value("csrf_token")
    answers = [
        resident.client.post(
            resident.path, data={"csrf_token": token, "code": "12"}, base_url="https://localhost"
        ).status_code
        for _ in range(125)
    ]
    assert answers[-1] == 429


@pytest.mark.check(27)
def test_the_cookie_holds_no_personal_data_and_no_mailed_secret(resident: Resident) -> None:
    resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    cookie = resident.client.get_cookie("__Host-window")
    assert cookie
    assert (cookie.secure, cookie.http_only, cookie.same_site, cookie.path) == (True, True, "Lax", "/")
    payload = cookie.value.lstrip(".").split(".")[0]
    body = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    text = (zlib.decompress(body) if cookie.value.startswith(".") else body).decode()
    for secret in (EMAIL, "髙﨑", resident.newest("received")["secret"], resident.newest("verification")["token"]):
        assert secret not in text
    assert set(json.loads(text)) <= {"csrf_token", "draft", "page", "_permanent"}


def test_nothing_personal_is_logged(capfd: pytest.CaptureFixture[str], resident: Resident) -> None:
    resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    written = "".join(capfd.readouterr())
    assert "route=" in written
    for value in (EMAIL, "髙﨑", "みなとハイツ", "09012345678", resident.newest("received")["secret"]):
        assert value not in written
    assert not re.search(r"/form/[0-9a-f]{8}", written)


@contextmanager
def every_connection(store: Store, pragma: str, afterwards: str) -> Iterator[None]:
    """Set something on whatever connection the window takes from the pool, and set it back later."""
    now = {"pragma": pragma}

    def taken(connection: Any, *_: object) -> None:
        connection.execute(now["pragma"])

    event.listen(store.engine, "checkout", taken)
    yield
    now["pragma"] = afterwards


@pytest.mark.on_file
def test_a_full_disk_is_told_and_nothing_is_half_written(window_app: Flask, resident: Resident) -> None:
    resident.prove_by_code()
    resident.fill_in()
    with every_connection(
        window_app.extensions["window"].store, "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000"
    ):
        page = resident.press()
        assert resident.status == 503
        assert "0465-00-0000" in page.text
        assert resident.kinds_of_mail() == {"verification"}
    resident.get(resident.path)
    assert resident.press().hook("data-reference")


@pytest.mark.on_file
def test_a_locked_database_is_told_with_the_phone_number(
    window_app: Flask, resident: Resident, store: Store
) -> None:
    resident.prove_by_code()
    resident.fill_in()
    lock = sqlite3.connect(str(store.engine.url.database), isolation_level=None)
    with every_connection(
        window_app.extensions["window"].store, "PRAGMA busy_timeout = 50", "PRAGMA busy_timeout = 5000"
    ):
        lock.execute("BEGIN IMMEDIATE")
        page = resident.press()
        assert resident.status == 503
        assert "0465-00-0000" in page.text
        lock.execute("ROLLBACK")
        lock.close()
    resident.get(resident.path)
    assert resident.press().hook("data-reference")


@pytest.mark.on_file
def test_the_database_holds_nothing_that_was_typed(resident: Resident, store: Store) -> None:
    resident.apply()
    files = Path(str(store.engine.url.database)).parent.glob("desk.sqlite*")
    raw = b"".join(file.read_bytes() for file in files)
    assert len(raw) > 50_000
    for value in (EMAIL, "髙﨑", "みなとハイツ", "タカサキ", "09012345678"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert value.encode(encoding) not in raw
