"""How money is written on the pages: triệu đồng in tables, đồng where it is drilled into; names of kinds."""

from datetime import date
from decimal import Decimal
from typing import Any

from giamngheo.apps.budgets.dimensions import named
from giamngheo.apps.budgets.states import Account, EntryKind
from giamngheo.law.budgets.library import money_law
from giamngheo.law.programmes.library import programmes
from giamngheo.web.components.numbers import number

MILLION = 10**6
STATES = {
    "draft": "info-circle",
    "in_force": "circle-check",
    "dropped": "x",
    "reversed": "arrow-back-up",
}


def millions(amount: int) -> str:
    """Triệu đồng with one decimal, as the forms of the State show it; nought is a dash."""
    return number(Decimal(amount) / MILLION, 1) if amount else "–"


def dong(amount: int) -> str:
    """Đồng in full; nought is a dash."""
    return number(amount) if amount else "–"


def project_name(code: str, programme: str = "") -> str:
    """A project with its code and name."""
    if not code:
        return "Chưa phân theo dự án"
    for one in programmes().values():
        if (not programme or one.id == programme) and (found := one.project(code)) is not None:
            return f"{code} {found.name}"
    return code


def source_name(code: str) -> str:
    """A source by its name."""
    found = money_law().source(code)
    return found.name if found else code


def nature_name(code: str, year: int) -> str:
    """A nature under its name of a year."""
    found = money_law().nature(code)
    return found.called(date(year, 12, 31)) if found else code


def use_name(code: str) -> str:
    """What money is for."""
    found = money_law().use(code)
    return found.name if found else code


def words() -> dict[str, Any]:
    """What every template of money may say."""
    return {
        "millions": millions,
        "dong": dong,
        "project_name": project_name,
        "source_name": source_name,
        "nature_name": nature_name,
        "use_name": use_name,
        "line_name": named,
        "accounts": {one.value: one.label for one in Account},
        "entry_kinds": {one.value: one.label for one in EntryKind},
    }
