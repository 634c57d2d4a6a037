"""The pages for what goes wrong: plain words, the right status, and nothing about the inside."""

from __future__ import annotations

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge, SecurityError

from admin.desk.refusals import (
    ChangedMeanwhile,
    NotApart,
    NotForPaper,
    NotLooked,
    NotUndone,
    NotYours,
    ReasonNeeded,
    SamePerson,
    TakenByAnother,
    Unknown,
)
from admin.desk.selecting import TooManyChosen
from admin.pages.last_resort import BARE_PAGE, let_the_sender_finish, log_fault, log_kinds_only
from admin.pages.roles import STAFF
from admin.staff import StaffRefused
from admin.unseal import LogBroken, TooManyOpenings, TooManySearches
from intake.lifecycle import NotAllowed
from intake.paper.typesetting import DrawingError
from intake.sealing.refusal import CannotOpen
from intake.sheets import NoSuchTurn
from intake.store.engine import StoreTrouble
from intake.text import N_, Text

Words = tuple[int, Text, Text]
NOT_FOUND = 404
"""Here no application is offered to look at: the same page would come again."""

BY_STATUS: dict[int, Words] = {
    400: (400, N_("This request can't be read"), N_("Nothing was changed. Go back to the list and try again.")),
    403: (403, N_("Not for you here"), N_("Your role or this terminal may not do this. Nothing was changed.")),
    404: (404, N_("There is no such page"), N_("Go back to the list and look for the application there.")),
    405: (405, N_("This page can't be opened like that"), N_("Go back to the list and use the buttons there.")),
    409: (409, N_("This is not possible now"), N_("Nothing was changed. Load the application again to see why.")),
    413: (413, N_("That was too much"), N_("The form held more text than it can. Nothing was changed.")),
}
OUT_OF_DATE: Words = (
    400,
    N_("The form was out of date"),
    N_("Nothing was changed. Go back, load the page again and send the form once more."),
)
CHANGED: Words = (
    409,
    N_("It was changed meanwhile"),
    N_(
        "Somebody else, perhaps the applicant, was quicker. Nothing of yours was written. Look at it as it is now."
    ),
)
FAULT: Words = (
    500,
    N_("Something went wrong here"),
    N_("Look in the list how the application stands before you go on."),
)

BY_REFUSAL: dict[type[Exception], Words] = {
    CSRFError: OUT_OF_DATE,
    ChangedMeanwhile: CHANGED,
    NotAllowed: CHANGED,
    NoSuchTurn: CHANGED,
    Unknown: BY_STATUS[404],
    SamePerson: (
        403,
        N_("Somebody else has to check this"),
        N_("You keyed or undid it yourself. A second person compares it with billing."),
    ),
    NotApart: (403, N_("Somebody independent has to do this"), N_("Let another colleague look.")),
    NotLooked: (
        403,
        N_("Open it first"),
        N_("Open the record for checking and compare it with billing. Nothing was changed."),
    ),
    NotUndone: (
        409,
        N_("It is not undone yet"),
        N_("One person undoes it in billing and notes that; then somebody else confirms. Nothing was changed."),
    ),
    TakenByAnother: (
        409,
        N_("A colleague has this one"),
        N_("Take it over on its page, with the tick there, or leave it to the colleague."),
    ),
    ReasonNeeded: (
        422,
        N_("A reason is needed"),
        N_("Nothing was opened or changed. Go back and choose one of the reasons."),
    ),
    NotForPaper: (
        409,
        N_("Do not use this slip"),
        N_("The application was cancelled, keyed or printed again. Look at it as it is now."),
    ),
    NotYours: (
        403,
        N_("This is not yours to change"),
        N_("Nobody changes the own account or terminal here. Accounts of the city are changed by the city."),
    ),
    StaffRefused: (
        422,
        N_("The account can't be made like that"),
        N_(
            "The user name is taken, or can't be one: 2 to 32 of a-z 0-9 . _ - beginning with a letter or a digit."
            " Nothing was changed."
        ),
    ),
    LogBroken: (
        503,
        N_("No record opens now"),
        N_("The audit chain was found broken. Tell your supervisor and the city's auditor at once."),
    ),
    TooManySearches: (
        429,
        N_("Too many searches"),
        N_("This account has searched as often within an hour as it may. Look for the reference instead."),
    ),
    TooManyChosen: (
        422,
        N_("Too many rows chosen"),
        N_("At most 200 rows can be taken or printed at once. Nothing was changed."),
    ),
    TooManyOpenings: (
        429,
        N_("Too many records opened"),
        N_("This account has opened as many records within an hour as it may. Tell your supervisor."),
    ),
    CannotOpen: (
        500,
        N_("This record can't be opened"),
        N_("Its bytes were changed, or it is sealed to another key. Tell your supervisor at once."),
    ),
    DrawingError: (
        500,
        N_("The slip could not be drawn"),
        N_("The sheet has its serial, but there is no paper. Tell your supervisor."),
    ),
    StoreTrouble: (
        503,
        N_("The database can't be reached"),
        N_("Nothing was written. Wait a moment and do it again."),
    ),
}


def explain_mishaps(app: Flask) -> None:
    """Give every refusal and every fault a page in the reader's language."""
    for refusal in BY_REFUSAL:
        app.register_error_handler(refusal, _refused)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)
    log_kinds_only(app)


def _refused(refusal: Exception) -> ResponseReturnValue:
    if isinstance(refusal, NotForPaper | NotApart):
        status, heading, _ = BY_REFUSAL[type(refusal)]
        return _page((status, heading, refusal.why))
    return _page(next(words for kind, words in BY_REFUSAL.items() if isinstance(refusal, kind)))


def _foreign_host(_error: Exception) -> ResponseReturnValue:
    """Under a host name that isn't ours no address can be made, so no page of ours either."""
    return BARE_PAGE, 400


def _http(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, RequestEntityTooLarge):
        let_the_sender_finish()
    page, status = _page(BY_STATUS.get(error.code or 500, FAULT))
    allowed = error.valid_methods if isinstance(error, MethodNotAllowed) else None
    return page, status, {"Allow": ", ".join(sorted(allowed))} if allowed else {}


def _fault(problem: Exception) -> ResponseReturnValue:
    log_fault(problem)
    return _page(FAULT)


def _page(words: Words) -> tuple[str, int]:
    status, heading, text = words
    reference = (request.view_args or {}).get("reference", "") if g.get("member") and status != NOT_FOUND else ""
    lost = status == NOT_FOUND and g.get("member") is not None and g.member.role in STAFF
    try:
        return render_template("mishap.html", heading=heading, text=text, reference=reference, lost=lost), status
    except Exception as problem:
        log_fault(problem)
        return BARE_PAGE, status
