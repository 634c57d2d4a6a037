"""The clerk's own inputs: every control of every form of the console, and every address with a place in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import cycle
from urllib.parse import quote, urlsplit

import pytest
from markupsafe import escape
from playwright.sync_api import Browser

from tests.console.clerk import Clerk
from tests.console.pages import Page
from tests.console.test_matrix import listed
from tests.hostile.canary import Canary
from tests.hostile.corpus import IN_A_BROWSER, Payload, payloads
from tests.hostile.house import House
from tests.hostile.raid import joined
from tests.hostile.showing import HERE, shown
from tests.hostile.watching import Chromium, Heard
from tests.scenery import hand_in

LONGEST_MEMO, LONGEST_QUESTION, LONGEST_SERIALS = 3900, 1900, 4900
FEW = 3
LONGEST_IN_A_LINE, SHORT = 60, 8
LINKS = {"next"}
FILTERS = ("procedure", "due_from", "due_until", "language", "contact", "printed", "taken", "sort", "after")
PLACES = [
    "/queue/{}",
    "/applications/{}",
    "/applications/{}/keyed",
    "/slips/{}",
    "/batches/{}",
    "/closing/{}",
    "/{}",
]
QUERIES = [*(f"/queue?{name}={{}}" for name in FILTERS), "/queue/all/next?after={}", "/figures?year={}"]
LANGUAGE = "/language/en?back={}"
LONG = pytest.mark.long


@pytest.fixture(scope="module")
def reference(quiet: House) -> str:
    """A harmless application."""
    return hand_in(quiet.store, quiet.keys.public(), quiet.clock, quiet.town).application.reference


@pytest.fixture(scope="module")
def sato(quiet: House) -> Clerk:
    """A clerk."""
    return quiet.enter("sato")


@pytest.fixture(scope="module")
def come_back(quiet: House, sato: Clerk, reference: str, corpus: list[Payload]) -> list[tuple[str, str]]:
    """What was typed where it is no answer, and the page that came back with it."""
    sato.prints(reference)
    return [*_in_lines(sato, reference, corpus), *_in_controls(sato, reference, corpus)]


def _in_lines(sato: Clerk, reference: str, corpus: list[Payload]) -> Iterator[tuple[str, str]]:
    """Where there is room for many lines."""
    cover, opened, sheets = sato.cover(reference), sato.opens(reference), sato.sees("/sheets")
    for typed in joined(corpus, LONGEST_MEMO):
        yield typed, _sent(sato, opened, "note", text=typed, means="phone")
    for typed in joined(corpus, LONGEST_QUESTION):
        yield typed, _sent(sato, cover, "ask", question="", text=typed)
    for typed in joined(corpus, LONGEST_SERIALS):
        yield typed, _sent(sato, sheets, "shred", serials=typed)


def _in_controls(sato: Clerk, reference: str, corpus: list[Payload]) -> Iterator[tuple[str, str]]:
    """Where there is room for one line, in the quotes of an attribute."""
    keyed, search = sato.sees(f"/applications/{reference}/keyed"), sato.sees("/search")
    for four in _some([each.text for each in corpus if each.group in IN_A_BROWSER], 4):
        typed = dict(zip(("reference", "serial", "customer_number", "due_day"), four, strict=False))
        yield "\n".join(four), _sent(sato, keyed, "keyed", **typed)
    for two in _some([each.text for each in corpus if each.group not in IN_A_BROWSER][::3], 2):
        typed = dict(zip(("phone", "town"), two, strict=False))
        yield "\n".join(two), _sent(sato, search, "search", kana="ア", **typed)


def _some(texts: list[str], size: int) -> Iterator[list[str]]:
    return (texts[first : first + size] for first in range(0, len(texts), size))


def _sent(clerk: Clerk, page: Page, action: str, **typed: str) -> str:
    form = page.form(action)
    answer = clerk.client.post(form.action, data=form.fields | typed)
    assert answer.status_code == 422, (action, answer.status_code)
    return answer.get_data(as_text=True)


def test_what_was_typed_comes_back_as_words(come_back: list[tuple[str, str]]) -> None:
    """What a page shows again of a payload it shows escaped, and never as it is."""
    for typed, page in come_back:
        first = max(typed.splitlines(), key=len, default="")[:LONGEST_IN_A_LINE]
        assert str(escape(first)) in page, first
        assert unescaped(typed.splitlines(), page) == []


def unescaped(texts: Iterable[str], page: str) -> list[str]:
    """Words that stand on a page as they are, though they have signs of markup in them."""
    return [each for each in texts if len(each) > SHORT and set(each) & set("<>\"'") and each in page]


def test_no_page_makes_anything_of_what_the_clerk_typed(
    come_back: list[tuple[str, str]], chromium: Chromium, canary: Canary
) -> None:
    heard = Heard()

    def look(browser: Browser) -> list[str]:
        return shown(browser, (page for _, page in come_back), heard)

    assert chromium.does(look) == []
    assert (heard.calls, heard.dialogs, heard.elsewhere(HERE)) == ([], [], [])
    assert canary.heard == []


def test_no_address_makes_anything_of_what_stands_in_it(sato: Clerk, corpus: list[Payload]) -> None:
    """Each payload in a path, in a filter, or as the page to which one goes back."""
    for payload, address in zip(corpus, cycle([*PLACES, *QUERIES, LANGUAGE]), strict=False):
        answer = sato.client.get(address.format(quote(payload.text, safe="")))
        assert answer.status_code in {200, 303, 308, 400, 403, 404}, (address, payload.text)
        assert is_ours(answer.headers.get("Location", "/")), (address, payload.text)
        assert unescaped([payload.text], answer.get_data(as_text=True)) == []


@pytest.mark.parametrize("back", [each.text for each in payloads() if each.group in {"url", "path", "header"}])
def test_a_change_of_language_leads_nowhere_else(sato: Clerk, back: str) -> None:
    answer = sato.client.get(LANGUAGE.format(quote(back, safe="")))
    assert answer.status_code == 303
    assert is_ours(answer.headers["Location"])


def is_ours(address: str) -> bool:
    """Whether a browser stays with us; to a browser bars of both kinds are the same."""
    return urlsplit(address.replace("\\", "/")).netloc in {"", "localhost"}


@pytest.mark.parametrize("username", ["kansa", *(pytest.param(name, marks=LONG) for name in ("sato", "tanaka"))])
def test_every_control_of_every_form_takes_hostile_words_for_words(
    quiet: House, username: str, corpus: list[Payload], reference: str
) -> None:
    """Also those that no test thinks of: whatever buttons the pages of a role have are pressed."""
    clerk, waiting = quiet.enter(username), cycle(payload.text for payload in corpus)
    answers: dict[tuple[str, str], str] = {}
    for path in _pages_of(clerk, reference):
        page = clerk.sees(path)
        buttons = [(page.form(action).action, action) for action in page.actions if action not in LINKS]
        for button in dict.fromkeys(buttons):
            if button not in answers:
                answers[button] = _filled_in(clerk, path, button[1], waiting)
    assert len(answers) > FEW
    assert unescaped((payload.text for payload in corpus), "".join(answers.values())) == []


def _pages_of(clerk: Clerk, reference: str) -> list[str]:
    routes = [route for route in listed() if "GET" in route.methods and "." not in route.rule]
    paths = dict.fromkeys(route.path(reference, 1) for route in routes)
    answers = ((path, clerk.client.get(path)) for path in paths)
    return [path for path, answer in answers if answer.status_code == 200 and answer.mimetype == "text/html"]


def _filled_in(clerk: Clerk, path: str, action: str, waiting: Iterator[str]) -> str:
    """The answer to one press. Some presses end the sitting, and some take the button away."""
    page = clerk.sees(path)
    if "sign-in" in page.actions:
        clerk.watch.pass_by(minutes=1)  # type: ignore[attr-defined]  # a test's watch is moved by hand
        clerk.sign_in()
        page = clerk.sees(path)
    if action not in page.actions:
        return ""
    form = page.form(action)
    typed = {name: next(waiting) for name in form.controls}
    answer = clerk.client.post(form.action, data=form.fields | typed, follow_redirects=True)
    assert answer.status_code in {200, 400, 403, 404, 405, 409, 422, 429}, (path, action)
    return Page(answer).response.get_data(as_text=True)
