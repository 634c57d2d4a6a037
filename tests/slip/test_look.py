"""How the paper looks: nothing blank, nothing over the edge, the room number larger than the rest."""

from dataclasses import replace
from itertools import groupby
from pathlib import Path
from statistics import median

from PIL import Image

from admin.slip.content import Emphasis, SlipLine, SlipSection

from .reading import ink, pictures_of
from .samples import START, with_value

# Stretches in which no line may be broken by the rules of typesetting.
STUBBORN = ("a" * 120 + "@example.ne.jp", "ー" * 90, "「" * 90, "ゃ。" * 60, "…" * 90, "1-" * 60, "「〔" * 60)


def test_the_page_is_not_blank_and_keeps_its_margins(tmp_path: Path) -> None:
    (page,) = pictures_of(tmp_path, START)
    left, top, right, bottom = ink(page)
    assert 54 < left < 60, "20 mm stay free on the left for the punch"
    assert right < 595 - 28
    assert top > 20
    assert bottom < 842 - 14
    dark = sum(page.point(lambda dot: 1 if dot < 128 else 0).tobytes()) / (page.width * page.height)
    assert 0.02 < dark < 0.2


def test_the_room_number_is_drawn_larger_than_any_other_value(tmp_path: Path) -> None:
    (page,) = pictures_of(tmp_path, START, dots_per_inch=144)
    heights = sorted(_heights_of_writing(_cut(page, 70, 80, 110, 220)))
    assert heights[-1] > 2 * median(heights)
    assert heights[-1] > 1.4 * heights[-2]


def test_nothing_that_can_be_typed_runs_off_the_paper_or_into_the_tick_columns(tmp_path: Path) -> None:
    styles: tuple[Emphasis, ...] = ("plain", "digits", "room")
    lines = tuple(SlipLine("項目", text, style) for text in STUBBORN for style in styles)
    slip = replace(START, sections=(SlipSection("長い語", lines),), procedure=STUBBORN[1])
    pages = pictures_of(tmp_path, slip, dots_per_inch=144)
    for page in pages:
        left, _, right, _ = ink(page)
        assert left > 2 * 54
        assert right < 2 * (595 - 28)
    assert _heights_of_writing(_cut(pages[0], 180.8, 130, 182.2, 260)) == []


def test_line_breaks_of_a_note_are_kept(tmp_path: Path) -> None:
    lines_of_writing = []
    for name, note in (("one", "一行目 二行目"), ("two", "一行目\r\n二行目")):
        (tmp_path / name).mkdir()
        (page,) = pictures_of(tmp_path / name, with_value(note), dots_per_inch=144)
        lines_of_writing.append(len(_heights_of_writing(_cut(page, 70, 60, 110, 120))))
    assert lines_of_writing[1] == lines_of_writing[0] + 1


def _cut(page: Image.Image, *millimetres: float) -> Image.Image:
    """A part of a page drawn at 144 dots per inch: left, top, right, bottom in mm from the paper's corner."""
    left, top, right, bottom = (round(edge * 144 / 25.4) for edge in millimetres)
    return page.crop((left, top, right, bottom))


def _heights_of_writing(column: Image.Image) -> list[int]:
    """The heights of the lines of writing in dots; rows that are dark all through are rules between them."""
    dark = [
        sum(column.crop((0, row, column.width, row + 1)).point(lambda dot: 1 if dot < 128 else 0).tobytes())
        for row in range(column.height)
    ]
    written = groupby(0 < dots < 0.95 * column.width for dots in dark)
    return [length for is_written, length in ((key, len(list(rows))) for key, rows in written) if is_written]
