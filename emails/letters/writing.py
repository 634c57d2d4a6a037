"""Writing a letter: one template a kind, every sentence through the catalogue, plain text only.

A letter in another language has the same in Japanese below: who is asked for help with it can read it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from emails.letters.facts import VERIFYING, expiry, needed
from emails.letters.lines import in_lines
from intake.catalogues import COUNTER, words
from intake.clock import on_the_wall
from intake.days import with_names
from intake.languages import LANGUAGES
from intake.procedures import PROCEDURES
from intake.readings import in_brackets
from intake.reference import shown
from intake.sealing.mypage import grouped
from intake.town import Town

FOLDERS = (Path(__file__).parents[1] / "translations", COUNTER)
"""Catalogues of the letters, and of the counter for the names of the procedures."""

BETWEEN = "=" * 30
"""The line between the part in the resident's language and the part in Japanese."""


@dataclass(frozen=True)
class Letter:
    """What the resident reads: a subject of one line, plain text in lines, and the resident's language.

    `tags` name the languages of the text in their order (BCP 47).
    """

    subject: str
    text: str
    language: str
    tags: tuple[str, ...]


def letter(
    kind: str, facts: Mapping[str, str], language: str, reference: str, base_url: str, town: Town
) -> Letter:
    """The letter of a kind, in the resident's language or else the town's first.

    It has no name, place or date of the application: only fixed text, the reference and the link, which leads to
    the pages in the resident's language in both parts.
    LetterNotPossible when a fact is missing or misshapen. `base_url` is a setting, so the host of a link is too.
    """
    tongue = language if language in town.languages else town.languages[0]
    printed = needed(kind, facts, reference)
    site = f"{base_url.rstrip('/')}/{tongue}"
    parts = []
    for code in dict.fromkeys((tongue, "ja")):
        about = (
            _about_draft(printed, facts, code, site)
            if kind in VERIFYING
            else _about_application(printed, reference, site)
        )
        parts.append(_rendered(kind, code, _town_words(town, code) | {"draft": LANGUAGES[code].draft} | about))
    text = f"\n{BETWEEN}\n\n".join(text for _, text in parts)
    tags = dict.fromkeys(LANGUAGES[code].tag for code in (tongue, "ja"))
    return Letter(parts[0][0], text, tongue, tuple(tags))


def _about_draft(
    printed: Mapping[str, str], facts: Mapping[str, str], language: str, site: str
) -> dict[str, str | int]:
    until, gettext = expiry(facts), words(FOLDERS, language).gettext
    procedure = PROCEDURES.get(facts.get("procedure", ""))
    return {
        "code": printed.get("code", ""),
        "link": f"{site}/continue#{printed['token']}" if "token" in printed else "",
        "procedure": procedure.title.say(gettext) if procedure else "",
        "until": _at(until, gettext("H:mm 'on' EEEE, d MMMM y ({era})"), language),
        "until_short": _at(until, gettext("H:mm EEE d MMM"), language),
    }


def _about_application(printed: Mapping[str, str], reference: str, site: str) -> dict[str, str | int]:
    secret = grouped(printed["secret"]) if "secret" in printed else ""
    link = f"{site}/mypage#{secret}" if secret else f"{site}/mypage"
    return {"reference": shown(reference), "code": secret, "link": link}


def _town_words(town: Town, language: str) -> dict[str, str | int]:
    names = {what: town.name(what, language) for what in ("city", "bureau", "centre", "hours")}
    numbers = {"answer_days": town.answer_work_days, "copy_days": town.retention.resident_copy_days}
    return {**names, **numbers, "phone": town.phone, "fax": town.fax, "email": town.email}


def _at(instant: datetime, pattern: str, language: str) -> str:
    """The time on the bureau's wall; how it is written stands in the catalogue."""
    there = on_the_wall(instant)
    pattern = with_names(pattern, there.date(), words(FOLDERS, language).gettext)
    return format_datetime(there, pattern, tzinfo=there.tzinfo, locale=LANGUAGES[language].locale)


def _rendered(kind: str, language: str, content: dict[str, str | int]) -> tuple[str, str]:
    """Subject and text. The first line of a template is the subject; the rest is the text."""
    written = in_brackets(_templates(language).get_template(f"{kind}.txt").render(content))
    subject, _, text = written.partition("\n")
    return subject, in_lines(text)


@cache
def _templates(language: str) -> Environment:
    env = Environment(  # noqa: S701 - plain text: escaping would spoil names with & in them
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.install_gettext_translations(words(FOLDERS, language), newstyle=True)  # type: ignore[attr-defined]
    return env
