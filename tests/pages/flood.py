"""Somebody who presses again and again, at a window that bears little."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from webapp.settings import WindowSettings

MOST = 3


def few(settings: WindowSettings) -> WindowSettings:
    """The same window, which bears three forms a minute from an address and three mails an hour to one."""
    return replace(settings, posts_a_minute=MOST, mails_an_hour=MOST)


def presses(window: Flask, address: str = "192.0.2.7", forwarded: str = "") -> int:
    """The status of a guess at a link. Without the token of a form, which is looked at before anything counts."""
    window.config["WTF_CSRF_ENABLED"] = False
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    client: FlaskClient = window.test_client()
    return client.post(
        "/ja/continue",
        base_url="https://localhost",
        headers=headers,
        environ_base={"REMOTE_ADDR": address},
    ).status_code
