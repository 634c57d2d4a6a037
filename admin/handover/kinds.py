"""What a package holds, kind by kind, and what of the database is left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from intake.store.accounts import Account, Sitting, Terminal, Turn
from intake.store.applications import Application
from intake.store.base import Table
from intake.store.drafts import Draft
from intake.store.events import Event
from intake.store.handing_over import schema_of
from intake.store.kept_forms import KeptForm
from intake.store.messages import Message
from intake.store.notes import Note
from intake.store.outbox import Mail
from intake.store.rights import KEYS_OF_ROWS
from intake.store.slips import PrintedSlip
from intake.store.tallies import Tally
from intake.store.visits import Visit

TEXT: Mapping[str, Any] = {"type": "string"}
PERHAPS: Mapping[str, Any] = {"type": ["string", "null"]}
WRAPS = ("office_wrap", "recovery_wrap", "resident_wrap")


@dataclass(frozen=True)
class Kind:
    """One kind of thing: a table, its columns that are handed over as they stand (`sealed` ones in base64, for a
    second installation), and `opened`: the name and the schema of what was sealed and stands in plain text."""

    name: str
    title: str
    table: type[Table]
    sealed: tuple[str, ...] = ()
    opened: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that stand in clear in the database too."""
        apart = {*self.sealed, *self.dropped}
        return tuple(column.name for column in self.table.__table__.columns if column.name not in apart)

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of one line."""
        said = schema_of(self.table, self.columns) | dict(self.opened)
        if self.sealed:
            inner = schema_of(self.table, self.sealed) | {"data_key": PERHAPS}
            said["sealed"] = _object(inner)
        return _object(said) | {"title": self.title}


def _object(properties: Mapping[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [dict(schema), {"type": "null"}]}


RECORD = _object(
    {
        **dict.fromkeys(("procedure", "reference", "language", "email", "nonce", "replaces"), TEXT),
        "form": {"type": "integer"},
        "received_at": {"type": "string", "format": "date-time"},
        "answers": {"type": "object", "additionalProperties": TEXT},
    },
    optional=("replaces",),
)
WORDS = _object({"question": TEXT, "text": TEXT})
MEMO = _object(dict.fromkeys(("text", "means", "whom", "result"), TEXT))

APPLICATIONS = Kind(
    "applications",
    "申込み",
    Application,
    sealed=("record", *WRAPS, "contact", "customer_number", *KEYS_OF_ROWS, "key_id"),
    opened={"record": _or_null(RECORD), "fingerprint": PERHAPS, "keyed_customer_number": PERHAPS},
)
MESSAGES = Kind("messages", "質問と回答", Message, sealed=("body", *WRAPS), opened={"words": _or_null(WORDS)})
NOTES = Kind("notes", "メモ・連絡記録", Note, sealed=("body", *WRAPS[:2]), opened={"memo": _or_null(MEMO)})
EVENTS = Kind("events", "操作の記録（監査記録）", Event)
KINDS = (
    APPLICATIONS,
    MESSAGES,
    NOTES,
    EVENTS,
    Kind("slips", "受付票・取消票", PrintedSlip),
    Kind("accounts", "職員のアカウント", Account, dropped=("password_hash", "totp", "totp_step", "to_change")),
    Kind("terminals", "専用端末", Terminal),
    Kind("tallies", "消去済みの申込みの件数", Tally),
    Kind("mails", "送ったメール（宛先と本文は送信時に消去）", Mail, dropped=("payload", "next_try_at")),
)
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}

UNDELIVERED = "undelivered mails"
LEFT_OUT: Mapping[str, tuple[type[Table] | None, str]] = {
    "drafts": (Draft, "送信されなかった入力です。本人のリンクだけで開き、24時間で消えます。"),
    "visits": (Visit, "閲覧中のブラウザの記録です。本人のブラウザだけで開き、まもなく消えます。"),
    "sittings": (Sitting, "この窓口での職員のサインインです。ほかの窓口では使えません。"),
    "turns": (Turn, "サインインの失敗の回数です。ほかの窓口では意味がありません。"),
    "kept_forms": (KeptForm, "職員が送りそびれた入力です。本人のブラウザだけで開き、15分で消えます。"),
    UNDELIVERED: (None, "送れていないメールです。発送係の鍵だけで開きます。送り終えてから引き渡します。"),
}
"""What is not handed over: nobody but a browser or the postman could open it, or it means nothing elsewhere."""
