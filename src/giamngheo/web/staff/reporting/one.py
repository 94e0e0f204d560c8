"""One report owed: where it stands, its figures and text, what was returned and adjusted, the next step."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.report_forms.models import FilledForm
from giamngheo.apps.report_forms.queries import finished_in
from giamngheo.apps.reporting.figures import Changed, apart, changes, disagreements_in
from giamngheo.apps.reporting.models import Copy, Edition, Report, ReturnedCell, Step
from giamngheo.apps.reporting.queries import (
    Owed,
    is_as_it_was,
    kept_of,
    owed_below,
    returned_cells,
    standing_parts,
    texts_of,
)
from giamngheo.apps.reporting.states import MOVES, ReportState, Verb
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.law.reports.library import statutory_tables
from giamngheo.law.vocabulary.reports import Column
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.shown import REPORT_STATES, TARGET_STATES
from giamngheo.web.staff.reporting.programme import MONEY, activity_rows, money_rows
from giamngheo.web.staff.reporting.reaching import Seen, names, of_report
from giamngheo.web.staff.reports.one_table import WHOLE, cell, part_words

SHOWN_CHANGES: Final = 30
_WITHOUT_FIGURES: Final[dict[str, Any]] = dict.fromkeys(
    ("tables", "changed", "apart", "cells", "marked", "stale"), ()
) | {"before": None, "changed_count": 0, "apart_count": 0}


@dataclass(frozen=True)
class SaidChange:
    """A cell with two figures in words: where it stands, what it was and what it is."""

    place: str
    before: str
    after: str


@dataclass(frozen=True)
class SaidCell:
    """A returned or marked cell in words, what it says now, and whether it waits for an answer."""

    cell: ReturnedCell
    place: str
    now: str
    is_open: bool


@of_report
@require_safe
def page(request: HttpRequest, seen: Seen) -> HttpResponseBase:
    """Show the report."""
    return shown(request, seen, {})


def shown(request: HttpRequest, seen: Seen, wrong: dict[str, str]) -> HttpResponse:
    """The page, with what is wrong at its fields."""
    owed, day = seen.owed, today()
    report, edition = owed.report, owed.report.edition if owed.report else None
    below = owed_below(owed.unit.area_id, owed.duty, owed.period.code, day)
    told = {
        "seen": seen,
        "owed": owed,
        "report": report,
        "edition": edition,
        "late": owed.is_late(day),
        "states": REPORT_STATES,
        "target_states": TARGET_STATES,
        "money_heads": MONEY,
        "money": money_rows(edition) if edition else [],
        "activities": activity_rows(edition) if edition else [],
        "moves": seen.moves(),
        "drew_it": edition is not None
        and edition.drawn_by_id == person_of(request)
        and owed.unit.tier != Tier.VILLAGE,
        "below": below,
        "missing": [one.unit.full_name for one in below if one.report is None or one.report.standing is None],
        "snapshots": _snapshots(owed) if seen.may_draw else [],
        "may_freeze": Permission.FREEZE_FIGURES in seen.as_sender,
        "steps": list(Step.objects.filter(report=report).order_by("-pk")) if report else [],
        "done": {verb.value: move.done for verb, move in MOVES.items()},
        "texts": texts_of(report),
        **_forms(owed, edition),
        "copies": list(
            Copy.objects.filter(edition__report=report).select_related("edition").order_by("-pk")
            if report
            else []
        ),
        "further": names({*owed.also}, day),
        "typed": request.POST,
        "wrong": wrong,
        "errors": list(wrong.items()),
        **(_of_edition(seen, report, edition, below) if report and edition else _WITHOUT_FIGURES),
    }
    return render(request, "staff/reporting/one.html", told, status=422 if wrong else 200)


def _forms(owed: Owed, edition: Edition | None) -> dict[str, Any]:
    """The unit's own forms: those that the edition keeps, and those that are finished or changed since."""
    now = {one.pk: one for one in finished_in(owed.unit.area_id, owed.period.first, owed.period.last)}
    kept = edition.forms if edition else []
    same = {one["filled"] for one in kept if _is_same(one, now.get(one["filled"]))}
    return {
        "kept_forms": kept,
        "forms": [one for one in now.values() if one.pk not in same],
        "opened_forms": [one["title"] for one in kept if one["filled"] not in now],
    }


def _is_same(kept: dict[str, Any], filled: FilledForm | None) -> bool:
    return filled is not None and filled.figures == kept["figures"]


def _of_edition(seen: Seen, report: Report, edition: Edition, below: list[Owed]) -> dict[str, Any]:
    """What is told of the figures: their tables, what changed, what differs from below, what was returned."""
    parts = standing_parts(below)
    before = report.standing if report.state != ReportState.LOCKED else None
    if before is None or before.pk == edition.pk:
        before = Edition.objects.filter(report=report, number__lt=edition.number).order_by("-number").first()
    differing = list(changes(before.figures, edition.figures)) if before else []
    other = list(apart(edition.figures, kept_of(parts))) if edition.snapshot_id else []
    cells = returned_cells(report)
    marked = list(ReturnedCell.objects.filter(report=report, edition=edition, step=None).order_by("pk"))
    marked = marked if seen.may(MOVES[Verb.RETURN]) else []  # so far they are the receiver's own
    units = {one.unit for one in (*differing, *other) if one.unit is not None}
    units |= {one.unit for one in (*cells, *marked) if one.unit is not None}
    called = names(units, edition.closing)
    return {
        "tables": [
            (
                name.replace("_", "-"),
                statutory_tables()[name].text,
                len(disagreements_in(edition.figures, name)),
            )
            for name in statutory_tables()
            if name in edition.figures
        ],
        "before": before,
        "changed": [_said(one, called) for one in differing[:SHOWN_CHANGES]],
        "changed_count": len(differing),
        "apart": [_said(one, called) for one in other[:SHOWN_CHANGES]],
        "apart_count": len(other),
        "cells": [
            SaidCell(
                one,
                _place(one.table, one.unit, one.part, one.column, called),
                "như cũ" if is_as_it_was(one, edition) else "đã khác",
                not one.answer and is_as_it_was(one, edition),
            )
            for one in cells
        ],
        "marked": [
            SaidCell(one, _place(one.table, one.unit, one.part, one.column, called), "", is_open=False)
            for one in marked
        ],
        "stale": [
            one.unit.full_name
            for one in below
            if one.report is not None
            and one.report.standing_id is not None
            and edition.parts.get(str(one.unit.area_id)) != one.report.standing_id
        ],
    }


def _snapshots(owed: Owed) -> list[Snapshot]:
    """The frozen figures of the unit from which the report may be drawn up, the last first."""
    rows = Snapshot.objects.filter(
        area=owed.unit.area_id, closing__range=(owed.period.first, owed.period.last)
    )
    return list(rows.order_by("-closing", "-pk")[:20])


def _said(one: Changed, called: dict[int, str]) -> SaidChange:
    return SaidChange(
        _place(one.table, one.unit, one.part, one.column, called), cell(one.before), cell(one.after)
    )


def _place(table: str, unit: int | None, part: str, column: str, called: dict[int, str]) -> str:
    """Where a cell stands: «Biểu 2, cột 9 (Cuối kỳ), thôn Mẫu, hộ»."""
    text = statutory_tables()[table].text
    found: Column = next(one for one in text.columns if one.id == column)
    where = WHOLE.lower() if unit is None else called.get(unit, "đơn vị đã đổi")
    said = part_words(text).get(part, "")
    number = f"cột {found.number} " if found.number else ""
    return f"Biểu {text.number}, {number}«{found.name}», {where}{f', {said.lower()}' if said else ''}"
