"""The pages of the billing system; they translate HTTP and leave the work to the modules outside."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from flask import current_app

from billing.database import Database

DATABASE = "billing.database"
CLOCK = "billing.clock"


def database() -> Database:
    """Give the database of the running app."""
    return cast(Database, current_app.extensions[DATABASE])


def now() -> datetime:
    """Read the clock of the running app."""
    return cast(Callable[[], datetime], current_app.extensions[CLOCK])()
