"""What it means that a word stands in a file: some places are meant for readable text, others are not."""

from __future__ import annotations

from dataclasses import dataclass

from intake.text import N_, Text


@dataclass(frozen=True)
class Remark:
    """A sentence about a place; `allowed` when readable text of a resident may stand there."""

    allowed: bool
    words: Text


_PLACES = {
    "mail/": Remark(True, N_("The residents' mailboxes: mails are readable to their owner.")),
    "billing.sqlite": Remark(True, N_("The billing system: what hands have typed from paper is readable there.")),
    "accounts.json": Remark(True, N_("The demo's own sign-ins, no resident's data.")),
    "keys/": Remark(True, N_("The demo's own keys, no resident's data.")),
    "tls/": Remark(True, N_("The demo's own certificates, no resident's data.")),
    "secrets/": Remark(True, N_("The demo's own secrets, no resident's data.")),
    "desk.sqlite": Remark(
        False,
        N_(
            "The reception desk's database: reference, state and days may stand here. A name, address or phone"
            " number of a resident must not."
        ),
    ),
    "logs/": Remark(False, N_("The logs: no data of a resident may stand here.")),
}
ELSEWHERE = Remark(False, N_("No data of a resident should stand here."))


def remark(file: str) -> Remark:
    """What to think of a find in a file of the home (its relative name)."""
    return next((remark for place, remark in _PLACES.items() if file.startswith(place)), ELSEWHERE)
