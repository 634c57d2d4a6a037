"""Numbers that nobody should write here: bank accounts, cards, My Number. Told by their look, never kept."""

from __future__ import annotations

import re
import unicodedata

from stdnum import luhn
from stdnum.jp import in_ as my_number

from intake.text import N_, Text

_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−ーｰ－"), "-")
_STRETCH = re.compile(r"(?<![\d+])\d(?:[ -]?\d){11,18}(?!\d)")
_ACCOUNT = re.compile(
    r"(口座(?!振替)|普通預金|普通|当座|貯蓄預金|通帳|ゆうちょ|\bacc(oun)?t\b|\biban\b)\D{0,8}\d[\d -]{4,9}\d",
    re.IGNORECASE,
)
_POST_BANK = re.compile(r"(?<!\d)1\d{3}0[ -]\d{6,7}1(?!\d)")
"""記号 and 番号 of the post bank: five digits from 1 to 0, then seven or eight that end with 1."""


def looks_secret(text: str) -> bool:
    """Whether a text has something that looks like an account, card or My Number in it."""
    plain = unicodedata.normalize("NFKC", text).translate(_HYPHENS)
    stretches = (re.sub(r"\D", "", found) for found in _STRETCH.findall(plain))
    return bool(_ACCOUNT.search(plain) or _POST_BANK.search(plain)) or any(map(_card_or_my_number, stretches))


def kind_refusal(label: Text) -> Text:
    """Why such a number is not taken, and what to do."""
    return N_(
        "%(label)s has a number that looks like a bank account, a payment card or My Number. We never need it"
        " here: please delete it.",
        label=label,
    )


def _card_or_my_number(digits: str) -> bool:
    if len(digits) == 12:
        return bool(my_number.is_valid(digits))
    return len(set(digits)) > 1 and bool(luhn.is_valid(digits))
