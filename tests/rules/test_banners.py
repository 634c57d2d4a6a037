"""What a town says on every page for a time, and that it can't be said wrongly."""

from datetime import datetime
from pathlib import Path

import pytest

from intake.banners import KINDS, Banner, gravest_first
from intake.spoken import nearest
from intake.town import SHIPPED, Town, TownUnreadable, read_town

TEXT = SHIPPED.read_text(encoding="utf-8")
MARCH = Banner("season", datetime(2027, 3, 1), datetime(2027, 5, 1), {"ja": "春"})  # noqa: DTZ001 - Japan's wall


@pytest.mark.parametrize(
    ("wall", "stands", "ahead"),
    [
        ("2027-02-28T23:59:59.999999", False, True),
        ("2027-03-01T00:00:00", True, False),
        ("2027-04-30T23:59:59.999999", True, False),
        ("2027-05-01T00:00:00", False, False),
    ],
)
def test_a_banner_stands_from_its_first_instant_to_just_before_its_last(
    wall: str, stands: bool, ahead: bool
) -> None:
    assert MARCH.stands_at(datetime.fromisoformat(wall)) is stands
    assert MARCH.is_ahead(datetime.fromisoformat(wall)) is ahead


def test_the_gravest_stands_first() -> None:
    mixed = [Banner(kind, MARCH.begins, MARCH.ends, MARCH.words) for kind in reversed(KINDS)]
    assert [banner.kind for banner in gravest_first(mixed)] == ["disaster", "maintenance", "season"]


def test_the_shipped_town_speaks_of_the_season_of_moving_only(town: Town) -> None:
    assert [(banner.kind, banner.begins.month, banner.ends.month) for banner in town.banners] == [("season", 3, 5)]
    assert set(town.banners[0].words) >= {"ja", "en"}


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ('kind = "season"', 'kind = "party"'),
        ("from = 2027-03-01T00:00:00", "from = 2027-05-01T00:00:00"),
        ("from = 2027-03-01T00:00:00", "from = 2027-03-01T00:00:00Z"),
        ("from = 2027-03-01T00:00:00", "from = 2027-03-01"),
        ("until = 2027-05-01T00:00:00", 'until = "May"'),
        ("[banner.words]", '[banner.words]\nko = ""'),
        ("[banner.words]", "[banner.words]\nko = 1"),
        ("[banner.words]", "[banner.word]"),
    ],
)
def test_a_banner_that_could_not_be_shown_rightly_stops_the_start(tmp_path: Path, entry: str, wrong: str) -> None:
    file = tmp_path / "town.toml"
    assert entry in TEXT
    file.write_text(TEXT.replace(entry, wrong), encoding="utf-8")
    with pytest.raises(TownUnreadable):
        read_town(file)


def test_a_town_without_banners_and_with_japanese_only_is_read(tmp_path: Path) -> None:
    file = tmp_path / "town.toml"
    file.write_text(TEXT.split("[[banner]]")[0], encoding="utf-8")
    assert read_town(file).banners == ()


def test_a_language_without_words_of_its_own_reads_english_and_else_japanese(town: Town) -> None:
    assert town.counter("ko") != town.counter("en") != town.counter("ja")
    assert nearest({"ja": "水", "en": "water"}, "ko") == "en"
    assert nearest({"ja": "水"}, "ko") == "ja"
