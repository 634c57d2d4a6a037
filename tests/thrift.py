"""What a run of tests may spare: templates are compiled once, and passwords of test people cost little.

Tests make hundreds of windows and consoles, where a server makes one. Processes that tests start spare nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

import admin.recovering
import admin.signing
import admin.staff
import billing.staff

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""argon2id all the same."""
DEAR = {
    "console": admin.staff.HASHER,
    "sign-in": vars(admin.signing)["HASHER"],
    "recovery": vars(admin.recovering)["HASHER"],
    "billing": billing.staff._hasher,
}
"""What people get; looked at by `rules/test_passwords.py`."""


class Compiled(BytecodeCache):
    """The templates that some application of this process has compiled, by their file and their text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        self._codes[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def thrift() -> Iterator[None]:
    """For the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", Compiled())
        for room in (admin.staff, admin.signing, admin.recovering):
            patch.setattr(room, "HASHER", CHEAP)
        patch.setattr(billing.staff, "_hasher", CHEAP)
        yield
