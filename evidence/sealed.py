"""What anybody can read off a sealed record without any key: its header, and that the rest is noise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from intake.sealing.header import LENGTH, MAGIC, NotARecord, read_header

GLIMPSE = 48
"""How many bytes of the ciphertext are shown."""


@dataclass(frozen=True)
class Sealed:
    """A sealed record as its bytes stand in the database; `size` in bytes, header included.

    `sound` is false for bytes that have no header of the house: then the other fields are empty.
    """

    size: int
    sound: bool = False
    magic: str = ""
    version: int = 0
    suite: int = 0
    key_id: str = ""
    application_id: str = ""
    created: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    header: int = LENGTH
    glimpse: str = ""


def read_sealed(record: bytes) -> Sealed:
    """The header's fields, and the first bytes behind it in hex."""
    try:
        header = read_header(record)
    except NotARecord:
        return Sealed(len(record))
    return Sealed(
        size=len(record),
        sound=True,
        magic=MAGIC.decode("ascii"),
        version=record[len(MAGIC)],
        suite=record[len(MAGIC) + 1],
        key_id=header.key_id.hex(),
        application_id=str(header.application_id),
        created=datetime.fromtimestamp(header.created, UTC),
        glimpse=record[LENGTH : LENGTH + GLIMPSE].hex(" ", 1),
    )
