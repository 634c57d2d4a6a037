"""Words of a catalogue on a page: readings stand above kanji, and everything else is escaped."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from intake.readings import READ

_RUBY = "<ruby>{word}<rp>(<rt>{reading}<rp>)</ruby>"
"""HTML lets <rp> and <rt> end without a tag; a page in easy Japanese has hundreds of them."""
_TAG = re.compile("<[^>]*>")


def ruby(words: str) -> Markup:
    """水道《すいどう》 as HTML. What people have typed is no word of a catalogue and never comes here."""
    return Markup(  # noqa: S704 - escaped first
        READ.sub(
            lambda found: _RUBY.format(word=found[1] or found[2], reading=found[3]),
            str(escape(words)),
        )
    )


def flat(words: str) -> str:
    """The same without elements, 水道(すいどう), for titles, options and attributes, which can hold none."""
    return Markup(_TAG.sub("", words)) if isinstance(words, Markup) else words  # noqa: S704 - only taken away from
