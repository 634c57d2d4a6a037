"""What goes wrong with backups."""

from __future__ import annotations


class BackupTrouble(Exception):
    """A backup could not be made, kept, read or restored; says what, and what to do."""
