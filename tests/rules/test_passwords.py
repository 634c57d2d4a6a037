"""What a password of staff costs whoever tries to guess it; other tests use cheap ones."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from tests.thrift import CHEAP, DEAR

SECOND_CHOICE = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 4}
"""RFC 9106, section 4, for a machine that has not two gigabytes to spare for a sign-in."""


@pytest.mark.parametrize("hasher", DEAR.values(), ids=DEAR)
def test_a_password_costs_what_the_standard_says(hasher: PasswordHasher) -> None:
    kept = extract_parameters(hasher.hash("a password of a test"))
    assert kept.type is Type.ID
    assert {name: getattr(kept, name) for name in SECOND_CHOICE} == SECOND_CHOICE


def test_a_sign_in_tries_as_dearly_as_an_account_is_made() -> None:
    assert DEAR["admin.staff"] is DEAR["admin.signing"] is DEAR["admin.recovering"]
    assert CHEAP not in DEAR.values()
