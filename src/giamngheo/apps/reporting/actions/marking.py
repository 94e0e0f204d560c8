"""Cells that a receiver does not accept: marked with a reason, answered by the sender where they stay."""

from django.db import IntegrityError, transaction

from giamngheo.apps.reporting.actions.moving import ReportingError, locked
from giamngheo.apps.reporting.figures import value_in
from giamngheo.apps.reporting.models import ReturnedCell
from giamngheo.apps.reporting.queries import Owed
from giamngheo.apps.reporting.states import ReportState
from giamngheo.apps.reports.reckoning import Cell
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.law.reports.library import statutory_tables


@transaction.atomic
def mark_cell(owed: Owed, table: str, place: Cell, reason: str, actor: Actor) -> ReturnedCell:
    """Mark a cell of a report that was sent, to be returned with it; raises ReportingError."""
    report = locked(owed)
    if report.state != ReportState.SUBMITTED or report.edition is None:
        raise ReportingError("Báo cáo không ở bước chờ nhận nên không đánh dấu số nào được.", "ly-do")
    said = ReportingError.words(reason, "lý do", about="ly-do", longest=500)
    try:
        value = value_in(report.edition.figures, table, place)
    except KeyError as error:
        raise ReportingError("Báo cáo không có ô này. Cách xử lý: chọn ô từ biểu.", "ly-do") from error
    cell = ReturnedCell(
        report=report,
        edition=report.edition,
        table=table,
        unit=place.unit,
        part=place.part,
        column=place.column,
        value=str(value),
        reason=said,
        marked_by_name=actor.name,
    )
    try:
        with transaction.atomic():
            cell.save(force_insert=True)
    except IntegrityError as error:
        raise ReportingError("Ô này đã đánh dấu. Cách xử lý: bỏ dấu cũ rồi ghi lại.", "ly-do") from error
    _told(owed, cell, actor, "mark_cell", f"Không nhận số {value}: {said}")
    return cell


@transaction.atomic
def unmark_cell(owed: Owed, cell_id: int, actor: Actor) -> None:
    """Take a mark back before the report is returned; raises ReportingError."""
    report = locked(owed)
    cell = ReturnedCell.objects.filter(report=report, pk=cell_id, step=None).first()
    if cell is None:
        raise ReportingError("Dấu này đã bỏ hoặc đã gửi trả. Cách xử lý: tải lại trang để xem.")
    _told(owed, cell, actor, "unmark_cell", "Bỏ dấu không nhận")
    cell.delete()


@transaction.atomic
def answer_cell(owed: Owed, cell_id: int, answer: str, actor: Actor) -> ReturnedCell:
    """Say why a cell that was returned is right as it is; raises ReportingError."""
    report = locked(owed)
    if report.state not in {ReportState.RETURNED, ReportState.DRAWN, ReportState.ADJUSTING}:
        raise ReportingError("Báo cáo không ở bước sửa nên không trả lời được.")
    cell = ReturnedCell.objects.filter(report=report, pk=cell_id).exclude(step=None).first()
    if cell is None:
        raise ReportingError("Không có ô bị trả lại này. Cách xử lý: tải lại trang để xem.")
    cell.answer = ReportingError.words(answer, "trả lời", about=f"tra-loi-{cell_id}", longest=500)
    cell.answered_by_name = actor.name
    cell.save(update_fields=["answer", "answered_by_name"])
    _told(owed, cell, actor, "answer_cell", f"Trả lời số bị trả lại: {cell.answer}")
    return cell


def _told(owed: Owed, cell: ReturnedCell, actor: Actor, verb: str, words: str) -> None:
    text = statutory_tables()[cell.table].text
    column = next(one for one in text.columns if one.id == cell.column)
    record(
        actor,
        f"reporting.{verb}",
        f"{words} ({text.title}, cột {column.number}), {owed.name}, {owed.unit.full_name}",
        area_id=owed.unit.area_id,
        subject=("reporting.Report", cell.report_id),
        details={"table": cell.table, "column": cell.column, "unit": cell.unit, "part": cell.part},
    )
