"""Secrets that are none: examples that somebody forgot to replace, and those of a demo."""

from __future__ import annotations

import re
from collections.abc import Mapping

from intake.refusals import StartRefused

OF_A_DEMO = "demo-"
"""How every secret begins that a demo has made for itself (`simulation.furnishing`)."""

REHEARSAL = "MIZUGUCHI_REHEARSAL"
"""Set by the demo for its processes: they may use its secrets, and live on another day. Nobody else may."""

_WORDS = """
    admin changeme changethis default dummy example fixme insecure mizuguchi passphrase passw password placeholder
    postgres qwerty redis replaceme root sample secret secretkey test testing todo topsecret yourpassword
    yoursecret
"""
EXAMPLES = frozenset(_WORDS.split())
FEWEST_CHARACTERS = 5
"""Different ones. A random secret of any use has more."""

_IN_BRACKETS = re.compile(r"<.*>|\$\{.*\}|\{\{.*\}\}|\[.*\]")


class WeakSecret(StartRefused):
    """A secret that others know or guess; names the setting, never the secret."""


def insist_on_a_secret(name: str, secret: str, environ: Mapping[str, str]) -> str:
    """The secret, if it can be one; WeakSecret otherwise. `name` is the setting that it came by."""
    if why := _weakness(secret, environ):
        raise WeakSecret(f"{name}: {why}; make a new one, as with: openssl rand -base64 32")
    return secret


def _weakness(secret: str, environ: Mapping[str, str]) -> str:
    if secret.startswith(OF_A_DEMO) and environ.get(REHEARSAL) != "1":
        return "it is the secret of a demo"
    letters = re.sub(r"[^a-z]", "", secret.lower())
    if _only_examples(letters) or _IN_BRACKETS.fullmatch(secret):
        return "it is an example and not a secret"
    if len(set(secret)) < FEWEST_CHARACTERS:
        return "it is the same few characters over and over"
    return ""


def _only_examples(letters: str) -> bool:
    """Whether one of the words, also over and over, is all there is."""
    return bool(letters) and any(not letters.replace(word, "") for word in EXAMPLES)
