"""`mizuguchi keys` as somebody types it, with passphrases from a file descriptor."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from click.testing import CliRunner, Result

from intake.commands import mizuguchi

PASSPHRASE = "only for these tests"


@dataclass
class Shell:
    """A shell with some settings."""

    environ: Mapping[str, str]

    def keys(self, *words: object, passphrase: str = PASSPHRASE, typed: str = "") -> Result:
        """A command that wants a passphrase."""
        reading, writing = os.pipe()
        os.write(writing, passphrase.encode() + b"\n")
        os.close(writing)
        return self.run("keys", *words, "--passphrase-fd", reading, typed=typed)

    def run(self, *words: object, typed: str = "") -> Result:
        """Any command."""
        return CliRunner().invoke(mizuguchi, [str(word) for word in words], input=typed, env=dict(self.environ))
