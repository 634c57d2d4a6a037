"""Registered terminals: a client certificate is known by the SHA-256 of its DER form."""

from __future__ import annotations

import re
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from intake.audit import write_event
from intake.store.accounts import Terminal, terminal, terminals
from intake.store.engine import Store

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
IN_EVENTS = 12
"""Characters of a fingerprint that an event names."""


class TerminalRefused(ValueError):
    """A terminal can't be registered or revoked; says why."""


def fingerprint(certificate_pem: str) -> str:
    """SHA-256 of a certificate in hex, as `openssl x509 -fingerprint -sha256` prints it without colons.

    TerminalRefused for anything that is no certificate.
    """
    try:
        return x509.load_pem_x509_certificate(certificate_pem.encode()).fingerprint(SHA256()).hex()
    except ValueError as problem:
        raise TerminalRefused("This is not a certificate in PEM form.") from problem


def register_terminal(store: Store, name: str, certificate_pem: str, at: datetime) -> str:
    """Let a terminal in and return its fingerprint; TerminalRefused for a bad name or a known certificate."""
    mark = fingerprint(certificate_pem)
    if not _NAME.fullmatch(name):
        raise TerminalRefused("A terminal's name has up to 32 of the characters A-Z a-z 0-9 . _ -")
    with store.writing() as session:
        if terminal(session, mark):
            raise TerminalRefused("This certificate has been registered before. Issue a new one.")
        session.add(Terminal(fingerprint=mark, name=name, registered_at=at))
        write_event(session, "terminal_registered", "housekeeper", at, what=mark[:IN_EVENTS])
    return mark


def revoke_terminal(store: Store, name: str, at: datetime, actor: str = "housekeeper") -> int:
    """Shut out every certificate of a terminal and return how many; TerminalRefused when there is none."""
    with store.writing() as session:
        valid = [each for each in terminals(session) if each.name == name and each.revoked_at is None]
        if not valid:
            raise TerminalRefused(f"There is no valid terminal of the name {name}.")
        for each in valid:
            each.revoked_at = at
            write_event(session, "terminal_revoked", actor, at, what=each.fingerprint[:IN_EVENTS])
    return len(valid)


def valid_terminal(store: Store, certificate_pem: str) -> Terminal | None:
    """The terminal that showed this certificate in the handshake, unless it is unknown or revoked."""
    if not certificate_pem:
        return None
    with store.reading() as session:
        found = terminal(session, fingerprint(certificate_pem))
    return found if found and found.revoked_at is None else None
