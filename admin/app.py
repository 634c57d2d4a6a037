"""The console as a Flask application."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request
from flask_wtf.csrf import CSRFProtect

from admin import wording
from admin.access import log_requests
from admin.desk.alarms import all_alarms
from admin.desk.holding import held_by_another
from admin.headers import harden
from admin.language import OWN_NAMES, language, speak
from admin.office import read_office
from admin.pages import (
    alarms,
    application,
    asking,
    auditing,
    cancelling,
    claiming,
    closing,
    deciding,
    figures,
    keeping,
    keying,
    mails,
    noting,
    password,
    queue,
    relinking,
    searching,
    selecting,
    sheets,
    signing,
    slips,
    staff,
    terminals,
)
from admin.pages.alarms import alarm_count
from admin.pages.guard import admit
from admin.pages.here import NAME, Console, console
from admin.pages.mishaps import explain_mishaps
from admin.pages.roles import for_everybody, insist_on_roles
from admin.pages.trail import lay_trails
from admin.settings import ConsoleSettings
from admin.showing import teach
from admin.signing import Times
from admin.staff import Member
from intake.clock import SystemClock
from intake.metering import UNKNOWN, Meters
from intake.metering_store import watch_store
from intake.store.applications import Application
from intake.store.engine import Store, StoreTrouble
from intake.town import read_town

PAGES = (
    signing,
    password,
    keeping,
    queue,
    searching,
    selecting,
    application,
    claiming,
    noting,
    asking,
    relinking,
    slips,
    keying,
    deciding,
    cancelling,
    sheets,
    mails,
    alarms,
    figures,
    staff,
    terminals,
    auditing,
    closing,
)


def create_app(settings: ConsoleSettings, times: Times | None = None, before: Console | None = None) -> Flask:
    """The application of one console process. Reads nothing from the environment.

    WrongKey, TownUnreadable or RouteUndeclared stop the start. `before` is the console whose place it takes, with
    its database and its figures.
    """
    app = Flask(__name__)
    app.extensions[NAME] = Console(
        store=before.store if before else Store(settings.database),
        office=read_office(
            settings.office_key,
            settings.office_passphrase,
            settings.openings,
            settings.keys.office,
            settings.older_keys,
        ),
        keys=settings.keys,
        town=read_town(settings.town),
        times=times or Times(SystemClock(settings.clock_offset), SystemClock()),
        terminals=settings.terminals,
        secret=settings.secret,
        apart=settings.apart,
        meters=before.meters if before else Meters("console"),
    )
    here: Console = app.extensions[NAME]
    if before is None:
        watch_store(here.meters, here.store)
    here.meters.ask("mizuguchi_alarms", lambda: _alarms(here))
    log_requests(app, here.meters)
    harden(app, settings.secret, settings.hosts)
    app.before_request(admit)  # before the CSRF check: who may not do a thing is told so, with or without a token
    CSRFProtect(app)
    speak(app)
    lay_trails(app)
    explain_mishaps(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    for_everybody(app.view_functions["static"])
    insist_on_roles(app)
    teach(app.jinja_env)
    app.context_processor(_frame)
    return app


def _alarms(here: Console) -> float:
    try:
        return all_alarms(here.store, here.clock, here.town)
    except StoreTrouble:
        return UNKNOWN


def _held_by_another(application: Application) -> bool:
    who: Member | None = g.get("member")
    return who is not None and held_by_another(application, who, console().clock.now())


def _frame() -> dict[str, Any]:
    """What the frame of every page needs."""
    back = request.full_path.rstrip("?") if request.method == "GET" and request.url_rule else "/"
    return {
        "member": g.get("member"),
        "terminal": g.get("terminal"),
        "terminals": console().terminals.value,
        "town": console().town,
        "language": language(),
        "other_languages": {code: name for code, name in OWN_NAMES.items() if code != language()},
        "back": back,
        "alarms": alarm_count(g.get("member")),
        "wording": wording,
        "held_by_another": _held_by_another,
    }
