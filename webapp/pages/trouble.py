"""When something can't be done: what happened, what to do now, what is kept, and every way to reach the centre."""

from __future__ import annotations

from typing import Any

from flask import Flask, redirect, render_template, request, url_for
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from intake.log import logger
from intake.sealing.lock import WrongSecret
from intake.store.engine import StoreTrouble
from webapp.browser import holds
from webapp.counter import AlreadyReceived
from webapp.here import window
from webapp.pacing import TooManyMails
from webapp.pages.filling import PAGE
from webapp.pages.proving import DRAFT
from webapp.visiting import NoVisit

_PAGES = {
    400: "bad_request",
    403: "not_allowed",
    404: "not_found",
    405: "wrong_way",
    413: "too_large",
    429: "too_often",
    503: "unavailable",
}
_SECONDS = {"too_often": 60, "too_many_mails": 3600, "unavailable": 120}
"""When to try again. Limits count by the minute and mails by the hour; a busy database is free again sooner."""


def explain(app: Flask) -> None:
    """A page in words for every trouble; no trouble shows a stack, a value or an address."""
    app.register_error_handler(CSRFError, _no_token)
    app.register_error_handler(RateLimitExceeded, lambda _: _page("too_often", 429))
    app.register_error_handler(TooManyMails, lambda _: _page("too_many_mails", 429))
    app.register_error_handler(NoVisit, _no_visit)
    app.register_error_handler(WrongSecret, _no_visit)
    app.register_error_handler(AlreadyReceived, _already_received)
    app.register_error_handler(StoreTrouble, _store_trouble)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    return _page(_PAGES.get(code, "unexpected"), code)


def _no_token(error: CSRFError) -> Any:
    """Reloading such a page helps while the visit lasts. The cookie may have ended, and the visit with it."""
    kind = PAGE if request.blueprint == "mypage" else DRAFT
    which = (request.view_args or {}).get("which")
    if which is not None and not holds(kind, which):
        return _no_visit(error)
    return _page("page_too_old", 400)


def _no_visit(_error: Exception) -> Any:
    return _page("page_over" if request.blueprint in {"mypage", "again"} else "visit_over", 410)


def _already_received(_error: Exception) -> Any:
    """An old tab was used after submission: the receipt is what it has to show."""
    return redirect(url_for("fill.received", **(request.view_args or {})))


def _store_trouble(error: Exception) -> Any:
    """Disk full or database locked: the transaction was rolled back whole."""
    logger("window").error("store trouble", trouble=type(error).__name__, route=_rule())
    return _page("unavailable", 503)


def _unexpected(error: Exception) -> Any:
    """Only the kind of the error is logged: its text could hold what somebody typed."""
    logger("window").error("unexpected", trouble=type(error).__name__, route=_rule())
    return _page("unexpected", 500)


def _rule() -> str:
    return request.url_rule.rule if request.url_rule else "-"


def _page(what: str, code: int) -> tuple[str, int, dict[str, str]]:
    later = {"Retry-After": str(_SECONDS[what])} if what in _SECONDS else {}
    try:
        return render_template("trouble.html", what=what), code, later
    except Exception as error:
        logger("window").error("no page for trouble", trouble=type(error).__name__)
        return render_template("trouble_bare.html", town=window().town), code, later
