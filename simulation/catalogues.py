"""Collects the visible strings of a room into its Japanese catalogue: `python -m simulation.catalogues ROOM`.

The file says nothing about days, lines or machines, so it changes only when a sentence does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

LANGUAGE = "ja"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "lazy_gettext": None}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
HEADER = """\
# Japanese words of the room "{room}".
msgid ""
msgstr ""
"Language: ja\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def collect(room: Path) -> int:
    """Bring the catalogue of a room up to date, making it where there is none. How many lack a translation."""
    path = room / "translations" / LANGUAGE / "LC_MESSAGES" / "messages.po"
    catalogue = _catalogue_at(path)
    catalogue.update(_found_in(room), no_fuzzy_matching=True, update_creation_date=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(HEADER.format(room=room.name).encode() + _written(catalogue))
    return sum(1 for message in catalogue if message.id and not _translated(message.string))


def _catalogue_at(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def _found_in(room: Path) -> Catalog:
    found = Catalog()
    for path, line, message, comments, context in _messages(room):
        found.add(message, None, [(path, line)], auto_comments=comments, context=context)
    return found


def _messages(room: Path) -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    yield from extract_from_dir(room, METHODS, keywords=KEYWORDS, comment_tags=("For translators:",))


def _written(catalogue: Catalog) -> bytes:
    paper = BytesIO()
    write_po(
        paper, catalogue, width=100, no_location=True, omit_header=True, sort_by_file=True, ignore_obsolete=True
    )
    return paper.getvalue().lstrip(b"\n")


def _translated(text: str | Iterable[str] | None) -> bool:
    return bool(text) and all(text or ())


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write(f"{name}: {collect(Path(name))} without a translation\n")
