"""A whole application with the keys alone: Tab, Space, Enter, arrows, and what is typed."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from tests.looks.living import LivingWindow, Visitor
from tests.scenery import ANSWERS, EMAIL

STOPS = """() => {
  const groups = new Set(), stops = [];
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const each of document.querySelectorAll(all)) {
    if (each.tabIndex < 0 || !each.checkVisibility()) continue;
    if (each.type === "radio") {  // a group is one stop: at the one that is chosen, else at its first
      if (groups.has(each.name)) continue;
      groups.add(each.name);
    }
    stops.push(each.name || each.outerHTML.slice(0, 80));
  }
  return stops;
}"""
HERE = """() => {
  const each = document.activeElement;
  return each === document.body ? "" : each.name || each.outerHTML.slice(0, 80);
}"""


@dataclass
class Keys:
    """Hands that have only a keyboard."""

    page: Page
    pressed: int = field(default=0)

    def press(self, key: str) -> None:
        """One key."""
        self.page.keyboard.press(key)
        self.pressed += 1

    def go_to(self, selector: str) -> None:
        """Tab until the focus is there; it must come there by itself."""
        for _ in range(80):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"no way to {selector}")

    def enter(self, selector: str) -> None:
        """Press a link or a button with the Enter key."""
        self.go_to(selector)
        with self.page.expect_navigation():
            self.press("Enter")

    def write(self, name: str, words: str) -> None:
        """Go to a field and type over what stands there."""
        self.go_to(f"[name={name}]")
        self.press("Control+a")
        self.page.keyboard.type(words)

    def choose(self, name: str, value: str) -> None:
        """Go to a group and take one with Space or the arrows."""
        self.go_to(f"[name={name}]")
        self.press("Space")
        for _ in range(12):
            if self.page.evaluate("document.activeElement.value") == value:
                assert self.page.is_checked(f'[name={name}][value="{value}"]')
                return
            self.press("ArrowDown")
        raise AssertionError(f"no {value} among {name}")

    def walk_round(self) -> list[str]:
        """Every stop from the top of the page to its end, by Tab alone."""
        self.page.evaluate("document.activeElement.blur()")
        self.page.evaluate("getSelection().setPosition(document.body, 0)")
        stops: list[str] = []
        for _ in range(120):
            self.press("Tab")
            here = self.page.evaluate(HERE)
            if not here or (stops and here == stops[0]):
                return stops
            stops.append(here)
        raise AssertionError(f"the focus is caught: {stops[-6:]}")


def to_the_form(keys: Keys, living: LivingWindow) -> None:
    keys.enter("[data-procedure=start]")
    keys.enter("[data-action=begin]")
    keys.write("email", EMAIL)
    keys.enter("[name=email]")
    keys.write("code", living.newest("verification")["code"])
    keys.enter("[data-action=enter-code]")


def place(keys: Keys) -> None:
    keys.write("zip", ANSWERS["zip"])
    keys.enter("[data-action=look-up]")
    for name in ("lot", "building", "room", "start_date_year", "start_date_month", "start_date_day"):
        keys.write(name, ANSWERS[name])
    keys.choose("water_runs", "yes")
    keys.enter("[data-action=next]")


def user(keys: Keys) -> None:
    for name in ("family_name", "given_name", "family_kana", "given_kana"):
        keys.write(name, ANSWERS[name])
    keys.choose("contact_method", "phone")
    keys.write("phone", ANSWERS["phone"])
    keys.enter("[data-action=next]")


def payment(keys: Keys) -> None:
    keys.choose("payment", "transfer")
    keys.choose("post_to", "place")
    keys.go_to("[name=consent]")
    keys.press("Space")
    keys.enter("[data-action=next]")


@pytest.mark.check(8)
def test_a_start_goes_from_the_list_to_the_receipt_by_keys_alone(visitor: Visitor, living: LivingWindow) -> None:
    before = living.applications()
    visitor.open("")
    keys = Keys(visitor.page)
    to_the_form(keys, living)
    for step in (place, user, payment):
        assert keys.walk_round() == visitor.page.evaluate(STOPS), "the keys go in the order of the page"
        step(keys)
    assert visitor.page.url.endswith("/check")
    assert keys.walk_round() == visitor.page.evaluate(STOPS)
    keys.enter("[data-action=submit]")
    assert visitor.page.get_attribute("[data-reference]", "data-reference")
    assert living.applications() == before + 1


@pytest.mark.check(8)
def test_the_menu_of_languages_and_the_way_past_it_work_by_keys(visitor: Visitor) -> None:
    visitor.open("")
    keys = Keys(visitor.page)
    keys.press("Tab")
    assert visitor.page.evaluate("document.activeElement.matches('.skip')"), "the first stop leads to the content"
    keys.press("Enter")
    keys.press("Tab")
    assert visitor.page.evaluate("Boolean(document.activeElement.closest('main'))")
    visitor.open("")
    keys.go_to(".languages summary")
    keys.press("Enter")
    keys.enter(".languages a[hreflang=en]")
    assert visitor.page.url.endswith("/en/")


@pytest.mark.parametrize(
    ("spoilt", "what"),
    [
        ("addEventListener('keydown', event => event.preventDefault())", "no way to"),
        ("document.querySelector('[data-procedure=start]').tabIndex = -1", "no way to"),
    ],
)
def test_a_page_without_a_way_for_keys_is_seen(visitor: Visitor, spoilt: str, what: str) -> None:
    visitor.open("")
    visitor.page.evaluate(spoilt)
    with pytest.raises(AssertionError, match=what):
        Keys(visitor.page).go_to("[data-procedure=start]")


def test_a_stop_out_of_order_and_a_trap_are_seen(visitor: Visitor) -> None:
    visitor.open("")
    keys = Keys(visitor.page)
    assert keys.walk_round() == visitor.page.evaluate(STOPS)
    visitor.page.evaluate("document.querySelector('[data-procedure=stop]').tabIndex = 1")
    assert keys.walk_round() != visitor.page.evaluate(STOPS)
    visitor.page.evaluate("""() => {
      const from = document.querySelector("[data-procedure=move]"), to = document.querySelector(".phone");
      to.addEventListener("focus", () => from.focus());
    }""")
    with pytest.raises(AssertionError, match="caught"):
        keys.walk_round()
