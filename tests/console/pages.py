"""A page as a browser gets it: read, judged, and its forms ready to be filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from tests.console.tree import tree_of

UNBOUND = {"hidden", "submit"}
HEADERS = {
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@dataclass
class Form:
    action: str
    fields: dict[str, str]
    controls: set[str]


@dataclass
class Page:
    response: TestResponse
    tree: Element = field(init=False)

    def __post_init__(self) -> None:
        self.tree = tree_of(self.response.get_data(as_text=True))
        judge(self)

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        return " ".join("".join(self.tree.find("body").itertext()).split())  # type: ignore[union-attr]

    @property
    def heading(self) -> str:
        return "".join(self.all("h1")[0].itertext())

    def all(self, tag: str) -> list[Element]:
        return list(self.tree.iter(tag))

    def marks(self, name: str) -> list[str]:
        return [each.attrib[name] for each in self.tree.iter() if name in each.attrib]

    @property
    def actions(self) -> list[str]:
        return self.marks("data-action")

    def values(self) -> dict[str, str]:
        return {
            each.attrib["data-field"]: "".join(each.itertext())
            for each in self.all("dd")
            if "data-field" in each.attrib
        }

    def form(self, action: str) -> Form:
        for form in self.all("form"):
            if action in [each.attrib.get("data-action") for each in form.iter("button")]:
                return _read_form(form, action)
        raise AssertionError(f"no button {action} on the page “{self.heading}”")


def _read_form(form: Element, action: str) -> Form:
    fields, controls = {}, set()
    for each in form.iter():
        name = each.attrib.get("name", "")
        if each.tag == "input" and (each.attrib.get("type") != "checkbox" or "checked" in each.attrib):
            fields[name] = each.attrib.get("value", "")
        elif each.tag == "textarea":
            fields[name] = each.text or ""
        elif each.tag == "select":
            options = list(each.iter("option"))
            chosen = [option for option in options if "selected" in option.attrib] or options
            fields[name] = chosen[0].attrib.get("value", "")
        elif each.tag == "button" and each.attrib.get("data-action") == action and name:
            fields[name] = each.attrib.get("value", "")
        if each.tag in {"input", "textarea", "select"} and each.attrib.get("type") not in UNBOUND:
            controls.add(name)
    return Form(form.attrib["action"], fields, controls)


def judge_scripts(page: Page) -> None:
    """Lists, which hold no word of a resident, may run our one file; every other page runs nothing at all."""
    scripts, policy = page.all("script"), page.response.headers["Content-Security-Policy"]
    assert [(each.attrib, each.text) for each in scripts] == (
        [({"src": "/static/arrivals.js", "defer": ""}, None)] if "arrivals" in page.marks("id") else []
    )
    assert ("script-src 'self';" in policy) == bool(scripts)
    assert "script-src" in policy or "connect-src" not in policy


def judge(page: Page) -> None:
    """What has to hold for every page of the console, also for the pages of what goes wrong."""
    assert page.tree.attrib.get("lang") in {"ja", "en"}
    assert len(page.all("h1")) == 1
    ids = page.marks("id")
    assert len(ids) == len(set(ids)), "an id is there twice"
    labelled = {each.attrib.get("for") for each in page.all("label")}
    for control in [*page.all("input"), *page.all("select"), *page.all("textarea")]:
        if control.attrib.get("type") not in UNBOUND:
            assert control.attrib["id"] in labelled, f"{control.attrib['name']} has no label"
            assert set(control.attrib.get("aria-describedby", "").split()) <= set(ids)
    judge_scripts(page)
    assert not page.all("style")
    assert not [
        each for each in page.tree.iter() if any(name.startswith("on") or name == "style" for name in each.attrib)
    ]
    assert all(action for action in page.marks("data-action"))
    assert all("data-action" in each.attrib for each in page.all("button"))
    for name, value in HEADERS.items():
        assert page.response.headers[name] == value
    policy = page.response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
