"""Decisions: listed, one with its amounts, put in force, dropped, reversed, its file."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from giamngheo.apps.budgets.actions import BudgetError, Paper, attach, drop, put_in_force, reverse_decision
from giamngheo.apps.budgets.models import Decision
from giamngheo.apps.budgets.papers import PRINTED
from giamngheo.apps.budgets.queries import decisions_of
from giamngheo.apps.budgets.states import DecisionKind, DecisionState
from giamngheo.apps.programmes.queries import in_scope_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.files.keeping import open_kept
from giamngheo.foundation.files.kinds import FileKind
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.budgets.reaching import decision_for, may_here, place_for, require
from giamngheo.web.staff.budgets.shown import STATES, words

A_PAGE, AMOUNTS = 50, 200


@needs(Permission.SEE_MONEY)
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Show the decisions of a unit in a year, the last first."""
    place = place_for(request)
    rows = Paginator(decisions_of(place.area_id, place.year), A_PAGE)
    told = {
        "place": place,
        "tab": "quyet-dinh",
        "page": rows.get_page(number_in(request.GET, "trang") or 1),
        "kinds": [(one.value, one.label) for one in DecisionKind],
        "icons": STATES,
        **words(),
    }
    return render(request, "staff/budgets/decisions.html", told)


@needs(Permission.SEE_MONEY)
@require_safe
def one(request: HttpRequest, money_decision_id: int) -> HttpResponse:
    """Show a decision with its amounts, as far as who asks sees their units."""
    return _page(request, decision_for(request, money_decision_id), {})


@needs(Permission.SEE_MONEY)
@require_POST
def deed(request: HttpRequest, money_decision_id: int) -> HttpResponse:
    """Put a draft in force, attach its file, drop it; or reverse what is in force."""
    decision, actor, wrong = decision_for(request, money_decision_id), actor_of(request), dict[str, str]()
    verb, may = request.POST.get("viec", ""), may_here(request, decision.area_id)
    if not {Permission.KEEP_MONEY, Permission.DECIDE_MONEY} & may:
        raise PermissionDenied
    try:
        if verb == "tep":
            require(request, Permission.KEEP_MONEY, decision.area_id)
            given = request.FILES.get("tep")
            if given is None:
                raise BudgetError("Chưa chọn tệp. Cách xử lý: chọn bản quét của quyết định.", "tep")
            attach(decision, given, actor)
        elif verb == "hieu-luc":
            require(request, Permission.DECIDE_MONEY, decision.area_id)
            day = day_needed(request.POST, "ngay", "Chưa ghi ngày. Cách xử lý: ghi ngày ký.", wrong)
            paper = Paper("", words_in(request.POST, "so", 61), day, words_in(request.POST, "co-quan", 201))
            if not wrong:
                put_in_force(decision, paper, actor)
        elif verb == "bo":
            drop(decision, words_in(request.POST, "ly-do", 501), actor)
        elif verb == "dao":
            require(request, Permission.DECIDE_MONEY, decision.area_id)
            reverse_decision(decision, words_in(request.POST, "ly-do", 501), today(), actor)
        else:
            raise BudgetError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
    except BudgetError as error:
        wrong = error.wrong
    if wrong:
        return _page(request, decision_for(request, money_decision_id), wrong)
    return redirect("budget-decision", decision.pk)


@needs(Permission.SEE_MONEY)
@require_safe
def file(request: HttpRequest, money_decision_id: int) -> HttpResponseBase:
    """Give the scan of the paper."""
    decision = decision_for(request, money_decision_id)
    if not decision.stored:
        raise Http404
    kind = FileKind(decision.file_kind)
    try:
        found = open_kept(decision.stored, settings.DATA / "budgets")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"quyet-dinh-{decision.pk}.{kind}"
    return FileResponse(found, as_attachment=True, filename=name, content_type=kind.media_type)


def _page(request: HttpRequest, row: Decision, wrong: dict[str, str]) -> HttpResponse:
    lines = row.lines.select_related("line__activity", "from_line__activity").order_by("pk")
    page = Paginator(lines, AMOUNTS).get_page(number_in(request.GET, "trang") or 1)
    areas = {row.area_id, *(said.line.area_id for said in page.object_list)}
    may, state = may_here(request, row.area_id), row.state
    is_own = row.drawn_by_id is not None and row.drawn_by_id == person_of(request)
    may_decide = Permission.DECIDE_MONEY in may and not is_own
    told = {
        "row": row,
        "page": page,
        "sum": row.lines.aggregate(sum=Sum("amount"))["sum"] or 0,
        "names": names_of(areas, today()),
        "state": state,
        "icons": STATES,
        "printed": PRINTED,
        "may_attach": Permission.KEEP_MONEY in may and state is DecisionState.DRAFT,
        "may_drop": {Permission.KEEP_MONEY, Permission.DECIDE_MONEY} & may and state is DecisionState.DRAFT,
        "may_force": may_decide and state is DecisionState.DRAFT,
        "may_reverse": may_decide and state is DecisionState.IN_FORCE,
        "waits_for_other": is_own and state is DecisionState.DRAFT,
        "typed": request.POST.dict()
        or {"so": row.number, "ngay": f"{row.day:%d/%m/%Y}" if row.day else "", "co-quan": row.issuer},
        "wrong": wrong,
        "left_out_by": in_scope_of(row.area_id, row.year, today()).left_out_by,
        **words(),
    }
    return render(request, "staff/budgets/decision.html", told, status=422 if wrong else 200)
