"""Filling in an address from its postal code, when the button beside the code is pressed."""

from __future__ import annotations

from collections.abc import Mapping

from intake.procedures.field import Problem, Situation
from intake.procedures.numbers import PostalCodeField
from intake.procedures.procedure import Step


def found(page: Step, name: str, typed: Mapping[str, str], situation: Situation) -> dict[str, str]:
    """What the code in a control of this page fills in; nothing where it leads nowhere."""
    told = _told(page, name, typed, situation)
    return told if isinstance(told, dict) else {}


def problems(page: Step, name: str, typed: Mapping[str, str], situation: Situation) -> list[Problem]:
    """Why nothing was filled in, at the control with the code."""
    told = _told(page, name, typed, situation)
    return [told] if isinstance(told, Problem) else []


def _told(page: Step, name: str, typed: Mapping[str, str], situation: Situation) -> dict[str, str] | Problem:
    codes = (field for field in page.fields if isinstance(field, PostalCodeField) and field.name == name)
    field = next(codes, None)
    return field.found(typed, situation) if field else {}
