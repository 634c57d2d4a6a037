"""What a draft holds while it is on its way, and how it is locked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from uuid import UUID

from intake.sealing.lock import lock, unlock
from intake.sealing.padding import padded, unpadded
from intake.store.drafts import Draft


@dataclass(frozen=True)
class Content:
    """The e-mail address and what was typed into each control, exactly as typed.

    `visited` are the steps that were sent at least once. `replaces` is the id and `replaced` the reference of the
    application in whose place this one is made; the window writes them, no form can. After submission only
    `replaced`, the reference and the secret of the My Page link remain.
    """

    email: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    visited: tuple[str, ...] = ()
    reference: str = ""
    secret: str = ""
    replaces: str = ""
    replaced: str = ""

    @property
    def mark(self) -> str:
        """Changes with every change of what would be handed in; says nothing about it to others."""
        handed_in = [self.email, dict(self.typed), self.replaces]
        return sha256(json.dumps(handed_in, sort_keys=True).encode()).hexdigest()[:32]

    def with_step(self, step: str, typed: Mapping[str, str]) -> Content:
        """The content after a page was sent; without the name of a step it counts as not sent yet."""
        return replace(
            self,
            typed={**self.typed, **typed},
            visited=tuple(dict.fromkeys((*self.visited, *([step] if step else [])))),
        )

    def after_submission(self, reference: str, secret: str) -> Content:
        """What remains for the receipt."""
        return Content(reference=reference, secret=secret, replaced=self.replaced)


def locked(key: bytes, draft_id: UUID, content: Content) -> bytes:
    """The content locked under the draft's key, in a bucket whose size does not tell how far the form is."""
    body = json.dumps(asdict(content), ensure_ascii=False).encode()
    return lock(key, padded(body), f"draft/{draft_id}")


def read_content(key: bytes, draft: Draft) -> Content:
    """The content of a draft."""
    data = json.loads(unpadded(unlock(key, draft.content, f"draft/{draft.id}")))
    return Content(**(data | {"visited": tuple(data["visited"])}))
