"""How a word may stand in a file: the encodings and wrappings in which programs write text down."""

from __future__ import annotations

import json
import quopri
import unicodedata
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import quote, quote_plus

ENCODINGS = {"UTF-8": "utf-8", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be", "Shift_JIS": "cp932"}
"""Names for people, and Python's names. cp932 is the Shift_JIS that Japanese machines really write."""

FEWEST_BYTES = 4
"""Shorter words are found by chance among random bytes: a sealed megabyte holds any two of them 16 times."""


class WordTooShort(ValueError):
    """A word of so few bytes that finding it would say nothing."""


def spellings(word: str) -> Mapping[str, frozenset[bytes]]:
    """For each way of writing, the bytes to look for, in both Unicode normal forms. WordTooShort otherwise.

    Bytes that several ways share, as they do for ASCII, are listed with the first of them.
    """
    forms = {word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)}
    if len(word) < 2 or min(len(form.encode()) for form in forms) < FEWEST_BYTES:
        raise WordTooShort
    ways: dict[str, Callable[[str], Iterable[bytes]]] = {
        **{name: _in_encoding(encoding) for name, encoding in ENCODINGS.items()},
        "Base64": _in_base64,
        "URL (%xx)": _in_addresses,
        "quoted-printable": _in_mails,
        r"JSON (\u)": _in_json,
    }
    found, known = dict[str, frozenset[bytes]](), set[bytes]()
    for name, way in ways.items():
        found[name] = frozenset(piece for form in forms for piece in way(form)) - known
        known |= found[name]
    return found


def _in_encoding(encoding: str) -> Callable[[str], Iterator[bytes]]:
    def encoded(form: str) -> Iterator[bytes]:
        try:
            yield form.encode(encoding)
        except UnicodeEncodeError:
            return  # a word that this encoding cannot write cannot stand in it either

    return encoded


def _in_base64(form: str) -> Iterator[bytes]:
    """What is sure of the word's Base64 after 0, 1 or 2 bytes of something else."""
    content = form.encode()
    for before in range(3):
        first, end = -(-before * 8 // 6), (before + len(content)) * 8 // 6
        for code in (b64encode, urlsafe_b64encode):
            yield code(bytes(before) + content)[first:end]


def _in_addresses(form: str) -> Iterator[bytes]:
    for quoted in (quote(form, safe=""), quote_plus(form)):
        yield quoted.encode()
        yield _lower_hex(quoted).encode()


def _lower_hex(quoted: str) -> str:
    first, *rest = quoted.split("%")
    return "%".join([first, *(part[:2].lower() + part[2:] for part in rest)])


def _in_mails(form: str) -> Iterator[bytes]:
    yield quopri.encodestring(form.encode()).replace(b"=\n", b"").strip()


def _in_json(form: str) -> Iterator[bytes]:
    yield json.dumps(form)[1:-1].encode()
    yield json.dumps(form, ensure_ascii=False)[1:-1].encode()
