"""Japanese or English: a cookie remembers the choice, and a plain link makes it."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

LANGUAGES = {"ja": "日本語", "en": "English"}
COOKIE = "__Host-billing-language"
A_YEAR = 365 * 24 * 3600

language = Blueprint("language", __name__)


def chosen() -> str:
    """Give the language of this request: the one in the cookie, otherwise Japanese."""
    wanted = request.cookies.get(COOKIE, "")
    return wanted if wanted in LANGUAGES else "ja"


@language.get("/lang/<code>")
def choose(code: str) -> ResponseReturnValue:
    """Remember the language and go back to the page the link stood on."""
    if code not in LANGUAGES:
        abort(404)
    answer = redirect(_page_before(), code=303)
    answer.set_cookie(COOKIE, code, max_age=A_YEAR, path="/", secure=True, httponly=True, samesite="Strict")
    return answer


def _page_before() -> str:
    """Give the path of the page before, if it was one of ours that can be read again; never another site."""
    page = urlsplit(request.referrer or "")
    ours = page.netloc == request.host and page.path.startswith("/") and not page.path.startswith("//")
    return page.path if ours else "/"
