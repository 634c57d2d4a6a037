"""Every route says who may use it; the console does not start with one that says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from flask import Flask

from intake.store.accounts import Role

View = TypeVar("View", bound=Callable[..., Any])
EVERYBODY = frozenset({"everybody"})
STAFF = frozenset({Role.CLERK, Role.SUPERVISOR})


class RouteUndeclared(Exception):
    """A route does not say who may use it."""


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Open a view to people with one of these roles."""
    return _declare(frozenset(role.value for role in roles))


def for_everybody(view: View) -> View:
    """Open a view to people who are not signed in."""
    return _declare(EVERYBODY)(view)


def unattended(view: View) -> View:
    """Mark a view that pages ask for by themselves: it does not count as somebody using the console."""
    view.unattended = True  # type: ignore[attr-defined]  # a function carries its declaration itself
    return view


def roles_of(view: Callable[..., Any]) -> frozenset[str]:
    """Who may use a view; nobody when it does not say."""
    declared: frozenset[str] = getattr(view, "roles", frozenset())
    return declared


def routes(app: Flask) -> Iterator[str]:
    """Every route with its methods and roles, one a line, sorted."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        yield f"{rule.rule} {methods} {','.join(sorted(roles_of(app.view_functions[rule.endpoint])))}"


def insist_on_roles(app: Flask) -> None:
    """RouteUndeclared names the first route that no role was declared for."""
    for endpoint, view in app.view_functions.items():
        if not roles_of(view):
            raise RouteUndeclared(endpoint)


def _declare(roles: frozenset[str]) -> Callable[[View], View]:
    def declared(view: View) -> View:
        view.roles = roles  # type: ignore[attr-defined]  # a function carries its declaration itself
        return view

    return declared
