"""Poor households of a unit and who follows them: the list, many assigned at once, one with its contacts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from giamngheo.apps.coordination.actions import (
    CoordinationError,
    Following,
    codes_in,
    end_follow,
    follow_households,
    note_contact,
    unknown_codes,
)
from giamngheo.apps.coordination.directory import offered
from giamngheo.apps.coordination.household_queries import (
    CLASSES,
    coverage_by_area,
    followers_of,
    households_to_follow,
    sum_of,
)
from giamngheo.apps.coordination.models import Follow
from giamngheo.apps.coordination.states import FollowerKind
from giamngheo.apps.households.models import Household
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_in, lines_in, number_in, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.shown import CLASSES as SHOWN
from giamngheo.web.components.unit_asked import areas_in, unit_asked
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for, seen_by

A_PAGE: Final = 50
PLACES: Final = 60
STATES: Final = {"alone": "Chưa có ai theo dõi", "followed": "Đã có người theo dõi"}
CLASS_NAMES: Final = {one: SHOWN[one].name for one in CLASSES}


@dataclass(frozen=True)
class Asked:
    """The filters as they live in the address."""

    unit: Unit
    of_class: str
    state: str
    follower: str

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {"dien": self.of_class, "tinh-trang": self.state, "nguoi": self.follower}
        return urlencode(
            {"don-vi": self.unit.area_id} | {name: value for name, value in said.items() if value}
        )


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    """Show the poor and near-poor households of a unit with who follows them, and how many have nobody."""
    unit, others = unit_asked(request)
    asked, rows = _asked(request, unit)
    page = Paginator(rows, A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    coverage = coverage_by_area(_here(request, unit))
    most_alone = sorted(coverage.items(), key=lambda one: (-one[1].alone, one[0]))[:PLACES]
    places = {area for area, _ in most_alone} | {one.area_id for one in page.object_list}
    names = names_of(places, today())
    told = {
        "unit": unit,
        "others": others,
        "asked": asked,
        "page": page,
        "followers": followers_of([one.pk for one in page.object_list]),
        "names": names,
        "coverage": sorted(most_alone, key=lambda one: (-one[1].alone, names.get(one[0], ""))),
        "places": len(coverage),
        "whole": sum_of(coverage),
        "states": STATES,
        "class_names": CLASS_NAMES,
        "may_keep": Permission.COORDINATE in may_here(request, unit.area_id),
        "made": number_in(request.GET, "da-giao"),
        "known": number_in(request.GET, "da-co") or 0,
    }
    return render(request, "staff/coordination/followed.html", told)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the households that the page shows."""
    unit, _ = unit_asked(request)
    _, rows = _asked(request, unit)
    return give(request, FOLLOWED, rows, Taken("coordination.export", rows.count(), [unit.area_id]), ending)


@needs(Permission.COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def assigning(request: HttpRequest) -> HttpResponse:
    """Show the form, or let somebody follow households: by a list of codes, or all of a filter.

    Codes that are wrong are told and stay in the field; the others are kept.
    """
    unit, others = unit_asked(request)
    require(request, Permission.COORDINATE, unit.area_id)
    wrong: dict[str, str] = {}
    shown: Any = request.POST if request.method == "POST" else request.GET
    faults: list[str] = []
    if request.method == "POST":
        since, text, fault = day_in(request.POST, "tu-ngay", today())
        following = Following(
            request.POST.get("loai", ""),
            words_in(request.POST, "nguoi", 201),
            since if text and not fault else None,
            words_in(request.POST, "thong-nhat", 1001),
            words_in(request.POST, "van-ban", 201),
        )
        homes, faults, left = _chosen(request, unit)
        try:
            if faults and not homes:
                raise CoordinationError(
                    "Không có mã hộ nào dùng được. Cách xử lý: xem từng dòng ở dưới.", "ma-ho"
                )
            done = follow_households(homes, following, actor_of(request), today())
        except CoordinationError as error:
            wrong = error.wrong | ({"tu-ngay": fault} if fault else {})
        else:
            if not faults:
                said = urlencode({"don-vi": unit.area_id, "da-giao": done.made, "da-co": len(done.known)})
                return redirect(f"{reverse('followed-households')}?{said}")
            wrong = {"ma-ho": f"Đã phân công {done.made} hộ; {len(faults)} dòng chưa được, xem ở dưới."}
            shown = request.POST.dict() | {"ma-ho": left}
    told = {
        "unit": unit,
        "others": others,
        "names": offered(unit, today()),
        "kinds": FollowerKind.choices,
        "class_names": CLASS_NAMES,
        "faults": faults,
        "typed": shown,
        "wrong": wrong,
    }
    return render(request, "staff/coordination/following.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def one(request: HttpRequest, follow_id: int) -> HttpResponse:
    """Show who follows a household, what was agreed, and each contact."""
    return _page(request, _follow(request, follow_id))


@needs(Permission.TAKE_PART)
@require_POST
def deed(request: HttpRequest, follow_id: int) -> HttpResponse:
    """Note a contact, or end it."""
    row, verb = _follow(request, follow_id), request.POST.get("viec", "")
    ends = verb == "thoi"
    require(request, Permission.COORDINATE if ends else Permission.TAKE_PART, row.household.area_id)
    day, text, fault = day_in(request.POST, "ngay-thoi" if ends else "ngay", today())
    day_typed = day if text and not fault else None
    try:
        if ends:
            end_follow(row, day_typed, words_in(request.POST, "ly-do", 501), actor_of(request))
        elif verb == "lien-he":
            words, result = lines_in(request.POST, "loi", 2001), words_in(request.POST, "ket-qua", 1001)
            note_contact(row, day_typed, words, result, actor_of(request), today=today())
        else:
            raise CoordinationError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
    except CoordinationError as error:
        return _page(request, row, request.POST.dict(), error.wrong)
    return redirect("follow", row.pk)


def _here(request: HttpRequest, unit: Unit) -> Q:
    return among(areas_in(request, unit, Permission.SEE_HOUSEHOLDS))


def _asked(request: HttpRequest, unit: Unit) -> tuple[Asked, QuerySet[Household]]:
    of_class, state = request.GET.get("dien", ""), request.GET.get("tinh-trang", "")
    asked = Asked(
        unit,
        of_class if of_class in CLASSES else "",
        state if state in STATES else "",
        words_in(request.GET, "nguoi", 200),
    )
    return asked, households_to_follow(_here(request, unit), asked.of_class, asked.state, asked.follower)


def _chosen(request: HttpRequest, unit: Unit) -> tuple[list[Household], list[str], str]:
    """The households that the form names, why lines of it name none, and these lines."""
    here = _here(request, unit)
    if request.POST.get("cach") == "loc":
        of_class = request.POST.get("dien", "")
        state = "alone" if request.POST.get("chua-co") else ""
        return list(households_to_follow(here, of_class, state)), [], ""
    typed = request.POST.get("ma-ho", "")[:100_000]
    codes, faults = codes_in(typed)
    homes = list(Household.objects.filter(here, is_living=True, code__in=codes).order_by("pk"))
    known = {home.code for home in homes}
    left = [line for line in typed.splitlines() if line.strip() and not set(codes_in(line)[0]) & known]
    return homes, [*faults, *unknown_codes(codes, homes)], "\n".join(left)


def _follow(request: HttpRequest, follow_id: int) -> Follow:
    seen = seen_by(request, "household__area_id", permission=Permission.SEE_HOUSEHOLDS)
    return row_for(Follow.objects.filter(seen).select_related("household"), follow_id)


def _page(
    request: HttpRequest,
    row: Follow,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    here = may_here(request, row.household.area_id)
    told = {
        "row": row,
        "place": names_of([row.household.area_id], today()).get(row.household.area_id, "–"),
        "contacts": row.contacts.order_by("-day", "-pk"),
        "others": Follow.objects.filter(household=row.household).exclude(pk=row.pk).order_by("-since"),
        "may_note": Permission.TAKE_PART in here and row.until is None,
        "may_end": Permission.COORDINATE in here and row.until is None,
        "today": today(),
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/coordination/follow.html", told, status=422 if wrong else 200)


def _lines(chunk: Sequence[Household], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    followers = followers_of([one.pk for one in chunk])
    for one in chunk:
        found = followers.get(one.pk, [])
        yield (
            one.head_name,
            one.code,
            looking.name(one.area_id),
            CLASS_NAMES[one.class_today],
            "; ".join(follow.title for follow in found) or "chưa có ai",
            day_text(found[0].since) if found else None,
            "; ".join(follow.agreed for follow in found if follow.agreed) or None,
        )


FOLLOWED: Final = Exported(
    "Hộ nghèo, cận nghèo và người theo dõi, giúp đỡ",
    "Số hộ",
    {
        PLACE: COUNT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Thôn, tổ dân phố": TEXT,
        "Diện": TEXT,
        "Ai theo dõi": TEXT,
        "Từ ngày": TEXT,
        "Đã thống nhất": TEXT,
    },
    (7, 28, 18, 24, 18, 50, 12, 50),
    _lines,
)
