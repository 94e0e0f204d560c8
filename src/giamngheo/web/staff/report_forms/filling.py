"""A filled form: its sheet with figures and fields, what does not agree, and the deeds on it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from giamngheo.apps.report_forms.actions import (
    ReportFormError,
    choose_snapshot,
    finish,
    reopen,
    roll_up,
    type_cells,
)
from giamngheo.apps.report_forms.designs import Planned, Typed
from giamngheo.apps.report_forms.drawing import Drawn
from giamngheo.apps.report_forms.models import FilledForm
from giamngheo.apps.report_forms.queries import below, sight_of, snapshots_for, sums_up
from giamngheo.apps.report_forms.reckoning import DECIMALS, Value, said
from giamngheo.apps.report_forms.states import FilledState, Period
from giamngheo.apps.reports.reckoning import opens
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.reports.library import statutory_tables
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.report_forms.designing import marks_of, source_said
from giamngheo.web.staff.report_forms.laid import boxes_of, label_of
from giamngheo.web.staff.report_forms.reaching import filled_for, may_here, require
from giamngheo.web.staff.reports.reaching import TIER_WORDS, seen_by
from giamngheo.web.staff.results.typed import decimal_of

_LONGEST: Final = 501
_EXACT: Final = 6  # decimals as they can be typed: what is shown in a field is sent again


@needs(Permission.SEE_RESULTS)
@require_safe
def page(request: HttpRequest, filled_id: int) -> HttpResponse:
    """Show a filled form."""
    return _page(request, filled_for(request, filled_id), {})


@needs(Permission.KEEP_RESULTS)
@require_POST
def deed(request: HttpRequest, filled_id: int) -> HttpResponse:
    """Save cells, choose frozen figures, sum the units below, finish, or open again."""
    filled, word = filled_for(request, filled_id), request.POST.get("viec", "")
    require(request, Permission.KEEP_RESULTS, filled.area_id)
    try:
        _do(request, filled, word)
    except ReportFormError as error:
        return _page(request, filled_for(request, filled_id), error.wrong)
    return redirect("filled-form", filled.pk)


def _do(request: HttpRequest, filled: FilledForm, word: str) -> None:
    actor = actor_of(request)
    if word in {"luu", "hoan-thanh"}:
        type_cells(filled, _values(request.POST, filled.version.planned), actor)
        if word == "hoan-thanh":
            finish(filled, actor)
    elif word == "ban-chot":
        asked = number_in(request.POST, "ban-chot")
        known = snapshots_for(filled, seen_by(request))
        chosen = next((one for one in known if one.pk == asked), None)
        if asked is not None and chosen is None:
            raise ReportFormError("Bản chốt này không dùng được. Cách xử lý: chọn lại.", "ban-chot")
        choose_snapshot(filled, chosen, actor)
    elif word == "cong":
        roll_up(filled, "con-thieu" in request.POST, actor)
    elif word == "mo-lai":
        reopen(filled, words_in(request.POST, "ly-do", _LONGEST), actor)
    else:
        raise ReportFormError("Chưa chọn việc. Cách xử lý: bấm nút của việc cần làm.", "viec")


def _values(typed: Mapping[str, str], planned: Planned) -> dict[str, Value]:
    """What was typed into the cells that are in the form; raises ReportFormError with each wrong one."""
    found: dict[str, Value] = {}
    wrong = {}
    for name, source in planned.sources.items():
        field = f"o-{name}"
        if not isinstance(source, Typed) or field not in typed:
            continue
        text = words_in(typed, field, _LONGEST)
        if not text:
            found[name] = None
        elif source.kind == "text":
            found[name] = text
        else:
            number = decimal_of(text)
            if number is None:
                wrong[field] = (
                    f"Ô {name}: «{text}» không phải con số. Gõ như 71 hoặc 0,15; chưa biết thì để trống."
                )
            else:
                found[name] = Fraction(number)
    if wrong:
        raise ReportFormError("Có ô chưa đúng.", wrong=wrong)
    return found


def _page(request: HttpRequest, filled: FilledForm, wrong: dict[str, str]) -> HttpResponse:
    version, area_id = filled.version, filled.area_id
    sight = sight_of(filled)
    permissions = may_here(request, area_id)
    is_draft = filled.state == FilledState.DRAFT
    planned = version.planned
    keeps = Permission.KEEP_RESULTS in permissions
    summing = sums_up(version) if is_draft and keeps else []
    units = below(filled)
    told = {
        "filled": filled,
        "form_version": version,
        "form": version.form,
        "place": names_of([area_id], filled.last).get(area_id, "–"),
        "period": Period(version.period).called(filled.first, filled.last),
        "rows": boxes_of(planned),
        "sources": planned.sources,
        "marks": marks_of(version),
        "figures": {
            name: said(value, _EXACT if isinstance(planned.sources[name], Typed) else DECIMALS)
            for name, value in sight.figures.items()
            if name in planned.sources
        },
        "typed_cells": sight.typed,
        "units": sight.names,
        "idle": sight.idle_rows,
        "label": lambda name: label_of(planned.sheet, name),
        "source_said": source_said,
        "behind": lambda name: _behind(request, filled, sight.drawn.get(name)),
        "hindering": [one for one in sight.faults if one.hinders],
        "empty": [one for one in sight.faults if not one.hinders],
        "below": units if summing else [],
        "missing": [one for one in units if not one.is_finished],
        "needs_snapshot": planned.needs_snapshot(),
        "hidden_snapshot": filled.snapshot_id is not None and filled.snapshot is None,
        "snapshots": snapshots_for(filled, seen_by(request)) if is_draft and keeps else [],
        "is_draft": is_draft,
        "may_keep": keeps,
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/report_forms/filled.html", told, status=422 if wrong else 200)


def _behind(request: HttpRequest, filled: FilledForm, drawn: Drawn | None) -> str:
    """The address of the households behind a cell; empty where there are none or they may not be seen."""
    if drawn is None or not drawn.value:
        return ""
    if drawn.figure is not None:
        sees = may(person_of(request), Permission.SEE_HOUSEHOLDS, filled.area_id, today())
        return reverse("figure-households", args=[drawn.figure]) if sees else ""
    snapshot, table = filled.snapshot, statutory_tables().get(drawn.table)
    if snapshot is None or table is None or not opens(table, drawn.column, drawn.part):
        return ""
    if not may(person_of(request), Permission.SEE_HOUSEHOLDS, snapshot.area_id, today()):
        return ""
    told = {"cot": drawn.column, "dong": drawn.part}
    if drawn.unit is not None:
        told |= {"don-vi": str(drawn.unit), "cap": TIER_WORDS.get(Tier(drawn.tier), "")}
    address = reverse("report-behind", args=[snapshot.pk, drawn.table.replace("_", "-")])
    return f"{address}?{urlencode({name: value for name, value in told.items() if value})}"
