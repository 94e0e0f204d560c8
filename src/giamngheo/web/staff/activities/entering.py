"""Who takes part: chosen from the register by its filters, or by a list that is pasted or handed in."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.activities.actions import ActivityError, Entered, Refused, enter, enter_officers
from giamngheo.apps.activities.eligibility import Entrant, Verdict, entrants, may_be_of, verdict
from giamngheo.apps.activities.listed import MOST_ROWS, Row, find, rows_of_file, rows_pasted
from giamngheo.apps.activities.models import Activity, Participant
from giamngheo.apps.activities.queries import areas_of, last_day_of, officers_of
from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.queries import found_people
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import children_of
from giamngheo.foundation.sheets import SheetError
from giamngheo.law.library import code_list
from giamngheo.law.vocabulary.activities import Takes
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_in, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.activities.reaching import activity_for, require
from giamngheo.web.staff.registry.asked_kinds import KINDS, is_of

CHOSEN_FROM: Final = 100
MOST_BYTES: Final = 5 * 1024 * 1024
_LONGEST_PASTED: Final = 400_000
_ENDINGS: Final = frozenset({".xlsx", ".xls", ".ods", ".csv", ".txt"})


@needs(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def entering(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Show whom the filters find with whether each may take part, or enter who was chosen or listed."""
    row = activity_for(request, activity_id)
    require(request, Permission.KEEP_ACTIVITIES, row.area_id)
    if row.law.takes is Takes.OFFICERS:
        return _officers(request, row)
    if row.law.takes is Takes.NOBODY:
        raise Http404
    require(request, Permission.SEE_HOUSEHOLDS, row.area_id)
    wrong: Mapping[str, str] = {}
    done: Entered | None = None
    day, typed_day, fault = day_in(request.POST, "ngay-vao", today())
    if request.method == "POST":
        try:
            if fault or day > today():
                raise ActivityError(fault or "Ngày này chưa tới. Ghi ngày đã vào.", "ngay-vao")
            done = _enter(request, row)
        except ActivityError as error:
            wrong = error.wrong
        if done is not None and not done.refused:
            return redirect("activity", row.pk)
    return _page(request, row, done=done, wrong=wrong, typed_day=typed_day or day_text(today()))


def _enter(request: HttpRequest, row: Activity) -> Entered:
    """Enter those ticked, or those of the list; rows that mean nobody are among the refused."""
    day, _, _ = day_in(request.POST, "ngay-vao", today())
    exception, again = words_in(request.POST, "ngoai-le", 301), words_in(request.POST, "them-lan", 301)
    actor = actor_of(request)
    if request.POST.get("cach") != "danh-sach":
        chosen = [int(one) for one in request.POST.getlist("chon") if one.isascii() and one.isdigit()]
        return enter(row, chosen, day, actor, exception=exception, again=again)
    rows = _rows(request)
    if not rows:
        raise ActivityError("Danh sách trống. Cách xử lý: dán danh sách, hoặc chọn tệp Excel, CSV.", "dan")
    if len(rows) > MOST_ROWS:
        raise ActivityError("Danh sách quá dài. Cách xử lý: chia làm nhiều lần.", "dan")
    found, left = find(row.law, rows, areas_of(row, day))
    unfound = [Refused(one.row.called, one.why, one.remedy) for one in left]
    if not found:
        return Entered(refused=unfound)
    done = enter(row, list(found), day, actor, exception=exception, again=again, called=found)
    done.refused = unfound + done.refused
    return done


def _rows(request: HttpRequest) -> list[Row]:
    given = request.FILES.get("tep")
    if given is None:
        return rows_pasted(request.POST.get("dan", "")[:_LONGEST_PASTED].replace("\0", ""))
    ending = Path(given.name or "").suffix.lower()
    if ending not in _ENDINGS or (given.size or 0) > MOST_BYTES:
        raise ActivityError(
            "Tệp phải là Excel, ODS hoặc CSV, không quá 5 MB. Cách xử lý: lưu lại tệp.", "tep"
        )
    with tempfile.TemporaryDirectory(prefix="giamngheo-") as folder:
        path = Path(folder) / f"danh-sach{ending}"
        path.write_bytes(given.read())
        try:
            return rows_of_file(path)
        except SheetError as error:
            raise ActivityError(str(error).replace(path.name, given.name or path.name), "tep") from error


def _page(
    request: HttpRequest,
    row: Activity,
    *,
    done: Entered | None,
    wrong: Mapping[str, str],
    typed_day: str,
) -> HttpResponse:
    kind, asked = row.law, request.GET
    area = number_in(asked, "thon")
    areas = areas_of(row, today())
    within = [one for one in areas_within([area], today()) if one in set(areas)] if area else list(areas)
    words, kind_asked = words_in(asked, "tim"), words_in(asked, "loai", 40)
    there = _there(row)
    rest = ~Q(pk__in=[one for one in there if one is not None])
    shows_all = "tat-ca" in asked
    if not shows_all:
        rest &= may_be_of(kind, today(), "" if kind.takes is Takes.HOUSEHOLDS else "household__")
    found = _found(kind.takes, within, words, kind_asked if kind_asked in KINDS else "", rest)
    told = entrants(kind, found[:CHOSEN_FROM], today())
    shown: list[tuple[Entrant, Verdict]] = [
        (told[one], verdict(kind, told[one], today())) for one in found[:CHOSEN_FROM] if one in told
    ]
    shown = [one for one in shown if shows_all or one[1].group]
    context: dict[str, Any] = {
        "row": row,
        "kind": kind,
        "shown": shown,
        "more": len(found) > CHOSEN_FROM,
        "most": CHOSEN_FROM,
        "there": len(there),
        "villages": children_of(row.area_id, last_day_of(row, today())),
        "area": area,
        "words": words,
        "kind_asked": kind_asked,
        "kinds": KINDS,
        "shows_all": shows_all,
        "names": names_of({one.area_id for one, _ in shown}, today()),
        "done": done,
        "typed": {"ngay-vao": typed_day, **{k: v for k, v in request.POST.items() if isinstance(v, str)}},
        "wrong": dict(wrong),
        "of_households": kind.takes is Takes.HOUSEHOLDS,
    }
    status = 422 if wrong or (done and done.refused) else 200
    return render(request, "staff/activities/entering.html", context, status=status)


def _found(takes: Takes, areas: Sequence[int], words: str, kind: str, rest: Q) -> list[int]:
    """The living households or persons that the filters find, by name; one more than are shown."""
    if takes is Takes.HOUSEHOLDS:
        homes = Household.objects.filter(rest, among(list(areas)), is_living=True)
        if kind:
            homes = homes.filter(is_of(kind, today()))
        if words:
            people = found_people(words).filter(among(list(areas)))
            homes = homes.filter(pk__in=list(people.values_list("household_id", flat=True)[:CHOSEN_FROM]))
        return list(homes.order_by("sort_key", "pk").values_list("pk", flat=True)[: CHOSEN_FROM + 1])
    people = found_people(words) if words else Person.objects.all()
    people = people.filter(rest, among(list(areas)), is_living=True)
    if kind:
        people = people.filter(is_of(kind, today(), "household__"))
    return list(people.order_by("sort_key", "pk").values_list("pk", flat=True)[: CHOSEN_FROM + 1])


def _there(row: Activity) -> set[int | None]:
    which = "household_id" if row.law.takes is Takes.HOUSEHOLDS else "person_id"
    return set(Participant.objects.filter(activity=row, left_on=None).values_list(which, flat=True))


def _officers(request: HttpRequest, row: Activity) -> HttpResponse:
    """The same of officers: those of the unit's list and of units below."""
    wrong: Mapping[str, str] = {}
    if request.method == "POST":
        chosen = [int(one) for one in request.POST.getlist("chon") if one.isascii() and one.isdigit()]
        try:
            if not chosen:
                raise ActivityError("Chưa chọn ai. Cách xử lý: đánh dấu cán bộ trong danh sách.", "chon")
            enter_officers(row, chosen, today(), actor_of(request))
            return redirect("activity", row.pk)
        except ActivityError as error:
            wrong = error.wrong
    there = set(Participant.objects.filter(activity=row, left_on=None).values_list("officer_id", flat=True))
    listed = [one for one in officers_of(among(list(areas_of(row, today())))) if one.pk not in there]
    told = {
        "row": row,
        "kind": row.law,
        "officers": listed,
        "positions": code_list("officer_positions"),
        "names": names_of({one.area_id for one in listed}, today()),
        "wrong": dict(wrong),
    }
    return render(request, "staff/activities/officers_entering.html", told, status=422 if wrong else 200)
