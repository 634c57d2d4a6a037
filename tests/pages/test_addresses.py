"""What is read as an address, what is said otherwise, and that the window and the postman agree."""

import email.utils
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from emails.addresses import NotAnAddress, on_the_wire
from webapp.address import WrongAddress, plainly, read_address

LOCAL = st.text("abcXYZ019.!#$%&'*+/=?^_`{|}~-", min_size=1, max_size=64)
TYPED = st.one_of(
    st.text(max_size=40),
    st.text("ab.@,<>\"'()[]:;\\ \r\n\t\0＠．，＜＞", max_size=20),
    st.builds("{}@{}".format, LOCAL, st.sampled_from(["docomo.ne.jp", "EXAMPLE.jp", "b.c\r\n", "b.c,d@e.jp"])),
)


def said(typed: str) -> str:
    """What is said about a wrong address, in English."""
    with pytest.raises(WrongAddress) as wrong:
        read_address(typed)
    return wrong.value.text.say(str)


def read(typed: str) -> str | None:
    with suppress(WrongAddress):
        return read_address(typed)
    return None


@pytest.mark.parametrize(
    "address", ["a..b@docomo.ne.jp", ".a@docomo.ne.jp", "a.@ezweb.ne.jp", "-a_/b@docomo.ne.jp"]
)
def test_addresses_of_old_phones_are_read_as_typed(address: str) -> None:
    assert read_address(address) == address


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("h\N{CYRILLIC SMALL LETTER A}nako@gmail.com", "Character 2 .* “а” (Cyrillic letter, U+0430)"),
        ("hanako@gm\N{CYRILLIC SMALL LETTER A}il.com", "Character 10 .* “а” (Cyrillic letter, U+0430)"),
        ("hanak\N{GREEK SMALL LETTER OMICRON}@example.jp", "“ο” (Greek letter, U+03BF)"),
        ("hanako@xn--gmil-63d.com", "Character 10 .* “а” (Cyrillic letter, U+0430)"),
        ("あ@example.jp", "“あ” (hiragana, U+3042)"),
        ("名@example.jp", "“名” (kanji, U+540D)"),
        ("hanakoー@example.jp", "“ー” (katakana, U+30FC)"),
        ("é@example.jp", "“é” (letter with an accent, or a special form, U+00E9)"),
        ("a@example。jp", "“。” (U+3002)"),
        ("a@exam_ple.jp", "“_”"),
        ("a@example,jp", "“,”"),
        ("Hanako <a@example.jp>", "a space"),
        ("a\N{ZERO WIDTH SPACE}@example.jp", "an invisible character (U+200B)"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}@example.jp", "an invisible character (U+202E)"),
        ("a\0@example.jp", "an invisible character (U+0000)"),
    ],
)
def test_a_character_that_cannot_stand_there_is_named_with_its_place(typed: str, named: str) -> None:
    for part in named.split(" .* "):
        assert part in said(typed)


@pytest.mark.parametrize(
    "domain", ["xn--wgv71a119e.jp", "xn--mnchen-3ya.example", "xn--.jp", "xn--abc123!.jp", "xn--80ak6aa92e.com"]
)
def test_an_international_domain_that_imitates_nothing_stays_as_it_is(domain: str) -> None:
    assert plainly(f"a@{domain}") == f"a@{domain}"


@given(st.text("abz019-", max_size=30), st.sampled_from(["jp", "com"]))
def test_no_punycode_breaks_the_page_or_becomes_another_mailbox(label: str, ending: str) -> None:
    typed = f"a@xn--{label}.{ending}"
    assert plainly(typed).encode()
    assert read(typed) in {None, typed}


def test_an_invisible_character_is_not_repeated_in_the_explanation() -> None:
    for hidden in "\r\n\0\u200b\u202e\u0301\u00ad\ufeff":
        assert hidden not in said(f"a{hidden}b@example.jp")


@pytest.mark.parametrize(
    "typed",
    [
        "a@example.jp\r\nBcc: x@example.jp",
        "a@example.jp\nx",
        "a\r@example.jp",
        "a@example.jp\0",
        "a@example.jp, b@example.jp",
        "a@example.jp;b@example.jp",
        "<a@example.jp>",
        '"a b"@example.jp',
        "a@example.jp>",
        "a@example.jp (comment)",
        "a@[127.0.0.1]",
        "a@" + "b" * 64 + ".jp",
        "a" * 65 + "@example.jp",
        "hanako@example.com" + " " * 600 + ".jp",
    ],
)
def test_nothing_that_could_reach_a_header_or_a_second_mailbox_is_read(typed: str) -> None:
    assert read(typed) is None


@given(TYPED)
@example("a..b@docomo.ne.jp")
@example("a@b.jp\N{FULLWIDTH COMMA}c@d.jp")
def test_what_the_window_reads_goes_to_one_mailbox_on_the_wire(typed: str) -> None:
    address = read(typed)
    if address is not None:
        wire = on_the_wire(address)
        assert wire.isascii()
        assert wire.isprintable()
        assert email.utils.getaddresses([wire]) == [("", wire)]
        assert wire.replace('"', "") == address
        assert read_address(address) == address


@given(TYPED)
def test_the_postman_refuses_what_the_window_refuses(typed: str) -> None:
    """In the form that the window stores: stripped, in plain width and with the domain in lower case."""
    with suppress(NotAnAddress):
        on_the_wire(typed)
        assert read(typed) is not None


def test_a_refusal_holds_nothing_of_what_was_typed() -> None:
    with pytest.raises(WrongAddress) as wrong:
        read_address("hanako secret@example.jp")
    assert "hanako" not in str(wrong.value)
