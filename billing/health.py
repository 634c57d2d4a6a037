"""Whether the process answers, and whether it can work. The closed network alone can ask; it says no value."""

from flask import Flask, Response
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from billing.pages import database

WORDS = {True: "ok", False: "away"}


def answer_for_health(app: Flask) -> None:
    """Put both addresses into the app."""
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)


def healthz() -> Response:
    """Answer that the process is up."""
    return Response("alive\n", mimetype="text/plain")


def readyz() -> Response:
    """Say whether the database can be read, and has the tables."""
    try:
        with database().reading() as session:
            there = inspect(session.connection()).has_table("entries")
    except OperationalError:
        there = False
    return Response(f"database {WORDS[there]}\n", status=200 if there else 503, mimetype="text/plain")
