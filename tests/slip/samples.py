"""Applications as they come in at night in Odawara; every person and number is invented."""

from dataclasses import replace
from datetime import UTC, datetime

from admin.slip.content import Emphasis, Slip, SlipLine, SlipSection

DRAWN_AT = datetime(2026, 11, 24, 0, 5, tzinfo=UTC)
NOTE = "玄関前に自転車があります。立会いはできませんので、閉まっていれば裏の勝手口のほうへお回りください。"

START = Slip(
    bureau="小田原市上下水道局",
    procedure="水道の使用開始",
    reference="412-070-395-7",
    serial=123,
    copy_number=1,
    due_day="2026年12月10日（木）",
    received_at="2026年（令和8年）11月23日（月）18:05",
    printed_at="2026年（令和8年）11月24日（火）09:05",
    printed_by="center-07",
    fingerprint="3f9a07c2",
    audit_head="b81d44e09a6c",
    flags=("要電話", "希少文字あり"),
    sections=(
        SlipSection(
            "使用場所",
            (
                SlipLine("お客さま番号（前の検針票）", "10428837", "digits"),
                SlipLine("郵便番号", "250-0012", "digits"),
                SlipLine("町名", "小田原市本町一丁目"),
                SlipLine("番地", "7-36", "digits"),
                SlipLine("建物名", "メゾン小田原Ⅱ"),
                SlipLine("部屋番号", "203", "room"),
                SlipLine("建物の種類", "集合住宅（アパート・マンション）"),
            ),
        ),
        SlipSection(
            "使用開始",
            (
                SlipLine("開始日", "2026年12月10日（木）"),
                SlipLine("用途", "家庭用"),
                SlipLine("立会い", "しない"),
            ),
        ),
        SlipSection(
            "使用者",
            (
                SlipLine("氏名（カナ）", "タカサキ　カツラコ"),
                SlipLine("氏名", "髙﨑　葛\U000e0100子"),
                SlipLine("電話番号", "090-0000-1234", "digits"),
                SlipLine("日中の連絡先", ""),
                SlipLine("届出人", "本人"),
            ),
        ),
        SlipSection(
            "支払い・郵便物",
            (
                SlipLine("支払方法", "口座振替（申込書の郵送を希望）"),
                SlipLine("送付先郵便番号", "100-0001", "digits"),
                SlipLine("送付先住所", "東京都千代田区千代田１番１号"),
                SlipLine("送付先あて名", "髙﨑　葛\U000e0100子"),
            ),
        ),
        SlipSection("備考", (SlipLine("連絡事項", NOTE),)),
    ),
    notice="模擬・実在の申込みではありません",
)


def with_value(value: str, emphasis: Emphasis = "plain") -> Slip:
    """The start application cut down to one line with the given value."""
    only = SlipSection("使用者", (SlipLine("氏名", value, emphasis),))
    return replace(START, flags=(), sections=(only,))
