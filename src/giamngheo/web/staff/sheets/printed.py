"""The form on A4: in the order and the words of the screen, with a sheet's answers or with empty boxes."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys.desk import desk_of
from giamngheo.apps.surveys.occasions import name_of as occasion_name
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.library import LawError, cited
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.guard import needs, open_to_all
from giamngheo.web.staff.sheets.boxes import Shown, Typing, parts_of, shown_boxes
from giamngheo.web.staff.sheets.reaching import sheet_for

EMPTY_ROWS: Final = 7
LEGEND_AT_MOST: Final = 15  # longer lists are written out in words, not by number


@dataclass(frozen=True)
class Empty:
    """A box to be filled in by hand."""

    words: str = ""
    value: str = ""
    ticked: frozenset[str] = frozenset()
    state: str = "asked"


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Print a sheet as it is kept."""
    reached = sheet_for(request, sheet_id)
    desk = desk_of(reached.sheet)
    shown = shown_boxes(desk, reached.whole_numbers, Typing())
    household = Household.objects.filter(pk=reached.sheet.household_id).first()
    return render(
        request,
        "staff/sheets/printed.html",
        {
            "form": desk.form,
            "cited": cited(desk.form.clause),
            "parts": parts_of(desk.form),
            "members": list(desk.now.members),
            "box": lambda name, key: shown[name, key],
            "legend_at_most": LEGEND_AT_MOST,
            "sheet": reached.sheet,
            "written": desk.version,
            "is_sealed": reached.sheet.state == SheetState.SEALED,
            "whose": household.head_name if household else "",
            "occasion": occasion_name(reached.sheet.occasion),
            "area": names_of([reached.sheet.area_id], today()).get(reached.sheet.area_id, ""),
        },
    )


@open_to_all
@require_safe
def blank(request: HttpRequest, form: str) -> HttpResponse:
    """Print a form with empty boxes."""
    try:
        found = questionnaire(form)
    except LawError as error:
        raise Http404 from error
    if not found.sheet:
        raise Http404
    return render(
        request,
        "staff/sheets/printed.html",
        {
            "form": found,
            "cited": cited(found.clause),
            "parts": parts_of(found),
            "members": [str(place) for place in range(1, EMPTY_ROWS + 1)],
            "box": _empty,
            "legend_at_most": LEGEND_AT_MOST,
            "sheet": None,
        },
    )


def _empty(name: str, key: str | None) -> Shown | Empty:
    return Empty()
