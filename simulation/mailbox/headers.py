"""The headers of every answer of the mailbox page."""

from __future__ import annotations

from flask import Flask, Response

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


def send_with_every_answer(app: Flask) -> None:
    """Put the headers on every answer of the app."""

    @app.after_request
    def put_on(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response
