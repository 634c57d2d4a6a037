"""The window as a Flask application."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from intake.clock import Clock, SystemClock, on_the_wall
from intake.hours import hours_now
from intake.languages import LANGUAGES
from intake.metering import Meters
from intake.metering_store import watch_outbox, watch_store
from intake.store.engine import Store
from webapp.compression import compress
from webapp.hardening import harden
from webapp.here import window
from webapp.language import language, languages_here, named, speak
from webapp.limits import limit_posts
from webapp.links import Links
from webapp.pacing import Pacing
from webapp.pages import (
    again,
    choosing,
    continuing,
    filling,
    information,
    machines,
    mypage,
    paper,
    proving,
    trouble,
)
from webapp.requests import log_requests
from webapp.settings import WindowSettings
from webapp.standing import Standing
from webapp.static_files import keep_in_browsers
from webapp.turning_away import turn_away
from webapp.window import Window

PAGES = (choosing, proving, continuing, filling, mypage, again, information, machines, paper)
LIMITED = (proving, continuing, mypage, again)
"""Pages on which somebody could guess, or have mails sent."""


def create_app(settings: WindowSettings, clock: Clock | None = None) -> Flask:
    """The application of one window process. Reads nothing from the environment."""
    app = Flask(__name__)
    clock = clock or SystemClock(settings.clock_offset)
    links = Links(settings.link_secret, clock, settings.town.retention.draft_hours)
    store, counting, meters = Store(settings.database), settings.counting, Meters("window")
    watch_store(meters, store)
    watch_outbox(meters, store, clock)
    if settings.proxy_hops:  # only the address: names and schemes come from settings
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxy_hops, 0, 0)  # type: ignore[method-assign]
    app.extensions["window"] = Window(
        store,
        clock,
        settings.keys,
        settings.town,
        links,
        Pacing(settings.mails_an_hour, counting),
        settings.base_url,
        Standing(store, clock, settings.room),
        meters,
    )
    harden(app, settings.cookie_secret, settings.host)
    CSRFProtect(app)
    speak(app, settings.town)
    limit_posts(app, counting, settings.posts_a_minute, *(page.blueprint for page in LIMITED))
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    turn_away(app)
    trouble.explain(app)
    log_requests(app, meters)
    keep_in_browsers(app)
    compress(app)
    app.context_processor(_frame)
    return app


def _frame() -> dict[str, Any]:
    """What the frame of every page needs."""
    town, at = window().town, window().clock.now()
    return {
        "town": town,
        "language": language(town),
        "tag": LANGUAGES[language(town)].tag,
        "unchecked": LANGUAGES[language(town)].draft,
        "languages": lambda form="": languages_here(town, form),
        "named": named(town),
        "open_now": hours_now(town, at),
        "banners": [banner for banner in town.banners if banner.stands_at(on_the_wall(at))],
    }
