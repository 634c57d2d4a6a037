"""What every use case of the window works with."""

from __future__ import annotations

from dataclasses import dataclass, field

from intake.clock import Clock
from intake.metering import Meters
from intake.procedures.field import Situation
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from webapp.links import Links
from webapp.pacing import Pacing
from webapp.standing import Standing


@dataclass(frozen=True)
class Window:
    """Storage, time, the keys to seal to, the town, the signer of mailed links, and who counts mails.

    `base_url` is what addresses begin with that others read; `standing` remembers how the window was doing,
    `meters` count for whoever runs it, `forms` are the blank forms on paper that were drawn, by procedure and
    language.
    """

    store: Store
    clock: Clock
    keys: PublicKeys
    town: Town
    links: Links
    pacing: Pacing
    base_url: str
    standing: Standing
    meters: Meters
    forms: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def situation(self) -> Situation:
        """Here and now, as rules see it."""
        return Situation(self.town, self.clock.now())
