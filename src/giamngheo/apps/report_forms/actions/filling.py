"""Deeds on a filled form: begun, cells typed, summed from below, finished, opened again with a reason."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.report_forms.actions.writing import ReportFormError, filled_called
from giamngheo.apps.report_forms.designs import Typed
from giamngheo.apps.report_forms.models import FilledForm, FormVersion, TypedCell
from giamngheo.apps.report_forms.queries import below, sight_of, sums_up
from giamngheo.apps.report_forms.reckoning import Value, read, summed, written
from giamngheo.apps.report_forms.states import FilledState, VersionState
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.held import areas_around
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import whole

_STALE: Final = "Tờ biểu đã hoàn thành. Cách xử lý: tải lại trang; muốn sửa thì mở lại, ghi lý do."
_LONGEST_TEXT: Final = 500


@transaction.atomic
def begin_filling(version: FormVersion, area: Area, first: date, last: date, actor: Actor) -> FilledForm:
    """Begin to fill in a version in use for a unit and a period; the one begun already where there is one.

    Raises ReportFormError where the version is not in use or the unit's tier does not fill it in.
    """
    if version.state != VersionState.IN_USE:
        raise ReportFormError("Phiên bản này chưa hoặc không còn dùng. Cách xử lý: chọn phiên bản đang dùng.")
    unit = unit_on(area.pk, last)
    if unit is None or unit.tier not in version.levels:
        raise ReportFormError("Cấp của đơn vị này không lập biểu. Cách xử lý: chọn đơn vị khác.", "don-vi")
    if version.form.area_id not in areas_around([area.pk], last)[area.pk]:
        raise ReportFormError(
            "Đơn vị này không thuộc đơn vị có biểu. Cách xử lý: chọn đơn vị khác.", "don-vi"
        )
    if last < first:
        raise ReportFormError("Ngày cuối trước ngày đầu. Cách xử lý: xem lại kỳ.", "ngay")
    asked = {"version": version, "area": area, "first": first, "last": last}
    known = FilledForm.objects.filter(**asked).first()
    if known is not None:
        return known
    filled = FilledForm(**asked, begun_by_id=actor.id, begun_by_name=actor.name)
    try:
        with transaction.atomic():
            filled.save(force_insert=True)
    except IntegrityError:
        return FilledForm.objects.get(**asked)
    _tell(filled, "report_forms.begun", "Bắt đầu lập", actor)
    return filled


@transaction.atomic
def choose_snapshot(filled: FilledForm, snapshot: Snapshot | None, actor: Actor) -> None:
    """Say from which frozen figures the drawn cells are counted."""
    one = _locked(filled)
    one.snapshot = snapshot
    one.save(update_fields=["snapshot"])
    about = f"bản chốt «{snapshot.title}»" if snapshot else "không bản chốt nào"
    _tell(one, "report_forms.drawn", f"Rút số từ {about} cho", actor, snapshot=snapshot and snapshot.pk)


@transaction.atomic
def type_cells(filled: FilledForm, values: Mapping[str, Value], actor: Actor) -> int:
    """Keep what was typed into cells, those that changed; raises ReportFormError for cells not typed in."""
    one = _locked(filled)
    sources = one.version.planned.sources
    strange = next((name for name in values if not isinstance(sources.get(name), Typed)), None)
    if strange is not None:
        raise ReportFormError(
            f"Ô {strange} không phải ô nhập tay. Cách xử lý: tải lại trang.", f"o-{strange}"
        )
    long = next(
        (name for name, said in values.items() if isinstance(said, str) and len(said) > _LONGEST_TEXT), None
    )
    if long is not None:
        raise ReportFormError(f"Ô {long} dài hơn {_LONGEST_TEXT} chữ. Cách xử lý: ghi ngắn lại.", f"o-{long}")
    return _write(one, values, [], "report_forms.typed", actor)


@transaction.atomic
def roll_up(filled: FilledForm, with_missing: bool, actor: Actor) -> list[str]:
    """Sum the typed numbers from the finished forms of the units below; the cells left empty are given back.

    A unit without a finished form hinders it, unless who asks said to go on without (`with_missing`). A cell
    that one of them does not know stays empty: an unknown is no nought.
    """
    one = _locked(filled)
    units = below(one)
    done = [each.filled for each in units if each.filled is not None and each.is_finished]
    missing = [each.unit.full_name for each in units if not each.is_finished]
    if not done:
        raise ReportFormError(
            "Chưa đơn vị trực thuộc nào hoàn thành biểu này của kỳ. Cách xử lý: nhắc đơn vị lập, hoàn thành.",
            "cong",
        )
    if missing and not with_missing:
        raise ReportFormError(
            f"Còn {whole(len(missing))} đơn vị chưa hoàn thành: {', '.join(missing[:10])}. "
            "Cách xử lý: chờ các đơn vị, hoặc chọn «Cộng cả khi còn thiếu».",
            "cong",
        )
    sums = summed(
        [{name: read(kept) for name, kept in (each.figures or {}).items()} for each in done],
        sums_up(one.version),
    )
    _write(one, sums, [each.pk for each in done], "report_forms.rolled_up", actor, missing=missing)
    return [name for name, value in sums.items() if value is None]


@transaction.atomic
def finish(filled: FilledForm, actor: Actor) -> None:
    """Finish a form: its figures are kept as they are now. Raises ReportFormError where they do not agree."""
    one = _locked(filled)
    sight = sight_of(one)
    hindering = [fault for fault in sight.faults if fault.hinders]
    if hindering:
        raise ReportFormError(
            hindering[0].said, wrong={f"o-{fault.cell}": fault.said for fault in hindering[:20]}
        )
    one.figures = {name: written(value) for name, value in sight.figures.items()}
    one.state, one.finished_at, one.finished_by_name = FilledState.FINISHED, timezone.now(), actor.name
    one.save(update_fields=["figures", "state", "finished_at", "finished_by_name"])
    _tell(one, "report_forms.finished", "Hoàn thành", actor, figures=one.figures, snapshot=one.snapshot_id)


@transaction.atomic
def reopen(filled: FilledForm, why: str, actor: Actor) -> None:
    """Open a finished form again, with the reason; what it said stays in the trail."""
    said = ReportFormError.words(why, "lý do mở lại", about="ly-do", longest=500)
    one = FilledForm.objects.select_for_update(of=["self"]).select_related("version__form").get(pk=filled.pk)
    if one.state != FilledState.FINISHED:
        raise ReportFormError("Tờ biểu chưa hoàn thành nên không cần mở lại. Cách xử lý: tải lại trang.")
    before = one.figures
    one.figures, one.state, one.reopened_why = None, FilledState.DRAFT, said
    one.finished_at, one.finished_by_name = None, ""
    one.save(update_fields=["figures", "state", "reopened_why", "finished_at", "finished_by_name"])
    _tell(one, "report_forms.reopened", f"Mở lại (lý do: {said})", actor, figures=before)


def _write(
    one: FilledForm,
    values: Mapping[str, Value],
    of: Sequence[int],
    verb: str,
    actor: Actor,
    *,
    missing: Sequence[str] = (),
) -> int:
    known = {cell.cell: cell for cell in TypedCell.objects.filter(filled=one, cell__in=list(values))}
    now = timezone.now()
    rows, told = [], {}
    for name, value in values.items():
        kept = written(value)
        before = known[name].value if name in known else None
        if before == kept and (name not in known or known[name].of == list(of)):
            continue
        rows.append(
            TypedCell(
                filled=one, cell=name, value=kept, of=list(of), by_id=actor.id, by_name=actor.name, at=now
            )
        )
        told[name] = [before, kept]
    if not rows:
        return 0
    TypedCell.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["filled", "cell"],
        update_fields=["value", "of", "by_id", "by_name", "at"],
    )
    words = f"Cộng {whole(len(of))} đơn vị vào" if of else f"Nhập {whole(len(rows))} ô của"
    if missing:
        words = f"Cộng {whole(len(of))} đơn vị (còn thiếu {', '.join(missing[:10])}) vào"
    _tell(one, verb, words, actor, cells=told, of=list(of))
    return len(rows)


def _locked(filled: FilledForm) -> FilledForm:
    rows = FilledForm.objects.select_for_update(of=["self"])
    one = rows.select_related("version__form", "snapshot").get(pk=filled.pk)
    if one.state != FilledState.DRAFT:
        raise ReportFormError(_STALE)
    return one


def _tell(one: FilledForm, verb: str, words: str, actor: Actor, **details: object) -> None:
    record(
        actor,
        verb,
        f"{words} {filled_called(one)}",
        area_id=one.area_id,
        subject=("report_forms.FilledForm", one.pk),
        details=details,
    )
