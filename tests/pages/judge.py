"""Every page that a test sees is judged: headers, structure, labels, language."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.test import TestResponse

from intake.languages import LANGUAGES

NEEDED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Strict-Transport-Security": "max-age=31536000",
}
UNLABELLED = {"hidden", "submit"}


@dataclass
class Page(HTMLParser):
    """What a page is made of."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in tags]

    def value(self, name: str) -> str:
        """What stands in a control."""
        return next(each.get("value", "") for each in self.all("input") if each.get("name") == name)

    def hook(self, name: str) -> str:
        """The value of a machine hook such as data-reference."""
        return next(each[name] for _, each in self.tags if name in each)

    def has(self, name: str, value: str | None = None) -> bool:
        return any(name in each and value in {None, each[name]} for _, each in self.tags)


def judged(response: TestResponse) -> Page:
    """The page, after it was judged."""
    for name, value in NEEDED_HEADERS.items():
        assert response.headers[name] == value, name
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = Page()
    page.feed(response.text)
    _judge_structure(page)
    _judge_labels(page)
    return page


def _judge_structure(page: Page) -> None:
    assert page.all("html")[0]["lang"] in {each.tag for each in LANGUAGES.values()}
    assert len(page.all("h1")) == 1
    told = [each for each in page.all("svg") if each.get("aria-hidden") != "true"]
    assert len(page.all("title")) == 1 + len(told), "the page has a title, and each drawing that says something"
    ids = [each["id"] for _, each in page.tags if "id" in each]
    assert len(ids) == len(set(ids)), "an id stands twice"
    for script in page.all("script"):
        assert script.get("src"), "no inline script"
    for tag, attributes in page.tags:
        assert "style" not in attributes, tag
        assert not [name for name in attributes if name.startswith("on")], tag
    for reference in page.all("a", "input", "fieldset"):
        for described in reference.get("aria-describedby", "").split():
            assert described in ids, described


def _judge_labels(page: Page) -> None:
    bound = {each["for"] for each in page.all("label") if "for" in each}
    for control in page.all("input", "select", "textarea"):
        if control.get("type") in UNLABELLED or control.get("type") == "radio":
            continue
        assert control.get("id") in bound, control.get("name")
