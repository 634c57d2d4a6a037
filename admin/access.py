"""The access log: one line a request, with the pattern of the route and never the address that was asked for."""

from __future__ import annotations

from time import monotonic

from flask import Flask, Response, g, request

from intake.log import logger


def log_requests(app: Flask) -> None:
    """Write a line after every request."""
    log = logger("console")

    def begin() -> None:
        g.begun = monotonic()

    def end(response: Response) -> Response:
        log.info(
            "request",
            route=request.url_rule.rule if request.url_rule else "none",
            method=request.method,
            status=response.status_code,
            milliseconds=round((monotonic() - g.get("begun", monotonic())) * 1000),
        )
        return response

    app.before_request(begin)
    app.after_request(end)
