"""The figures of a year: tables, plots and a sheet to take away."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _

from admin.desk.figures import FIRST_YEAR, LAST_YEAR, Year, year_of
from admin.language import say
from admin.pages.here import console
from admin.pages.roles import Data, for_roles
from admin.plots import Bar, bars
from admin.sheets import sheet
from admin.telling import FIGURES, lines_of_sheet, plotted, plotted_months, plotted_procedures
from intake.clock import today
from intake.figures import Figure, told
from intake.store.accounts import Role

blueprint = Blueprint("figures", __name__, url_prefix="/figures")
PLOTTED = (Figure.LANGUAGE, Figure.CONTACT, Figure.LEAD, Figure.WEEKDAY, Figure.HOUR, Figure.ENDED)


@blueprint.get("")
@for_roles(Role.SUPERVISOR, Role.AUDITOR, sees=Data.FIGURES)
def page() -> str:
    """One year, this one unless another is asked for."""
    year = _year()
    drawn = [
        (name, title, bars(name, title, shown) if shown else None, shown)
        for name, (title, shown) in _plots(year).items()
    ]
    return render_template("figures.html", year=year, told=told, plots=drawn, last_year=LAST_YEAR)


@blueprint.get("/<int:number>.csv")
@for_roles(Role.SUPERVISOR, Role.AUDITOR, sees=Data.FIGURES)
def csv(number: int) -> Response:
    """Every count of the year for a spreadsheet."""
    year = year_of(console().store, _possible(number))
    named = {"Content-Disposition": f'attachment; filename="figures-{number}.csv"'}
    return Response(sheet(lines_of_sheet(year, say)), mimetype="text/csv", headers=named)


@blueprint.get("/<int:number>/<name>.svg")
@for_roles(Role.SUPERVISOR, Role.AUDITOR, sees=Data.FIGURES)
def plot(number: int, name: str) -> Response:
    """One plot to take away."""
    title, shown = _plots(year_of(console().store, _possible(number))).get(name) or abort(404)
    named = {"Content-Disposition": f'attachment; filename="{name}-{number}.svg"'}
    return Response(str(bars(name, title, shown)), mimetype="image/svg+xml", headers=named)


def _year() -> Year:
    here = console()
    asked = request.args.get("year", type=int) or today(here.clock).year
    return year_of(here.store, _possible(asked))


def _possible(year: int) -> int:
    return year if FIRST_YEAR <= year <= LAST_YEAR else abort(404)


def _plots(year: Year) -> dict[str, tuple[str, list[Bar]]]:
    """Every plot by its name, with its title."""
    first = {
        "months": (_("Received by month"), plotted_months(year)),
        "procedures": (_("Received by procedure"), plotted_procedures(year, say)),
    }
    return first | {figure.value: (say(FIGURES[figure]), plotted(year, figure, say)) for figure in PLOTTED}
