"""The headers every answer carries."""

from flask import Flask, Response

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    # Switching the language leads back to the page one came from; nobody outside this site gets the referrer.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def send_with_every_answer(app: Flask) -> None:
    """Put the headers on every answer of the app, also on refusals and mishaps."""

    @app.after_request
    def put_on(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response
