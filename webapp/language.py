"""The language of a page stands in its address: /ja/… or /en/…. Switching keeps the page and what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import Babel, format_datetime, gettext
from werkzeug.routing import AnyConverter, BaseConverter, Map

import intake
from intake.days import day_text, era_text
from intake.reference import shown
from intake.spoken import in_language
from intake.text import Text
from intake.town import Town, TownUnreadable

OWN_NAMES = {"ja": "日本語", "en": "English"}
_FOLDERS = (
    Path(__file__).with_name("translations"),
    Path(intake.__file__).with_name("translations"),
)


def speak(app: Flask, town: Town) -> None:
    """Translations, and the language prefix of every address; before the pages, whose addresses have that prefix.

    A language that the town does not offer is no address (404). TownUnreadable for one that nobody here speaks.
    """
    if strange := [code for code in town.languages if code not in OWN_NAMES]:
        raise TownUnreadable(f"no page speaks {strange[0]}")
    app.url_map.converters["spoken"] = _spoken(town)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(str(folder) for folder in _FOLDERS)
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    Babel(app, locale_selector=lambda: language(town))
    app.url_value_preprocessor(_take_language(town))
    app.url_defaults(_give_language)
    app.jinja_env.filters.update(
        say=say,
        spoken=lambda words: in_language(words, language(town)),
        moment=moment,
        long_day=lambda day: say(day_text(day)),
        reference=shown,
    )


def _spoken(town: Town) -> type[BaseConverter]:
    """One of the town's languages, as the first part of an address."""

    class Spoken(AnyConverter):
        def __init__(self, url_map: Map) -> None:
            super().__init__(url_map, *town.languages)

    return Spoken


def language(town: Town) -> str:
    """The language of this request: from the address, else what the browser prefers, else the town's first."""
    named = request.path.split("/")[1]  # looked at here, because an address without a page has a language too
    if named in town.languages:
        return named
    return request.accept_languages.best_match(town.languages) or town.languages[0]


def say(text: Text) -> str:
    """A sentence of the counter in the language of this request."""
    return text.say(gettext)


def moment(at: datetime) -> str:
    """2026年（令和8年）11月23日（月）12:00, or 23 Nov 2026, 12:00, in the zone that `at` already has.

    The pattern is Unicode's, but for {era}: the year as a city office counts it, where a language wants it.
    """
    pattern = gettext("d MMM y, HH:mm").replace("{era}", say(era_text(at.date())))
    return str(format_datetime(at, pattern, rebase=False))


def other_languages(town: Town) -> list[tuple[str, str, str]]:
    """Code, own name and address of this page in each other language."""
    here = language(town)
    return [(code, OWN_NAMES[code], _here_in(code)) for code in town.languages if code != here]


def _here_in(code: str) -> str:
    if request.endpoint is None or "language" not in (request.view_args or {"language": code}):
        return url_for("choose.procedures", language=code)
    arguments: dict[str, Any] = {**(request.view_args or {}), "language": code}
    if request.method not in {"GET", "HEAD"} and not _has_get():
        return url_for("choose.procedures", language=code)
    return url_for(request.endpoint, **arguments)


def _has_get() -> bool:
    return request.url_rule is not None and "GET" in (request.url_rule.methods or set())


def _take_language(town: Town) -> Callable[[str | None, dict[str, Any] | None], None]:
    def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and values.get("language") in town.languages:
            g.language = values["language"]

    return take


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    expected = current_app.url_map.is_endpoint_expecting(endpoint, "language")
    if expected and "language" not in values and g.get("language"):
        values["language"] = g.language
