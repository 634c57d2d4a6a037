"""What waits for the postman is sealed to the postman: address, link and code of one mail."""

from __future__ import annotations

import json
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from intake.sealing.hpke import SUITE
from intake.sealing.padding import padded


def letter_info(subject: str) -> bytes:
    """Binds a sealed letter to the draft or application that it is about."""
    return b"mizuguchi/letter/" + subject.encode()


def post(facts: Mapping[str, str], subject: str, postman: X25519PublicKey) -> bytes:
    """Facts of a mail, readable for the postman only and only under the same subject."""
    body = json.dumps(dict(facts), ensure_ascii=False, sort_keys=True).encode()
    return SUITE.encrypt(padded(body), postman, info=letter_info(subject))
