"""The draft of the report, in Japanese: it goes to a Japanese authority. The words are in `draft.md.jinja`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from intake.catalogues import COUNTER, words
from intake.clock import on_the_wall
from intake.incident.affected import Affected
from intake.incident.span import Deadlines, Span
from intake.incident.suspects import OF_A_PACKAGE, SEALED, Question, Suspect
from intake.procedures.procedure import Procedure
from intake.register import EMAIL

ACTS = {
    "opened": "開いた",
    "slip": "印刷した",
    "compared": "ほかの申込みと照合",
    "searched": "検索",
    "key_tried": "復旧鍵の確認",
    "handover_begun": "引渡し資料の作成",
    "submit": "申込み",
    "answered": "回答",
    "cancel": "取消し",
    "mail_delivered": "メール送信",
    "mail_parked": "メール送信できず",
}
PEOPLE = {
    "clerk": "担当者",
    "supervisor": "責任者",
    "auditor": "市の監査担当",
    "resident": "申込者",
    "postman": "発送係",
    "housekeeper": "運用の操作",
    "console": "コンソール",
}
SUSPECTS = {
    Suspect.STAFF: "コンソールでの操作（全員）",
    Suspect.ACCOUNT: "アカウント {account}番",
    Suspect.TERMINAL: "端末 {terminal}",
    Suspect.WINDOW: "窓口（Web）の機器・プログラム",
    Suspect.CONSOLE: "コンソールの機器",
    Suspect.OFFICE_KEY: "窓口の鍵",
    Suspect.POSTMAN: "発送係の機器・鍵",
    Suspect.STORAGE: "データベース・ディスク・バックアップ",
    Suspect.PACKAGE: "引渡し資料（市の鍵は別の所で守られていた場合）",
    Suspect.CITY_KEY: "市の鍵（city.age）またはそのパスフレーズと、引渡し資料",
}
_NO = "なし。内容は、権限のある操作として平文で表示されています"
KEY_PLACES = {
    Suspect.STAFF: _NO,
    Suspect.ACCOUNT: _NO,
    Suspect.TERMINAL: _NO,
    Suspect.WINDOW: "秘密の鍵はありません。ただし入力の内容は封印される前に平文で通ります",
    Suspect.CONSOLE: "**ありました**（窓口の鍵）。パスフレーズとともに使える状態でした",
    Suspect.OFFICE_KEY: "**鍵そのものが疑いの対象です**",
    Suspect.POSTMAN: "**ありました**（発送係の鍵。宛先とリンクだけを開きます）",
    Suspect.STORAGE: "ありません。鍵の置き場所が同時に侵害されていないことを確かめてください",
    Suspect.PACKAGE: "ありません。市の鍵（city.age）とパスフレーズが無事であることを市が確かめてください",
    Suspect.CITY_KEY: "**市の鍵そのものが疑いの対象です。** この鍵で封印された引渡し資料は、すべて開きます",
}
_SEALED = (
    "AES-256-GCM（本文）、HPKE（RFC 9180：X25519、HKDF-SHA256、AES-256-GCM）",
    "窓口の鍵はコンソールの機器だけ、復旧鍵は市がオフラインで保管。データベースとバックアップに鍵はありません",
    "鍵のファイルはパスフレーズで暗号化（PKCS #8）、本人だけが読める（0600）",
)
_PACKED = (
    "age（X25519、HKDF-SHA256、ChaCha20-Poly1305）。**中は平文です**（記録ごとの封印を開いて入れています）",
    "市の鍵は市だけが保管。引渡し資料に、それを開く鍵はありません。受託者には公開鍵だけを渡しています",
    "`mizuguchi handover key` の鍵はパスフレーズで暗号化（age、scrypt）、本人だけが読める（0600）。"
    "`age-keygen` の鍵にはパスフレーズがありません",
)
"""Cipher; where keys and data were; how the key itself is protected."""


@dataclass(frozen=True)
class Draft:
    """What goes into the draft."""

    question: Question
    span: Span
    found: Affected
    limits: Deadlines
    malicious: bool
    procedures: Sequence[Procedure]


def written(draft: Draft) -> str:
    """The draft as Markdown. Holds references and counts, nothing of a person."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    environment.filters |= {"day": _day, "moment": _moment, "act": _act, "who": _who}
    question = draft.question
    return environment.get_template("draft.md.jinja").render(
        vars(draft),
        acts=ACTS,
        items=_items(draft.procedures),
        suspect=SUSPECTS[question.suspect].format(account=question.account, terminal=question.terminal),
        of_a_package=question.suspect in OF_A_PACKAGE,
        protection=_PACKED if question.suspect in OF_A_PACKAGE else _SEALED,
        key_place=KEY_PLACES[question.suspect],
        exemption=_exemption(question.suspect),
    )


def _exemption(suspect: Suspect) -> str:
    if suspect in SEALED:
        return "鍵が別の所で守られていたことを示せれば、主張を検討できます"
    return "平文または鍵に手が届いたおそれがあるため、難しいと考えて準備してください"


def _items(procedures: Sequence[Procedure]) -> list[str]:
    """What the forms ask, each thing once, in Japanese."""
    say = words((COUNTER,), "ja").gettext
    labels = [field.label.say(say) for procedure in procedures for field in procedure.fields]
    return list(dict.fromkeys([*labels, EMAIL.say(say)]))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"


def _moment(instant: datetime) -> str:
    return f"{on_the_wall(instant):%Y-%m-%d %H:%M}"


def _act(act: str) -> str:
    return ACTS.get(act, act)


def _who(actor: str) -> str:
    role, _, number = actor.partition(" ")
    return f"{PEOPLE.get(role, role)}{number and ' ' + number}"
