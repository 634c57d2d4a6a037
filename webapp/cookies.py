"""The cookies that a browser is given, told from the settings that make them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask

from intake.text import N_, Text


@dataclass(frozen=True)
class Cookie:
    """One cookie: name, what it is for, how long it lasts, and the attributes that it is sent with."""

    name: str
    purpose: Text
    lifetime: timedelta
    attributes: tuple[str, ...]

    @property
    def hours(self) -> int:
        """How long it lasts, in hours."""
        return int(self.lifetime.total_seconds() // 3600)


def cookies(app: Flask) -> tuple[Cookie, ...]:
    """Every cookie of the window; there is one."""
    config = app.config
    attributes = [word for word in ("Secure", "HttpOnly") if config[f"SESSION_COOKIE_{word.upper()}"]]
    return (
        Cookie(
            config["SESSION_COOKIE_NAME"],
            N_(
                "So that this browser can go on with your application and with My Page, and so that no other site"
                " can press a button in your name. It holds random numbers and no personal data."
            ),
            app.permanent_session_lifetime,
            (
                *attributes,
                f"SameSite={config['SESSION_COOKIE_SAMESITE']}",
                f"Path={config['SESSION_COOKIE_PATH']}",
            ),
        ),
    )
