"""What every use case of the window works with."""

from __future__ import annotations

from dataclasses import dataclass

from intake.clock import Clock
from intake.procedures.field import Situation
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from webapp.links import Links
from webapp.pacing import Pacing


@dataclass(frozen=True)
class Window:
    """Storage, time, the keys to seal to, the town, the signer of mailed links, and who counts mails."""

    store: Store
    clock: Clock
    keys: PublicKeys
    town: Town
    links: Links
    pacing: Pacing

    def situation(self) -> Situation:
        """Here and now, as rules see it."""
        return Situation(self.town, self.clock.now())
