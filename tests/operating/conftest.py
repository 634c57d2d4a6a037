"""One home for the tests of a file; what they start in it is ended with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.operating.premises import Premises


@pytest.fixture(scope="module")
def premises(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Premises]:
    made = Premises.furnished(tmp_path_factory.mktemp("home"))
    yield made
    made.close()
