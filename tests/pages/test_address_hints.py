"""Slips of the finger in the domain: what gets a hint, and that nothing else does."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.address import suggestion
from webapp.address_hints import KNOWN, meant

LETTERS = string.ascii_lowercase + string.digits + "-."
GMAIL = "gmail.com"


def slips(domain: str) -> set[str]:
    """Everything that one wrong, missing, added or swapped letter makes of a domain."""
    cuts = [(domain[:place], domain[place:]) for place in range(len(domain) + 1)]
    added = {left + letter + right for left, right in cuts for letter in LETTERS}
    wrong = {left + letter + right[1:] for left, right in cuts if right for letter in LETTERS}
    missing = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    return (added | wrong | missing | swapped) - {domain}


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("gmial.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail,com", "gmail.com"),
        ("gmail", "gmail.com"),
        ("gmial.con", "gmail.com"),
        ("gmail.co.jp", "gmail.com"),
        ("docomo.nejp", "docomo.ne.jp"),
        ("docmo.ne.jp", "docomo.ne.jp"),
        ("docomo.co.jp", "docomo.ne.jp"),
        ("yahoo.co.jo", "yahoo.co.jp"),
        ("yaho.co.jp", "yahoo.co.jp"),
        ("icloud.co", "icloud.com"),
        ("iclould.com", "icloud.com"),
        ("ezweb.ne.jq", "ezweb.ne.jp"),
        ("softbank.nr.jp", "softbank.ne.jp"),
        ("outlook.jo", "outlook.jp"),
        ("hotmial.com", "hotmail.com"),
        ("au.con", "au.com"),
    ],
)
def test_a_slip_leads_to_the_domain_that_was_meant(typed: str, known: str) -> None:
    assert meant(typed) == known


@pytest.mark.parametrize(
    "domain",
    [
        "example.jp",
        "resident.example",
        "city.odawara.kanagawa.jp",
        "bu.com",
        "kcn.ne.jp",
        "sannet.ne.jp",
        "vodafone.ne.jp",
        "nttdocomo.com",
        "yahoo.co.kr",
        "yahoo.de",
        "hotmail.fr",
        "u-tokyo.ac.jp",
        "",
    ],
)
def test_a_domain_of_its_own_gets_no_hint(domain: str) -> None:
    assert meant(domain) is None


@pytest.mark.parametrize("domain", KNOWN)
def test_a_known_domain_never_gets_a_hint(domain: str) -> None:
    assert meant(domain) is None
    assert suggestion(f"hanako@{domain.upper()}") is None


def test_every_single_slip_of_gmail_com_gets_the_hint() -> None:
    assert {domain for domain in slips(GMAIL) if meant(domain) != GMAIL} == set()


def near(domain: str) -> st.SearchStrategy[str]:
    """Domains one or two slips away from a known one."""
    return st.sampled_from(sorted(slips(domain))).flatmap(
        lambda once: st.sampled_from(sorted(slips(once) | {once}))
    )


@given(st.one_of(st.text(LETTERS, max_size=30), st.text(max_size=30), st.sampled_from(KNOWN).flatmap(near)))
def test_a_hint_is_always_a_known_domain(domain: str) -> None:
    assert meant(domain) in {None, *KNOWN}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Hanako.1@GMIAL.com", "Hanako.1@gmail.com"),
        ("ｈａｎａｋｏ＠ｇｍａｉｌ．ｃｏｎ", "hanako@gmail.com"),
        ("a..b.@docmo.ne.jp", "a..b.@docomo.ne.jp"),
        ("hanako@gm\N{CYRILLIC SMALL LETTER A}il.com", "hanako@gmail.com"),
        ("hanako@xn--gmil-63d.com", "hanako@gmail.com"),
        ("h\N{CYRILLIC SMALL LETTER A}nako@gmial.com", None),
        ("a@gmial.com,b@gmial.com", None),
        ("gmial.com", None),
        ("@gmial.com", None),
        ("", None),
    ],
)
def test_a_hint_keeps_what_stands_before_the_at_and_can_always_be_delivered(
    typed: str, offered: str | None
) -> None:
    assert suggestion(typed) == offered
