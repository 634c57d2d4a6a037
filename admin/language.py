"""Japanese or English: a cookie remembers the choice, and a plain link makes it. Paper is Japanese in both."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask import Flask, request
from flask_babel import Babel, Domain, gettext

from intake.catalogues import COUNTER, words
from intake.languages import name_of
from intake.text import Text

OWN_NAMES = {"ja": "日本語", "en": "English"}
COOKIE = "__Host-console-language"
_OWN = Path(__file__).with_name("translations")


class _Words(Domain):  # type: ignore[misc]  # flask_babel has no types
    """The console's own words and the counter's, read once a process."""

    def get_translations(self) -> NullTranslations:
        return words((_OWN, COUNTER), language())


def speak(app: Flask) -> None:
    """Give the pages their translations: the counter's words and the console's own."""
    app.config["BABEL_DEFAULT_LOCALE"] = "ja"
    babel = Babel()
    babel.domain_instance = here = _Words()
    babel.init_app(app, locale_selector=language)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of its i18n extension
        gettext=here.gettext, ngettext=here.ngettext, newstyle=True
    )
    app.jinja_env.filters["say"] = say
    app.jinja_env.filters["tongue"] = name_of


def language() -> str:
    """The language of this request: the one in the cookie, else Japanese."""
    wanted = request.cookies.get(COOKIE, "")
    return wanted if wanted in OWN_NAMES else "ja"


def say(text: Text) -> str:
    """A sentence of the counter in the language of this request."""
    return text.say(lambda message: gettext(message) if message else "")


@cache
def japanese() -> Callable[[str], str]:
    """The Japanese of both catalogues, for paper; a message without translation stays as it is."""
    catalogues = [Translations.load(str(folder), ["ja"]) for folder in (COUNTER, _OWN)]

    def translate(message: str) -> str:
        return next((said for each in catalogues if (said := _said(each, message)) != message), message)

    return translate


def _said(catalogue: NullTranslations, message: str) -> str:
    # The empty message is the head of a catalogue, never a word.
    return str(catalogue.gettext(message)) if message else ""
