"""What a spreadsheet is looked at for: kind, unit and year, and what is meant where its rows do not say."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from giamngheo.apps.budgets.dimensions import programmes_of
from giamngheo.apps.budgets.models import Loading
from giamngheo.apps.budgets.of_activities import activities_of
from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.apps.budgets.queries import lines_of, needs_of, units_holding_money
from giamngheo.apps.budgets.sheets import Looked, allocations, needs, vouchers
from giamngheo.apps.budgets.sheets.amounts import Defaults
from giamngheo.apps.budgets.states import DecisionKind, LoadingKind
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.law.vocabulary.programmes import Programme


@dataclass(frozen=True)
class Asking:
    """One file, under which name it is kept, and how it is to be read; all of it can be written as JSON."""

    stored: str
    name: str
    area: int
    year: int
    kind: str = LoadingKind.VOUCHERS.value
    decision: str = DecisionKind.ALLOCATE.value
    programme: str = ""
    project: str = ""
    nature: str = ""
    source: str = ""

    @property
    def of_programme(self) -> Programme | None:
        """The programme that the money of the file is of: the chosen one, else the one that runs."""
        offered = programmes_of(self.year)
        return next((one for one in offered if one.id == self.programme), next(iter(offered), None))

    @property
    def defaults(self) -> Defaults:
        """What is meant where neither row nor heading says it."""
        return Defaults(self.project, self.nature, self.source)


def look_at(path: Path, asking: Asking, today: date) -> Looked[Any]:
    """Read a file for what it is asked for; raises BudgetError where no such table is in it."""
    try:
        return _looked_at(path, asking, today)
    except BudgetError as error:
        # It lies here under a name of ours; who sent it knows it by another.
        wrong = {field: said.replace(path.name, asking.name) for field, said in error.wrong.items()}
        raise BudgetError(str(error).replace(path.name, asking.name), wrong=wrong) from error


def _looked_at(path: Path, asking: Asking, today: date) -> Looked[Any]:
    kind = LoadingKind(asking.kind)
    if kind is LoadingKind.ALLOCATION:
        return allocations.look(path, _allocation(asking, today))
    if kind is LoadingKind.NEEDS:
        return needs.look(path, _needs(asking))
    lines = [one for one in lines_of(asking.area, asking.year) if one.allocated or one.disbursed]
    return vouchers.look(path, lines, asking.area, asking.year, today)


def taken_in_before(asking: Asking, sha256: str) -> Loading | None:
    """The last time that the same file was taken in for the same, and what it brought stands."""
    rows: QuerySet[Loading] = Loading.objects.filter(area=asking.area, kind=asking.kind, sha256=sha256)
    return rows.filter(undone_at=None, decision__ended_at=None).order_by("-pk").first()


def _allocation(asking: Asking, today: date) -> allocations.Asked:
    own = unit_on(asking.area, today)
    if own is None:
        raise BudgetError("Đơn vị này không còn, không phân bổ được. Cách xử lý: chọn đơn vị kế tiếp.", "tep")
    return allocations.Asked(
        own,
        units_holding_money(asking.area, today),
        asking.year,
        DecisionKind(asking.decision),
        asking.of_programme,
        [one for one in lines_of(asking.area, asking.year) if one.unallocated],
        activities_of(asking.area, asking.year),
        asking.defaults,
    )


def _needs(asking: Asking) -> needs.Wanted:
    return needs.Wanted(
        asking.area,
        asking.year,
        asking.of_programme,
        activities_of(asking.area, asking.year),
        list(needs_of(asking.area, asking.year)),
        asking.defaults,
    )
