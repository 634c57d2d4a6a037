"""The demo's certificates: an authority for the servers, another for terminals, both forgotten after use."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509 import load_pem_x509_certificate
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
    _pack_for_a_browser(folder)


def _write(folder: Path, name: str, pair: LeafCert) -> None:
    for blob in pair.cert_chain_pems:
        blob.write_to_path(folder / f"{name}.pem", append=True)
    key = load_pem_private_key(pair.private_key_pem.bytes(), password=None)
    # granian reads keys in PKCS #8 only.
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    private = folder / f"{name}.key"
    private.touch(mode=0o600)
    private.write_bytes(pem)


def _pack_for_a_browser(folder: Path) -> None:
    """The terminal's pair as PKCS #12, which is what browsers import; its password lies beside it."""
    password = secrets.token_hex(8)
    pair = serialize_key_and_certificates(
        b"terminal-1",
        cast(EllipticCurvePrivateKey, load_pem_private_key((folder / "terminal.key").read_bytes(), password=None)),
        load_pem_x509_certificate((folder / "terminal.pem").read_bytes()),
        None,
        BestAvailableEncryption(password.encode()),
    )
    for name, content in {"terminal.p12": pair, "terminal.p12.password": password.encode()}.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(content)
