"""What each process of the demo is told: the drawing of the zones, setting by setting.

This text is the whole of it. A process gets its own settings below and `EVERYBODY`; nothing is inherited from
the launcher but the PATH. A `{word}` stands for a value of the demo at hand; `{home}` is its folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.store.rights import Process

EVERYBODY = {
    "PATH": "{path}",
    "HOME": "{home}/scratch",
    "LANG": "C.UTF-8",
    "PYTHONUNBUFFERED": "1",
    "MIZUGUCHI_REHEARSAL": "1",
}
THE_DESK = {
    "MIZUGUCHI_DATABASE": "{database}",
    "MIZUGUCHI_CLOCK_OFFSET": "{clock_offset}",
    "MIZUGUCHI_TOWN": "{town}",
}


@dataclass(frozen=True)
class Zone:
    """A process: its command, its door (a field of `Ports`; empty when it has none) and its own settings.

    `role` is what it signs in with at a PostgreSQL database.
    """

    words: str
    door: str
    settings: Mapping[str, str] = field(default_factory=dict)
    role: Process | None = None


ZONES: Mapping[str, Zone] = {
    "webapp": Zone(
        "window serve",
        "resident",
        THE_DESK
        | {
            "MIZUGUCHI_WINDOW_HOST": "127.0.0.1",
            "MIZUGUCHI_WINDOW_PORT": "{resident}",
            "MIZUGUCHI_WINDOW_CERTIFICATE": "{home}/tls/webapp.pem",
            "MIZUGUCHI_WINDOW_PRIVATE_KEY": "{home}/tls/webapp.key",
            "MIZUGUCHI_WINDOW_COOKIE_SECRET_FILE": "{home}/secrets/webapp-cookie",
            "MIZUGUCHI_WINDOW_LINK_SECRET_FILE": "{home}/secrets/webapp-link",
            "MIZUGUCHI_BASE_URL": "https://localhost:{resident}",
            "MIZUGUCHI_PUBLIC_KEYS": "{home}/keys/public",
            # A whole town of residents, or a stranger's program, sits at one machine here.
            "MIZUGUCHI_WINDOW_POSTS_A_MINUTE": "6000",
            "MIZUGUCHI_WINDOW_MAILS_AN_HOUR": "1000",
            # A home may lie on a small disk; nobody's application is lost with it.
            "MIZUGUCHI_WINDOW_DISK_FREE_MEGABYTES": "1",
        },
        Process.WEBAPP,
    ),
    "admin": Zone(
        "console serve",
        "staff",
        THE_DESK
        | {
            "MIZUGUCHI_CONSOLE_HOST": "127.0.0.1",
            "MIZUGUCHI_CONSOLE_PORT": "{staff}",
            "MIZUGUCHI_CONSOLE_CERTIFICATE": "{home}/tls/admin.pem",
            "MIZUGUCHI_CONSOLE_PRIVATE_KEY": "{home}/tls/admin.key",
            "MIZUGUCHI_CONSOLE_TERMINAL_CA": "{home}/tls/terminal-ca.pem",
            "MIZUGUCHI_CONSOLE_TERMINALS": "{terminals}",
            "MIZUGUCHI_CONSOLE_SECRET_FILE": "{home}/secrets/console",
            "MIZUGUCHI_OFFICE_KEY": "{home}/keys/office.key",
            "MIZUGUCHI_OFFICE_PASSPHRASE_FILE": "{home}/keys/office.passphrase",
            "MIZUGUCHI_PUBLIC_KEYS": "{home}/keys/public",
        },
        Process.ADMIN,
    ),
    "postman": Zone(
        "postman",
        "",
        THE_DESK
        | {
            "MIZUGUCHI_POSTMAN_KEY": "{home}/keys/postman.key",
            "MIZUGUCHI_POSTMAN_PASSPHRASE_FILE": "{home}/keys/postman.passphrase",
            "MIZUGUCHI_BASE_URL": "https://localhost:{resident}",
            "MIZUGUCHI_SMTP_HOST": "localhost",
            "MIZUGUCHI_SMTP_PORT": "{smtp}",
            "MIZUGUCHI_SMTP_CA": "{home}/tls/ca.pem",
            "MIZUGUCHI_SMTP_USERNAME": "postman",
            "MIZUGUCHI_SMTP_PASSWORD_FILE": "{home}/secrets/smtp",
        },
        Process.POSTMAN,
    ),
    "housekeeper": Zone(
        "housekeeper",
        "",
        THE_DESK
        | {
            "MIZUGUCHI_BACKUP_DATABASE": "{backup_database}",
            "MIZUGUCHI_BACKUP_LOCAL": "{home}/backups/local",
            # In a real installation far away, and through restic.
            "MIZUGUCHI_BACKUP_REMOTE": "{home}/backups/remote",
        },
        Process.HOUSEKEEPER,
    ),
    "billing": Zone(
        "billing serve",
        "billing",
        {
            "MIZUGUCHI_BILLING_DATABASE_URL": "sqlite:///{home}/billing.sqlite",
            "MIZUGUCHI_BILLING_SESSION_SECRET_FILE": "{home}/secrets/billing",
            "MIZUGUCHI_BILLING_CERTIFICATE": "{home}/tls/billing.pem",
            "MIZUGUCHI_BILLING_PRIVATE_KEY": "{home}/tls/billing.key",
            "MIZUGUCHI_BILLING_HOST": "127.0.0.1",
            "MIZUGUCHI_BILLING_PORT": "{billing}",
        },
    ),
    # The rehearsal and the proof belong to no zone of the drawing: they play the outside world.
    "mailbox": Zone(
        "mailbox serve",
        "inbox",
        {
            "MIZUGUCHI_MAILBOX_FOLDER": "{home}/mail",
            "MIZUGUCHI_MAILBOX_HOST": "127.0.0.1",
            "MIZUGUCHI_MAILBOX_SMTP_PORT": "{smtp}",
            "MIZUGUCHI_MAILBOX_HTTP_PORT": "{inbox}",
            "MIZUGUCHI_MAILBOX_CERTIFICATE": "{home}/tls/mailbox.pem",
            "MIZUGUCHI_MAILBOX_PRIVATE_KEY": "{home}/tls/mailbox.key",
            "MIZUGUCHI_MAILBOX_USERNAME": "postman",
            "MIZUGUCHI_MAILBOX_PASSWORD_FILE": "{home}/secrets/smtp",
        },
    ),
    "desk": Zone(
        "evidence serve",
        "desk",
        THE_DESK
        | {
            "MIZUGUCHI_EVIDENCE_HOST": "127.0.0.1",
            "MIZUGUCHI_EVIDENCE_PORT": "{desk}",
            "MIZUGUCHI_EVIDENCE_CERTIFICATE": "{home}/tls/desk.pem",
            "MIZUGUCHI_EVIDENCE_PRIVATE_KEY": "{home}/tls/desk.key",
            "MIZUGUCHI_EVIDENCE_HOME": "{home}",
            "MIZUGUCHI_EVIDENCE_LINKS": "{links}",
        },
        # It shows every row as it stands, as whoever makes backups sees it.
        Process.BACKUP,
    ),
}


def environment(process: str, values: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a process. KeyError when the demo has no value for a word of the text above."""
    settings = EVERYBODY | dict(ZONES[process].settings)
    return {name: text.format_map(values) for name, text in settings.items()}
