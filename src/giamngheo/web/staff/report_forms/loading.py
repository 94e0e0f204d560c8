"""The form by which a blank is loaded: as a new form of a unit, or as another version of one."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.report_forms.actions import (
    Blank,
    ReportFormError,
    Terms,
    load_form,
    load_version,
)
from giamngheo.apps.report_forms.actions.loading import LEVELS
from giamngheo.apps.report_forms.blanks import LIMITS
from giamngheo.apps.report_forms.models import FormVersion, ReportForm
from giamngheo.apps.report_forms.states import Period
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.files import FileKind
from giamngheo.law.library import cited
from giamngheo.law.report_forms.library import form_slots
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.report_forms.reaching import form_for, require


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or load a blank and show where its figures are to be told."""
    unit, others = unit_asked(request)
    require(request, Permission.KEEP_RESULTS, unit.area_id)
    wrong: dict[str, str] = {}
    slot = (request.POST if request.method == "POST" else request.GET).get("cho", "")
    if request.method == "POST":
        try:
            title = words_in(request.POST, "ten", 301) or (
                form_slots()[slot].name if slot in form_slots() else ""
            )
            version = load_form(
                Area(pk=unit.area_id), title, _blank(request), _terms(request), actor_of(request), slot=slot
            )
            return redirect("form-version", version.pk)
        except ReportFormError as error:
            wrong = error.wrong
    known = form_slots().get(slot)
    shown = request.POST.dict()
    if request.method != "POST" and known is not None:
        shown = {"cho": slot, "ten": known.name, "dieu-khoan": cited(known.clause)}
    return _page(request, {"unit": unit, "others": others, "form": None}, shown, wrong)


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def another(request: HttpRequest, form_id: int) -> HttpResponse:
    """Show the form of another version, or load it."""
    form = form_for(request, form_id)
    require(request, Permission.KEEP_RESULTS, form.area_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            reason = words_in(request.POST, "ly-do", 501)
            version = load_version(form, _blank(request), _terms(request), reason, actor_of(request))
            return redirect("form-version", version.pk)
        except ReportFormError as error:
            wrong = error.wrong
    before = form.versions.order_by("-number").first()
    shown = request.POST.dict() if request.method == "POST" else _written(before)
    return _page(request, {"form": form, "before": before}, shown, wrong)


def _page(
    request: HttpRequest, about: Mapping[str, object], shown: dict[str, str], wrong: dict[str, str]
) -> HttpResponse:
    form = about["form"]
    before = about.get("before")
    levels = [str(one) for one in before.levels] if isinstance(before, FormVersion) else []
    told = {
        **about,
        "slots": []
        if isinstance(form, ReportForm)
        else [(name, slot.name) for name, slot in form_slots().items()],
        "levels": [(str(int(one)), one.label) for one in LEVELS],
        "chosen": request.POST.getlist("cap") if request.method == "POST" else levels,
        "periods": Period.choices,
        "limit": LIMITS.bytes,
        "taken": FileKind.XLSX.media_type,
        "typed": shown,
        "wrong": wrong,
    }
    return render(request, "staff/report_forms/loading.html", told, status=422 if wrong else 200)


def _blank(request: HttpRequest) -> Blank:
    given = request.FILES.get("tep")
    content = given.read(LIMITS.bytes + 1) if given is not None else b""
    return Blank(
        content, (given.name or "") if given is not None else "", words_in(request.POST, "trang", 60)
    )


def _terms(request: HttpRequest) -> Terms:
    levels = [
        int(one) for one in request.POST.getlist("cap") if one.isascii() and one.isdigit() and len(one) < 3
    ]
    return Terms(
        levels,
        request.POST.get("ky", ""),
        words_in(request.POST, "dieu-khoan", 301),
        words_in(request.POST, "van-ban", 301),
    )


def _written(before: FormVersion | None) -> dict[str, str]:
    if before is None:
        return {}
    return {"ky": before.period, "dieu-khoan": before.clause, "van-ban": before.ordered_by}
