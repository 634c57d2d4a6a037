"""Every look sees what it is there to see, on a page that was spoilt for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.looks.gallery import Shown
from tests.looks.inspection import look
from tests.looks.stage import Stage

SPOILT = [
    ("focus", "<style>a { outline: none !important }</style>", "no black outline"),
    ("focus", "<style>a:focus-visible { box-shadow: none }</style>", "no yellow ring"),
    ("focus", "<div style='position: fixed; inset: 0; background: #fff; z-index: 9'></div>", "covered"),
    ("focus", "<a href='/' style='position: fixed; left: -999px'>away</a>", "outside"),
    ("focus", "<a href='/' tabindex=3>first</a>", "order of its own"),
    ("focus", "<p style='float: right'>aside</p>", "stands elsewhere"),
    ("targets", "<p><a href='/' style='font-size: 10px; padding: 0'>alone</a></p>", "alone"),
    ("targets", "<a href='/' class=button style='min-height: 40px; padding: 0'>low</a>", "low"),
    ("targets", "<label class=radio style='min-height: 30px; padding: 0; line-height: 1'>row</label>", "row"),
    ("edges", "<input style='border-color: #ccc'>", "no edge: <input"),
    ("edges", "<a class=back href='/' style='color: #ddd'>back</a>", "faint sign"),
    ("stillness", "<p style='transition: color 1s'>slow</p>", "moves: <p"),
    ("stillness", "<meta http-equiv=Refresh content=9>", "by itself"),
    ("frame", "<h4>deep</h4>", "h4 after h1"),
    ("frame", "<h1>another</h1>", "h1 is not there once"),
    ("fields", "<input autocomplete=name maxlength=9>", "cannot be filled in freely"),
]


@pytest.mark.parametrize(("script", "spoilt", "what"), SPOILT, ids=[f"{each[0]}: {each[2]}" for each in SPOILT])
def test_what_is_wrong_is_seen(
    stage: Stage, gallery: Callable[[str], list[Shown]], script: str, spoilt: str, what: str
) -> None:
    stage.at_width(375)
    page = stage.show(gallery("en")[0])
    page.evaluate("html => document.querySelector('h1').insertAdjacentHTML('afterend', html)", spoilt)
    assert [each for each in look(page, script) if what in each]


def test_in_forced_colours_a_ground_is_no_edge(stage: Stage, gallery: Callable[[str], list[Shown]]) -> None:
    page = stage.show(gallery("en")[1])
    page.add_style_tag(content=".button { border: 0 !important }")
    assert look(page, "edges") == []
    page.emulate_media(forced_colors="active")
    assert [each for each in look(page, "edges") if 'class="button"' in each]
    page.emulate_media(forced_colors="none")


def test_a_page_that_says_another_language_is_seen(stage: Stage, gallery: Callable[[str], list[Shown]]) -> None:
    page = stage.show(gallery("en")[0])
    assert look(page, "tongue", "ja") == ["lang is en"]
    page.evaluate("document.querySelector('.languages a').hreflang = 'fr'")
    assert "leads to another language" in look(page, "tongue", "en")[0]


@pytest.mark.parametrize(
    ("spoilt", "what"),
    [
        ("document.title = 'Fine'", "title"),
        ("document.querySelector('#zip').focus()", "the focus is at"),
        ("document.querySelector('.box.error li').remove()", "links for"),
        ("document.querySelector('.box.error a').href = '#help'", "leads to"),
        ("document.querySelector('.question.wrong .problem').textContent = '?'", "says something else"),
    ],
)
def test_a_summary_that_does_not_fit_is_seen(
    stage: Stage, gallery: Callable[[str], list[Shown]], spoilt: str, what: str
) -> None:
    shown = next(each for each in gallery("en") if "place, wrong" in each.name)
    page = stage.show(shown)
    page.evaluate(spoilt)
    assert [each for each in look(page, "problems", "Error: ") if what in each]
