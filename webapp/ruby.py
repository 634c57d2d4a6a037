"""Words on a page: readings stand above kanji, Japanese is marked in other languages, the rest is escaped."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from intake.readings import READ

_RUBY = "<ruby>{word}<rp>(<rt>{reading}<rp>)</ruby>"
"""HTML lets <rp> and <rt> end without a tag; a page in easy Japanese has hundreds of them."""
_MARKED = r'<span lang="ja">\g<0></span>'
_TAG = re.compile("<[^>]*>")
_KANA, _KANJI = r"\u3041-\u309f\u30a1-\u30ff\uff66-\uff9f", r"\u3005-\u3007\u3400-\u9fff\uf900-\ufaff"
_JAPANESE = re.compile(f"[{_KANA}{_KANJI}]+")
_SURELY_JAPANESE = re.compile(f"[{_KANJI}]*[{_KANA}][{_KANA}{_KANJI}]*")


def ruby(words: str) -> Markup:
    """水道《すいどう》 as HTML. What people have typed is no word of a catalogue and never comes here."""
    return Markup(  # noqa: S704 - escaped first
        READ.sub(
            lambda found: _RUBY.format(word=found[1] or found[2], reading=found[3]),
            str(escape(words)),
        )
    )


def written(words: str, tag: str) -> Markup:
    """Words of a catalogue on a page of a language."""
    return ruby(words) if tag == "ja" else typed(words, tag)


def typed(words: str, tag: str) -> Markup:
    """What somebody typed, on a page of a language: without readings."""
    plain = escape(words)
    if tag == "ja":
        return plain
    return Markup(_japanese_on(tag).sub(_MARKED, str(plain)))  # noqa: S704 - escaped first


def _japanese_on(tag: str) -> re.Pattern[str]:
    """Kanji alone are Chinese on a Chinese page."""
    return _SURELY_JAPANESE if tag.startswith("zh") else _JAPANESE


def flat(words: str) -> str:
    """The same without elements, 水道(すいどう), for titles, options and attributes, which can hold none."""
    return Markup(_TAG.sub("", words)) if isinstance(words, Markup) else words  # noqa: S704 - only taken away from
