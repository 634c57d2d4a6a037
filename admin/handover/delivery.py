"""The paper that goes with a package: by it the city holds what it received to what the contractor made."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from admin.handover.city_key import fingerprint_of, grouped
from admin.handover.kinds import BY_NAME
from admin.handover.packing import Packed
from admin.handover.paper import drawn, moment, package_lines
from admin.slip.drawing import typeset

SOUND = "つながっています"


def delivery_note(packed: Packed, at: datetime) -> bytes:
    """One A4 page (PDF). It has fingerprints and counts, no personal data, and not the receipt."""
    return typeset("handover.typ", at, paper=drawn(content_of(packed)))


def content_of(packed: Packed) -> dict[str, Any]:
    """What stands on it, in words."""
    said = packed.manifest
    return {
        "city": said.owner["city"],
        "statement": said.owner["statement"],
        "centre": said.origin["centre"],
        "facts": [
            ("ファイル", packed.path.name),
            ("作成", moment(said.made_at)),
            ("引渡し資料の指紋", grouped(packed.digest)),
            ("署名した鍵の指紋", packed.signer),
            ("市の鍵の指紋", fingerprint_of(said.recipient)),
            ("監査記録", f"{said.chain.events}件、最後 {said.chain.head[:12]}、{said.chain.trouble or SOUND}"),
            ("プログラム", said.origin["program"]),
        ],
        "rows": [{"title": BY_NAME[name].title, "count": count} for name, count in said.counts.items()],
        "left": [{"why": str(told["why"]), "count": told["count"]} for told in said.left_out.values()],
        "before": package_lines(packed.before),
        "unopened": len(said.unopened),
    }
