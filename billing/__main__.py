"""`python -m billing …`: the room's commands on a machine that has only this room."""

from billing.commands import group

group()
