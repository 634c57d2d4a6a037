"""Pages are light: few bytes, few requests, no stranger's house, little style and script."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from flask import Flask

import webapp
from intake.town import read_town
from tests.looks.conftest import Gallery
from tests.looks.gallery import Shown
from tests.looks.scope import ALL, HEAVIEST
from tests.pages.judge import Page

KILOBYTE = 1024
STATIC = Path(webapp.__file__).parent / "static"
NEEDED = ("link", "script", "img", "source", "iframe", "object", "embed", "video", "audio", "use", "image")
"""Elements for which a browser asks at once."""


@pytest.fixture(params=read_town().languages if ALL else HEAVIEST)
def weighed(request: pytest.FixtureRequest, gallery: Gallery) -> list[Shown]:
    return gallery(request.param)


def over_the_wire(shown: Shown, app: Flask) -> int:
    """Bytes of an answer in HTTP/1.1, compressed as the window does it; HTTP/2 sends headers in fewer."""
    headers = sum(len(f"{name}: {value}\r\n".encode()) for name, value in shown.headers.items())
    level, window = app.config["COMPRESS_BR_LEVEL"], app.config["COMPRESS_BR_WINDOW"]
    return headers + len(brotli.compress(shown.html.encode(), quality=level, lgwin=window))


@cache
def read(html: str) -> Page:
    """The elements of a page."""
    page = Page()
    page.feed(html)
    return page


def needs(shown: Shown) -> set[str]:
    """The addresses of what a browser asks for when it shows the page; the icon is not waited for."""
    asked = (each for each in read(shown.html).all(*NEEDED) if each.get("rel") != "icon")
    return {each.get("href") or each.get("src") or "an element without address" for each in asked}


@pytest.mark.check(2)
def test_no_page_is_heavier_than_six_kilobytes_on_its_way(weighed: list[Shown], window_app: Flask) -> None:
    sizes = {shown.name: over_the_wire(shown, window_app) for shown in weighed}
    assert {name: size for name, size in sizes.items() if size > 6 * KILOBYTE} == {}


@pytest.mark.check(2)
def test_old_browsers_get_the_words_of_a_page_in_six_kilobytes_too(weighed: list[Shown]) -> None:
    sizes = {shown.name: len(gzip.compress(shown.html.encode(), 6)) for shown in weighed}
    assert {name: size for name, size in sizes.items() if size > 6 * KILOBYTE} == {}


@pytest.mark.check(2)
def test_no_page_is_larger_than_thirty_kilobytes(weighed: list[Shown]) -> None:
    sizes = {shown.name: len(shown.html.encode()) for shown in weighed}
    assert {name: size for name, size in sizes.items() if size > 30 * KILOBYTE} == {}


@pytest.mark.check(3)
def test_every_page_needs_the_style_sheet_at_most_one_script_and_no_stranger(
    weighed: list[Shown],
) -> None:
    for shown in weighed:
        names = {Path(urlsplit(address).path).name for address in needs(shown)}
        assert names <= {"window.css", "fragment.js"}, shown.name
        assert all(address.startswith("/static/") for address in needs(shown)), shown.name


@pytest.mark.check(3)
def test_style_and_script_are_small() -> None:
    assert sum(path.stat().st_size for path in STATIC.glob("*.css")) <= 12 * KILOBYTE
    assert sum(path.stat().st_size for path in STATIC.glob("*.js")) <= 6 * KILOBYTE


@pytest.mark.check(3)
def test_no_page_carries_script_or_style_in_itself(weighed: list[Shown]) -> None:
    for shown in weighed:
        page = read(shown.html)
        assert all("src" in each for each in page.all("script")), shown.name
        assert not page.all("style"), shown.name
        found = [name for _, each in page.tags for name in each if name == "style" or name.startswith("on")]
        assert found == [], shown.name
