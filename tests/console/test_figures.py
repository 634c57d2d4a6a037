"""The page of figures, its sheet and its plots, and the yearly report of the command."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from unicodedata import east_asian_width
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from admin.plots import Bar, bars
from admin.settings import ConsoleSettings
from admin.sheets import FORMULA_BEGINS, plain, sheet
from intake.commands import mizuguchi
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.conftest import Enter
from tests.console.process import environment
from tests.scenery import StandingClock, hand_in


@pytest.fixture
def four(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> None:
    """Three in Japanese and one in English, by e-mail; all but the last of them erased by now."""
    for number in range(4):
        english = {"language": "en", "contact_method": "email"} if number == 3 else {}
        hand_in(store, public_keys, clock, town, **english)
    clock.pass_by(days=200)
    purge(store, clock, town.retention)


@pytest.mark.usefixtures("four")
def test_a_year_is_told_after_everything_was_erased(enter: Enter) -> None:
    for name in ("tanaka", "kansa"):
        person = enter(name)
        page = person.sees("/figures?year=2026")
        assert page.marks("data-procedure") == ["start", "all"]
        assert page.marks("data-total") == ["4", "4"]
        assert "英語 <3" in page.text
        assert page.marks("data-plot")[:2] == ["months", "procedures"]
        assert not person.sees("/figures?year=2025").marks("data-total")


@pytest.mark.usefixtures("four")
def test_the_sheet_opens_in_excel_and_tells_no_small_count(tanaka: Clerk) -> None:
    answer = tanaka.client.get("/figures/2026.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0] == ["月", "手続き", "項目", "区分", "件数"]
    assert ["2026-11", "水道の使用開始", "受付件数", "", "4"] in rows
    assert {row[4] for row in rows[1:]} <= {"<3", "3", "4"}


@given(st.text())
def test_no_cell_of_a_sheet_begins_like_a_formula(words: str) -> None:
    (cell,) = next(csv.reader(StringIO(sheet([[words + "."]]).decode("utf-8-sig"), newline="")))
    assert not cell.startswith(FORMULA_BEGINS)
    assert cell.removeprefix("'") == (words + ".").removeprefix("'")


@pytest.mark.parametrize("payload", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_quote_stands_before_a_formula(payload: str) -> None:
    assert plain(payload) == f"'{payload}"


@given(st.lists(st.tuples(st.text(), st.integers(0, 10**6)), max_size=30), st.text())
def test_a_plot_says_every_number_in_words_and_stays_in_its_frame(
    found: list[tuple[str, int]], title: str
) -> None:
    xml_cant = set(range(32)) | {0xFFFE, 0xFFFF} | set(range(0xD800, 0xE000))
    clean = str.maketrans(dict.fromkeys(xml_cant, "."))
    drawn = [Bar(label.translate(clean), count, str(count)) for label, count in found]
    tree = ElementTree.fromstring(str(bars("p", title.translate(clean), drawn)))  # noqa: S314 - our own text
    name = "{http://www.w3.org/2000/svg}"
    assert tree.findtext(f"{name}title") == title.translate(clean)
    assert all(bar.told in (tree.findtext(f"{name}desc") or "") for bar in drawn)
    for each in tree.iter(f"{name}rect"):
        assert 0 <= int(each.attrib["width"]) <= 360 - int(each.attrib["x"])
    for each in tree.iter(f"{name}text"):
        broad = sum(14 if east_asian_width(char) in "WFA" else 8 for char in each.text or "")
        shown = int(each.attrib.get("textLength", broad))
        assert each.attrib.get("text-anchor") != "end" or shown <= int(each.attrib["x"])
    assert "style" not in {attribute for each in tree.iter() for attribute in each.attrib}


@pytest.mark.usefixtures("four")
def test_the_length_of_a_bar_does_not_tell_what_its_number_hides(tanaka: Clerk) -> None:
    tree = ElementTree.fromstring(tanaka.client.get("/figures/2026/language.svg").text)  # noqa: S314 - our own text
    long, hidden = (int(each.attrib["width"]) for each in tree.iter("{http://www.w3.org/2000/svg}rect"))
    assert long == hidden, "three are told, and one looks like three"


@pytest.mark.usefixtures("four")
def test_a_plot_is_there_to_take_away_and_a_foreign_name_is_not(tanaka: Clerk) -> None:
    assert tanaka.client.get("/figures/2026/hour.svg").mimetype == "image/svg+xml"
    for path in ("/figures/2026/nothing.svg", "/figures/1.csv", "/figures?year=99999999"):
        assert tanaka.client.get(path).status_code == 404


@pytest.mark.usefixtures("four")
def test_the_command_prints_the_years_receptions_by_procedure(
    settings: ConsoleSettings, settings_files: Path
) -> None:
    environ = environment(settings, settings_files, 8445, "required")
    told = CliRunner().invoke(mizuguchi, ["stats", "--year", "2026"], env=environ)
    assert told.exit_code == 0, told.output
    assert told.output.startswith("2026年の手続き別受付件数\n  水道の使用開始: 4 ")


@pytest.mark.usefixtures("four")
def test_each_plot_has_its_table(tanaka: Clerk) -> None:
    page = tanaka.sees("/figures?year=2026")
    *drawn, nothing_has_ended = page.marks("data-plot")
    assert page.marks("data-table") == drawn
    assert nothing_has_ended == "ended"
    months = next(each for each in page.all("table") if each.attrib.get("data-table") == "months")
    rows = [" ".join(row.itertext()) for row in months.iter("tr")]
    assert "2026-11 4" in rows
    assert len(rows) == 1 + 12
