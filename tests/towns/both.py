"""The shipped town, and the sample of a quite different one: what is a rule holds in both."""

from pathlib import Path

import pytest

import intake
from intake.procedures import offered
from intake.town import SHIPPED, read_town

ANOTHER = Path(intake.__file__).parent / "towns/katagami.toml"
TOWNS = {"shipped": read_town(), "another": read_town(ANOTHER)}
FILES = {"shipped": SHIPPED, "another": ANOTHER}

in_both_towns = pytest.mark.parametrize("town", [pytest.param(town, id=name) for name, town in TOWNS.items()])

in_both_towns_for_each_procedure = pytest.mark.parametrize(
    ("town", "procedure"),
    [
        pytest.param(town, procedure, id=f"{name} {procedure.name}")
        for name, town in TOWNS.items()
        for procedure in offered(town)
    ],
)
"""Every procedure that a town offers, in that town."""
