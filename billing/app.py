"""Puts the billing system together."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect

from billing import controls, days, headers, numbers
from billing.database import Database
from billing.health import answer_for_health
from billing.language import LANGUAGES, chosen, language
from billing.pages import CLOCK, DATABASE
from billing.pages.guard import admit
from billing.pages.mishaps import explain_mishaps
from billing.pages.registrations import registrations
from billing.pages.signing import signing
from billing.settings import BillingSettings

IDLE = timedelta(minutes=30)
LARGEST_BODY = 64 * 1024


def utc_now() -> datetime:
    """Read the clock of the machine."""
    return datetime.now(UTC)


def create_app(settings: BillingSettings, clock: Callable[[], datetime] = utc_now) -> Flask:
    """Make the billing application; the tables have to be there already (`billing.schema`)."""
    app = Flask(__name__)
    app.config.update(_flask_settings(settings))
    app.extensions[DATABASE] = Database(settings.database_url)
    app.extensions[CLOCK] = clock
    Babel(app, default_locale="ja", default_timezone="Asia/Tokyo", locale_selector=chosen)
    # The guard stands before the CSRF check: who may only look is told so, with or without a token.
    app.before_request(admit)
    CSRFProtect(app)
    headers.send_with_every_answer(app)
    explain_mishaps(app)
    for room in (language, signing, registrations):
        app.register_blueprint(room)
    app.add_url_rule("/alive", "alive", alive)
    answer_for_health(app)
    _teach_templates(app)
    return app


def alive() -> tuple[str, dict[str, str]]:
    """Answer that the process is up; says nothing else."""
    return "alive\n", {"Content-Type": "text/plain; charset=utf-8"}


def _flask_settings(settings: BillingSettings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.session_secret,
        "SESSION_COOKIE_NAME": "__Host-billing",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": IDLE,
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "PREFERRED_URL_SCHEME": "https",
        # A token lives as long as its session; typing a slip may take longer than any fixed hour.
        "WTF_CSRF_TIME_LIMIT": None,
        # SameSite=Strict and the token guard a form; a program at the keyboard need not send a Referer.
        "WTF_CSRF_SSL_STRICT": False,
        "TRUSTED_HOSTS": [settings.host, "localhost"],
    }


def _teach_templates(app: Flask) -> None:
    app.jinja_env.globals.update(languages=LANGUAGES, chosen_language=chosen, payments=controls.PAYMENTS)
    app.jinja_env.filters.update(
        reference=numbers.show_reference,
        serial=numbers.show_serial,
        customer=numbers.show_customer,
        postal_code=numbers.show_postal_code,
        day=days.day_words,
        short_day=days.short_day_words,
        moment=days.moment_words,
        short_moment=days.short_moment_words,
    )
    app.jinja_env.globals["installation"] = numbers.show_installation
