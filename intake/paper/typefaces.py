"""The fonts a slip may use, and what each of them can draw.

IPAexGothic comes with the package ``matplotlib_fontja`` and is always there; it draws JIS X 0213 for the most
part and the usual variation sequences of names. Noto Sans CJK JP and IPAmjMincho are used when the machine has
them (Debian: ``fonts-noto-cjk``, ``fonts-ipamj-mincho``). DejaVu comes with matplotlib: accents of foreign
names, and the fixed pitch in which 0 and O, 1 and l differ. Hangul and simplified Chinese need Noto Sans CJK, and
Nepali a font for Devanagari (Debian: ``fonts-noto-core`` or ``fonts-lohit-deva``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst
from fontTools.ttLib import TTCollection, TTFont

FIXED_PITCH = "DejaVu Sans Mono"
"""Family for reference numbers, telephone numbers and codes; used for ASCII only."""

_SYSTEM_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "/Library/Fonts")
_SYSTEM_FILES = ("NotoSansCJK-Regular.ttc", "NotoSansCJKjp-Regular.otf", "NotoSansJP-Regular.*tf", "ipamjm.ttf",
                 "NotoSansDevanagari-Regular.ttf", "Lohit-Devanagari.ttf")  # fmt: skip
_FAMILIES = ("IPAexGothic", "Noto Sans CJK JP", "Noto Sans JP", "IPAmjMincho", "DejaVu Sans")
_LATIN = ("Noto Sans CJK JP", "Noto Sans JP", "DejaVu Sans")
_FIRST = {
    "zh-Hans": ("Noto Sans CJK SC",),
    "zh-Hant": ("Noto Sans CJK TC",),
    "ko": ("Noto Sans CJK KR",),
    "ne": ("Noto Sans Devanagari", "Lohit Devanagari"),
    **dict.fromkeys(("vi", "pt-BR", "tl"), _LATIN),
}
"""Families that draw a language best, before the others: no word is to be a mixture of two fonts."""


@dataclass(frozen=True)
class Typeface:
    """One font family with the code points and the (base, selector) variation sequences it has."""

    family: str
    characters: frozenset[int]
    sequences: frozenset[tuple[int, int]]


@cache
def typefaces(language: str = "ja") -> tuple[Typeface, ...]:
    """The families for running text of a language, the preferred one first. Read once for the process."""
    families = dict.fromkeys((*_FIRST.get(language, ()), *_FAMILIES))
    return tuple(face for family in families if (face := _typeface(family)))


@cache
def typesetter_fonts() -> typst.Fonts:
    """The same files as typst sees them; made once, because reading them costs more than drawing a slip."""
    folders = sorted({str(path.parent) for path in _files()})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@cache
def _files() -> tuple[Path, ...]:
    shipped = (
        _packaged("matplotlib_fontja", "fonts/ipaexg.ttf"),
        _packaged("matplotlib", "mpl-data/fonts/ttf/DejaVuSans.ttf"),
    )
    return (*shipped, *_installed())


def _packaged(package: str, inside: str) -> Path:
    """A font file of a Python package, found without importing it (importing matplotlib takes a second)."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        if (path := Path(folder, inside)).is_file():
            return path
    raise FileNotFoundError(f"the package {package} has no {inside}")


def _installed() -> Iterator[Path]:
    for folder in _SYSTEM_FOLDERS:
        for name in _SYSTEM_FILES:
            yield from sorted(Path(folder).expanduser().glob(f"**/{name}"))


@cache
def _typeface(family: str) -> Typeface | None:
    font = next((font for path in _files() for font in _fonts(path) if _family(font) == family), None)
    return Typeface(family, frozenset(font.getBestCmap()), frozenset(_sequences(font))) if font else None


@cache
def _fonts(path: Path) -> tuple[TTFont, ...]:
    return tuple(TTCollection(path, lazy=True).fonts) if path.suffix == ".ttc" else (TTFont(path, lazy=True),)


def _family(font: TTFont) -> str:
    return str(font["name"].getBestFamilyName())


def _sequences(font: TTFont) -> Iterator[tuple[int, int]]:
    for table in font["cmap"].tables:
        if table.format == 14:
            for selector, pairs in table.uvsDict.items():
                yield from ((base, selector) for base, _glyph in pairs)
