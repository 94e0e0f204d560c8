"""Help, needs and lacks of a unit above the communes: by need or lack, and by unit directly below.

Nobody reads the households of a province one by one: the units lead to theirs.
"""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from giamngheo.apps.households.circumstances import deprivations_of
from giamngheo.foundation.areas.queries import Unit, children_of
from giamngheo.foundation.tasks.models import Task
from giamngheo.law.library import remedies
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.kept_figures import figures_or_task
from giamngheo.web.staff.support.asked import Asked, shared


@dataclass(frozen=True)
class Wide:
    """One of the pages: the count that it shows, as pages and the database call it, and its template."""

    kind: str
    title: str
    template: str


YEAR: Final = Wide("support.year", "Sổ hỗ trợ", "wide_ledger.html")
NEEDS: Final = Wide("support.year", "Nhu cầu chưa được hỗ trợ", "wide_waiting.html")
LACKS: Final = Wide("support.lacks", "Thiếu hụt và hỗ trợ", "wide_lacks.html")


def wide_page(request: HttpRequest, asked: Asked, unit: Unit, wide: Wide) -> HttpResponse:
    """Show a page of a unit above the communes, or how far the counting for it is."""
    title = f"{wide.title} năm {asked.year}, {unit.full_name}"
    figures = figures_or_task(request, wide.kind, unit.area_id, str(asked.year), title)
    if isinstance(figures, Task):
        return redirect("counting", figures.pk)
    told = {
        **shared(asked),
        "unit": unit,
        "title": title,
        "figures": figures,
        "told": figures.told,
        "below": children_of(unit.area_id, today()),
        "deprivations": {one.id: one.name for one in deprivations_of(today())},
        "remedies": remedies(),
    }
    return render(request, f"staff/support/{wide.template}", told)
