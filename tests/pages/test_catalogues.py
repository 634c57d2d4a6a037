"""A language that residents can read has every sentence, for certain, with the same blanks, and compiled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from intake.catalogues import words
from intake.languages import EASY, LANGUAGES
from intake.readings import READ, in_brackets
from intake.town import Town, read_town
from simulation.catalogues import FOR_RESIDENTS, HOUSE, catalogue_at, main, missing, name_of, path_of

BLANKS = re.compile(r"%\(\w+\)s")
KANJI = re.compile(r"[々〆〇\u3400-\u9fff]+")
WRITTEN = [code for code in LANGUAGES if any(path_of(HOUSE / room, code).exists() for room in FOR_RESIDENTS)]
LEAVES_OUT = {
    "%(weekday)s %(day)s %(month)s %(year)s",
    "%(name)s (%(latin)s)",
    "%(kana)s row (%(latin)s)",
    "%(name)s %(hiragana)s (%(latin)s)",
}
"""Sentences that give more than some languages need."""

each_catalogue = pytest.mark.parametrize(
    ("room", "code"), [(HOUSE / room, code) for code in WRITTEN for room in FOR_RESIDENTS]
)


def translations(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_every_language_that_a_town_offers_is_written() -> None:
    for file in (HOUSE / "intake").glob("**/*.toml"):
        assert set(read_town(file).languages) <= {*WRITTEN, "en"}, file.name


@each_catalogue
def test_a_catalogue_lacks_nothing_and_nothing_in_it_is_uncertain(room: Path, code: str) -> None:
    assert missing(room, code) == []
    catalogue = catalogue_at(room, code)
    assert not catalogue.obsolete
    assert [problem for _, problems in catalogue.check() for problem in problems] == []


@each_catalogue
def test_a_translation_has_the_blanks_of_its_sentence(room: Path, code: str) -> None:
    for message in (each for each in catalogue_at(room, code) if each.id):
        name = name_of(message)
        for translation in translations(message):
            there, wanted = sorted(BLANKS.findall(translation)), sorted(BLANKS.findall(name))
            assert there == wanted or (name in LEAVES_OUT and set(there) < set(wanted)), name
            assert "%" not in BLANKS.sub("", translation), name


@each_catalogue
def test_what_is_compiled_is_what_is_written(room: Path, code: str) -> None:
    compiled = words((room / "translations",), code)
    for message in (each for each in catalogue_at(room, code) if each.id):
        if isinstance(message.id, str):
            assert compiled.gettext(message.id) == message.string
        else:
            one, many = message.id
            forms = {compiled.ngettext(one, many, number) for number in range(200)}
            assert forms == set(translations(message))


def test_a_sentence_that_is_missing_or_uncertain_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = tmp_path / "webapp"
    room.mkdir()
    (room / "views.py").write_text("_('My Page'), _('Back'), ngettext('%(num)s day', '%(num)s days', 2)")
    path = path_of(room, "ko")
    path.parent.mkdir(parents=True)
    path.write_text('#, fuzzy\nmsgid "Back"\nmsgstr "뒤로"\n', encoding="utf-8")
    assert missing(room, "ko") == ["My Page", "Back", "%(num)s day"]
    monkeypatch.setattr("simulation.catalogues.HOUSE", tmp_path)
    assert main(["--missing"]) == 1
    assert "ko webapp: Back\n" in capsys.readouterr().out


def test_beginning_a_language_makes_its_three_catalogues_with_their_rule_of_plurals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for room in FOR_RESIDENTS:
        (tmp_path / room).mkdir()
        (tmp_path / room / "views.py").write_text("ngettext('%(num)s day', '%(num)s days', 2)")
    assert main(["--begin", "pt-BR", "zh-Hans"]) == 0
    for room in FOR_RESIDENTS:
        assert "nplurals=2; plural=(n > 1);" in path_of(tmp_path / room, "pt-BR").read_text(encoding="utf-8")
        assert "nplurals=1; plural=0;" in path_of(tmp_path / room, "zh-Hans").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", FOR_RESIDENTS)
def test_easy_japanese_has_a_reading_for_each_kanji_and_short_sentences(room: str) -> None:
    for message in (each for each in catalogue_at(HOUSE / room, EASY) if each.id):
        for translation in translations(message):
            rest = READ.sub("", translation)
            assert not KANJI.findall(rest), translation
            assert not set("《》｜") & set(rest), translation
            for sentence in re.split(r"[。\n]", READ.sub(lambda found: found[1] or found[2], translation)):
                assert len(BLANKS.sub("", sentence)) <= 60, sentence


def test_the_town_names_itself_with_readings(town: Town) -> None:
    for words_of_town in town.names[EASY].values():
        assert not KANJI.findall(READ.sub("", words_of_town))
        assert in_brackets(words_of_town) != words_of_town


OTHER_WRITINGS = re.compile(r"手続(?![き《])|ＦＡＸ|FAX|ログイン|ユーザー名")
"""手続き, ファクス, サインイン and 利用者名 are what this house writes in sentences."""


@pytest.mark.parametrize("room", ["webapp", "intake", "emails", "admin", "billing", "evidence"])
def test_one_thing_has_one_word_in_japanese(room: str) -> None:
    sentences = [said for message in catalogue_at(HOUSE / room, "ja") for said in translations(message)]
    assert [said for said in sentences if OTHER_WRITINGS.search(said)] == []
