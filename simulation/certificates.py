"""The demo's certificates: an authority for the servers, another for terminals, both forgotten after use."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from trustme import CA, LeafCert

SERVERS = ("webapp", "admin", "desk", "mailbox", "billing")
"""The processes that serve over TLS. Each has a private key of its own."""


def make_certificates(folder: Path) -> None:
    """Make the folder with all certificates. The authorities' own keys are never written down."""
    folder.mkdir(mode=0o700)
    servers, terminals = CA(organization_name="Mizuguchi demo"), CA(organization_name="Mizuguchi demo terminals")
    servers.cert_pem.write_to_path(folder / "ca.pem")
    terminals.cert_pem.write_to_path(folder / "terminal-ca.pem")
    for name in SERVERS:
        _write(folder, name, servers.issue_cert("localhost", "127.0.0.1", common_name=name))
    _write(folder, "terminal", terminals.issue_cert("terminal.center.example", common_name="terminal-1"))


def _write(folder: Path, name: str, pair: LeafCert) -> None:
    for blob in pair.cert_chain_pems:
        blob.write_to_path(folder / f"{name}.pem", append=True)
    key = load_pem_private_key(pair.private_key_pem.bytes(), password=None)
    # granian reads keys in PKCS #8 only.
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    private = folder / f"{name}.key"
    private.touch(mode=0o600)
    private.write_bytes(pem)
