"""Pages that explain: personal data, cookies, accessibility, and what to do without e-mail."""

from __future__ import annotations

from flask import Blueprint, render_template

blueprint = Blueprint("information", __name__, url_prefix="/<spoken:language>")


@blueprint.get("/privacy")
def privacy(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """What is asked, where it lies, who reads it, how long; and the one cookie."""
    return render_template("privacy.html")


@blueprint.get("/terms")
def terms(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """Which terms water is supplied on, and in which version."""
    return render_template("terms.html")


@blueprint.get("/accessibility")
def accessibility(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """How these pages can be used, and whom to tell when they can't."""
    return render_template("accessibility.html")


@blueprint.get("/without-email")
def without_email(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """Phone, fax and counter."""
    return render_template("without_email.html")
