"""A batch taken away as files: its units before and after, what is to be looked at, the lines of a draft."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.checks import Finding
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.areas.preview import Heir, UnitChange, preview
from giamngheo.foundation.areas.states import BatchState
from giamngheo.foundation.areas.told_lines import ToldLine, told_lines
from giamngheo.web.components.exporting import AT_ONCE, COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital, number
from giamngheo.web.staff.areas.batches import found_batch
from giamngheo.web.staff.areas.drafts import of_a_draft
from giamngheo.web.staff.areas.exporting import own_areas

_OPEN: Final = (BatchState.DRAFT, BatchState.PROPOSED)


@needs(Permission.SEE)
@require_GET
def before_and_after(request: HttpRequest, batch_id: int, ending: str) -> HttpResponseBase:
    """Give all units of an open batch before and after; the page of another says where its result is."""
    batch = found_batch(batch_id)
    if batch.state not in _OPEN:
        return redirect("area-batch", batch_id)
    units = preview(batch).units
    return give(request, UNITS, lambda: iter(units), _taken(request, batch, len(units)), ending)


@needs(Permission.SEE)
@require_GET
def to_look_at(request: HttpRequest, batch_id: int, ending: str) -> HttpResponseBase:
    """Give all that is to be corrected or looked at in an open batch."""
    batch = found_batch(batch_id)
    if batch.state not in _OPEN:
        return redirect("area-batch", batch_id)
    findings = preview(batch).findings
    return give(request, FINDINGS, lambda: iter(findings), _taken(request, batch, len(findings)), ending)


@of_a_draft
@require_GET
def lines(request: HttpRequest, batch: Batch, ending: str) -> HttpResponseBase:
    """Give the lines of a draft of all pages, or those that must be corrected."""
    only_faulty = request.GET.get("loi") == "1"
    told = told_lines(batch, only_faulty=only_faulty, limit=1)
    taken = _taken(request, batch, told.faulty if only_faulty else told.total)
    return give(request, FAULTY_LINES if only_faulty else LINES, _rows(batch, only_faulty), taken, ending)


def _taken(request: HttpRequest, batch: Batch, count: int) -> Taken:
    details = {"batch": str(batch.pk)}
    return Taken("areas.export", count, own_areas(request), details=details, place=f"đợt «{batch.title}»")


def _rows(batch: Batch, only_faulty: bool) -> Callable[[], Iterator[ToldLine]]:
    def rows() -> Iterator[ToldLine]:
        after: int | None = 0
        while after is not None:
            told = told_lines(batch, after=after, only_faulty=only_faulty, limit=AT_ONCE)
            yield from told.lines
            after = told.after

    return rows


def _unit_lines(chunk: Sequence[UnitChange], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        touched = [f"{number(one.villages)} thôn"] if one.villages else []
        touched += [f"{number(count)} {label}" for label, count in one.touches.items()]
        yield (
            one.code or None,
            capital(one.before.full_name) if one.before else "chưa có",
            one.before.parent or None if one.before else None,
            _after(one),
            one.after.parent or None if one.after else None,
            "có" if one.follows else None,
            "; ".join(touched) or None,
        )


def _after(one: UnitChange) -> str:
    if one.after:
        return capital(one.after.full_name)
    return "; ".join(_inherits(heir) for heir in one.heirs) or "chấm dứt"


def _inherits(heir: Heir) -> str:
    return f"{'toàn bộ' if heir.is_whole else 'một phần'} về {heir.name or heir.code}"


def _finding_lines(chunk: Sequence[Finding], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        yield one.gravity.label, one.place, one.code or None, one.sentence, one.remedy


def _line_lines(chunk: Sequence[ToldLine], looking: Looking) -> Iterator[Sequence[Any]]:
    for line in chunk:
        told = [f"{one.gravity.label}: {one.sentence} {one.remedy}" for one in line.findings]
        yield line.place, line.sentence, "; ".join(told) or None


UNITS: Final = Exported(
    "Trước và sau",
    "Số đơn vị",
    {
        PLACE: COUNT,
        "Mã": TEXT,
        "Trước": TEXT,
        "Trước thuộc": TEXT,
        "Sau": TEXT,
        "Sau thuộc": TEXT,
        "Đi theo": TEXT,
        "Chạm tới": TEXT,
    },
    (7, 14, 32, 28, 40, 28, 10, 40),
    _unit_lines,
)
FINDINGS: Final = Exported(
    "Cần xem lại",
    "Số điều",
    {PLACE: COUNT, "Mức": TEXT, "Dòng": COUNT, "Mã": TEXT, "Nội dung": TEXT, "Cách xử lý": TEXT},
    (7, 12, 9, 14, 60, 60),
    _finding_lines,
)
_OF_LINE: Final = {PLACE: COUNT, "Dòng": COUNT, "Việc": TEXT, "Cần xem lại": TEXT}
LINES: Final = Exported("Các dòng thay đổi", "Số dòng", _OF_LINE, (7, 9, 70, 70), _line_lines)
FAULTY_LINES: Final = Exported("Các dòng phải sửa", "Số dòng", _OF_LINE, (7, 9, 70, 70), _line_lines)
