"""`schema.json`: what each line of each kind may hold, in JSON Schema (draft 2020-12), made from the code."""

from __future__ import annotations

import json

from admin.handover.kinds import KINDS

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, object]:
    """One definition for each kind; a line of `applications-0001.jsonl` is held to `#/$defs/applications`."""
    return {
        "$schema": DRAFT,
        "title": "水道料金センター インターネット受付 引渡し資料",
        "$defs": {kind.name: kind.schema for kind in KINDS},
    }


def written_schema() -> bytes:
    """As it stands in its file."""
    return (json.dumps(schema(), ensure_ascii=False, indent=2) + "\n").encode()
