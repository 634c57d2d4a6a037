"""What the launcher prints when everything answers: addresses, sign-ins, and what this demo is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from unicodedata import east_asian_width

from simulation.home import Home
from simulation.sign_ins import SignIn

START = "まずここから / Start here"
DOORS = {
    "desk": "評価者の机 / Evaluator's desk",
    "resident": "市民の窓口 / Residents' window",
    "staff": "料金センターの画面 / Clerks' console",
    "inbox": "練習用の受信箱 / Practice inbox",
    "billing": "料金システム（代役） / Billing stand-in",
}
ROLES = {
    "clerk": "担当者 / clerk",
    "supervisor": "責任者 / supervisor",
    "auditor": "市の監査 / city auditor",
    "billing_clerk": "料金システムの担当者 / billing clerk",
    "billing_viewer": "市の閲覧者 / bureau viewer",
}
WARNING = """\
これは参考実装です。本物の申込みは受け付けません。
This is a reference implementation. It accepts no real application."""
MISSING = """\
SQLite には利用者ごとの権限がありません。その守りは PostgreSQL で動かすときにだけ働きます。
SQLite has no rights per process: that layer of protection works with PostgreSQL only."""


RIGHTS = """\
どのプロセスも、自分の権限だけで PostgreSQL を使います。
Each process signs in to PostgreSQL with a role of its own that can do what it needs and nothing else."""


def notice(home: Home, urls: Mapping[str, str], people: Iterable[SignIn], *, by_roles: bool = False) -> str:
    """The whole text. `by_roles`: each process has its own rights at the database."""
    first, *doors = [f"  {_padded(label, 42)}{urls[door]}" for door, label in DOORS.items()]
    lines = [_line(person) for person in people]
    place = (
        f"データ / Data: {home.path}\n認証局 / Certificate authority: {home.tls / 'ca.pem'}\n"
        f"端末の証明書 / Terminal certificate: {home.tls / 'terminal.p12'} (terminal.p12.password)"
    )
    head = "利用者名とパスワード / Sign-ins (user name, password, TOTP secret)"
    last = RIGHTS if by_roles else MISSING
    return "\n".join(["", WARNING, "", START, first, "", *doors, "", head, *lines, "", place, "", last, ""])


def _line(person: SignIn) -> str:
    parts = (_padded(ROLES[person.role], 42), _padded(person.username, 9), person.password, person.totp_secret)
    return f"  {'  '.join(parts)}".rstrip()


def _padded(text: str, columns: int) -> str:
    """The text with blanks after it; a Japanese character takes two columns of a terminal."""
    width = sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * max(1, columns - width)
