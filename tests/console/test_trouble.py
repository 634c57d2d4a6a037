"""What goes wrong at the console beyond refusals: a page with its headers, and nothing typed in the log."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from flask import Flask, Response, request

from admin.headers import HEADERS
from tests.console.clerk import Clerk
from tests.console.conftest import Enter
from tests.console.pages import Page

MARK = "髙﨑の秘密"
IMPORTS = "import argon2; argon2.PasswordHasher.hash = None; import admin.app, admin.commands"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_forged_host_gets_a_bare_page_with_every_header(app: Flask, host: str, method: str) -> None:
    answer = app.test_client().open("/sign-in", method=method, headers={"Host": host})
    page = Page(answer)
    assert answer.status_code == 400
    assert dict(answer.headers) == dict(answer.headers) | HEADERS
    assert "evil" not in answer.text
    for words in ("正しいアドレス", "proper address", "reference implementation"):
        assert words in page.text
    assert page.marks("href") == []


@pytest.mark.parametrize("where", ["view", "page", "answer"])
def test_a_fault_leaves_only_its_kind_in_the_log(
    app: Flask, enter: Enter, where: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """`page`: the page that explains the fault fails as well; `answer`: the last touch to the answer does."""

    def fails(response: Response | None = None) -> Any:
        if request.form.get("reference") == MARK:
            raise RuntimeError(request.form["reference"])
        return response or {}

    fails.roles = frozenset({"clerk"})  # type: ignore[attr-defined]
    fails.sees = "nothing"  # type: ignore[attr-defined]
    app.view_functions["queue.find"] = fails
    if where == "page":
        app.context_processor(fails)
    if where == "answer":
        app.after_request(fails)
    sato = enter("sato")
    form = sato.sees("/queue").form("find")
    answer = sato.client.post(form.action, data=form.fields | {"reference": MARK})
    said = capsys.readouterr()
    assert answer.status_code == 500
    assert "kind='RuntimeError'" in said.err
    assert MARK not in answer.text + said.out + said.err + caplog.text
    assert "Traceback" not in said.err + caplog.text
    assert ("proper address" in answer.text) is (where == "page")


def test_no_password_is_hashed_before_somebody_signs_in() -> None:
    assert subprocess.run([sys.executable, "-c", IMPORTS], check=False).returncode == 0


def test_every_page_names_an_icon_that_its_policy_lets_in(sato: Clerk) -> None:
    for path in ("/queue", "/nothing"):
        page = sato.sees(path)
        assert "/static/icon.svg" in page.marks("href")
        assert "img-src 'self'" in page.response.headers["Content-Security-Policy"]
    icon = sato.client.get("/static/icon.svg")
    assert (icon.status_code, icon.mimetype) == (200, "image/svg+xml")


def test_rare_characters_are_announced_once_with_their_code_points(sato: Clerk, reference: str) -> None:
    opened = sato.opens(reference)
    assert opened.text.count("希少文字あり") == 1
    assert len(opened.marks("data-rare")) == 1
    for words in ("髙", "U+9AD9", "U+845B U+E0100"):
        assert words in opened.text
