"""What a run of tests may spare: templates and addresses are compiled once, passwords of test people cost little.

Tests make hundreds of windows and consoles, where a server makes one. Processes that tests start spare nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from types import CodeType

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

import admin.recovering
import admin.signing
import admin.staff
import billing.staff

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""argon2id all the same."""
ROOMS = (admin.staff, admin.signing, admin.recovering)
DEAR = {
    **{room.__name__: vars(room)["HASHER"] for room in ROOMS},
    "billing.staff": billing.staff._hasher,
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


Builder = Callable[..., tuple[str, str]]


def compiled_once(compile_builder: Callable[[Rule, bool], Builder]) -> Callable[[Rule, bool], Builder]:
    """What writes the addresses of a route; it is made from the rule's text and knows no application."""
    made: dict[tuple[object, ...], Builder] = {}

    def builder(rule: Rule, append_unknown: bool = True) -> Builder:
        text = rule.rule, *rule._trace, repr(rule.defaults), append_unknown
        if text not in made:
            made[text] = compile_builder(rule, append_unknown)
        return made[text]

    return builder


@pytest.fixture(scope="session", autouse=True)
def thrift() -> Iterator[None]:
    """For the whole run."""
    gc.freeze()  # what was imported stays anyhow, and need not be looked through again and again
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compiled_once(Rule._compile_builder))
        patch.setitem(Flask.jinja_options, "bytecode_cache", Compiled())
        for room in ROOMS:
            patch.setattr(room, "HASHER", CHEAP)
        patch.setattr(billing.staff, "_hasher", CHEAP)
        yield
