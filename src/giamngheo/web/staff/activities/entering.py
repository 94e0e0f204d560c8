"""Who takes part: chosen from the register by its filters, or by a list that is pasted or handed in."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.activities.actions import ActivityError, Entered, Refused, enter, enter_officers
from giamngheo.apps.activities.eligibility import Entrant, Verdict, entrants, verdict
from giamngheo.apps.activities.inviting import unknown_to
from giamngheo.apps.activities.listed import MOST_ROWS, Row, find, rows_of_file, rows_pasted
from giamngheo.apps.activities.models import Activity, Participant
from giamngheo.apps.activities.queries import areas_of, last_day_of, officers_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import children_of
from giamngheo.foundation.sheets import SheetError
from giamngheo.law.library import code_list
from giamngheo.law.vocabulary.activities import Takes
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.activities.choosing import asked_of, born_told, found, there, within
from giamngheo.web.staff.activities.reaching import activity_for, require
from giamngheo.web.staff.registry.asked_kinds import KINDS

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
    day, _, fault = day_in(request.POST, "ngay-vao", today())
    if request.method == "POST":
        try:
            if fault or day > today():
                raise ActivityError(fault or "Ngày này chưa tới. Ghi ngày đã vào.", "ngay-vao")
            done = _enter(request, row)
        except ActivityError as error:
            wrong = error.wrong
        if done is not None and not done.refused:
            return redirect("activity", row.pk)
    return show(request, row, done=done, wrong=wrong)


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
    meant, left = find(row.law, rows, areas_of(row, day))
    unfound = [Refused(one.row.called, one.why, one.remedy) for one in left]
    if not meant:
        return Entered(refused=unfound)
    done = enter(row, list(meant), day, actor, exception=exception, again=again, called=meant)
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


def show(
    request: HttpRequest, row: Activity, *, done: Entered | None = None, wrong: Mapping[str, str]
) -> HttpResponse:
    """The page on which participants are chosen, with what came of entering and what is wrong."""
    kind, asked = row.law, asked_of(request)
    areas = within(row, asked)
    numbers = list(found(row, asked, areas)[: CHOSEN_FROM + 1])
    told = entrants(kind, numbers[:CHOSEN_FROM], asked.day)
    shown: list[tuple[Entrant, Verdict]] = [
        (told[one], verdict(kind, told[one], asked.day)) for one in numbers[:CHOSEN_FROM] if one in told
    ]
    shown = [one for one in shown if asked.shows_all or one[1].group]
    context: dict[str, Any] = {
        "row": row,
        "kind": kind,
        "shown": shown,
        "more": len(numbers) > CHOSEN_FROM,
        "most": CHOSEN_FROM,
        "there": len(there(row)),
        "villages": children_of(row.area_id, last_day_of(row, today())),
        "asked": asked,
        "kinds": KINDS,
        "born_told": born_told,
        "day": asked.day,
        "is_later": asked.day > today(),
        "unknown": unknown_to(kind, areas, asked.day, today()),
        "names": names_of({one.area_id for one, _ in shown}, today()),
        "done": done,
        "typed": {
            "ngay-vao": day_text(asked.day),
            **{k: v for k, v in request.POST.items() if isinstance(v, str)},
        },
        "wrong": dict(wrong),
        "of_households": kind.takes is Takes.HOUSEHOLDS,
    }
    if asked.fault and not wrong:
        context["wrong"] = wrong = {"ngay": asked.fault}
    status = 422 if wrong or (done and done.refused) else 200
    return render(request, "staff/activities/entering.html", context, status=status)


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
    entered = set(Participant.objects.filter(activity=row, left_on=None).values_list("officer_id", flat=True))
    listed = [one for one in officers_of(among(list(areas_of(row, today())))) if one.pk not in entered]
    told = {
        "row": row,
        "kind": row.law,
        "officers": listed,
        "positions": code_list("officer_positions"),
        "names": names_of({one.area_id for one in listed}, today()),
        "wrong": dict(wrong),
    }
    return render(request, "staff/activities/officers_entering.html", told, status=422 if wrong else 200)
