"""The desk as a Flask application."""

from __future__ import annotations

from flask import Flask

from evidence import language, pages, trouble
from evidence.hardening import harden
from evidence.settings import DeskSettings
from intake.store.engine import Store


def create_app(settings: DeskSettings) -> Flask:
    """The application of one desk. Reads nothing from the environment."""
    app = Flask(__name__)
    app.extensions[pages.SETTINGS] = settings
    app.extensions[pages.STORE] = Store(settings.database)
    harden(app, settings.hosts)
    language.speak(app)
    app.register_blueprint(pages.blueprint)
    trouble.explain(app)
    return app
