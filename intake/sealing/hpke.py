"""The one HPKE suite of the house (RFC 9180): X25519, HKDF-SHA256, AES-256-GCM."""

from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
