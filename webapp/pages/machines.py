"""What programs ask for: whom to tell of a weakness (RFC 9116), and what robots may read."""

from __future__ import annotations

from datetime import UTC, timedelta

from flask import Blueprint, Response

from webapp.here import window

blueprint = Blueprint("machines", __name__)
GOOD_FOR = timedelta(days=90)
"""The file is made anew with each answer; the standard wants less than a year."""

_ROBOTS = (
    "# Each page says noindex: this is a reference implementation, no place to apply.\nUser-agent: *\nAllow: /\n"
)


@blueprint.get("/.well-known/security.txt")
def security() -> Response:
    """Whom to tell of a weakness, and until when this is surely right."""
    here = window()
    expires = (here.clock.now().astimezone(UTC) + GOOD_FOR).replace(microsecond=0)
    lines = (
        f"Contact: mailto:{here.town.email}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: ja, en",
        f"Canonical: {here.base_url}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """All may be read and nothing be listed."""
    return Response(_ROBOTS, mimetype="text/plain")
