"""The access log: one line a request, with the pattern of the route and never the address that was asked for."""

from __future__ import annotations

from time import monotonic

from flask import Flask, Response, g, request

from intake.log import logger
from intake.metering import METHODS, Meters


def log_requests(app: Flask, meters: Meters) -> None:
    """Write a line after every request."""
    log = logger("console")

    def begin() -> None:
        g.begun = monotonic()

    def end(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "none"
        method = request.method if request.method in METHODS else "other"
        seconds = monotonic() - g.get("begun", monotonic())
        took = round(seconds * 1000)
        log.info("request", route=rule, method=method, status=response.status_code, milliseconds=took)
        meters.answered(rule, method, response.status_code, seconds)
        return response

    app.before_request(begin)
    app.after_request(end)
