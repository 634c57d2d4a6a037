"""Style, script and icon have an address that changes with what is in them, so that browsers ask but once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

A_YEAR = 365 * 24 * 3600
"""Seconds; as long as HTTP lets an answer be kept."""


def keep_in_browsers(app: Flask) -> None:
    """Give each file its mark, and let browsers keep what was asked for under the mark that it has now."""
    marks = _marks(Path(app.static_folder or ""))

    @app.url_defaults
    def mark(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and values["filename"] in marks:
            values["v"] = marks[values["filename"]]

    @app.after_request
    def keep(response: Response) -> Response:
        # Another mark belongs to another edition of the window: what is sent under it now must not stay under it.
        name = (request.view_args or {}).get("filename")
        if request.endpoint == "static" and name in marks and request.args.get("v") == marks[name]:
            response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
        return response


def _marks(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _mark(path) for path in files}


def _mark(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
