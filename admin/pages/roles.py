"""Every route says who may use it and what it shows; the console does not start with one that says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask

from intake.store.accounts import Role

View = TypeVar("View", bound=Callable[..., Any])
EVERYBODY = frozenset({"everybody"})
STAFF = frozenset({Role.CLERK, Role.SUPERVISOR})


class Data(StrEnum):
    """What the answer of a route can show.

    A cover is what stands in clear about an application; a record is what a resident wrote.
    """

    NOTHING = "nothing"
    COVER = "cover"
    RECORD = "record"
    EVENTS = "events"
    FIGURES = "figures"
    STAFF = "staff"


HIDDEN_FROM_THE_CITY = frozenset({Data.COVER, Data.RECORD})
"""What no route may show to the auditor, whatever its declaration says."""


class RouteUndeclared(Exception):
    """A route does not say who may use it, or would show applications to the auditor."""


def for_roles(*roles: Role, sees: Data) -> Callable[[View], View]:
    """Open a view to people with one of these roles, who see this kind of data there."""
    return _declare(frozenset(role.value for role in roles), sees)


def for_everybody(view: View) -> View:
    """Open a view to people who are not signed in; it shows no data."""
    return _declare(EVERYBODY, Data.NOTHING)(view)


def unattended(view: View) -> View:
    """Mark a view that pages ask for by themselves: it does not count as somebody using the console."""
    view.unattended = True  # type: ignore[attr-defined]  # a function carries its declaration itself
    return view


def roles_of(view: Callable[..., Any]) -> frozenset[str]:
    """Who may use a view; nobody when it does not say."""
    declared: frozenset[str] = getattr(view, "roles", frozenset())
    return declared


def sees_of(view: Callable[..., Any]) -> Data | None:
    """What a view shows; None when it does not say."""
    return getattr(view, "sees", None)


def routes(app: Flask) -> Iterator[str]:
    """Every route with its methods, its roles and what it shows, one a line, sorted."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        view = app.view_functions[rule.endpoint]
        yield f"{rule.rule} {methods} {','.join(sorted(roles_of(view)))} {sees_of(view)}"


def insist_on_roles(app: Flask) -> None:
    """RouteUndeclared names the first route without roles or data, or with data that its roles must not see."""
    for endpoint, view in app.view_functions.items():
        roles, sees = roles_of(view), sees_of(view)
        if not roles or sees is None or (Role.AUDITOR in roles and sees in HIDDEN_FROM_THE_CITY):
            raise RouteUndeclared(endpoint)


def _declare(roles: frozenset[str], sees: Data) -> Callable[[View], View]:
    def declared(view: View) -> View:
        view.roles = roles  # type: ignore[attr-defined]  # a function carries its declaration itself
        view.sees = sees  # type: ignore[attr-defined]
        return view

    return declared
