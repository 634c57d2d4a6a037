"""The procedures of the counter, one file each, from the same few fields."""

from intake.procedures.procedure import Procedure
from intake.procedures.start import START
from intake.town import Town

PROCEDURES = {procedure.name: procedure for procedure in (START,)}
"""All procedures that the house knows, by name."""


def offered(town: Town) -> tuple[Procedure, ...]:
    """The procedures that a town has switched on, in its order."""
    return tuple(PROCEDURES[name] for name in town.procedures)
