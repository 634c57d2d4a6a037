"""Numbers that nobody should write here: bank accounts, cards, My Number. Told by their look, never kept.

A phone number, a date or an order number next to another one must not be taken for a card: so what counts is
groups of digits that stand evenly apart, how a card's number begins and how long it is, and the check digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from stdnum import iban, luhn
from stdnum.jp import in_ as my_number

from intake.text import N_, Text

_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−─ーｰ－"), "-")
_SPACED = re.compile(r"(?<![\d+])\d+(?:[\s.\-・/]{1,3}\d+)*")
_GROUP = re.compile(r"(\d+)(\D*)")
_CARD = re.compile(
    r"4(\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|3(0[0-5]|[689]\d)\d{11}|35(2[89]|[3-8]\d)\d{12}|6(2\d|4[4-9]|5\d)\d{13,16}|6011\d{12,15}"
)
"""How the numbers of the brands begin and how long they are: Visa, Mastercard, American Express, Diners, JCB, …"""

LONGEST_CARD = 19

_LINK = r"(?:番号|種別|預金|名義|number|num|no|is|は|が|の|[\s:.,、。・()「」=#-]){0,8}"
_ACCOUNT = re.compile(
    rf"(?:口座|普通預金|普通|当座|貯蓄|通帳|ゆうちょ|\baccount|\bacct?\b){_LINK}"
    r"(?!0\d{9,10}(?!\d)|0[\d -]{11,12}(?!\d))\d(?:[ -]?\d){5,15}(?![\d-])"
    r"|支店[\s:、)]{0,3}\d{7}(?!\d)",
    re.IGNORECASE,
)
_POST_BANK = re.compile(r"(?<!\d)1\d{3}0(?:-\d)?(?:番号|[\s:、,・の-]){1,6}\d{4,7}1(?!\d)")
"""記号 and 番号 of the post bank: five digits from 1 to 0, then up to eight that end with 1."""

_NAMED = re.compile(
    r"(?:マイナンバ[ー-]|個人番号|my ?number|カ[ー-]ド|card)(?:番号|number|no|is|は|が|の|[\s:.、#-]){0,6}"
    r"\d(?:[\s-]{0,2}\d){11,18}",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")


def looks_secret(text: str) -> bool:
    """Whether a text has something that looks like an account, card or My Number in it."""
    plain = unicodedata.normalize("NFKC", text).translate(_HYPHENS)
    plain = "".join(str(unicodedata.decimal(character, character)) for character in plain)
    if _ACCOUNT.search(plain) or _POST_BANK.search(plain) or _NAMED.search(plain):
        return True
    if any(iban.is_valid(found) for found in _IBAN.findall(plain)):
        return True
    return any(_has_my_number(groups) or _has_card(groups) for groups in _evenly_spaced(plain)) or any(
        len(four) == 4 and _card("".join(four)) for four in _fours(plain)
    )


def kind_refusal(label: Text) -> Text:
    """Why such a number is not taken, and what to do."""
    return N_(
        "%(label)s has a number that looks like a bank account, a payment card or My Number. We never need it"
        " here: please delete it.",
        label=label,
    )


def _evenly_spaced(plain: str) -> Iterator[list[str]]:
    """Groups of digits that follow each other with the same between them, as many as do so."""
    for stretch in _SPACED.findall(plain):
        found = _GROUP.findall(stretch)
        first = 0
        for last in range(1, len(found) + 1):
            if last == len(found) or (last > first + 1 and found[last - 1][1] != found[first][1]):
                yield [digits for digits, _ in found[first:last]]
                first = last - 1


def _fours(plain: str) -> Iterator[list[str]]:
    """Four groups of four digits, as on a card, whatever stands between them: a hyphen here, a new line there."""
    for stretch in _SPACED.findall(plain):
        groups = re.findall(r"\d+", stretch)
        yield from (
            groups[at : at + 4]
            for at in range(len(groups) - 3)
            if all(len(group) == 4 for group in groups[at : at + 4])
        )


def _has_card(groups: list[str]) -> bool:
    return any(
        _card("".join(groups[first:last]))
        for first in range(len(groups))
        for last in range(first + 1, min(first + LONGEST_CARD, len(groups)) + 1)
    )


def _card(digits: str) -> bool:
    return bool(_CARD.fullmatch(digits)) and len(set(digits)) > 1 and bool(luhn.is_valid(digits))


def _has_my_number(groups: list[str]) -> bool:
    even = len({len(group) for group in groups}) == 1
    return any(map(_my_number, groups)) or (even and _my_number("".join(groups)))


def _my_number(digits: str) -> bool:
    return len(digits) == 12 and len(set(digits)) > 1 and bool(my_number.is_valid(digits))
