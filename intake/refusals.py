"""The reasons for which a process does not start."""

from __future__ import annotations


class StartRefused(Exception):
    """Something is not as it has to be. One line: names the setting or file and the mend, and holds no value."""
