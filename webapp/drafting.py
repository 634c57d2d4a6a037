"""What a draft holds while it is on its way, and how it is locked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from uuid import UUID

from intake.sealing.lock import lock, unlock
from intake.store.drafts import Draft


@dataclass(frozen=True)
class Content:
    """The e-mail address and what was typed into each control, exactly as typed.

    `visited` are the steps that were sent at least once. After submission only the reference and the secret of
    the My Page link remain.
    """

    email: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    visited: tuple[str, ...] = ()
    reference: str = ""
    secret: str = ""

    def with_step(self, step: str, typed: Mapping[str, str]) -> Content:
        """The content after a page was sent."""
        return replace(
            self,
            typed={**self.typed, **typed},
            visited=tuple(dict.fromkeys((*self.visited, step))),
        )


def locked(key: bytes, draft_id: UUID, content: Content) -> bytes:
    """The content locked under the draft's key."""
    body = json.dumps(asdict(content), ensure_ascii=False).encode()
    return lock(key, body, f"draft/{draft_id}")


def read_content(key: bytes, draft: Draft) -> Content:
    """The content of a draft."""
    data = json.loads(unlock(key, draft.content, f"draft/{draft.id}"))
    return Content(**(data | {"visited": tuple(data["visited"])}))
