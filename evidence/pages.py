"""The pages of the desk: one look at everything, and one search for a word."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from evidence.apart import find
from evidence.drawing.words import act_words, actor_words, role_words
from evidence.drawing.zone import AREAS, FORMS, MEANINGS
from evidence.drawing.zones import WAYS, draw, onward
from evidence.language import chosen, moment
from evidence.looking import look
from evidence.remarks import remark
from evidence.search import Search
from evidence.settings import DeskSettings
from evidence.sign_ins import sign_ins, terminal_password
from evidence.spellings import WordTooShort
from intake.clock import SystemClock
from intake.reference import shown

SETTINGS, STORE = "desk-settings", "desk-store"
LONGEST_WORD = 100

blueprint = Blueprint("desk", __name__)


@blueprint.get("/")
def front() -> str:
    """Everything that can be seen, read at this moment."""
    return _page()


@blueprint.post("/search")
def search() -> ResponseReturnValue:
    """Look for a word. It comes in the body, so that no address and no log has it, and it is not shown again."""
    word = request.form.get("word", "").strip()[:LONGEST_WORD]
    try:
        return _page(find(word, _settings().home))
    except WordTooShort:
        return _page(too_short=True), 422


@blueprint.get("/alive")
def alive() -> tuple[str, dict[str, str]]:
    """Answer that the process is up; says nothing else."""
    return "alive\n", {"Content-Type": "text/plain; charset=utf-8"}


def _page(found: Search | None = None, too_short: bool = False) -> str:
    settings = _settings()
    seen = look(settings.home, current_app.extensions[STORE])
    return render_template(
        "desk.html",
        town=settings.town,
        links=settings.links,
        home=settings.home,
        people=sign_ins(settings.home),
        terminal_password=terminal_password(settings.home),
        look=seen,
        zones={zone.name: zone for zone in draw(seen)},
        ways=WAYS,
        onward=onward,
        areas=AREAS,
        forms=FORMS,
        meanings=MEANINGS,
        now=SystemClock(settings.clock_offset).now(),
        moment=moment,
        shown=shown,
        act_words=act_words,
        actor_words=actor_words,
        role_words=role_words,
        found=found,
        remark=remark,
        too_short=too_short,
        language=chosen(),
    )


def _settings() -> DeskSettings:
    settings: DeskSettings = current_app.extensions[SETTINGS]
    return settings
