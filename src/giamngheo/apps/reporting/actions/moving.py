"""Moves of a report from state to state, each by the side and the person whose it is."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.reporting.actions.copying import send_copies
from giamngheo.apps.reporting.models import Report, ReturnedCell, Step
from giamngheo.apps.reporting.queries import Owed, open_cells, receiver_of, texts_of
from giamngheo.apps.reporting.states import MOVES, ReportState, Verb
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.refused import RefusedError
from giamngheo.foundation.text import whole

_STALE = "Báo cáo này vừa được người khác xử lý. Cách xử lý: tải lại trang để xem."


class ReportingError(RefusedError):
    """A deed on a report is refused."""


@transaction.atomic
def move(owed: Owed, verb: Verb, note: str, actor: Actor) -> Report:
    """Move a report on; raises ReportingError where the move is not to be made now or not by who makes it."""
    report = locked(owed)
    told = MOVES[verb]
    if report.state not in told.before:
        raise ReportingError(_STALE)
    said = ReportingError.words(
        note, told.asks or "ghi chú", about="ghi-chu", longest=1000, needed=bool(told.asks)
    )
    _look_at(owed, report, verb, actor)
    now = timezone.now()
    after = told.after or ReportState.DRAWN
    if verb is Verb.SUBMIT and report.sent_at is None:
        report.sent_at = now
    elif verb is Verb.ACCEPT:
        report.standing = report.edition
    elif verb is Verb.DROP:
        report.edition = report.standing
    report.state = after
    report.save(update_fields=["state", "sent_at", "standing", "edition"])
    step = Step.objects.create(
        report=report,
        edition_id=report.edition_id,
        verb=verb,
        note=said,
        texts=texts_of(report) if verb is Verb.SUBMIT else {},
        done_by_id=actor.id,
        done_by_name=actor.name,
    )
    cells = _given_back(report, step) if verb is Verb.RETURN else 0
    copies = send_copies(owed, step, actor) if verb is Verb.SUBMIT else 0
    record(
        actor,
        f"reporting.{verb}",
        f"{told.done}: {owed.name}, {owed.unit.full_name}"
        f"{f', {whole(cells)} số' if cells else ''}{f'. {said}' if said else ''}",
        area_id=report.area_id,
        subject=("reporting.Report", report.pk),
        details={"edition": report.edition_id, "cells": cells, "copies": copies},
    )
    return report


def begun(owed: Owed) -> Report:
    """The report of what is owed, held until the deed is done; made where nobody began it."""
    made = Report(
        area_id=owed.unit.area_id,
        receiver_id=_receiver_now(owed),
        duty=owed.duty.id,
        period=owed.period.code,
        request=owed.request,
        first=owed.period.first,
        last=owed.period.last,
        state=ReportState.DRAWN,
    )
    if owed.report is None:
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError as error:
            raise ReportingError(_STALE) from error
    return locked(owed)


def locked(owed: Owed) -> Report:
    """The report of what is owed, held until the deed is done."""
    rows = Report.objects.select_for_update(of=["self"]).select_related("edition", "standing")
    found = rows.filter(area=owed.unit.area_id, duty=owed.duty.id, period=owed.period.code).first()
    if found is None:
        raise ReportingError("Báo cáo này chưa lập. Cách xử lý: lập báo cáo trước.")
    return found


def _receiver_now(owed: Owed) -> int | None:
    """The unit that receives what is owed: who stood above on the last day of the period, else today."""
    day = min(owed.period.last, timezone.localdate())
    found = receiver_of(owed.unit, day) or receiver_of(owed.unit, timezone.localdate())
    return found.area_id if found else None


def _look_at(owed: Owed, report: Report, verb: Verb, actor: Actor) -> None:
    """Refuse what the state alone does not."""
    if verb is Verb.CHECK:
        own = report.edition is not None and report.edition.drawn_by_id == actor.id and actor.id is not None
        if own and owed.unit.tier != Tier.VILLAGE:
            raise ReportingError(
                "Người lập báo cáo không tự kiểm tra. Cách xử lý: để người khác của đơn vị kiểm tra."
            )
        waiting = len(open_cells(report))
        if waiting:
            raise ReportingError(
                f"Còn {whole(waiting)} số bị trả lại mà vẫn giữ nguyên, chưa trả lời. "
                "Cách xử lý: sửa sổ hộ rồi lập lại, hoặc trả lời vì sao số ấy đúng."
            )
        if report.edition is None:
            raise ReportingError("Báo cáo chưa có biểu. Cách xử lý: lập biểu từ bản chốt trước.")
    if verb is Verb.DROP and report.standing_id is None:
        raise ReportingError("Báo cáo này chưa được nhận nên không có bản nào để giữ lại.")


def _given_back(report: Report, step: Step) -> int:
    """Return the marked cells of what was sent with the report; gives how many."""
    marked = ReturnedCell.objects.filter(report=report, edition=report.edition, step=None)
    return marked.update(step=step)
