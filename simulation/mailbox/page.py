"""The page on which a demo's mails are read: a list, each mail, and the same as JSON for the rehearsal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from flask import Flask, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel, gettext

import intake
from intake.clock import on_the_wall
from intake.days import day_text
from simulation.mailbox.headers import harden
from simulation.mailbox.keeping import KeptMail, Shelf
from simulation.mailbox.trouble import explain

LANGUAGES = {"ja": "日本語", "en": "English"}
TRANSLATIONS = (Path(__file__).parents[1] / "translations", Path(intake.__file__).with_name("translations"))
_LINK = re.compile(r"(https?://[^\s<>\"]+)")


def create_app(shelf: Shelf, hosts: Iterable[str] = ("localhost", "127.0.0.1")) -> Flask:
    """The page over a shelf of mails; it answers under the names in `hosts` only."""
    app = Flask(__name__)
    Babel(
        app,
        default_locale="ja",
        default_translation_directories=";".join(str(folder) for folder in TRANSLATIONS),
        locale_selector=lambda: g.get("language", "ja"),
    )
    app.jinja_env.globals.update(languages=LANGUAGES, pieces=pieces, clock_time=clock_time, here=here)
    harden(app, hosts)
    app.url_value_preprocessor(_take_language)
    explain(app)
    _add_pages(app, shelf)
    return app


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """A mail's text cut at its links: (is a link, piece)."""
    for number, piece in enumerate(_LINK.split(text)):
        if piece:
            yield number % 2 == 1, piece


def clock_time(instant: datetime) -> str:
    """An instant as the clock on the wall shows it: 2026年（令和8年）11月23日（月）12:00."""
    here = on_the_wall(instant)
    return str(gettext("%(day)s, %(time)s JST", day=day_text(here.date()).say(gettext), time=f"{here:%H:%M}"))


def here(language: str) -> str:
    """The address of this page in another language, or of the list where this page has no address."""
    if request.endpoint not in {"list_of_mails", "one_mail"}:
        return f"/{language}/"
    return url_for(request.endpoint, **(request.view_args or {}), language=language)


def as_json(mail: KeptMail) -> dict[str, str]:
    """A mail as the rehearsal reads it."""
    return {
        "to": mail.to,
        "from": mail.sender,
        "subject": mail.subject,
        "text": mail.text,
        "received_at": mail.received_at.isoformat(),
    }


def _take_language(_endpoint: str | None, values: dict[str, str] | None) -> None:
    g.language = (values or {}).pop("language", "ja")


def _add_pages(app: Flask, shelf: Shelf) -> None:
    @app.get("/")
    def front() -> ResponseReturnValue:
        return redirect(url_for("list_of_mails", language=request.accept_languages.best_match(LANGUAGES, "ja")))

    @app.get("/messages.json")
    def messages() -> ResponseReturnValue:
        return [as_json(mail) for mail in shelf.mails()]

    @app.get("/alive")
    def alive() -> ResponseReturnValue:
        return "alive\n", {"Content-Type": "text/plain; charset=utf-8"}

    @app.get("/favicon.ico")
    def icon() -> ResponseReturnValue:
        return app.send_static_file("icon.svg")

    @app.get("/<any(ja,en):language>/")
    def list_of_mails() -> ResponseReturnValue:
        return render_template("list.html", mails=shelf.mails()[::-1])

    @app.get("/<any(ja,en):language>/mail/<mark>")
    def one_mail(mark: str) -> ResponseReturnValue:
        return render_template("mail.html", mail=shelf.mail(mark) or abort(404))
