"""What stands on the paper: every value, in keying order, as typed, once per slip."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from admin.slip.content import SlipLine, SlipSection
from admin.slip.drawing import draw
from intake.paper.glyphs import spelled

from .reading import pages_of, squeezed, stand_in_order
from .samples import DRAWN_AT, START, with_value

MARKUP = [
    '#panic("x")',
    "*a* _b_ $x$ `c`",
    "\\u{41} // c /* d */",
    "@ref <lab> #read('/etc/passwd')",
    "a -- b ...",
]
PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")), max_size=60)


def test_a_start_application_takes_one_a4_page() -> None:
    (page,) = PdfReader(BytesIO(draw([START], DRAWN_AT))).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_every_value_stands_on_the_slip_in_keying_order() -> None:
    (page,) = pages_of(START)
    lines = [line for section in START.sections for line in section.lines]
    values = [line.value or "（入力なし）" for line in lines]
    assert stand_in_order(values, page)
    assert stand_in_order([f"{number}{line.label}" for number, line in enumerate(lines, 1)], page)


def test_head_and_foot_say_what_the_clerk_and_the_auditor_look_for() -> None:
    (page,) = pages_of(START)
    for words in (START.bureau, START.procedure, START.reference, "000123", START.due_day, START.received_at):
        assert squeezed(words) in page
    for words in (START.fingerprint, START.audit_head, START.printed_at, START.printed_by, *START.flags):
        assert squeezed(words) in page
    assert page.count(START.notice) == 2
    assert page.count("1／1枚") == 2


def test_the_staff_part_has_its_boxes() -> None:
    (page,) = pages_of(START)
    boxes = [
        "お客さま番号（料金システムが付けた番号）",
        "下水道番号の有無",
        "確認",
        "電話で受付済み",
        "開閉栓の指示",
        "連絡記録",
        "入力者",
        "照合者",
    ]
    assert stand_in_order(boxes, page)


def test_a_first_print_and_a_reprint_cannot_be_mixed_up() -> None:
    (first,), (third,) = pages_of(START), pages_of(replace(START, copy_number=3))
    assert "初回印刷" in first
    assert "再印刷" not in first
    assert "再印刷3部目" in third
    assert "再印刷2部目（所在不明）" in pages_of(replace(START, copy_number=2, reason="所在不明"))[0]


def test_the_foot_says_by_when_the_paper_is_shredded() -> None:
    (page,) = pages_of(replace(START, shred_by="2027年（令和9年）1月9日（土）"))
    assert "取扱注意廃棄期限2027年（令和9年）1月9日（土）" in page


def test_a_slip_that_replaces_another_names_it() -> None:
    (page,) = pages_of(replace(START, replaces="398-221-004-6"))
    assert "出し直し受付番号398-221-004-6に代わる申込みです" in page
    assert "出し直し" not in pages_of(START)[0]


@pytest.mark.parametrize(
    "typed",
    ['#panic("x")', "*a* _b_ $x$ `c`", "\\u{41} // c /* d */", "@ref <lab> #read('/etc/passwd')", "a -- b ..."],
)
def test_markup_in_a_value_is_printed_as_typed(typed: str) -> None:
    assert squeezed(typed) in pages_of(with_value(typed))[0]


def test_nothing_typed_is_printed_as_such_and_not_left_blank() -> None:
    assert "氏名（入力なし）" in pages_of(with_value(""))[0]
    assert "氏名（空白のみ）" in pages_of(with_value(" 　 "))[0]
    assert "氏名（入力なし）" in pages_of(with_value("", "room"))[0]


def test_a_note_of_two_hundred_characters_wraps_and_loses_none() -> None:
    note = "".join(f"{number:02d}番目の文です。" for number in range(20))
    (page,) = pages_of(with_value(note))
    assert note in page


def test_names_of_forty_characters_stay_whole() -> None:
    kanji, kana, latin = "髙" * 40, "ヴァ" * 20, "Wolfeschlegelsteinhausenbergerdorff-Ansel"
    for name in (kanji, kana, latin):
        assert name in pages_of(with_value(name))[0]


def test_rare_characters_are_named_under_their_line() -> None:
    (page,) = pages_of(with_value("髙﨑　葛\U000e0100子"))
    assert "髙﨑葛\U000e0100子" in page
    assert stand_in_order(["「髙＝U+9AD9」", "「﨑＝U+FA11」", "「葛\U000e0100＝U+845BU+E0100」"], page)
    assert "＝U+" not in pages_of(with_value("山田　花子"))[0]


def test_what_cannot_be_seen_is_printed_as_its_code_point() -> None:
    (page,) = pages_of(with_value("山\u202e田\x00\ue000"))
    assert "山〔U+202E〕田〔U+0000〕〔U+E000〕" in page


def test_a_slip_too_long_for_one_sheet_repeats_its_head_on_the_second() -> None:
    lines = tuple(SlipLine(f"項目{number}", f"値{number}") for number in range(70))
    pages = pages_of(replace(START, sections=(SlipSection("続きもの", lines),)), START)
    assert len(pages) == 3
    for number, page in enumerate(pages[:2], 1):
        assert squeezed(START.reference) in page
        assert "続きもの" in page
        assert f"{number}／2枚" in page
    assert "次の用紙へ続く" in pages[0]
    assert "次の用紙へ続く" not in pages[1]
    assert "1／1枚" in pages[2]


@pytest.mark.check(14)
def test_slips_come_in_the_given_order_each_on_its_own_page() -> None:
    pages = pages_of(*(replace(START, serial=serial) for serial in (7, 3, 5)))
    assert [("000007" in page, "000003" in page, "000005" in page) for page in pages] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


@pytest.mark.check(14)
def test_fifty_slips_are_fifty_pages() -> None:
    fifty = draw([replace(START, serial=serial) for serial in range(1, 51)], DRAWN_AT)
    assert len(PdfReader(BytesIO(fifty)).pages) == 50


def test_the_same_slip_gives_the_same_bytes() -> None:
    once, again = draw([START], DRAWN_AT), draw([START], DRAWN_AT)
    assert once == again
    assert draw([START], datetime(2026, 11, 24, 0, 6, tzinfo=UTC)) != once


def test_the_file_is_pdf_a_and_its_metadata_names_nobody() -> None:
    reader = PdfReader(BytesIO(draw([START], DRAWN_AT)))
    packet = reader.xmp_metadata
    assert packet is not None
    assert (packet.pdfaid_part, packet.pdfaid_conformance) == ("2", "U")
    assert reader.metadata is not None
    assert reader.metadata.title == "受付票"


def test_no_slip_and_no_time_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="no slip"):
        draw([], DRAWN_AT)
    with pytest.raises(ValueError, match="time zone"):
        draw([START], DRAWN_AT.replace(tzinfo=None))


@settings(max_examples=15, deadline=None)
@given(PRINTABLE, PRINTABLE, PRINTABLE)
def test_any_printable_text_is_drawn(plain: str, digits: str, room: str) -> None:
    lines = (SlipLine("a", plain), SlipLine("b", digits, "digits"), SlipLine("c", room, "room"))
    assert "000123" in pages_of(replace(START, sections=(SlipSection(plain, lines),), flags=(digits,)))[0]


@settings(max_examples=5, deadline=None)
@given(st.text(max_size=40))
def test_any_text_at_all_is_drawn(text: str) -> None:
    assert draw([replace(with_value(text), bureau=text, due_day=text, notice=text, printed_by=text)], DRAWN_AT)
    assert spelled(spelled(text)) == spelled(text)
