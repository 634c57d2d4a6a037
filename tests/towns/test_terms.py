"""Who has to agree to the terms can read them, where the town says at which address they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from intake.procedures.start import START
from intake.town import Town
from tests.pages.judge import Page
from tests.towns.applicant import Applicant
from tests.towns.both import TOWNS

ADDRESS = "https://city.example/ordinance?no=12#a1"


def with_address(address: str | None) -> Town:
    town = TOWNS["shipped"]
    return replace(town, consent=replace(town.consent, terms_url=address))


def page_of_terms(applicant: Applicant) -> Page:
    return applicant.get("/ja/terms")


def beside_the_consent_box(applicant: Applicant) -> Page:
    applicant.begins(START)
    applicant.fills_in(START)
    step = next(each["href"] for each in applicant.page.all("a") if "/payment" in each.get("href", ""))
    return applicant.get(step.partition("?")[0])


PAGES = pytest.mark.parametrize("page_for", [page_of_terms, beside_the_consent_box])


@PAGES
@pytest.mark.parametrize("town", [with_address(ADDRESS)])
def test_the_ordinance_can_be_read_where_the_town_says(
    applicant: Applicant, page_for: Callable[[Applicant], Page]
) -> None:
    (link,) = [each for each in page_for(applicant).all("a") if "data-terms-text" in each]
    assert (link["href"], link["target"], link["rel"]) == (ADDRESS, "_blank", "noopener noreferrer")


@PAGES
@pytest.mark.parametrize("town", [with_address(None)])
def test_where_the_town_names_no_address_there_is_no_link(
    applicant: Applicant, page_for: Callable[[Applicant], Page]
) -> None:
    page = page_for(applicant)
    assert not [each for each in page.all("a") if "data-terms-text" in each]
    if page_for is page_of_terms:
        assert "条例は窓口でご覧いただけます。" in page.text
