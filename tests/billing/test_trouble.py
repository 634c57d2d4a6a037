"""What goes wrong: plain pages with their headers, nothing half written, and nothing typed in the log."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask, Response, request
from sqlalchemy import event, func, select

from billing.database import Database
from billing.headers import HEADERS
from billing.pages import DATABASE
from billing.tables import Customer, Entry, Installation
from tests.billing.paper import PASSWORD, SITE, Hands, reference

MARK = "髙﨑の秘密"
IMPORTS = "import argon2; argon2.PasswordHasher.hash = None; import billing.app, billing.commands"


def counted(database: Database) -> list[int]:
    with database.reading() as books:
        return [books.scalar(select(func.count(table.id))) or 0 for table in (Customer, Installation, Entry)]


@contextmanager
def every_connection(app: Flask, pragma: str, afterwards: str) -> Iterator[None]:
    """Set something on whatever connection the app takes from its pool, and set it back later."""
    now = {"pragma": pragma}

    def taken(connection: Any, *_: object) -> None:
        connection.execute(now["pragma"])

    event.listen(app.extensions[DATABASE].engine, "checkout", taken)
    yield
    now["pragma"] = afterwards


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_forged_host_gets_a_bare_page_with_every_header(stranger: Hands, host: str, method: str) -> None:
    answer = stranger.client.open("/sign-in", method=method, base_url=SITE, headers={"Host": host})
    assert answer.status_code == 400
    assert dict(answer.headers) == dict(answer.headers) | HEADERS
    assert "evil" not in answer.text
    for words in ('<html lang="ja">', "正しいアドレス", "proper address", "reference implementation"):
        assert words in answer.text
    assert "href=" not in answer.text


def test_a_body_of_a_megabyte_is_refused_in_plain_words_and_changes_nothing(
    sato: Hands, database: Database
) -> None:
    answer = sato.key(note="x" * 1_000_000)
    assert answer.status_code == 413
    assert "文字が多すぎます" in answer.text
    assert counted(database) == [0, 0, 0]


def test_a_locked_database_is_told_and_the_slip_can_be_sent_again(
    app: Flask, sato: Hands, database: Database
) -> None:
    lock = sqlite3.connect(str(database.engine.url.database), isolation_level=None)
    with every_connection(app, "PRAGMA busy_timeout = 50", "PRAGMA busy_timeout = 10000"):
        lock.execute("BEGIN IMMEDIATE")
        answer = sato.key()
        lock.execute("ROLLBACK")
        lock.close()
    assert answer.status_code == 503
    assert "何も書き込まれていません" in answer.text
    assert counted(database) == [0, 0, 0]
    assert sato.key().status_code == 303


def test_a_full_disk_is_told_and_nothing_is_half_written(app: Flask, sato: Hands, database: Database) -> None:
    def until_refused() -> int:
        """Pages that are there already still take a few slips; the next one needs a page more."""
        for number in range(1, 200):
            before = counted(database)
            if sato.key(reference=reference(number), note="水" * 500).status_code == 503:
                assert counted(database) == before
                return number
        pytest.fail("the disk never was full")

    with every_connection(app, "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000"):
        refused = until_refused()
    assert sato.key(reference=reference(refused)).status_code == 303
    assert counted(database)[::2] == [refused, refused]


@pytest.mark.parametrize("where", ["view", "page", "answer"])
def test_a_fault_leaves_only_its_kind_in_the_log(
    app: Flask, where: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """`page`: the page that explains the fault fails as well; `answer`: the last touch to the answer does."""

    def fails(response: Response | None = None) -> Any:
        if request.form.get("note") == MARK:
            raise RuntimeError(request.form["note"])
        return response or {}

    app.view_functions["registrations.search"] = fails
    if where == "page":
        app.context_processor(fails)
    if where == "answer":
        app.after_request(fails)
    hands = Hands(app.test_client())
    hands.sign_in("sato")
    answer = hands.press("/registrations", "/registrations/search", note=MARK)
    said = capsys.readouterr()
    assert answer.status_code == 500
    assert "trouble='RuntimeError'" in said.err
    assert MARK not in answer.text + said.out + said.err + caplog.text
    assert "Traceback" not in said.err + caplog.text
    assert ("proper address" in answer.text) is (where == "page")


def test_no_password_is_hashed_before_somebody_signs_in(stranger: Hands) -> None:
    assert subprocess.run([sys.executable, "-c", IMPORTS], check=False).returncode == 0
    assert stranger.sign_in("nobody", PASSWORD).status_code == 403
    assert stranger.sign_in("sato").status_code == 303


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere"])
def test_every_page_names_an_icon_that_its_policy_lets_in(stranger: Hands, path: str) -> None:
    page = stranger.look(path)
    assert '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">' in page.text
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]
    icon = stranger.look("/static/icon.svg")
    assert (icon.status_code, icon.mimetype) == (200, "image/svg+xml")
