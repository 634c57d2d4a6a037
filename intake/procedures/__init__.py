"""The procedures of the counter, one file each, from the same few fields."""

from intake.procedures.debit_form import DEBIT_FORM
from intake.procedures.move import MOVE
from intake.procedures.name_change import NAME_CHANGE
from intake.procedures.procedure import Procedure
from intake.procedures.start import START
from intake.procedures.stop import STOP
from intake.town import Town

PROCEDURES = {procedure.name: procedure for procedure in (START, STOP, MOVE, NAME_CHANGE, DEBIT_FORM)}
"""All procedures that the house knows, by name."""


def offered(town: Town) -> tuple[Procedure, ...]:
    """The procedures that a town has switched on, in its order."""
    return tuple(PROCEDURES[name] for name in town.procedures)
