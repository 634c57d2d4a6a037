"""The protocol of erasure for people: in Japanese, since a city office and its contractor sign it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from admin.handover.city_key import grouped
from admin.handover.kinds import KINDS
from admin.handover.packages import Package
from admin.handover.protocol import Backup, Gone, Protocol
from admin.language import japanese
from admin.paper import moment_text
from admin.slip.drawing import runs_of, typeset
from intake.days import day_text

MARKDOWN, PDF = "erasure.md", "erasure.pdf"
PLACES = {"local": "手もと", "remote": "遠隔地", "chain": "監査記録による（所在は不明）"}
KINDS_OF_FILES = {"file": "", "key": "鍵", "office-key": "窓口の鍵"}
OTHERS = {
    "drafts": "仮の入力",
    "visits": "閲覧中のブラウザの記録",
    "outbox": "メール",
    "sittings": "職員のサインイン",
    "turns": "サインインの失敗の回数",
    "kept_forms": "送りそびれた入力",
}
LEFT = (
    "3に残したバックアップは、保守の処理（housekeeper）だけを{day}まで動かすと消えます。動かさなければ消えません。"
    "受託者が両方の場所を見て、すべて消えたことを確かめた日時：【　　　　　　　　】　"
    "確かめた者：【　　　　　　　　】"
)
DRILLS = "復元訓練用のデータベース {name} には、訓練の写しが残っていません。"
DRILLS_UNKNOWN = (
    "復元訓練用のデータベースは、この機器に設定がないため確かめていません。"
    "空であることを確かめた日時：【　　　　　　　　】"
)
UNFINISHED = "完成の記録がありません"
NO_BACKUPS = "バックアップはありません。"
UNKNOWN = "この機器にはバックアップの設定がありません。場所と消える日を書いてください：【　　　　　　　　】"
REST = {
    "postgresql": "データベースの変更の記録（WAL）には、封印された内容がしばらく残ります。"
    "管理者が SELECT pg_switch_wal(); CHECKPOINT; を実行した日時：【　　　　　　　　】　"
    "WAL の保管や複製があれば、それも消去します。",
    "sqlite": "上書きする前の内容が、フラッシュディスクの使われなくなった部分に残ることがあります。"
    "封印されたままです。",
}
ALWAYS = (
    "バックアップと上に挙げた残りは封印されたままです。"
    "開く鍵は、窓口の鍵（以前のものを含む）と市が保管する復旧鍵、メールのあて先は発送係の鍵です。"
    "ここで消去した鍵は2に挙げたものだけです。ほかにないことは、受託者の責任者が確かめます。",
    "市は erasure.sig を確かめ、署名した鍵の指紋を引渡書のものと比べます（handover verify-erasure）。",
    "サーバーの動作記録には個人情報がありません。手引きの設定では14日で消えます。",
    "印刷した受付票・取消票・日締め表は、市との取り決めのとおり返すか裁断します。",
    "ほかの手段で作った写し（ディスクの複製、鍵の控えなど）がないことは、受託者の責任者が確かめます。",
)


@dataclass(frozen=True)
class Line:
    """A table of the database, and how many rows it had."""

    title: str
    table: str
    count: int


def papers_of(protocol: Protocol, at: datetime) -> dict[str, bytes]:
    """The files for people, by their names."""
    content = content_of(protocol)
    return {MARKDOWN: _markdown(content), PDF: typeset("erasure.typ", at, paper=drawn(content))}


def content_of(protocol: Protocol) -> dict[str, Any]:
    """What stands on both, in words."""
    titles = {kind.table.__tablename__: kind.title for kind in KINDS} | OTHERS
    rows = [Line(titles[name], name, count) for name, count in protocol.database.rows.items()]
    return {
        "city": protocol.city,
        "centre": protocol.centre,
        "facts": list(_facts(protocol)),
        "rows": [asdict(line) for line in rows],
        "total": sum(line.count for line in rows),
        "where": f"{protocol.database.engine}　{'、'.join(protocol.database.gone)}",
        "files": [_file(each) for each in protocol.files],
        "backups": [_backup(each) for each in protocol.backups],
        "no_backups": NO_BACKUPS if protocol.backups_known else UNKNOWN,
        "packages": package_lines(protocol.packages, protocol.package),
        "rest": [*_backups_left(protocol), REST[protocol.database.engine], *_drills(protocol), *ALWAYS],
    }


def _facts(protocol: Protocol) -> Iterator[tuple[str, str]]:
    yield "引渡し資料の指紋", grouped(protocol.package)
    yield "署名した鍵の指紋", protocol.signer
    yield "引渡し資料の作成", moment(protocol.packed_at)
    yield "消去の開始", moment(protocol.begun_at)
    yield "データベースの消去", moment(protocol.database.erased_at)
    yield "消去の終了", moment(protocol.ended_at)
    role = f"、データベースでは {protocol.database.role}" if protocol.database.role else ""
    yield "実施した利用者", f"{protocol.by}{role}"
    if protocol.machine:
        yield "機器の識別番号", protocol.machine
    for place, where in protocol.places.items():
        yield f"バックアップの場所（{PLACES[place]}）", where
    yield "監査記録の最後", f"{protocol.database.events}件、{protocol.database.head[:12]}"


def package_lines(packages: Sequence[Package], received: str = "") -> list[dict[str, str]]:
    """Every package with its moment, fingerprint and key, and where it is."""
    return [
        {
            "at": moment(each.at),
            "user": each.user,
            "digest": grouped(each.digest) if each.digest else UNFINISHED,
            "to": grouped(each.recipient),
            "where": "市が受領" if each.digest == received else "ここで消去" if each.here else "【　　　　】",
        }
        for each in packages
    ]


def _file(file: Gone) -> dict[str, str]:
    return {
        "kind": KINDS_OF_FILES[file.kind],
        "path": file.path,
        "bytes": str(file.bytes),
        "at": moment(file.erased_at),
    }


def _backup(backup: Backup) -> dict[str, str]:
    removed = f"{moment(backup.removed_at)}に消去" if backup.removed_at else f"{_day(backup.gone_from)}に消えます"
    return {"place": PLACES[backup.place], "name": backup.name, "state": removed}


def _backups_left(protocol: Protocol) -> Iterator[str]:
    """How they go, and where somebody signs that they have gone: the key that could sign is erased by then."""
    if left := [each for each in protocol.backups if not each.removed_at]:
        yield LEFT.format(day=_day(max(each.gone_from for each in left)))


def _drills(protocol: Protocol) -> Iterator[str]:
    if protocol.database.engine != "sqlite":
        yield DRILLS.format(name=protocol.drills) if protocol.drills else DRILLS_UNKNOWN


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text)).say(japanese())


def moment(text: str) -> str:
    """An instant in ISO 8601 as papers write it; a dash for none."""
    return moment_text(datetime.fromisoformat(text)) if text else "—"


def _markdown(content: dict[str, Any]) -> bytes:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, undefined=StrictUndefined)  # noqa: S701 - Markdown, no page
    return environment.get_template(f"{MARKDOWN}.jinja").render(paper=content).encode()


def drawn(value: Any) -> Any:
    """Every word as the typesetter takes it."""
    if isinstance(value, dict):
        return {name: drawn(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [drawn(each) for each in value]
    return runs_of(str(value)) if value != "" else []
