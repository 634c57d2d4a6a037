"""The version of an application that a form was made from."""

from __future__ import annotations

from flask import abort, request


def version() -> int:
    """The number in the form; 400 for a form that was not made here."""
    number = request.form.get("version", type=int)
    if number is None:
        abort(400)
    return number
