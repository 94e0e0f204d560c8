"""How much of the money of a unit and those below was disbursed: by source, project, unit, against time."""

from calendar import monthrange
from datetime import date
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from giamngheo.apps.budgets.keeping_to import kept_rules
from giamngheo.apps.budgets.queries import IDLE_DAYS, Month, Sums, order_of, share_of_year
from giamngheo.apps.budgets.rates import MOST, YearRates, activities_in, idle_in, money_in, months_in
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import children_of
from giamngheo.foundation.tasks.models import Task
from giamngheo.law.budgets.library import money_law
from giamngheo.law.library import cited
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.guard import needs
from giamngheo.web.components.kept_figures import figures_or_task
from giamngheo.web.components.numbers import percent
from giamngheo.web.components.pictures.bars import Bar, Level, Part, bars
from giamngheo.web.components.pictures.canvas import LIGHT, NARROW, PLAIN, WIDE
from giamngheo.web.components.pictures.lines import Point, Series, lines
from giamngheo.web.components.unit_asked import areas_in
from giamngheo.web.staff.budgets.reaching import place_for
from giamngheo.web.staff.budgets.shown import project_name, source_name, words


@needs(Permission.SEE_MONEY)
@require_safe
def rates(request: HttpRequest) -> HttpResponse:
    """Show how much was disbursed, with pictures and tables, and what lies idle."""
    place, day = place_for(request), today()
    title = f"Tỷ lệ giải ngân năm {place.year}, {place.unit.full_name}"
    figures = figures_or_task(request, "budgets.rates", place.area_id, str(place.year), title)
    if isinstance(figures, Task):
        return redirect("counting", figures.pk)
    kept = cast(YearRates, figures.told)
    units, money = children_of(place.area_id, day), money_in(kept)
    whole, below, months = money.whole, money.units, months_in(kept)
    projects = sorted(money.projects.items(), key=lambda pair: order_of(pair[0]))
    lying, done = idle_in(kept), activities_in(kept)
    gone = share_of_year(place.year, day)
    rows = [(project_name(code), sums) for code, sums in projects if sums.own]
    told = {
        "place": place,
        "tab": "ty-le",
        "title": title,
        "figures": figures,
        "whole": whole,
        "gone": gone,
        "projects": rows,
        "sources": [(source_name(code), sums) for code, sums in sorted(money.sources.items()) if sums.own],
        "units": [
            (one, below[one.area_id]) for one in units if one.area_id in below and below[one.area_id].own
        ],
        "activities": done,
        "shown": MOST,
        "months": months,
        "line_picture": _through_time(months, whole, place.year, day),
        "bar_picture": _beside(rows, gone),
        "idle": lying,
        "idle_days": IDLE_DAYS,
        "names": names_of(
            {*(one.line.area_id for one in lying.largest), *(one.area_id for one in done)}, day
        ),
        **words(),
    }
    return render(request, "staff/budgets/rates.html", told)


@needs(Permission.SEE_MONEY)
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show whether the money of a unit and of those below keeps to the rules, and what is open."""
    place = place_for(request)
    found = kept_rules(areas_in(request, place.unit, Permission.SEE_MONEY), place.year)
    told = {
        "place": place,
        "tab": "quy-dinh",
        "found": found,
        "open": money_law().open,
        "cited": cited,
        "names": names_of({one.area_id for one in found if one.area_id}, today()),
        **words(),
    }
    return render(request, "staff/budgets/rules.html", told)


def _through_time(months: list[Month], whole: Sums, year: int, day: date) -> dict[str, str]:
    """Disbursed until the end of each month beside an even pace, as shares; empty where there is nothing."""
    if not months or whole.own <= 0:
        return {}
    until = {(one.year, one.month): one.until for one in months}
    last = max(*until, (min(day.year, year), day.month if day.year == year else 12))
    ends, sums, so_far = [], [], 0
    when = (year, 1)
    while when <= last:
        so_far = until.get(when, so_far)
        ends.append(date(*when, monthrange(*when)[1]))
        sums.append(so_far)
        when = (when[0], when[1] + 1) if when[1] < 12 else (when[0] + 1, 1)
    real = Series(
        "Đã giải ngân",
        PLAIN,
        tuple(
            Point(end, amount / whole.own, percent(amount / whole.own, 0) if amount else "")
            for end, amount in zip(ends, sums, strict=True)
        ),
    )
    even = Series(
        "Thời gian của năm đã qua",
        LIGHT,
        tuple(Point(end, share_of_year(year, end), "") for end in ends),
        square=True,
    )
    return {
        "wide": lines([real, even], [], WIDE).inline(),
        "narrow": lines([real, even], [], NARROW).inline(),
    }


def _beside(rows: list[tuple[str, Sums]], gone: float) -> dict[str, str]:
    """The rate of each project, with a line where the year is."""
    if not rows:
        return {}
    told = [Bar(name, (Part(sums.rate or 0, percent(sums.rate, 0), PLAIN),)) for name, sums in rows]
    level = Level(gone, f"thời gian đã qua {percent(gone, 0)}")
    return {"wide": bars(told, WIDE, level).inline(), "narrow": bars(told, NARROW, level).inline()}
