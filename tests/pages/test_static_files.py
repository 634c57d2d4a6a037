"""Browsers ask once for style and script, and never keep an old one under the address of a new one."""

from __future__ import annotations

import pytest

from tests.pages.resident import Resident


def kept(resident: Resident, path: str) -> tuple[int, str]:
    answer = resident.client.get(path, base_url="https://localhost")
    return answer.status_code, answer.headers["Cache-Control"]


def test_what_a_page_names_is_kept_for_a_year(resident: Resident) -> None:
    page = resident.get("/ja/mypage")
    addresses = [each["href"] for each in page.all("link")] + [each["src"] for each in page.all("script")]
    assert len(addresses) == 3
    for address in addresses:
        assert kept(resident, address) == (200, "public, max-age=31536000, immutable")


@pytest.mark.parametrize("address", ["/static/window.css", "/static/window.css?v=0", "/static/window.css?v="])
def test_what_has_not_the_mark_of_now_is_asked_for_again(resident: Resident, address: str) -> None:
    assert kept(resident, address) == (200, "no-cache")


@pytest.mark.parametrize("address", ["/static/nothing.css", "/static/nothing.css?v=0"])
def test_what_is_not_there_is_not_kept(resident: Resident, address: str) -> None:
    assert kept(resident, address) == (404, "no-store")
