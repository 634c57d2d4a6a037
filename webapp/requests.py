"""The access log: the rule of a route, never the address that was asked for, and no arguments."""

from __future__ import annotations

import time

from flask import Flask, Response, g, request

from intake.log import logger
from intake.metering import METHODS, Meters


def method() -> str:
    """The method of the request, if it is one that we have; its name is a visitor's word otherwise."""
    return request.method if request.method in METHODS else "other"


def log_requests(app: Flask, meters: Meters) -> None:
    """One line for each request: route, method, status, milliseconds."""
    log = logger("window")

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "-"
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        took = int(seconds * 1000)
        log.info("request", route=rule, method=method(), status=response.status_code, milliseconds=took)
        meters.answered(rule, method(), response.status_code, seconds)
        return response
