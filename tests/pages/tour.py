"""A tour of every kind of page of the window, in one language, right and wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, Response, render_template

from intake.acts import perform
from intake.audit import write_event
from intake.inquiries import QUESTIONS
from intake.lifecycle import Act
from intake.store.applications import Application
from intake.store.engine import Store
from tests.inquiries import asks
from tests.pages.judge import Page
from tests.pages.resident import Resident
from tests.scenery import ANSWERS, EMAIL, StandingClock

INFORMATION = (
    "how-it-works",
    "contact",
    "without-email",
    "privacy",
    "cookies",
    "terms",
    "accessibility",
    "status",
    "pages",
)
TROUBLES = (
    "not_found",
    "not_allowed",
    "wrong_way",
    "bad_request",
    "page_too_old",
    "too_large",
    "too_often",
    "too_many_mails",
    "page_over",
    "visit_over",
    "unavailable",
    "unexpected",
)
WRONG = (
    dict.fromkeys(ANSWERS, ""),
    {"zip": "123", "town": "無い町", "start_date_month": "", "customer_number": "12", "phone": "12"},
    {"zip": "250-0100", "start_date_day": "32", "family_kana": "漢字", "note": "長" * 300},
    {"zip": "256-0816", "start_date_month": "11", "start_date_day": "24", "lot": "1\u202e", "phone": ""},
    {"zip": "999-9999", "start_date_year": "2027", "building": "長" * 100, "post_to": "other"},
)
"""What people type wrongly: nothing at all, too short, elsewhere, too soon, too far, too long."""


def tour(resident: Resident, store: Store, clock: StandingClock, language: str) -> Iterator[tuple[str, Page]]:
    """Every page with its name, in the order in which a resident meets them."""
    yield from _before_the_form(resident, language)
    yield from _form(resident)
    yield "received", resident.press()
    yield from _my_page(resident, store, clock, language)
    for name in (*INFORMATION, "nothing-of-this-name", "form/00000000/place"):
        yield name, resident.get(f"/{language}/{name}")


def trouble(app: Flask, language: str, what: str) -> Page:
    """A page of trouble, without making the trouble."""
    page = Page()
    page.feed(trouble_html(app, language, what))
    return page


def trouble_html(app: Flask, language: str, what: str) -> str:
    """The same as HTML."""
    with app.test_request_context(f"/{language}/", base_url="https://localhost"):
        app.preprocess_request()
        return render_template("trouble.html", what=what)


def _before_the_form(resident: Resident, language: str) -> Iterator[tuple[str, Page]]:
    yield "choose", resident.get(f"/{language}/")
    yield "before", resident.get(f"/{language}/apply/start")
    yield "email", resident.get(f"/{language}/apply/start/email")
    for wrong in ("", "nobody", "a@b@c.example", "a b@c.example"):
        yield "email, wrong", resident.press(email=wrong)
    for slip in ("hanako@gmial.com", "hanako@gmail,com", "h\N{CYRILLIC SMALL LETTER A}nako@gmail.com"):
        yield "email, a slip", resident.press(email=slip)
    yield "continue", resident.get(f"/{language}/continue")
    yield "continue, wrong", resident.press(token="torn")
    yield "sent", resident.ask_for_link(language)
    sent = resident.path
    yield "sent again", resident.post(f"{sent}/again", with_link="yes")
    for wrong in ("12", "000000", "000000", "000000", "000000", "000000"):
        yield "sent, wrong", resident.post(sent, code=wrong)
    yield "place", resident.follow_link(resident.newest("verification")["token"], language)


def _form(resident: Resident) -> Iterator[tuple[str, Page]]:
    while not resident.path.endswith("/check"):
        here = resident.path
        for wrong in WRONG:
            page = resident.press(**ANSWERS | wrong)
            if resident.path == here:
                yield f"{_step(resident)}, wrong", page
            resident.get(here)  # where nothing of it was wrong on this page
        page = resident.press(**ANSWERS)
        yield _step(resident), page


def _my_page(resident: Resident, store: Store, clock: StandingClock, language: str) -> Iterator[tuple[str, Page]]:
    secret = resident.newest("received")["secret"]
    resident.get(f"/{language}/mypage")
    yield "my page, wrong", resident.press(token="torn")
    yield "my page, masked", resident.open_my_page(secret, language)
    for _ in range(5):
        yield "second item, wrong", resident.press(last_four="0000")
    clock.pass_by(hours=25)
    yield "continue, expired", resident.follow_link(resident.newest("verification")["token"], language)
    resident.open_my_page(secret, language)
    yield "my page, open", resident.press(last_four=ANSWERS["phone"][-4:])
    page = resident.path
    yield from _question(resident, store, clock, secret, language)
    yield "apply again", resident.get(f"{page}/again")
    yield from _again(resident)
    check = resident.path
    yield "cancel", resident.get(f"{page}/cancel")
    for act in (Act.PRINT, Act.KEY):
        _desk(store, clock, act)
        yield f"my page, {act}", resident.get(page)
        yield f"apply again, {act}", resident.get(f"{page}/again")
    yield "check, on paper", resident.get(check)
    yield "cancel on paper", resident.get(f"{page}/cancel")
    yield "my page, asked to cancel", resident.press()
    yield "too late to cancel", resident.get(f"{page}/cancel")
    _desk(store, clock, Act.CONFIRM_CANCEL)
    yield "my page, cancelled", resident.get(page)
    yield "check, old one ended", resident.get(check)
    assert EMAIL in resident.page.text


def _again(resident: Resident) -> Iterator[tuple[str, Page]]:
    """The new form up to its check page; it is not submitted."""
    yield "again, place", resident.press()
    while not resident.path.endswith("/check"):
        page = resident.press(**ANSWERS)
        yield f"again, {_step(resident)}", page


def _step(resident: Resident) -> str:
    return resident.path.rsplit("/", 1)[-1]


def _question(
    resident: Resident, store: Store, clock: StandingClock, secret: str, language: str
) -> Iterator[tuple[str, Page]]:
    """The centre asks; the resident comes back in another visit, is wrong, and answers."""
    page, keys = resident.path, resident.client.application.extensions["window"].keys
    with store.reading() as session:
        reference = session.query(Application).one().reference
    for question in QUESTIONS:
        asks(store, keys, reference, clock, question, ANSWERS["family_name"])
    yield "my page, asked, masked", resident.open_my_page(secret, language)
    yield "my page, asked", resident.press(last_four=ANSWERS["phone"][-4:])
    form = {"form_key": resident.page.value("form_key")}
    for wrong in ("", "長" * 1001, "a\u202eb"):
        yield (
            "answer, wrong",
            resident.post(f"{resident.path.removesuffix('/answer')}/answer", answer=wrong, **form),
        )
    yield "my page, answered", resident.post(resident.path, answer=ANSWERS["family_name"], **form)
    yield "my page, answered in the other visit", resident.get(page)


def _desk(store: Store, clock: StandingClock, act: Act) -> None:
    """What a clerk does, as far as the window sees it."""
    with store.writing() as session:
        row = session.query(Application).one()
        write_event(session, "opened", "clerk somebody", clock.now(), row.id, reason="own_work")
        perform(session, row, act, "clerk somebody", clock.now())


@dataclass(frozen=True)
class Walk:
    """What a tour in one language came past: pages by their names, those of trouble, every answer."""

    pages: list[tuple[str, Page]]
    troubles: list[tuple[str, Page]]
    answers: list[Response]


def walked(app: Flask, resident: Resident, store: Store, clock: StandingClock, language: str) -> Walk:
    """The whole tour, of a window that nobody has used yet."""
    answers: list[Response] = []

    @app.after_request
    def keep(response: Response) -> Response:
        answers.append(response)
        return response

    pages = list(tour(resident, store, clock, language))
    return Walk(pages, [(what, trouble(app, language, what)) for what in TROUBLES], answers)
