"""Every route is really called as every role and as nobody, and answers as the committed list says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from flask import Flask

from intake.store.accounts import Role
from tests.console.clerk import TOTP_SECRETS
from tests.console.conftest import ROLES, Enter

LISTED = Path(__file__).with_name("routes.txt").read_text().splitlines()
PLACE = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
VALUES = {"name": "new", "code": "ja", "filename": "console.css"}
PEOPLE = {role: next(name for name in TOTP_SECRETS if ROLES[name] is role) for role in Role}


class Route(NamedTuple):
    """A line of the list."""

    rule: str
    methods: list[str]
    roles: set[str]

    def path(self, reference: str, serial: int) -> str:
        """An address that this rule matches, of things that are there where the tests have them."""
        known = VALUES | {"reference": reference, "serial": str(serial)}
        by_kind = {"int": "1", "uuid": str(UUID(int=1))}
        return PLACE.sub(lambda place: known.get(place[2]) or by_kind.get(place[1] or "", "nothing"), self.rule)


def listed() -> list[Route]:
    split = (line.split() for line in LISTED)
    return [Route(rule, methods.split(","), set(roles.split(","))) for rule, methods, roles, _ in split]


@pytest.fixture
def serial(enter: Enter, reference: str) -> int:
    return enter("suzuki").prints(reference)


@pytest.mark.parametrize("role", [*Role, None])
def test_every_route_lets_in_the_roles_on_its_line_and_nobody_else(
    app: Flask, enter: Enter, role: Role | None, reference: str, serial: int
) -> None:
    """A form without its token changes nothing: 400 says that the guard let it pass, 409 that others have it."""
    client = enter(PEOPLE[role]).client if role else app.test_client()
    for route in listed():
        for method in route.methods:
            answer = client.open(route.path(reference, serial), method=method)
            at_the_door = answer.status_code == 303 and answer.headers["Location"].endswith("/sign-in")
            if route.roles == {"everybody"}:
                assert answer.status_code != 403, route
            elif role is None:
                assert at_the_door, route
            elif role.value not in route.roles:
                assert answer.status_code == 403, route
            else:
                assert not at_the_door, route
                assert answer.status_code in ({400} if method == "POST" else {200, 303, 404, 409}), route
