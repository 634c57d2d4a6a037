"""Collects the visible strings of rooms into their catalogues: `python -m simulation.catalogues ROOM…`.

With `--begin CODE` it makes empty catalogues of one more language for the rooms that residents read; with
`--missing` it changes nothing and lists what has no translation, or an uncertain one, and ends with 1 if there is
any. The files say nothing about days, lines or machines, so they change only when a sentence does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from intake.languages import LANGUAGES

HOUSE = Path(__file__).parents[1]
FOR_RESIDENTS = ("webapp", "intake", "emails")
"""Rooms whose words residents read; the others speak Japanese and English only."""

FIRST = "ja"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "lazy_gettext": None}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
HEADER = """\
# {language} words of the room "{room}".
msgid ""
msgstr ""
"Language: {tag}\\n"
"Plural-Forms: nplurals={plurals}; plural={rule};\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def catalogues_of(room: Path) -> list[str]:
    """The languages that a room has catalogues for, Japanese always."""
    there = {code for code in LANGUAGES if path_of(room, code).exists()}
    return [code for code in LANGUAGES if code in there | {FIRST}]


def path_of(room: Path, code: str) -> Path:
    """Where the catalogue of a room and a language lies."""
    return room / "translations" / LANGUAGES[code].folder / "LC_MESSAGES" / "messages.po"


def collect(room: Path, code: str = FIRST) -> int:
    """Bring a catalogue up to date, making it where there is none. How many sentences lack a translation."""
    catalogue = catalogue_at(room, code)
    catalogue.update(_found_in(room), no_fuzzy_matching=True, update_creation_date=False)
    path = path_of(room, code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_header(room, code, catalogue).encode() + _written(catalogue))
    return len(list(_untranslated(catalogue)))


def missing(room: Path, code: str) -> list[str]:
    """The sentences of a room that a language does not have for certain, as they stand in the code."""
    catalogue = catalogue_at(room, code)
    catalogue.update(_found_in(room), no_fuzzy_matching=True, update_creation_date=False)
    return [name_of(message) for message in _untranslated(catalogue)]


def name_of(message: Message) -> str:
    """The sentence as it stands in the code; of a plural, the singular."""
    return message.id if isinstance(message.id, str) else str(message.id[0])


def catalogue_at(room: Path, code: str) -> Catalog:
    """The catalogue as it was written, empty where there is none."""
    path, folder = path_of(room, code), LANGUAGES[code].folder
    if not path.exists():
        return Catalog(locale=folder)
    with path.open("rb") as file:
        return read_po(file, locale=folder)


def _header(room: Path, code: str, catalogue: Catalog) -> str:
    language = LANGUAGES[code]
    return HEADER.format(
        language=language.name.message,
        room=room.name,
        tag=language.folder,
        plurals=catalogue.num_plurals,
        rule=catalogue.plural_expr,
    )


def _found_in(room: Path) -> Catalog:
    found = Catalog()
    for path, line, message, comments, context in _messages(room):
        found.add(message, None, [(path, line)], auto_comments=comments, context=context)
    return found


def _messages(room: Path) -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    yield from extract_from_dir(room, METHODS, keywords=KEYWORDS, comment_tags=("For translators:",))


def _untranslated(catalogue: Catalog) -> Iterator[Message]:
    for message in catalogue:
        if message.id and (message.fuzzy or not _translated(message.string)):
            yield message


def _written(catalogue: Catalog) -> bytes:
    paper = BytesIO()
    write_po(
        paper, catalogue, width=100, no_location=True, omit_header=True, sort_by_file=True, ignore_obsolete=True
    )
    return paper.getvalue().lstrip(b"\n")


def _translated(text: str | Iterable[str] | None) -> bool:
    return bool(text) and all(text or ())


def main(arguments: Sequence[str]) -> int:
    """What the command line asks for."""
    if arguments[:1] == ["--missing"]:
        lacking = [
            f"{code} {room}: {sentence}"
            for room in FOR_RESIDENTS
            for code in catalogues_of(HOUSE / room)
            for sentence in missing(HOUSE / room, code)
        ]
        sys.stdout.write("".join(f"{each}\n" for each in lacking))
        return bool(lacking)
    begin = arguments[:1] == ["--begin"]
    for name in FOR_RESIDENTS if begin else arguments:
        room = Path(name)
        for code in arguments[1:] if begin else catalogues_of(room):
            sys.stdout.write(f"{name} {code}: {collect(room, code)} without a translation\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
