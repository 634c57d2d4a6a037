"""All tables, for migrations and for the register."""

from intake.store.accounts import Account, Sitting, Terminal, Turn
from intake.store.applications import Application
from intake.store.base import Table
from intake.store.drafts import Draft
from intake.store.events import Event
from intake.store.kept_forms import KeptForm
from intake.store.messages import Message
from intake.store.notes import Note
from intake.store.outbox import Mail
from intake.store.slips import PrintedSlip
from intake.store.tallies import Tally
from intake.store.visits import Visit

METADATA = Table.metadata
TABLES: tuple[type[Table], ...] = (
    Application,
    Message,
    Note,
    Draft,
    Visit,
    Mail,
    Event,
    PrintedSlip,
    Account,
    Terminal,
    Sitting,
    Turn,
    KeptForm,
    Tally,
)
