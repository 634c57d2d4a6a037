"""The language of a page stands in its address: /ja/…, /en/…. Switching keeps the page and what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from babel.support import NullTranslations
from flask import Flask, current_app, g, request, url_for
from flask_babel import Babel, Domain, format_datetime, get_domain, gettext
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.routing import AnyConverter, BaseConverter, Map

from intake.catalogues import COUNTER, require_words, words
from intake.days import day_text, with_names
from intake.languages import LANGUAGES, Language, best_for
from intake.readings import in_brackets
from intake.reference import shown
from intake.spoken import Spoken, nearest
from intake.text import Text
from intake.town import Town
from webapp.ruby import flat, ruby, typed, written

_FOLDERS = (Path(__file__).with_name("translations"), COUNTER)


class _Words(Domain):  # type: ignore[misc]  # flask_babel has no types
    """Catalogues by our own codes: CLDR has no name for some of the languages, such as easy Japanese."""

    def __init__(self, town: Town) -> None:
        super().__init__()
        self._town = town

    @property
    def tag(self) -> str:
        """What the page of this request says of its language."""
        return LANGUAGES[language(self._town)].tag

    def get_translations(self) -> NullTranslations:
        return words(_FOLDERS, language(self._town))


class _Tongues(Babel):  # type: ignore[misc]  # flask_babel has no types
    """Flask-Babel with the words from there, and with readings above them on pages."""

    def __init__(self, app: Flask, town: Town) -> None:
        super().__init__(locale_selector=None)
        self.domain_instance = _Words(town)
        self.init_app(app, default_locale="en", locale_selector=lambda: LANGUAGES[language(town)].locale)
        app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of its i18n extension
            gettext=lambda words: _written(gettext(words)), ngettext=_of_number, newstyle=True
        )


def speak(app: Flask, town: Town) -> None:
    """Translations, and the language prefix of every address; before the pages, whose addresses have that prefix.

    A language that the town does not offer is no address (404). TownUnreadable for one that has no catalogue.
    """
    require_words(_FOLDERS, town.languages)
    app.url_map.converters["spoken"] = _spoken(town)
    _Tongues(app, town)
    app.url_value_preprocessor(_take_language(town))
    app.url_defaults(_give_language)
    app.jinja_env.filters.update(
        say=say,
        spoken=lambda words: _spoken_here(words, town),
        moment=moment,
        long_day=lambda day: say(day_text(day)),
        reference=shown,
        flat=flat,
        typed=lambda words: typed(words, get_domain().tag),
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
    return best_for(request.accept_languages.values(), town.languages) or town.languages[0]


def say(text: Text) -> Markup:
    """A sentence of the counter in the language of this request; what people typed is escaped in it."""
    sentence = _written(gettext(text.message))
    return sentence % {name: _said(value) for name, value in text.values.items()} if text.values else sentence


def _said(value: str | int | Text) -> Markup:
    return say(value) if isinstance(value, Text) else typed(str(value), get_domain().tag)


def _written(words: str) -> Markup:
    return written(words, get_domain().tag)


def on_paper(code: str) -> Callable[[Text], str]:
    """How a sentence is said on paper in a language, whatever language the request is in."""
    return lambda text: text.say(lambda message: in_brackets(words(_FOLDERS, code).gettext(message)))


def moment(at: datetime) -> Markup:
    """2026年（令和8年）11月23日（月）12:00, or Mon 23 Nov 2026 (Reiwa 8), 12:00, in the zone that `at` has."""
    pattern = with_names(gettext("EEE d MMM y ({era}), HH:mm"), at.date(), gettext)
    return _written(str(format_datetime(at, pattern, rebase=False)))


def named(town: Town) -> Callable[[str], Markup]:
    """The town's own names on this page; marked where they are of another language."""
    here = LANGUAGES[language(town)]

    return lambda what: _marked(town.name(what, here.code), town.names_for(here.code), here)


def _spoken_here(said: Spoken, town: Town) -> Markup:
    """Words of the town's own on this page; marked like its names."""
    here = LANGUAGES[language(town)]
    of = nearest(said, here.code)
    return _marked(said[of], of, here)


def _marked(said: str, of: str, here: Language) -> Markup:
    tag = LANGUAGES[of].tag if of in LANGUAGES else of
    if tag == here.tag:
        return written(said, tag)
    return Markup('<span lang="{}">{}</span>').format(tag, ruby(said))


def languages_here(town: Town, form: str = "") -> list[tuple[Language, str]]:
    """Each language of the town, and the address of this page in it; of `form`, where its form has another."""
    return [(LANGUAGES[code], _here_in(code, form)) for code in town.languages]


def _of_number(one: str, many: str, number: int) -> Markup:
    return _written(get_domain().get_translations().ngettext(one, many, number))


def only_switching() -> bool:
    """Whether the menu of languages has sent this form: what was typed is shown again, and nothing is done."""
    return "go_on_in" in request.form


def _here_in(code: str, form: str) -> str:
    endpoint, arguments = _shown_here()
    if "language" not in arguments:
        return url_for("choose.procedures", language=code)
    return url_for(form or endpoint, **{**arguments, "language": code})


def _shown_here() -> tuple[str, dict[str, Any]]:
    """The page at this address, also where a form sent to it has another endpoint; without one, no arguments."""
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, arguments = adapter.match(method="GET") if adapter else ("", {})
    except HTTPException:
        return "", {}
    return endpoint, dict(arguments)


def _take_language(town: Town) -> Callable[[str | None, dict[str, Any] | None], None]:
    def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and values.get("language") in town.languages:
            g.language = values["language"]

    return take


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    expected = current_app.url_map.is_endpoint_expecting(endpoint, "language")
    if expected and "language" not in values and g.get("language"):
        values["language"] = g.language
