"""Pages that people look for: how it works, contact, personal data, cookies, terms, accessibility, all pages."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from intake.procedures import offered
from intake.register import READERS, kept, purposes
from webapp.accessibility import read_results
from webapp.cookies import cookies as cookies_of
from webapp.here import window

blueprint = Blueprint("information", __name__, url_prefix="/<spoken:language>")

PAGES = ("how", "contact", "without_email", "privacy", "cookies", "terms", "accessibility", "status", "all_pages")
"""In the order of the footer; `templates/pages.html` names them."""


@blueprint.get("/how-it-works")
def how(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """Three steps, in words and pictures."""
    return render_template("how.html")


@blueprint.get("/contact")
def contact(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """Every way to reach the centre, and whether somebody answers now."""
    return render_template("contact.html")


@blueprint.get("/privacy")
def privacy(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """What is asked, why, who reads it and how long it is kept: out of the register."""
    town = window().town
    return render_template("privacy.html", purposes=purposes(offered(town)), readers=READERS, kept=kept(town))


@blueprint.get("/cookies")
def cookies(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """The one cookie, out of the settings that make it."""
    return render_template("cookies.html", cookies=cookies_of(current_app))


@blueprint.get("/terms")
def terms(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """Which terms water is supplied on, and in which version."""
    return render_template("terms.html")


@blueprint.get("/accessibility")
def accessibility(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """How these pages can be used, what was tested, and whom to tell when they can't."""
    return render_template("accessibility.html", results=read_results())


@blueprint.get("/without-email")
def without_email(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """Phone, fax with a form to fill in by hand, post and counter."""
    return render_template("without_email.html", procedures=offered(window().town))


@blueprint.get("/status")
def status(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """Whether applications are accepted and mails go out, and which works are planned."""
    here = window()
    report = here.standing.report()
    planned = [
        banner
        for banner in here.town.banners
        if banner.kind == "maintenance" and (banner.stands_at(report.at) or banner.is_ahead(report.at))
    ]
    return render_template("status.html", report=report, planned=planned, version=here.standing.version)


@blueprint.get("/pages")
def all_pages(language: str) -> str:  # noqa: ARG001 - taken by webapp.language
    """Every procedure and every page."""
    return render_template("all_pages.html", procedures=offered(window().town))
