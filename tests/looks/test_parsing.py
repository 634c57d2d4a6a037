"""Every page is well-formed HTML."""

from __future__ import annotations

from collections import Counter

import html5lib
import pytest

from tests.looks.gallery import Shown


@pytest.mark.check(26)
def test_a_strict_parser_takes_every_page(pages: list[Shown]) -> None:
    for shown in pages:
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(shown.html)
        ids = Counter(each.get("id") for each in tree.iter() if each.get("id"))
        assert [name for name, times in ids.items() if times > 1] == [], shown.name
