"""What a package says of itself: whose it is, where from, what is in it, each file with its hash; signed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from admin.handover.city_key import grouped
from admin.handover.trouble import HandoverTrouble
from intake.sealing.derive import derive

MANIFEST, SIGNATURE, SIGNER = "manifest.json", "manifest.sig", "signer.pem"
FORMAT = "mizuguchi-handover/1"
OWNERSHIP = (
    "この資料に含まれる情報の権利は、{city}にあります。受託者は、引渡しのあと、自らの機器からすべて消去します。"
)


@dataclass(frozen=True)
class Content:
    """One file of a package: its SHA-256 in hex, its bytes, and the lines of a kind in it (0 for other files)."""

    sha256: str
    bytes: int
    lines: int = 0


@dataclass(frozen=True)
class Chain:
    """The end of the audit chain in the package, and what is wrong with it ("" when sound)."""

    events: int
    head: str
    trouble: str


@dataclass(frozen=True)
class Manifest:
    """`owner` and `origin` say whose data it is and which installation it comes from, in words.

    `counts` are the lines of each kind, `left_out` what stays behind with its number and reason, `unopened` names
    what the office's keys did not open, `receipt` the word by which somebody shows to have read all this.
    `keys` are fingerprints of the public keys that were in force, by name.
    """

    format: str
    owner: Mapping[str, str]
    origin: Mapping[str, str]
    made_at: str
    recipient: str
    receipt: str
    counts: Mapping[str, int]
    left_out: Mapping[str, Mapping[str, str | int]]
    unopened: Sequence[str]
    chain: Chain
    keys: Mapping[str, str]
    files: Mapping[str, Content]

    @property
    def wanting(self) -> bool:
        """Whether the chain is not sound, or something did not open: the city says whether it takes that."""
        return bool(self.chain.trouble or self.unopened)


def written(manifest: Manifest) -> bytes:
    """As it stands in its file."""
    return (json.dumps(asdict(manifest), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def read(content: bytes) -> Manifest:
    """From its file; HandoverTrouble where it is none, or one of a later program."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT:
            raise HandoverTrouble(f"the package has the format {said['format']}; this program reads {FORMAT}")
        said["chain"] = Chain(**said["chain"])
        said["files"] = {name: Content(**each) for name, each in said["files"].items()}
        return Manifest(**said)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise HandoverTrouble("the manifest of the package can't be read") from None


def signing_key(office: X25519PrivateKey) -> Ed25519PrivateKey:
    """With what this installation signs: made from the office's key, so that it ends with it."""
    return Ed25519PrivateKey.from_private_bytes(derive(office.private_bytes_raw(), "handover/signing"))


def signer_of(office: X25519PrivateKey) -> str:
    """The fingerprint of what an office's key signs with."""
    return signer_fingerprint(signing_key(office).public_key())


def signer_pem(key: Ed25519PublicKey) -> bytes:
    """The public half as other programs read it."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def signer_fingerprint(key: Ed25519PublicKey) -> str:
    """Ten groups of four characters, to compare with paper."""
    return grouped(sha256(key.public_bytes_raw()).hexdigest())


def signed_by(content: bytes, signature: bytes, pem: bytes) -> str:
    """The fingerprint of who signed; HandoverTrouble when the signature does not fit."""
    try:
        key = serialization.load_pem_public_key(pem)
        if not isinstance(key, Ed25519PublicKey):
            raise HandoverTrouble(f"{SIGNER} is no key of Ed25519")
        key.verify(signature, content)
    except (InvalidSignature, ValueError):
        raise HandoverTrouble("the signature does not fit") from None
    return signer_fingerprint(key)
