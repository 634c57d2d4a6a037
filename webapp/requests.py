"""The access log: the rule of a route, never the address that was asked for, and no arguments."""

from __future__ import annotations

import time

from flask import Flask, Response, g, request

from intake.log import logger


def log_requests(app: Flask) -> None:
    """One line for each request: route, method, status, milliseconds."""
    log = logger("window")

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "-"
        took = int((time.perf_counter() - g.get("began", time.perf_counter())) * 1000)
        log.info("request", route=rule, method=request.method, status=response.status_code, milliseconds=took)
        return response
