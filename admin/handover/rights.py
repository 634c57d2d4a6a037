"""Who may hand over: on PostgreSQL the owner of the tables, who is never a server."""

from __future__ import annotations

from sqlalchemy.orm import Session

from admin.handover.trouble import HandoverTrouble
from intake.store.rights import OWNER
from intake.store.shutting import by_owner


def insist_on_owner(session: Session) -> None:
    """HandoverTrouble for a process: none of them sees everything, and none may take everything away."""
    if not by_owner(session):
        raise HandoverTrouble(f"sign in to the database as {OWNER}: no process may hand over or erase everything")
