"""Reading a slip back: its text as a clerk would copy it, its picture as the printer would print it."""

import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from pypdf import PdfReader

from admin.slip.content import Slip
from admin.slip.drawing import draw

from .samples import DRAWN_AT


def pages_of(*slips: Slip) -> list[str]:
    """The text of every page, without line breaks and spaces, which depend on where a line was full."""
    return [squeezed(page.extract_text()) for page in PdfReader(BytesIO(draw(slips, DRAWN_AT))).pages]


def squeezed(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def stand_in_order(words: Sequence[str], page: str) -> bool:
    """True where every word stands on the page, each after the one before."""
    place = 0
    for word in words:
        found = page.find(squeezed(word), place)
        if found < 0:
            return False
        place = found + len(squeezed(word))
    return True


def pictures_of(folder: Path, slip: Slip, dots_per_inch: int = 72) -> list[Image.Image]:
    """The pages as grey pictures, drawn by poppler; at 72 dots per inch one dot is one point."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed, so the slip cannot be looked at")
    paper = folder / "slip.pdf"
    paper.write_bytes(draw([slip], DRAWN_AT))
    resolution = str(dots_per_inch)
    subprocess.run(["pdftoppm", "-r", resolution, "-gray", str(paper), str(folder / "page")], check=True)
    return [Image.open(picture).convert("L") for picture in sorted(folder.glob("page*.pgm"))]


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """The smallest box that holds everything dark: left, top, right, bottom in dots."""
    box = ImageOps.invert(picture).point(lambda dot: 255 if dot > 96 else 0).getbbox()
    assert box is not None, "the page is blank"
    return box
