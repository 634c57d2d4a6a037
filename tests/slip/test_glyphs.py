"""Which characters can be printed, which are spelled, which are named for the clerk."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.paper.glyphs import characters, code_points, rare, runs, spelled, unprintable
from intake.paper.typefaces import FIXED_PITCH, typefaces, typesetter_fonts

GAIJI = "\ue000"


def test_ordinary_japanese_is_printable_and_not_rare() -> None:
    text = "小田原市本町１丁目7-36 メゾン・ド・アクア〜～「２０３」号　ｶﾅ 々〆"
    assert unprintable(text) == ()
    assert rare(text) == ()
    assert spelled(text) == text


def test_names_outside_jis_x_0208_are_rare_each_once_in_order() -> None:
    assert rare("髙﨑葛\U000e0100子・髙") == ("髙", "﨑", "葛\U000e0100")
    assert unprintable("髙﨑葛\U000e0100子") == ()


def test_a_variation_sequence_no_font_has_keeps_its_base_and_names_its_selector() -> None:
    assert unprintable("葛\U000e01ef") == ("葛\U000e01ef",)
    assert spelled("葛\U000e01ef城") == "葛〔U+E01EF〕城"


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u2066", "\u200b", "\u00ad", "\u3164", "\x00", "\t", "\u2028", GAIJI, "\ud800"]
)
def test_what_nobody_could_see_is_spelled_and_reported(hidden: str) -> None:
    assert unprintable(f"山{hidden}田") == (hidden,)
    assert spelled(f"山{hidden}田") == f"山〔{code_points(hidden)}〕田"


def test_a_character_without_a_glyph_is_spelled_and_reported() -> None:
    unassigned = "\U0003fffd"
    assert unprintable(f"{unassigned}{unassigned}") == (unassigned,)
    assert spelled(unassigned) == "〔U+3FFFD〕"


def test_towers_of_marks_cannot_cover_the_lines_above() -> None:
    assert spelled("a" + "\u0301" * 5).endswith("〔U+0301 U+0301〕")


def test_line_breaks_are_neither_spelled_nor_rare() -> None:
    assert spelled("一\r\n二") == "一\n二"
    assert rare("一\n二") == ()


def test_fixed_pitch_takes_latin_figures_and_leaves_japanese_to_the_japanese_font() -> None:
    assert [run.family for run in runs("203号", fixed_pitch=True)] == [FIXED_PITCH, typefaces()[0].family]


def test_the_japanese_font_of_the_package_comes_first_and_the_typesetter_knows_every_family() -> None:
    families = [face.family for face in typefaces()]
    assert families[0] == "IPAexGothic"
    assert {FIXED_PITCH, *families} <= set(typesetter_fonts().families())


@settings(deadline=None)  # the first example waits for the fonts to be read
@given(st.text())
def test_cutting_into_characters_loses_nothing(text: str) -> None:
    assert "".join(characters(text)) == text.replace("\r\n", "\n")


@settings(deadline=None)  # the first example waits for the fonts to be read
@given(st.text())
def test_spelled_text_can_be_printed(text: str) -> None:
    assert unprintable(spelled(text)) == ()


@settings(deadline=None)  # the first example waits for the fonts to be read
@given(st.text())
def test_runs_hold_the_whole_spelled_text(text: str) -> None:
    assert "".join(run.text for run in runs(text)).replace("\u200b", "") == spelled(text)
