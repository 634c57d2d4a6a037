"""The bureau's 個人情報ファイル簿, in Japanese: the items of articles 75 and 110 of the Act on the Protection of
Personal Information and article 21 of its order, in the order of the commission's form.

Fields, purposes and days come from the declarations, so that none can be forgotten; who does what comes from the
town's file. Whether it is published, and from how many people on, is for the city.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from intake.catalogues import COUNTER, words
from intake.procedures.procedure import Procedure
from intake.procedures.writing import NoteField
from intake.register import EMAIL, EMAIL_PURPOSE, kept
from intake.town import Ledger, Town

NONE = "なし"
BESIDES: Mapping[str, tuple[str, ...]] = {
    "applications": (
        "受付番号",
        "受付日時",
        "手続きの種類",
        "希望する言語",
        "処理の状態",
        "料金システムのお客様番号",
    ),
    "messages": ("センターからの質問と、それへの回答",),
    "notes": ("職員のメモ（連絡の記録を含む）",),
    "drafts": ("送信前の入力（本人のリンクだけで開く）",),
    "visits": (),
    "outbox": ("未送信のメールの宛先",),
    "events": ("操作の記録（日時、役割、受付番号。氏名などは含まない）",),
    "slips": ("受付票の番号と、所在",),
    "accounts": (),
    "terminals": (),
    "sittings": (),
    "turns": (),
    "kept_forms": (),
    "tallies": (),
}
"""What a table holds about a resident besides the answers, by its name; nothing where it is about staff, devices
or counts, or locked for minutes under a browser's token."""


@dataclass(frozen=True)
class Item:
    """One item: its number, what the law calls it, where the law asks for it, and its lines."""

    number: int
    title: str
    law: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What a procedure asks, and why."""

    title: str
    rows: tuple[tuple[str, str], ...]


def ledger_of(town: Town, procedures: Sequence[Procedure]) -> str:
    """The ledger as Markdown."""
    say = words((COUNTER,), "ja").gettext
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True
    )
    environment.filters["cell"] = _cell
    return environment.get_template("ledger.md.jinja").render(
        items=items_of(town, procedures), asked=[_asked(each, say) for each in procedures]
    )


def items_of(town: Town, procedures: Sequence[Procedure]) -> list[Item]:
    """The items in the order of the form."""
    say = words((COUNTER,), "ja").gettext
    told = [*_who(town.ledger), *_what(procedures, say), *_to_whom(town.ledger), *_kind(town)]
    return [Item(number, *each) for number, each in enumerate(told, start=1)]


Told = tuple[str, str, tuple[str, ...]]


def _who(ledger: Ledger) -> Iterator[Told]:
    yield "個人情報ファイルの名称", "法74条1項1号", (ledger.file,)
    yield "行政機関等の名称", "同2号", (ledger.agency,)
    yield "個人情報ファイルが利用に供される事務をつかさどる組織の名称", "同2号", (ledger.organisation,)


def _what(procedures: Sequence[Procedure], say: Callable[[str], str]) -> Iterator[Told]:
    titles = "、".join(f"「{each.title.say(say)}」" for each in procedures)
    purpose = f"{titles}の申込みを受け付け、処理し、結果を知らせるため（項目ごとの目的は別表）"
    yield "個人情報ファイルの利用目的", "同3号", (purpose,)
    recorded = enumerate(recorded_of(procedures, say), start=1)
    yield "記録項目", "同4号", ("　".join(f"{number} {name}" for number, name in recorded),)
    people = "申込みをした人、水道の使用者、代わりに申し込んだ人、法人の代表者と担当者、郵便の受取人、以前の使用者"
    yield "記録範囲", "同4号", (people,)
    how = (
        "本人または代わりに申し込む人が、インターネットの受付で入力。センターの質問への回答と、連絡の際の聞き取り"
    )
    yield "記録情報の収集方法", "同5号", (how,)
    yield "要配慮個人情報が含まれるときは、その旨", "同6号", (_sensitive(procedures, say),)


def recorded_of(procedures: Sequence[Procedure], say: Callable[[str], str]) -> list[str]:
    """記録項目: what the forms ask, each thing once, then what the desk itself records."""
    labels = [field.label.say(say) for procedure in procedures for field in procedure.fields]
    return list(dict.fromkeys([*labels, EMAIL.say(say), *(each for table in BESIDES.values() for each in table)]))


def _sensitive(procedures: Sequence[Procedure], say: Callable[[str], str]) -> str:
    free = [each for procedure in procedures for each in procedure.fields if isinstance(each, NoteField)]
    named = "、".join(dict.fromkeys(f"「{each.label.say(say)}」" for each in free))
    return f"尋ねる項目はない。ただし、自由に書ける欄（{named}、質問への回答）に本人が書いたときは、含まれる"


def _to_whom(ledger: Ledger) -> Iterator[Told]:
    yield "記録情報の経常的提供先", "同7号", ledger.recipients or (NONE,)
    requests = (ledger.requests, ledger.requests_address)
    yield "開示請求等を受理する組織の名称及び所在地", "同9号", requests
    special = ledger.special_procedure or NONE
    yield "訂正及び利用停止に関する他の法令の規定による特別の手続等", "同10号", (special,)


def _kind(town: Town) -> Iterator[Told]:
    paper = f"令21条7項に該当するファイル：有（印刷した受付票。対象の日から{town.retention.paper_days}日で裁断）"
    yield "個人情報ファイルの種別", "令21条6項", ("法60条2項1号（電算処理ファイル）", paper)
    invites = town.ledger.proposals
    yield (
        "行政機関等匿名加工情報の提案の募集をする個人情報ファイルである旨",
        "法110条1号",
        ("該当" if invites else "非該当",),
    )
    yield "行政機関等匿名加工情報の提案を受ける組織の名称及び所在地", "法110条2号", (invites or "―",)
    yield "作成した行政機関等匿名加工情報の概要等", "法117条", ("【作成したときに記入】" if invites else "―",)
    yield "備考", "", tuple(_notes(town))


def _notes(town: Town) -> Iterator[str]:
    say = words((COUNTER,), "ja").gettext
    yield f"受付と入力の事務は、{town.name('centre', 'ja')}に委託（提供には当たらない）"
    yield from (f"保存期間：{each.what.say(say)}は、{each.how_long.say(say)}" for each in kept(town))
    yield "申込みの内容は、一件ごとに暗号化して保存。開けるのはセンターの専用端末、市の復旧鍵、本人のリンク"
    yield "職員のアカウントと端末の記録は、職員に関するものなので、このファイルに含めない"


def _asked(procedure: Procedure, say: Callable[[str], str]) -> Asked:
    rows = [(field.label.say(say), field.purpose.say(say)) for field in procedure.fields]
    rows.append((EMAIL.say(say), EMAIL_PURPOSE.say(say)))
    return Asked(procedure.title.say(say), tuple(dict.fromkeys(rows)))


def _cell(text: str) -> str:
    """A text that can't end the cell of a table."""
    return " ".join(text.replace("|", "｜").split("\n"))
