"""Which list somebody came from. It travels in the address, so that every act knows the way back and what is next.

Only what is clear in the database is in it: the name of the list, its filters, and how urgent the row was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for

from admin.desk.filters import NAMES, Filters, WrongFilter, filters_from
from admin.desk.queue import LISTS

TRAVELS_WITH = {
    "application",
    "asking",
    "relinking",
    "cancelling",
    "slips",
    "keying",
    "deciding",
    "claiming",
    "noting",
}
"""The pages about one application; their links and forms keep the trail without saying so."""


@dataclass(frozen=True)
class Trail:
    """A list, its filters, and the rank of the row that was followed from it."""

    name: str
    filters: Filters
    rank: int = 1

    @property
    def in_address(self) -> dict[str, Any]:
        """As parameters of an address."""
        return {"list": self.name, "rank": str(self.rank), **self.filters.in_address}

    @property
    def back(self) -> str:
        """The address of the list."""
        return url_for("queue.lists", name=self.name, **self.filters.in_address)

    def following(self, reference: str) -> str:
        """The address that leads on to what stands after an application on the list."""
        address: dict[str, Any] = {"after": reference, "rank": str(self.rank), **self.filters.in_address}
        return url_for("queue.following", name=self.name, **address)


def trail() -> Trail | None:
    """The trail of this request; None without one, or with one that nobody here has laid."""
    name = request.args.get("list", "")
    if name not in LISTS:
        return None
    try:
        filters = filters_from({each: request.args.get(each, "") for each in NAMES})
    except WrongFilter:
        return None
    return Trail(name, filters, rank_in_address())


def rank_in_address() -> int:
    """0 for what was urgent on its list, else 1."""
    return 0 if request.args.get("rank") == "0" else 1


def lay_trails(app: Flask) -> None:
    """Let links and forms between the pages of an application keep the trail, and pages know it."""
    app.url_defaults(_keep)
    app.context_processor(lambda: {"trail": trail()})


def _keep(endpoint: str, values: dict[str, Any]) -> None:
    """Not on the way to a PDF or from one application to the list: those addresses are complete as they are."""
    if g.get("member") is None or endpoint.partition(".")[0] not in TRAVELS_WITH or endpoint == "slips.pdf":
        return
    if "list" not in values and (kept := trail()):
        values.update(kept.in_address)
