"""A language that a town does not offer is nowhere: no address, no link, no mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from emails.letters import letter
from emails.letters.facts import KINDS
from intake.languages import LANGUAGES
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town, TownUnreadable
from tests.scenery import window_settings
from tests.towns.applicant import Applicant
from tests.towns.both import TOWNS
from webapp.app import create_app

ANOTHER = TOWNS["another"]
in_japanese_only = pytest.mark.parametrize("town", [ANOTHER])
FACTS = {
    "token": "abcdefghijklmnopqrst.uvwxyz",
    "code": "123456",
    "secret": "0123456789ABCDEFGHJKMNPQRS",
    "expires_at": datetime(2026, 11, 24, 3, tzinfo=UTC).isoformat(),
    "procedure": "start",
}


@in_japanese_only
@pytest.mark.parametrize(
    "path",
    ["/en/", "/en/apply/start", "/en/apply/start/email", "/en/mypage", "/en/continue", "/en/terms", "/fr/"],
)
def test_its_addresses_are_not_found_and_the_answer_speaks_the_towns_own(applicant: Applicant, path: str) -> None:
    page = applicant.get(path)
    assert (applicant.status, page.all("html")[0]["lang"]) == (404, "ja")
    assert page.hook("data-trouble") == "not_found"
    assert "ページが見つかりません" in page.text


@in_japanese_only
def test_no_page_leads_to_it(applicant: Applicant) -> None:
    for path in ("/ja/", "/ja/apply/move", "/ja/privacy", "/ja/mypage", "/en/"):
        page = applicant.get(path)
        assert not page.all("nav")
        assert not [each for each in page.all("a") if each.get("href", "").startswith("/en/")]


@in_japanese_only
def test_a_browser_that_prefers_it_gets_the_towns_first(applicant: Applicant) -> None:
    answer = applicant.client.get("/", base_url="https://localhost", headers={"Accept-Language": "en,fr;q=0.9"})
    assert answer.headers["Location"].endswith("/ja/")


@pytest.mark.parametrize("town", [TOWNS["shipped"]])
def test_a_town_that_offers_it_has_its_pages_and_links(applicant: Applicant) -> None:
    assert applicant.get("/en/").all("html")[0]["lang"] == "en"
    links = [each for each in applicant.get("/ja/").all("a") if "data-language" in each]
    others = [LANGUAGES[code] for code in TOWNS["shipped"].languages if code != "ja"]
    assert [(each["data-language"], each["hreflang"]) for each in links] == [(it.code, it.tag) for it in others]


@pytest.mark.parametrize("town", [replace(TOWNS["shipped"], languages=("en", "ja"))])
def test_the_towns_first_language_is_what_it_names_first(applicant: Applicant) -> None:
    answer = applicant.client.get("/", base_url="https://localhost", headers={"Accept-Language": "fr"})
    assert answer.headers["Location"].endswith("/en/")


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_to_somebody_of_another_language_is_written_in_the_towns_first(kind: str) -> None:
    written = letter(kind, FACTS, "en", "4120703957", "https://localhost", ANOTHER)
    assert written == letter(kind, FACTS, "ja", "4120703957", "https://localhost", ANOTHER)
    assert written.language == "ja"
    assert ANOTHER.name("bureau", "ja") in written.text
    assert "/en/" not in written.text


def test_a_language_that_no_page_speaks_stops_the_start(store: Store, public_keys: PublicKeys) -> None:
    town: Town = replace(ANOTHER, languages=("ja", "tlh"))
    with pytest.raises(TownUnreadable, match="tlh"):
        create_app(window_settings(store, public_keys, town))
