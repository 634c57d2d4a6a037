"""The tick that says that an act with a person's account or a terminal is meant, and not a slip of the finger."""

from __future__ import annotations

from flask import flash, request
from flask_babel import gettext as _


def not_sure() -> bool:
    """Whether the tick is missing; then the next page says so, and nothing is to be done."""
    if request.form.get("sure") == "yes":
        return False
    flash(_("Nothing was changed. Set the tick first, then press the button."), "caution")
    return True
