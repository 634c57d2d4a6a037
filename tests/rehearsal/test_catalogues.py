from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from simulation.catalogues import collect

SOURCES = {
    "views.py": "title = _('My Page')\nhint = N_('Enter: %(label)s.', label='x')\nlazy = lazy_gettext('Later')\n",
    "templates/page.html": "{{ _('Check your answers') }}{{ ngettext('%(num)s day', '%(num)s days', n) }}",
    "templates/letter.txt": "{{ gettext('Thank you.') }}",
}
SENTENCES = {"My Page", "Enter: %(label)s.", "Later", "Check your answers", "%(num)s day", "Thank you."}


@pytest.fixture
def room(tmp_path: Path) -> Path:
    room = tmp_path / "counter"
    for name, text in SOURCES.items():
        (room / name).parent.mkdir(parents=True, exist_ok=True)
        (room / name).write_text(text, encoding="utf-8")
    return room


def catalogue(room: Path) -> Path:
    return room / "translations/ja/LC_MESSAGES/messages.po"


def sentences(room: Path) -> set[str]:
    with catalogue(room).open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id]
    return {text if isinstance(text, str) else text[0] for text in ids}


def test_sentences_of_code_pages_and_letters_are_found(room: Path) -> None:
    assert collect(room) == len(SENTENCES)
    assert sentences(room) == SENTENCES


def test_translations_stay_and_a_sentence_that_is_gone_goes(room: Path) -> None:
    collect(room)
    text = catalogue(room).read_text(encoding="utf-8")
    translated = text.replace('"My Page"\nmsgstr ""', '"My Page"\nmsgstr "マイページ"')
    catalogue(room).write_text(translated, encoding="utf-8")
    (room / "templates/letter.txt").unlink()
    assert collect(room) == len(SENTENCES) - 2
    assert "マイページ" in catalogue(room).read_text(encoding="utf-8")
    assert sentences(room) == SENTENCES - {"Thank you."}


def test_collecting_twice_changes_no_byte(room: Path) -> None:
    collect(room)
    before = catalogue(room).read_bytes()
    collect(room)
    assert catalogue(room).read_bytes() == before


def test_the_catalogue_names_no_place_and_no_day(room: Path) -> None:
    collect(room)
    text = catalogue(room).read_text(encoding="utf-8")
    assert str(room.parent) not in text
    assert "Date" not in text
    assert "#:" not in text
