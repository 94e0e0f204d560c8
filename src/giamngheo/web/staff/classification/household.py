"""«Vì sao?»: one household, its class, the evidence against the law, on one sheet of paper."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from giamngheo.apps.exchange.asked import said_of
from giamngheo.law.library import Rules, cited, rules_of
from giamngheo.law.vocabulary.standards import ByResidence, DeprivationText, HouseholdClass, Residence
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.classification.filters import filtering
from giamngheo.web.staff.classification.result import CLASS_NAMES, as_filters, classified_list

_STATES = {
    True: ("lacking", "alert-circle", "Thiếu hụt"),
    False: ("fine", "circle-check", "Không thiếu"),
    None: ("unknown", "help-circle", "Chưa biết"),
}


_IDENTITY = ("head", "household_code", "village", "commune", "member_count")  # a list may lack any of them


@dataclass(frozen=True)
class Line:
    """One piece of evidence against one line of the law."""

    name: str
    value: str
    line: str
    verdict: str
    clause: str


@dataclass(frozen=True)
class DeprivationShown:
    """One deprivation of the household; `note` is the number of its note under the table."""

    text: DeprivationText
    clause: str
    state: str
    icon: str
    words: str
    note: int | None


@require_safe
def page(request: HttpRequest, key: uuid.UUID, home_key: int) -> HttpResponse:
    """Show why a household has its class; its key tells sheet and row of the file."""
    from giamngheo.apps.exchange import queries  # noqa: PLC0415  it loads polars

    uploaded = classified_list(request, key)
    home = queries.household(uploaded, home_key)
    if home is None:
        raise Http404
    summary = queries.summary_of(uploaded)
    rules = rules_of(summary["standard"], said_of(uploaded).day)
    asked = filtering(request.GET)
    deprivations, notes = _deprivations(home, rules)
    name = CLASS_NAMES[home["class_code"]]
    sheet = summary["sheets"][queries.place_of(home)]
    return render(
        request,
        "staff/classification/household.html",
        {
            "uploaded": uploaded,
            "summary": summary,
            "home": dict.fromkeys(_IDENTITY) | home,
            "row": home["row"],
            "sheet": sheet["name"] if len(summary["sheets"]) > 1 else "",
            "head": home.get("head") or home.get("household_code") or f"Hộ ở dòng {home['row']}",
            "class_name": name,
            "class_text": rules.text(HouseholdClass(name)) if name != "unknown" else None,
            "class_clause": cited(rules.text(HouseholdClass(name)).clause) if name != "unknown" else "",
            "standard": rules.standard,
            "in_force_by": cited(rules.in_force_by),
            "day": rules.day,
            "residence": _residence(home),
            "lines": _lines(home, rules),
            "points_clause": _count(home, rules),
            "deprivations": deprivations,
            "shared_clause": _shared_clause(deprivations),
            "notes": notes,
            "reasons": _parts(home.get("reason")),
            "missing": _parts(home.get("Còn thiếu")),
            "pivots": _parts(home.get("pivot")),
            "cells": queries.original_cells(uploaded, home, sheet["columns"]),
            "members": queries.members_of(uploaded, home, sheet["member_columns"]),
            "faults": queries.faults_of(uploaded, home=home) if home["_faulty"] else [],
            "asked": asked,
            "beside": queries.neighbours_of(uploaded, home_key, as_filters(asked)),
            "printed_at": timezone.localtime(),
        },
    )


def _parts(text: str | None) -> list[str]:
    return [part[0].upper() + part[1:] for part in (text or "").split("; ") if part]


def _residence(home: dict[str, Any]) -> Residence | None:
    urban = home.get("urban")
    return None if urban is None else Residence.URBAN if urban else Residence.RURAL


def _lines(home: dict[str, Any], rules: Rules) -> list[Line]:
    """Income and B1 points against each line that the standard asks of them."""
    found = []
    residence = _residence(home)
    for term in rules.standard.terms:
        for column, parameter, unit in (
            ("income_per_head", term.parameter, " đồng/người/tháng"),
            ("income_points", term.points_parameter, " điểm"),
        ):
            if parameter is None or home.get(column) is None:
                continue
            line = rules.parameters.line(parameter)
            in_force = rules.parameters.value(parameter)
            found.append(
                Line(
                    "Thu nhập bình quân" if column == "income_per_head" else "Điểm B1",
                    f"{number(home[column])}{unit}",
                    f"{rules.parameters.by_id[parameter].name}: {_limit(line, residence)}",
                    _verdict(home[column], line, residence),
                    cited(in_force.clause) if in_force is not None else "chưa tìm được văn bản",
                )
            )
    return found


def _limit(line: int | ByResidence | None, residence: Residence | None) -> str:
    if line is None:
        return "chưa có văn bản"
    if isinstance(line, int):
        return number(line)
    if residence is not None:
        return f"{number(line.of(residence))} ({residence.label})"
    return f"{number(line.rural)} (nông thôn), {number(line.urban)} (thành thị)"


def _verdict(value: int, line: int | ByResidence | None, residence: Residence | None) -> str:
    if line is None:
        return "chưa rõ"
    limits = {line} if isinstance(line, int) else {line.of(r) for r in Residence if residence in (None, r)}
    within = {value <= limit for limit in limits}
    return "chưa rõ" if len(within) > 1 else "không quá mức này" if True in within else "trên mức này"


def _count(home: dict[str, Any], rules: Rules) -> Line:
    """How many deprivations against how many are needed."""
    low, high = home["points_at_least"] // rules.weight, home["points_at_most"] // rules.weight
    needed = rules.cutoff // rules.weight
    enough = home.get("term_deprived_enough")
    told = rules.parameters.value("deprivation_cutoff")
    value = f"{low} chỉ số" if low == high else f"từ {low} đến {high} chỉ số"
    if rules.has_points and home.get("deprivation_points") is not None:
        value += f" (điểm B2 {number(home['deprivation_points'])})"
    return Line(
        "Thiếu hụt",
        value,
        f"Ngưỡng: từ {needed} chỉ số",
        "chưa rõ" if enough is None else "từ ngưỡng trở lên" if enough else "dưới ngưỡng",
        cited(told.clause) if told is not None else "",
    )


def _shared_clause(deprivations: list[DeprivationShown]) -> str:
    """The clause of all deprivations where they have one in common: told once it saves a line of each."""
    clauses = {one.clause for one in deprivations}
    return clauses.pop() if len(clauses) == 1 else ""


def _deprivations(home: dict[str, Any], rules: Rules) -> tuple[list[DeprivationShown], list[str]]:
    notes: list[str] = []
    shown = []
    for text in rules.standard.deprivations:
        state, icon, words = _STATES[home.get(f"deprived_{text.id}")]
        note = None
        if not text.verified:
            if text.note not in notes:
                notes.append(text.note)
            note = notes.index(text.note) + 1
        shown.append(DeprivationShown(text, cited(text.clause), state, icon, words, note))
    return shown, notes
