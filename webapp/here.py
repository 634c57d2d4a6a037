"""The window of the present request."""

from __future__ import annotations

from typing import cast

from flask import current_app

from webapp.window import Window


def window() -> Window:
    """What use cases work with; made once by `create_app`."""
    return cast(Window, current_app.extensions["window"])
