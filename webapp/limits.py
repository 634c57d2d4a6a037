"""How often somebody may do a thing, counted in this process or, for several windows, in one Redis.

While Redis is away each window counts by itself: whoever floods or guesses gets a share from each of them, and no
resident is turned away. The tries that protect a draft or My Page are counted in the database and don't change.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, cast

from flask import Flask, request
from flask_limiter import Limiter
from limits.storage import Storage, storage_from_string

from intake.sealing.derive import derive

IN_MEMORY = "memory://"
PATIENCE = 0.5
"""Seconds to wait for Redis; a resident waits too."""


@dataclass(frozen=True)
class Counting:
    """Where counts are kept: `memory://` or an address of Redis, and the key under which things are counted.

    What is counted is an HMAC: whoever reads Redis can't look up an address. All windows have the same key.
    """

    uri: str = IN_MEMORY
    password: str = field(default="", repr=False)
    key: bytes = field(default=b"", repr=False)

    @property
    def options(self) -> Mapping[str, Any]:
        """How Redis is spoken to: one short try."""
        if self.uri == IN_MEMORY:
            return {}
        from redis.backoff import NoBackoff  # noqa: PLC0415 - a window alone does not pay for what it never uses
        from redis.retry import Retry  # noqa: PLC0415 - the same

        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
        return patience | ({"password": self.password} if self.password else {})

    def storage(self) -> Storage:
        """The counts; StorageError from any use while Redis is away."""
        return cast(Storage, storage_from_string(self.uri, wrap_exceptions=True, **self.options))

    def mark(self, what: str, use: str) -> str:
        """What a thing is counted as."""
        return hmac.new(derive(self.key, f"count/{use}"), what.encode(), sha256).hexdigest()


def limit_posts(app: Flask, counting: Counting, posts_a_minute: int, *blueprints: Any) -> None:
    """Slow down who guesses or floods, by network address, on each kind of page apart."""
    limiter = Limiter(
        lambda: counting.mark(request.remote_addr or "", "address"),
        app=app,
        storage_uri=counting.uri,
        storage_options=dict(counting.options),
        in_memory_fallback_enabled=counting.uri != IN_MEMORY,
    )
    for blueprint in blueprints:
        limiter.limit(f"{posts_a_minute} per minute", methods=["POST"])(blueprint)
