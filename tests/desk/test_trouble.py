"""What goes wrong at the desk: a page with its headers, and nothing typed in the log."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, Response, request

from evidence.hardening import HEADERS
from tests.desk.evaluator import ADDRESS, Evaluator

MARK = "髙﨑の秘密"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_forged_host_gets_a_bare_page_with_every_header(evaluator: Evaluator, host: str, method: str) -> None:
    answer = evaluator.client.open("/", method=method, base_url=ADDRESS, headers={"Host": host})
    assert answer.status_code == 400
    assert dict(answer.headers) == dict(answer.headers) | HEADERS
    assert "evil" not in answer.text
    for words in ('<html lang="ja">', "正しいアドレス", "proper address", "reference implementation"):
        assert words in answer.text
    assert "href=" not in answer.text


def test_a_body_of_a_megabyte_is_refused_in_plain_words(evaluator: Evaluator) -> None:
    assert "長すぎます" in evaluator.search("x" * 1_000_000, status=413).text


@pytest.mark.parametrize("where", ["view", "page", "answer"])
def test_a_fault_leaves_only_its_kind_in_the_log(
    desk_app: Flask, where: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """`page`: the page that explains the fault fails as well; `answer`: the last touch to the answer does."""

    def fails(response: Response | None = None) -> Any:
        if request.form.get("word") == MARK:
            raise RuntimeError(request.form["word"])
        return response or {}

    desk_app.view_functions["desk.search"] = fails
    if where == "page":
        desk_app.context_processor(fails)
    if where == "answer":
        desk_app.after_request(fails)
    answer = desk_app.test_client().post("/search", data={"word": MARK}, base_url=ADDRESS)
    said = capsys.readouterr()
    assert answer.status_code == 500
    assert "trouble='RuntimeError'" in said.err
    assert MARK not in answer.text + said.out + said.err + caplog.text
    assert "Traceback" not in said.err + caplog.text
    assert ("proper address" in answer.text) is (where == "page")


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_every_page_names_an_icon_that_its_policy_lets_in(evaluator: Evaluator, path: str) -> None:
    page = evaluator.client.get(path, base_url=ADDRESS)
    assert '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">' in page.text
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]
    icon = evaluator.client.get("/static/icon.svg", base_url=ADDRESS)
    assert (icon.status_code, icon.mimetype) == (200, "image/svg+xml")
