"""What every answer of the mailbox page carries, and which requests it refuses."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask, Response, abort, request

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


LARGEST_REQUEST = 16 * 1024


def harden(app: Flask, hosts: Iterable[str]) -> None:
    """Size and host rules, and the headers. `hosts` are the only names the page answers to."""
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST, TRUSTED_HOSTS=list(hosts))
    app.before_request(_refuse_what_is_too_long)
    app.after_request(_with_headers)


def _refuse_what_is_too_long() -> None:
    """No page here reads a body, so nothing else would notice how long one is."""
    if (request.content_length or 0) > LARGEST_REQUEST:
        abort(413)


def _with_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response
