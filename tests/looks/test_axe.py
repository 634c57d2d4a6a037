"""axe-core has nothing to say against any page, empty, wrong or filled in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.looks.axe import VERSION, Judged
from tests.looks.gallery import Shown
from tests.looks.stage import Stage

Record = Callable[[str, object], None]


@pytest.mark.check(1, 11)
def test_axe_finds_no_barrier_on_any_page(stage: Stage, pages: list[Shown], record_property: Record) -> None:
    judged = Judged()
    stage.at_width(375)
    for shown in pages:
        judged.look_at(stage.show(shown), shown.name)
    record_property("pages", len(pages))
    record_property("language", pages[0].language)
    record_property("axe", VERSION)
    record_property("browser", stage.version)
    record_property("rules", judged.said())
    assert not judged.complaints, "\n".join(judged.complaints)
    assert stage.strangers == []


def test_axe_sees_a_barrier_that_is_put_there(stage: Stage, gallery: Callable[[str], list[Shown]]) -> None:
    judged = Judged()
    page = stage.show(gallery("en")[0])
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<input><p style=color:#ccc>pale</p>')"
    )
    judged.look_at(page, "spoilt")
    assert {"4.1.2", "1.4.3"} <= set(judged.failed)
