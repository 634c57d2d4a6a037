"""Japanese or English: a cookie remembers the choice, and a plain link makes it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from flask import Blueprint, Flask, abort, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import Babel, gettext

import intake
from intake.clock import on_the_wall
from intake.days import day_text
from intake.text import Text

LANGUAGES = {"ja": "日本語", "en": "English"}
COOKIE = "__Host-desk-language"
A_YEAR = 365 * 24 * 3600
_FOLDERS = (
    Path(__file__).with_name("translations"),
    Path(intake.__file__).with_name("translations"),
)

blueprint = Blueprint("language", __name__)


def speak(app: Flask) -> None:
    """Translations of this room and of the counter, and the words that templates use."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(str(folder) for folder in _FOLDERS)
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    Babel(app, locale_selector=chosen)
    app.jinja_env.globals.update(languages=LANGUAGES, chosen_language=chosen)
    app.jinja_env.filters["say"] = say
    app.register_blueprint(blueprint)


def chosen() -> str:
    """The language of this request: the one in the cookie, otherwise Japanese."""
    wanted = request.cookies.get(COOKIE, "")
    return wanted if wanted in LANGUAGES else "ja"


def say(text: Text | str) -> str:
    """A sentence in the language of this request; names and numbers stay as they are."""
    return text.say(gettext) if isinstance(text, Text) else text


def moment(instant: datetime) -> str:
    """2026年（令和8年）11月23日（月）12:00:05 on the wall."""
    here = on_the_wall(instant)
    return f"{say(day_text(here.date()))} {here:%H:%M:%S}"


@blueprint.get("/language/<code>")
def choose(code: str) -> ResponseReturnValue:
    """Remember the language and go back to the desk."""
    if code not in LANGUAGES:
        abort(404)
    answer = redirect("/", code=303)
    answer.set_cookie(COOKIE, code, max_age=A_YEAR, path="/", secure=True, httponly=True, samesite="Lax")
    return answer
