"""Pages go out compressed, unless a stranger's page could have asked for them; see docs/decisions/0015."""

from __future__ import annotations

from flask import Flask, Response, current_app, request
from flask_compress import Compress

OUR_OWN = frozenset({"same-origin", "none"})
"""What browsers say of a request (`Sec-Fetch-Site`) that our own page or the person at the browser has begun."""


def compress(app: Flask) -> None:
    """Brotli, else gzip. The window of 64 KiB holds every page; a page costs about a millisecond."""
    app.config.update(
        COMPRESS_REGISTER=False,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br", "gzip"],
        COMPRESS_BR_LEVEL=9,
        COMPRESS_BR_WINDOW=16,
    )
    small = Compress(app)

    @app.after_request
    def send(response: Response) -> Response:
        return small.after_request(response) if length_tells_nothing() else response


def length_tells_nothing() -> bool:
    """Whether nobody can learn a secret from the compressed length.

    Without our cookie no answer holds one. With it, what our own page or the person asks for is asked for once; a
    stranger's page could ask thousands of times, each time with another guess in the address.
    """
    if request.endpoint == "static" or current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return True
    return request.headers.get("Sec-Fetch-Site") in OUR_OWN
