"""Sheets in reach: by occasion, village, state and reviewer; counts that agree with the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.occasions import names_of as occasion_names
from giamngheo.apps.surveys.queries import occasions_in
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, may, reached
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import permissions_here, person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.registry.listing import areas_of
from giamngheo.web.staff.sheets.reaching import people_to_choose

ON_A_PAGE: Final = 50
_OCCASIONS_AT_MOST: Final = 50
_LONGEST_KEY: Final = 80
MINE, EVERYBODY, NOBODY = "toi", "tat-ca", "chua-giao"
EVERYTHING: Final = "tat-ca"


@dataclass(frozen=True)
class Stage:
    """How far a sheet is, for the filter and as its row says it."""

    name: str
    icon: str
    condition: Q


STAGES: Final[Mapping[str, Stage]] = {
    "chua-dien": Stage("Chưa điền", "note", Q(state=SheetState.DRAFT, version=1)),
    "con-thieu": Stage(
        "Đang điền, còn thiếu", "progress", Q(state=SheetState.DRAFT, version__gt=1, missing__gt=0)
    ),
    "du": Stage(
        "Đủ câu trả lời, chưa khoá", "circle-check", Q(state=SheetState.DRAFT, version__gt=1, missing=0)
    ),
    "da-khoa": Stage("Đã khoá", "lock", Q(state=SheetState.SEALED)),
}
"""Every sheet is at exactly one of these."""


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


def stage_of(sheet: FilledSheet) -> Stage:
    """At which stage a sheet is."""
    if sheet.state == SheetState.SEALED:
        return STAGES["da-khoa"]
    if sheet.version == 1:
        return STAGES["chua-dien"]
    return STAGES["con-thieu" if sheet.missing else "du"]


def seen_by(request: HttpRequest) -> QuerySet[FilledSheet]:
    """The sheets that who asks may read."""
    return FilledSheet.objects.filter(reached(person_of(request), Permission.SEE_HOUSEHOLDS, today()))


def occasions_seen(request: HttpRequest) -> list[str]:
    """The occasions that have sheets in reach, the newest first."""
    areas = areas_reached(person_of(request), Permission.SEE_HOUSEHOLDS, today())
    return occasions_in(areas, _OCCASIONS_AT_MOST)


def sheets_asked(
    request: HttpRequest, occasions: Sequence[str]
) -> tuple[Asked, QuerySet[FilledSheet], QuerySet[FilledSheet]]:
    """What the address asks for; the sheets that it gives at every stage, and at the one that is asked.

    `occasions` are those in reach: of the first of them, where the address names none.
    """
    rows = seen_by(request)
    asked = _asked(request, occasions)
    if asked.occasion != EVERYTHING:
        rows = rows.filter(occasion=asked.occasion)
    if asked.area_id is not None:
        inside = Containment.objects.filter(ancestor_id=asked.area_id, valid__contains=today())
        rows = rows.filter(area_id__in=list(inside.values_list("area_id", flat=True)))
    if asked.whose == NOBODY:
        rows = rows.filter(reviewer_id=None)
    elif asked.whose != EVERYBODY:
        rows = rows.filter(reviewer_id=person_of(request) if asked.whose == MINE else int(asked.whose))
    return asked, rows, rows.filter(STAGES[asked.stage].condition) if asked.stage else rows


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """Show the sheets in reach, at first those given to who asks."""
    return shown(request)


def shown(request: HttpRequest, wrong: str = "", status: int = 200) -> HttpResponse:
    """The page of the list, with what is wrong with a deed on it."""
    who, day = person_of(request), today()
    keys = occasions_seen(request)
    occasions = occasion_names(keys)
    asked, at_every_stage, rows = sheets_asked(request, keys)
    counted = at_every_stage.aggregate(
        total=Count("pk"), **{name: Count("pk", filter=stage.condition) for name, stage in _NAMED.items()}
    )
    last = number_in(request.GET, "sau")
    later = rows.filter(pk__gt=last) if last is not None else rows
    found = list(later.order_by("pk")[: ON_A_PAGE + 1])
    page = found[:ON_A_PAGE]
    return render(
        request,
        "staff/sheets/sheets.html",
        {
            "asked": asked,
            "rows": page,
            "total": counted["total"],
            "stages": [(name, stage, counted[name.replace("-", "_")]) for name, stage in STAGES.items()],
            "stage_of": stage_of,
            "next": page[-1].pk if len(found) > ON_A_PAGE else None,
            "is_first": last is None,
            "occasions": [(key, occasions[key]) for key in keys],
            "areas": areas_of(who, asked.area_id),
            "reviewers": _reviewers(request, asked),
            "has_mine": asked.whose == MINE or _has_mine(request),
            "heads": heads_of(page),
            "names": names_of([one.area_id for one in page], day),
            "me": who,
            "may_gather": Permission.FILL_SHEETS in permissions_here(request),
            "first_open": _first_open(at_every_stage, who),
            "people": people_to_choose(who) if Permission.LEAD_REVIEWS in permissions_here(request) else [],
            "ticked": request.POST.getlist("phieu"),
            "is_given": request.GET.get("xong") == "giao",
            "wrong": wrong,
        },
        status=status,
    )


def heads_of(rows: Sequence[FilledSheet]) -> dict[int, str]:
    """The heads of these sheets' households, as far as they are seen. One question."""
    found = Household.objects.filter(pk__in=[one.household_id for one in rows])
    return dict(found.values_list("pk", "head_name"))


def _first_open(rows: QuerySet[FilledSheet], who: int) -> FilledSheet | None:
    return rows.filter(reviewer_id=who, state=SheetState.DRAFT).order_by("pk").first()


_NAMED: Final = {name.replace("-", "_"): stage for name, stage in STAGES.items()}


def _asked(request: HttpRequest, occasions: Sequence[str]) -> Asked:
    address = request.GET
    area = number_in(address, "dia-ban")
    if area is not None and not may(person_of(request), Permission.SEE_HOUSEHOLDS, area, today()):
        area = None
    whose = words_in(address, "nguoi", 20)
    if whose not in (MINE, EVERYBODY, NOBODY) and number_in(address, "nguoi") is None:
        whose = MINE if _has_mine(request) else EVERYBODY
    stage = address.get("trang-thai", "")
    # What people work at now is what was opened last.
    occasion = words_in(address, "dot", _LONGEST_KEY) or next(iter(occasions), EVERYTHING)
    return Asked(occasion, area, whose, stage if stage in STAGES else "")


def _has_mine(request: HttpRequest) -> bool:
    return seen_by(request).filter(reviewer_id=person_of(request)).exists()


def _reviewers(request: HttpRequest, asked: Asked) -> list[tuple[str, str]]:
    """Who has sheets in reach to fill in, by number as the address has it."""
    rows: QuerySet[Any] = seen_by(request).exclude(reviewer_id=None)
    if asked.occasion != EVERYTHING:
        rows = rows.filter(occasion=asked.occasion)
    found = (
        rows.values_list("reviewer_id", "reviewer_name").distinct().order_by("reviewer_name", "reviewer_id")
    )
    return [(str(number), name) for number, name in found[:200]]
