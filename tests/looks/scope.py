"""How much is looked at: LOOK_AT is `few` (`make test`), `more` (`make test-long`) or `all` (`make check-ui`)."""

from __future__ import annotations

import os

from intake.town import read_town

LOOK_AT = os.environ.get("LOOK_AT", "few")
FEW, ALL = LOOK_AT == "few", LOOK_AT == "all"

LANGUAGES_LOOKED_AT = {"few": ("ja",), "more": ("ja", "en"), "all": read_town().languages}[LOOK_AT]
HEAVIEST = {"few": ("ja-easy",), "more": ("ja-easy", "ne"), "all": ("ja-easy", "ne")}[LOOK_AT]
"""Readings above every kanji; three bytes for each letter."""

SOME = {
    *("choose", "email", "sent", "place", "place, wrong", "who", "payment", "check", "received"),
    *("my page, open", "cancel", "apply again", "continue", "privacy", "not_found"),
}
"""Pages that stand for all of them, in a quick run and in the second language of a longer one."""
