"""What every answer of the window carries, and what every request has to keep to."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LARGEST_REQUEST = 64 * 1024


def harden(app: Flask, cookie_secret: str, host: str) -> None:
    """Cookie, size and host rules, and the headers. `host` is the only name the window answers to."""
    app.config.update(
        SECRET_KEY=cookie_secret,
        SESSION_COOKIE_NAME="__Host-window",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(days=1),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        MAX_FORM_PARTS=200,
        TRUSTED_HOSTS=[host],
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the cookie; nobody loses a form to a coffee
        WTF_CSRF_SSL_STRICT=False,  # it would need the Referer header, which our own policy suppresses
    )
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not response.headers.get("Cache-Control"):
        response.headers["Cache-Control"] = "no-store"
    return response
