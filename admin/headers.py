"""What every answer carries, and what every request has to keep to."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response

from admin.sittings import LONGEST
from intake.sealing.derive import derive

LARGEST_REQUEST = 64 * 1024
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
WITH_SCRIPT = (
    f"{POLICY}; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""For the lists alone, which hold no word of a resident: our own file counts new arrivals there."""

HEADERS = {
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def harden(app: Flask, secret: bytes, hosts: tuple[str, ...], longest: timedelta = LONGEST) -> None:
    """Cookie, size and host rules, and the headers on every answer. `secret` is the console's own."""
    app.config.update(
        SECRET_KEY=derive(secret, "console/cookie"),
        SESSION_COOKIE_NAME="__Host-console",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=longest,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        MAX_FORM_PARTS=50,
        TRUSTED_HOSTS=list(hosts),
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the sitting; the sitting has limits of its own
        WTF_CSRF_SSL_STRICT=False,  # it would need the Referer header, which our own policy suppresses
    )
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.update(HEADERS)
    return response
