"""A form: its versions, the filled forms of the units that one sees, and the beginning of another."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from giamngheo.apps.report_forms.actions import ReportFormError, begin_filling
from giamngheo.apps.report_forms.models import FilledForm, FormVersion, ReportForm
from giamngheo.apps.report_forms.states import Period, VersionState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among, areas_reached, held_areas
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, units_and_children
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.report_forms.reaching import form_for, may_here, require

_MOST = 200
_NO_DAY = "Chưa có ngày: gõ một ngày trong kỳ, như 30/6/2026."


@needs(Permission.SEE_RESULTS)
@require_safe
def page(request: HttpRequest, form_id: int) -> HttpResponse:
    """Show a form."""
    return _page(request, form_for(request, form_id), {})


@needs(Permission.KEEP_RESULTS)
@require_POST
def begin(request: HttpRequest, form_id: int) -> HttpResponse:
    """Begin to fill in the version in use for a unit and a period, and lead there."""
    form, wrong = form_for(request, form_id), dict[str, str]()
    version = form.versions.filter(state=VersionState.IN_USE).select_related("form").first()
    area_id = number_in(request.POST, "don-vi")
    first, last = _days(request, version, wrong)
    if version is None:
        wrong["don-vi"] = "Chưa có phiên bản đang dùng. Đưa một phiên bản vào dùng trước."
    elif area_id is None or area_id not in _choices(request, version):
        wrong["don-vi"] = "Chưa chọn đơn vị. Chọn đơn vị lập biểu."
    if version is not None and not wrong and area_id is not None and first is not None and last is not None:
        require(request, Permission.KEEP_RESULTS, area_id)
        try:
            filled = begin_filling(version, Area(pk=area_id), first, last, actor_of(request))
            return redirect("filled-form", filled.pk)
        except ReportFormError as error:
            wrong = error.wrong
    return _page(request, form, wrong)


def _days(
    request: HttpRequest, version: FormVersion | None, wrong: dict[str, str]
) -> tuple[date | None, date | None]:
    day = day_needed(request.POST, "ngay", _NO_DAY, wrong)
    if version is None or day is None:
        return None, None
    if version.period != Period.AD_HOC:
        return Period(version.period).days(day)
    return day, day_needed(request.POST, "den-ngay", "Chưa có ngày cuối: gõ như 30/6/2026.", wrong)


def _choices(request: HttpRequest, version: FormVersion) -> dict[int, Unit]:
    """The units that fill in a version: those held and what stands directly under them."""
    held = held_areas(person_of(request), Permission.KEEP_RESULTS, today())
    units, children = units_and_children(held, today())
    found = [one for area in held if area in units for one in (units[area], *children.get(area, []))]
    return {one.area_id: one for one in found if one.tier in version.levels}


def _page(request: HttpRequest, form: ReportForm, wrong: dict[str, str]) -> HttpResponse:
    versions = list(form.versions.order_by("-number"))
    in_use = next((one for one in versions if one.state == VersionState.IN_USE), None)
    seen = among(areas_reached(person_of(request), Permission.SEE_RESULTS, today()))
    filled = list(
        FilledForm.objects.filter(seen, version__form=form)
        .select_related("version")
        .order_by("-last", "area_id")[:_MOST]
    )
    may = may_here(request, form.area_id)
    told = {
        "form": form,
        "versions": versions,
        "in_use": in_use,
        "levels": {int(one): one.label for one in Tier},
        "periods": dict(Period.choices),
        "called": lambda one: Period(one.version.period).called(one.first, one.last),
        "filled": filled,
        "names": names_of({form.area_id, *(one.area_id for one in filled)}, today()),
        "choices": list(_choices(request, in_use).values()) if in_use else [],
        "ad_hoc": in_use is not None and in_use.period == Period.AD_HOC,
        "may_keep": Permission.KEEP_RESULTS in may,
        "typed": request.POST.dict() or {"ngay": day_text(today())},
        "wrong": wrong,
    }
    return render(request, "staff/report_forms/form.html", told, status=422 if wrong else 200)
