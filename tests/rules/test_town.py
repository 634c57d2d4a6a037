"""One municipality is one file; a file that lacks something stops the start instead of failing at the window."""

import tomllib
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from intake.languages import LANGUAGES
from intake.places import neighbourhoods, place_of
from intake.procedures import PROCEDURES
from intake.town import SHIPPED, Town, TownUnreadable, read_town

TEXT = SHIPPED.read_text(encoding="utf-8")
MAY_LACK = tuple(f"{code} = " for code in LANGUAGES if code not in {"ja", "en"})
"""Who reads another language finds the English or Japanese address and banner where the town has no other."""

ENTRIES = [
    number
    for number, line in enumerate(TEXT.splitlines())
    if "=" in line.split("#")[0] and not line.startswith("#") and not line.startswith(MAY_LACK)
]


def without(number: int) -> str:
    lines = TEXT.splitlines()
    return "\n".join(lines[:number] + lines[number + 1 :])


@pytest.mark.parametrize(
    "number", ENTRIES, ids=[TEXT.splitlines()[number].split("=")[0].strip() for number in ENTRIES]
)
def test_a_town_that_lacks_an_entry_stops_the_start(tmp_path: Path, number: int) -> None:
    file = tmp_path / "town.toml"
    file.write_text(without(number), encoding="utf-8")
    with pytest.raises(TownUnreadable, match=r"town\.toml"):
        read_town(file)


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ('hour = ""', 'hour = "a quarter past five"'),
        ("extra = []", 'extra = ["some day"]'),
        ("closed_days = true", 'closed_days = "yes"'),
        ('cut_off = ""', 'cut_off = "25:00"'),
        ("lead_work_days = 3", 'lead_work_days = "three"'),
        ("draft_hours = 24", 'draft_hours = "a day"'),
        ("lead_work_days = 3", "lead_work_days = 3\nsurprise = 1"),
        ("[mail]", "[mail"),
        ("[consent]", '[consent]\nterms_url = "http://city.example/terms"'),
        ("[consent]", '[consent]\nterms_url = "javascript:alert(1)"'),
        ("[consent]", '[consent]\nterms_url = ""'),
        ('"debit_form"]', '"gas"]'),
        ('agency = "小田原市（水道事業）"', 'agency = ""'),
        ("recipients = []", "recipients = 1"),
    ],
)
def test_an_entry_of_the_wrong_kind_stops_the_start(tmp_path: Path, entry: str, wrong: str) -> None:
    file = tmp_path / "town.toml"
    assert entry in TEXT
    file.write_text(TEXT.replace(entry, wrong, 1), encoding="utf-8")
    with pytest.raises(TownUnreadable):
        read_town(file)


def test_the_shipped_town_is_odawara_and_reads_as_it_is_written(town: Town) -> None:
    written = tomllib.loads(TEXT)
    assert (town.municipality, town.city) == ("14206", "小田原市")
    assert set(town.procedures) <= set(PROCEDURES)
    assert set(town.languages) == set(town.names)
    assert town.cancelling["start"].hour is None
    assert town.days["start"].cut_off is None
    assert town.retention.application_days == written["retention"]["application_days"]
    assert town.payments["payment"] == tuple(written["payment"]["payment"])


def test_a_cut_off_hour_is_read_as_a_time(tmp_path: Path) -> None:
    file = tmp_path / "town.toml"
    file.write_text(TEXT.replace('cut_off = ""', 'cut_off = "15:00"'), encoding="utf-8")
    assert read_town(file).days["start"].cut_off == time(15)


def test_a_town_is_named_in_the_nearest_language_where_it_has_no_name_in_a_language(town: Town) -> None:
    assert town.name("city", "pt-BR") == town.name("city", "en") == "Odawara"
    assert town.name("city", "ja-easy") == "小田原市《おだわらし》"
    in_japanese_only = replace(town, names={"ja": town.names["ja"]})
    assert {in_japanese_only.name("city", code) for code in LANGUAGES} == {"小田原市"}
    assert town.name("city", "unknown") == "小田原市"


def test_every_shipped_number_and_mail_domain_rings_nowhere(town: Town) -> None:
    assert all(number.startswith("0465-00-") for number in (town.phone, town.fax))
    assert all(address.endswith(".example") for address in (town.email, town.sender))


def test_the_84_towns_of_odawara_are_in_the_order_of_their_readings_and_lie_in_the_city(town: Town) -> None:
    towns = neighbourhoods(town.prefecture, town.city)
    assert len({place.name for place in towns}) == len(towns) == 84
    assert [place.kana for place in towns] == sorted(place.kana for place in towns)
    for place in towns:
        found = place_of(place.postal_code)
        assert found is not None
        assert (found.municipality, found.town) == (town.municipality, place.name)
        assert place.latin.isascii()
        assert place.latin.isalpha()


def test_a_town_may_say_where_its_terms_can_be_read(tmp_path: Path, town: Town) -> None:
    assert town.consent.terms_url is None
    file = tmp_path / "town.toml"
    file.write_text(
        TEXT.replace("[consent]", '[consent]\nterms_url = "https://city.example/terms"'), encoding="utf-8"
    )
    assert read_town(file).consent.terms_url == "https://city.example/terms"
