"""Which keys and secrets each zone holds: the settings classes of the processes, in words.

A test compares this list with those classes, so a process that learns to hold more can't do so unseen.
"""

from __future__ import annotations

from collections.abc import Mapping

from evidence.drawing.zone import Holding, Kind
from intake.text import N_

HOLDINGS: Mapping[str, tuple[Holding, ...]] = {
    "browser": (Holding(Kind.SECRET, N_("The secret of the resident's own link")),),
    "window": (
        Holding(
            Kind.PUBLIC, N_("Public keys of office, city and post room: they close, they do not open"), ("keys",)
        ),
        Holding(
            Kind.SECRET,
            N_("Secrets for its own cookies and links"),
            ("cookie_secret", "link_secret", "limits_password"),
        ),
    ),
    "database": (Holding(Kind.NO_KEY, N_("No key")),),
    "postroom": (
        Holding(Kind.PRIVATE, N_("The post room's private key"), ("key_file", "passphrase")),
        Holding(Kind.SECRET, N_("The mail server's password"), ("door",)),
    ),
    "mailbox": (Holding(Kind.SECRET, N_("The resident's own link, in the mails")),),
    "console": (
        Holding(Kind.PRIVATE, N_("The office's private key"), ("office_key", "office_passphrase", "older_keys")),
        Holding(
            Kind.PUBLIC, N_("Public keys of office, city and post room: they close, they do not open"), ("keys",)
        ),
        Holding(Kind.SECRET, N_("Secret for sign-ins"), ("secret",)),
    ),
    "paper": (Holding(Kind.NO_KEY, N_("No key, no bar code")),),
    "hands": (Holding(Kind.NO_KEY, N_("No cable, no file")),),
    "billing": (
        Holding(Kind.NO_KEY, N_("No key of the reception desk")),
        Holding(Kind.SECRET, N_("Secret for its own cookies"), ("session_secret",)),
    ),
    "safe": (Holding(Kind.PRIVATE, N_("The recovery key, for the day the office's key is lost")),),
}
