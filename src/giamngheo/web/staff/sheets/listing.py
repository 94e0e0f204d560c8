"""Sheets in reach: by occasion, village, state and reviewer; counts that agree with the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.progress import occasions_in
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, may
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit
from giamngheo.web.components.acting_person import permissions_here, person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.staff.registry.listing import areas_of
from giamngheo.web.staff.sheets.narrowed import (
    STAGES,
    ListedSheet,
    Narrowed,
    Stage,
    counted_by_reviewer,
    how_wide,
    listed,
    narrowed,
    own,
)
from giamngheo.web.staff.sheets.reaching import occasions_named, people_to_choose

ON_A_PAGE: Final = 50
_OCCASIONS_AT_MOST: Final = 50
_REVIEWERS_AT_MOST: Final = 200
_LONGEST_KEY: Final = 80
MINE, EVERYBODY, NOBODY = "toi", "tat-ca", "chua-giao"
EVERYTHING: Final = "tat-ca"


@dataclass(frozen=True)
class Asked:
    """The filters as they live in the address; `whose` is a word or the number of a reviewer."""

    occasion: str = EVERYTHING
    area_id: int | None = None
    whose: str = EVERYBODY
    stage: str = ""

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {
            "dot": self.occasion,
            "dia-ban": str(self.area_id or ""),
            "nguoi": self.whose,
            "trang-thai": self.stage,
        }
        return urlencode({name: value for name, value in said.items() if value})

    def at(self, stage: str) -> str:
        """The same for another stage."""
        return replace(self, stage=stage).query


def stage_of(sheet: FilledSheet | ListedSheet) -> Stage:
    """At which stage a sheet is."""
    if sheet.state == SheetState.SEALED:
        return STAGES["da-khoa"]
    if sheet.version == 1:
        return STAGES["chua-dien"]
    return STAGES["con-thieu" if sheet.missing else "du"]


def sheets_asked(request: HttpRequest) -> tuple[Asked, QuerySet[FilledSheet]]:
    """What the address asks for, and the sheets that it gives."""
    question = _question(request)
    return question.asked, narrowed(question.how, question.values.__getitem__)


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """Show the sheets in reach, at first those given to who asks."""
    return shown(request)


def shown(request: HttpRequest, wrong: str = "", status: int = 200) -> HttpResponse:
    """The page of the list, with what is wrong with a deed on it."""
    who = person_of(request)
    question = _question(request)
    asked, last = question.asked, number_in(request.GET, "sau")
    how = replace(question.how, is_later=last is not None)
    found = [ListedSheet(*row) for row in listed(how, ON_A_PAGE + 1).rows(**question.values, last=last)]
    page = found[:ON_A_PAGE]
    counted, reviewers = _counted(question)
    occasions = occasions_named(question.occasions)
    areas = areas_of(who, asked.area_id)
    leads = Permission.LEAD_REVIEWS in permissions_here(request)
    ticked = request.POST.getlist("phieu")
    return render(
        request,
        "staff/sheets/sheets.html",
        {
            "asked": asked,
            "rows": _rows_shown(page, areas, occasions, who, ticked),
            "total": sum(counted.values()),
            "stages": [(name, stage, counted[name]) for name, stage in STAGES.items()],
            "next": page[-1].pk if len(found) > ON_A_PAGE else None,
            "is_first": last is None,
            "occasions": list(occasions.items()),
            "areas": areas,
            "reviewers": reviewers,
            "has_mine": asked.whose == MINE or question.has_mine,
            "may_gather": Permission.FILL_SHEETS in permissions_here(request),
            "first_open": question.first_open if asked.whose in (MINE, EVERYBODY, str(who)) else None,
            "people": people_to_choose(who) if leads else [],
            "is_given": request.GET.get("xong") == "giao",
            "wrong": wrong,
        },
        status=status,
    )


def heads_of(rows: Sequence[FilledSheet]) -> dict[int, str]:
    """The heads of these sheets' households, as far as they are seen. One question."""
    found = Household.objects.filter(pk__in=[one.household_id for one in rows])
    return dict(found.values_list("pk", "head_name"))


@dataclass(frozen=True)
class _Question:
    """What the address asks for, how that narrows the list and to what; what who asks has to fill in."""

    asked: Asked
    how: Narrowed
    values: Mapping[str, Any]
    occasions: Sequence[str]
    has_mine: bool
    first_open: int | None


def _question(request: HttpRequest) -> _Question:
    who, day, address = person_of(request), today(), request.GET
    areas = areas_reached(who, Permission.SEE_HOUSEHOLDS, day)
    occasions = occasions_in(areas, _OCCASIONS_AT_MOST)
    # What people work at now is what was opened last.
    occasion = words_in(address, "dot", _LONGEST_KEY) or next(iter(occasions), EVERYTHING)
    area = number_in(address, "dia-ban")
    if area is not None and not may(who, Permission.SEE_HOUSEHOLDS, area, day):
        area = None
    values = {
        "areas": areas,
        "occasion": occasion,
        "inside": None if area is None else areas_within([area], day),
        "person": who,
    }
    how = Narrowed(how_wide(areas), occasion=occasion != EVERYTHING, inside=area is not None)
    mine = own(how).rows(**values)
    whose, number = words_in(address, "nguoi", 20), number_in(address, "nguoi")
    if whose not in (MINE, EVERYBODY, NOBODY) and number is None:
        whose = MINE if mine else EVERYBODY
    values["person"] = who if whose == MINE else number
    stage = address.get("trang-thai", "")
    asked = Asked(occasion, area, whose, stage if stage in STAGES else "")
    narrow: Mapping[str, Literal["", "nobody"]] = {EVERYBODY: "", NOBODY: "nobody"}
    how = replace(how, whose=narrow.get(whose, "person"), stage=asked.stage)
    return _Question(asked, how, values, occasions, bool(mine), mine[0][0] if mine else None)


def _counted(question: _Question) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """How many sheets are at each stage; who has some to fill in, by number as the address has it."""
    how, values = question.how, question.values
    told = counted_by_reviewer(how, values)
    whose = {"": None, "nobody": {None}, "person": {values["person"]}}[how.whose]
    here = [counts for number, _, *counts in told if whose is None or number in whose]
    counted = {name: sum(one[place] for one in here) for place, name in enumerate(STAGES)}
    reviewers = sorted((name, number) for number, name, *_ in told if number is not None)
    return counted, [(str(number), name) for name, number in reviewers[:_REVIEWERS_AT_MOST]]


def _rows_shown(
    page: Sequence[ListedSheet],
    areas: Sequence[Unit],
    occasions: Mapping[str, str],
    who: int,
    ticked: list[str],
) -> list[tuple[Any, ...]]:
    """The rows as the template takes them apart: fifty times by name took it longer."""
    places = {unit.area_id: unit.full_name for unit in areas}
    places |= names_of({one.area_id for one in page} - places.keys(), today())
    said = {area_id: capital(name) for area_id, name in places.items()}
    before, after = reverse("sheet", args=[0]).split("0")
    return [
        (
            one.pk,
            f"{before}{one.pk}{after}",
            one.head or one.household_code,
            said.get(one.area_id, "–"),
            occasions.get(one.occasion, one.occasion),
            one.state == SheetState.DRAFT,
            str(one.pk) in ticked,
            stage_of(one),
            one.missing,
            "tôi" if one.reviewer_id == who else one.reviewer_name or "chưa giao",
        )
        for one in page
    ]
