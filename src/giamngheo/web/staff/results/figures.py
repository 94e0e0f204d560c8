"""Figures: typed in with a proof, the file of a proof, and the households behind a number."""

from typing import Any, Final
from urllib.parse import quote, urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from giamngheo.apps.households.models import Household
from giamngheo.apps.households.queries import households_in
from giamngheo.apps.results.actions import Figure, ResultsError, read_proof, type_figure
from giamngheo.apps.results.actions.figures import TAKEN
from giamngheo.apps.results.counting import NotCountedError
from giamngheo.apps.results.models import Actual
from giamngheo.apps.results.of_activities import ACTIVITIES, HOUSEHOLDS
from giamngheo.apps.results.queries import followed
from giamngheo.apps.results.sources import households_behind
from giamngheo.apps.results.states import FigureSource
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among, reached
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import children_of
from giamngheo.foundation.files import FileKind
from giamngheo.foundation.files.keeping import LIMIT_BYTES
from giamngheo.foundation.text import whole
from giamngheo.law.results.library import indicator_of
from giamngheo.law.vocabulary.frameworks import OF_ACTIVITIES, OF_PEOPLE, Indicator
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.staff.results.exporting import give_households
from giamngheo.web.staff.results.reaching import figure_for, require, target_for
from giamngheo.web.staff.results.typed import number_typed, whole_typed

ON_A_PAGE: Final = 50
AT_ONCE: Final = 10_000
"""Households of a unit up to which its register is read while a page waits: those of a commune."""
PARTS: Final = {
    "tinh": (True, "được tính"),
    "khong": (False, "không được tính"),
    "chua-ro": (None, "chưa rõ"),
}
_NO_DAY: Final = "Chưa có ngày: gõ ngày của số liệu, như 30/6/2026."


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: HttpRequest, target_id: int) -> HttpResponse:
    """Show the form of a figure, or keep it and show the target."""
    row = target_for(request, target_id)
    require(request, Permission.KEEP_RESULTS, row.area_id)
    found = next(iter(followed([row], today())), None)
    if found is None or row.ended_at is not None:
        raise Http404
    wrong: dict[str, str] = {}
    if request.method == "POST":
        figure = _figure(request, found.indicator, wrong)
        if figure is not None:
            try:
                type_figure(row, figure, request.FILES.get("tep"), today(), actor_of(request))
                return redirect("target", row.pk)
            except ResultsError as error:
                wrong = error.wrong
    told = {
        "one": found,
        "row": row,
        "names": names_of([row.area_id], row.first),
        "today": today(),
        "taken": ",".join(kind.media_type for kind in TAKEN),
        "kinds": ", ".join(kind.called for kind in TAKEN),
        "limit": LIMIT_BYTES,
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/results/figure.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_RESULTS)
@require_GET
def proof(request: HttpRequest, proof_id: int) -> HttpResponse:
    """Hand out the file of a proof, to save: nothing of it runs or shows within our pages."""
    one = figure_for(request, proof_id)
    if not one.stored:
        raise Http404
    try:
        with read_proof(one, actor_of(request)) as opened:
            content = opened.read()
    except FileNotFoundError:
        return render(request, "staff/results/lost.html", {"one": one}, status=404)
    answer = HttpResponse(content, content_type=FileKind(one.file_kind).media_type)
    name = quote(f"{one.proof[:80]}.{one.file_kind}", safe="")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"chung-minh-{one.pk}.{one.file_kind}\"; filename*=UTF-8''{name}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def households(request: HttpRequest, figure_id: int) -> HttpResponse:
    """Show the households behind a figure that was counted, as the register tells now.

    Of what activities tell the list that it is counted from.
    """
    one, indicator = _counted(request, figure_id)
    if ACTIVITIES in one.behind:
        return redirect("figure-activities", one.pk)
    if indicator.computed in OF_ACTIVITIES and HOUSEHOLDS not in one.behind:
        page = "officers" if indicator.computed == "officers_trained" else "assets"
        return redirect(f"{reverse(page)}?don-vi={one.area_id}&nam={one.as_of.year}")
    part, chosen = _part(request, one), number_in(request.GET, "don-vi")
    told: dict[str, Any] = {
        "one": one,
        "indicator": indicator,
        "place": capital(names_of([one.area_id], one.as_of).get(one.area_id, "–")),
        "parts": _parts_of(one),
        "as_counted": HOUSEHOLDS in one.behind,
        "part": part,
        "of_people": indicator.computed in OF_PEOPLE,
        "below": {},
        "chosen": one.area_id,
        "query": urlencode({"nhom": part} | ({"don-vi": chosen} if chosen else {})),
    }
    try:
        rows = _behind(request, one, indicator, part, told)
    except NotCountedError as error:
        return render(request, "staff/results/households.html", told | {"refused": str(error)}, status=422)
    mark = rows.filter(pk=number_in(request.GET, "tu") or 0).first()
    later = Q(sort_key__gt=mark.sort_key) | Q(sort_key=mark.sort_key, pk__gt=mark.pk) if mark else Q()
    found = list(rows.filter(later)[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    told |= {
        "refused": "",
        "households": shown,
        "total": rows.count(),
        "names": names_of([each.area_id for each in shown], today()),
        "next_page": shown[-1].pk if len(found) > ON_A_PAGE else None,
        "is_first": mark is None,
    }
    return render(request, "staff/results/households.html", told)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, figure_id: int, ending: str) -> HttpResponseBase:
    """Give the households behind a figure."""
    one, indicator = _counted(request, figure_id)
    if indicator.computed in OF_ACTIVITIES and HOUSEHOLDS not in one.behind:
        raise Http404
    part = _part(request, one)
    try:
        rows = _behind(request, one, indicator, part, {})
    except NotCountedError as error:
        raise Http404 from error
    said = [["Chỉ số", indicator.name], ["Hộ", PARTS[part][1]]]
    return give_households(request, one, rows, said, ending)


def _behind(
    request: HttpRequest, one: Actual, indicator: Indicator, part: str, told: dict[str, Any]
) -> QuerySet[Household]:
    """The households of a part of a figure that who asks sees, in the order of names.

    What was not frozen where who asks sees it is looked for in the register; of a large unit in one of those
    below, chosen on the page: a page does not read a whole province.
    """
    unit, day = one.area_id, today()
    within = reached(person_of(request), Permission.SEE_HOUSEHOLDS, day)
    if HOUSEHOLDS in one.behind:
        rows = Household.objects.filter(within, among(one.behind[HOUSEHOLDS], "pk"))
        return rows.order_by("sort_key", "pk")
    if one.snapshot is None:
        below = {each.area_id: each.full_name for each in children_of(one.area_id, day)}
        chosen = number_in(request.GET, "don-vi")
        if chosen in below:
            unit = chosen
        homes = households_in([unit], day).get(unit, 0)
        told |= {"below": below, "chosen": unit}
        if homes > AT_ONCE:
            raise NotCountedError(
                f"đơn vị có {whole(homes)} hộ nên không đọc cả sổ hộ một lúc. Chọn một đơn vị trực thuộc, "
                "hoặc chốt số liệu rồi tính lại: hộ đứng sau số liệu chốt mở được ngay."
            )
    numbers = households_behind(one, indicator, areas_within([unit], day), PARTS[part][0])
    return Household.objects.filter(within, among(numbers, "pk")).order_by("sort_key", "pk")


def _parts_of(one: Actual) -> dict[str, str]:
    """Which households may be shown: where it was kept who was counted, those alone."""
    return {
        word: label for word, (told, label) in PARTS.items() if told is True or HOUSEHOLDS not in one.behind
    }


def _part(request: HttpRequest, one: Actual) -> str:
    asked = request.GET.get("nhom", "")
    return asked if asked in _parts_of(one) else "tinh"


def _counted(request: HttpRequest, figure_id: int) -> tuple[Actual, Indicator]:
    """A figure that was counted with its indicator; 404 for what was typed."""
    one = figure_for(request, figure_id)
    indicator = indicator_of(one.framework, one.indicator)
    if indicator is None or indicator.computed is None or one.source != FigureSource.COMPUTED:
        raise Http404
    return one, indicator


def _figure(request: HttpRequest, indicator: Indicator, wrong: dict[str, str]) -> Figure | None:
    typed = request.POST
    day = day_needed(typed, "ngay", _NO_DAY, wrong)
    value, numerator, denominator = None, None, None
    if indicator.is_percent:
        numerator, denominator = whole_typed(typed, "tu-so", wrong), whole_typed(typed, "mau-so", wrong)
        if numerator is None and denominator is None:
            value = number_typed(typed, "so", wrong)
    else:
        numerator = whole_typed(typed, "so", wrong)
    if wrong or day is None:
        return None
    proof_words, reason = words_in(typed, "chung-minh", 301), words_in(typed, "ly-do", 501)
    return Figure(day, proof_words, value, numerator, denominator, reason)
