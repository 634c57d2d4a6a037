"""Certificates of the tests' mail servers, from a CA that lives for one run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import trustme


@dataclass(frozen=True)
class Certificates:
    """PEM files: the CA that the postman trusts, one he does not, a server's pair, and one for another name."""

    ca: Path
    strange_ca: Path
    certificate: Path
    private_key: Path
    misnamed: tuple[Path, Path]


def make_certificates(folder: Path) -> Certificates:
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(folder / "ca.pem"))
    trustme.CA().cert_pem.write_to_path(str(folder / "strange_ca.pem"))
    certificate, private_key = _issue(ca, folder, "localhost", "127.0.0.1")
    misnamed = _issue(ca, folder, "elsewhere.example")
    return Certificates(folder / "ca.pem", folder / "strange_ca.pem", certificate, private_key, misnamed)


def _issue(ca: trustme.CA, folder: Path, *names: str) -> tuple[Path, Path]:
    issued = ca.issue_cert(*names)
    certificate, private_key = folder / f"{names[0]}.pem", folder / f"{names[0]}.key"
    issued.cert_chain_pems[0].write_to_path(str(certificate))
    issued.private_key_pem.write_to_path(str(private_key))
    return certificate, private_key
