"""Every change of areas: a batch is prepared, proposed, put in force by another person, perhaps undone.

Who may do so where is for the caller to ask, in the areas that `queries.areas_touched` gives: the rooms of
people and roles stand above this one.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from giamngheo.foundation.areas import checks
from giamngheo.foundation.areas.applying import apply
from giamngheo.foundation.areas.checks import Finding, errors_in
from giamngheo.foundation.areas.containment import rebuild
from giamngheo.foundation.areas.lines import looked_up
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.queries import areas_touched, mark_of, smallest_area_of
from giamngheo.foundation.areas.states import BatchState, Verb, may_move
from giamngheo.foundation.areas.undoing import Dependence, dependences_of, restore
from giamngheo.foundation.audit.actions import Actor, record

_SHOWN_FAULTS: Final = 5
_FIELDS: Final = ("verb", "code", "to_code", "name", "kind", "parent_code", "is_whole")
_COUNTS: Final = """
SELECT verb, count(*) FROM areas_line GROUP BY verb
UNION ALL SELECT 'follow', count(*) FROM areas_after WHERE follows HAVING count(*) > 0
"""


class BatchError(Exception):
    """A batch cannot take this step; the message says in Vietnamese why and what to do."""


class FaultyBatchError(BatchError):
    """A batch has faults; `findings` has all of them by line."""

    def __init__(self, batch: Batch, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        rest = len(findings) - _SHOWN_FAULTS
        shown = [str(finding) for finding in findings[:_SHOWN_FAULTS]]
        more = [f"Còn {rest} lỗi nữa."] if rest > 0 else []
        super().__init__(
            "\n".join([f"Đợt «{batch.title}» còn {len(findings)} lỗi nên chưa dùng được.", *shown, *more])
        )


class DependedOnError(BatchError):
    """A batch cannot be undone as something rests on it; `dependences` says what."""

    def __init__(self, batch: Batch, dependences: Sequence[Dependence]) -> None:
        self.dependences = list(dependences)
        named = "; ".join(map(str, dependences)) or "dữ liệu ở phần khác"
        super().__init__(
            f"Không thể hoàn tác đợt «{batch.title}» vì đã có dữ liệu dựa vào nó: {named}. "
            "Cách xử lý: hoàn tác hoặc chuyển những dữ liệu đó trước, hoặc lập một đợt mới sửa lại."
        )


class LineGoneError(BatchError):
    """A line that was to be corrected is no longer in its draft."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(
            f"Không làm được vì dòng này không còn trong đợt «{batch.title}»: có người vừa xoá nó. "
            "Cách xử lý: xem lại các dòng của đợt; nếu vẫn cần, thêm dòng mới."
        )


class LineChangedError(BatchError):
    """A line is no longer what its reader saw: somebody else corrected it meanwhile."""

    def __init__(self, line: Change) -> None:
        super().__init__(
            f"Chưa lưu dòng {line.place} vì có người vừa sửa chính dòng này sau khi bạn mở trang. "
            "Cách xử lý: xem nội dung mới của dòng, rồi lưu lại nếu nội dung của bạn vẫn đúng."
        )


class RepeatedLineError(BatchError):
    """A draft has this line already; `line` is the one that is there."""

    def __init__(self, line: Change) -> None:
        self.line = line
        super().__init__(
            f"dòng này lặp lại dòng {line.place} (cùng việc, cùng mã). "
            f"Cách sửa: bỏ dòng thừa, hoặc sửa dòng {line.place}."
        )


@transaction.atomic
def prepare(batch: Batch, actor: Actor, changes: Iterable[Change] | None = None) -> Batch:
    """Save a draft as prepared by this person; lines that are given take the place of those it had.

    Whoever changes a draft last has prepared it: the second person must not be the author of any of it.
    """
    if batch.pk is not None:
        _take(batch, None, "sửa")
    batch.state = BatchState.DRAFT
    batch.write_as(actor.id, actor.name)
    batch.save()
    if changes is not None:
        batch.changes.all().delete()
        lines = list(changes)
        for line in lines:
            line.batch = batch
        Change.objects.bulk_create(lines, batch_size=2_000)
    sentence = f"Soạn đợt sắp xếp «{batch.title}»"
    _tell(batch, actor, "prepare", sentence, area_id=_where(batch))
    return batch


@transaction.atomic
def describe(batch: Batch, actor: Actor, *, title: str, instrument: str, day: date) -> Batch:
    """Say anew what a draft is called, by which instrument it comes and from which day it holds."""
    kept = _take_draft(batch)
    before = {"title": kept.title, "instrument": kept.instrument, "day": kept.day.isoformat()}
    touched = areas_touched(kept)
    kept.title, kept.instrument, kept.day = title, instrument, day
    after = {"title": title, "instrument": instrument, "day": day.isoformat()}
    details = {"before": before, "after": after}
    return _redraft(kept, actor, "describe", "Sửa tên, văn bản hoặc ngày", touched=touched, details=details)


@transaction.atomic
def add_lines(batch: Batch, actor: Actor, lines: Sequence[Change]) -> list[Change]:
    """Write these lines after the last of a draft; raises RepeatedLineError where one is there already.

    Who merges or divides a unit ends it too: an end that is there already is not written a second time.
    Gives the lines that were written, with their places.
    """
    kept = _take_draft(batch)
    written: list[Change] = []
    last = kept.changes.aggregate(last=Max("place"))["last"] or 0
    for line in lines:
        same = kept.changes.filter(verb=line.verb, code=line.code, to_code=line.to_code).first()
        if same is None:
            line.batch, line.place = kept, last + len(written) + 1
            written.append(line)
        elif line.verb != Verb.END or len(lines) == 1:
            raise RepeatedLineError(same)
    Change.objects.bulk_create(written)
    places = ", ".join(str(line.place) for line in written)
    details = {"lines": [_said(line) for line in written]}
    _redraft(kept, actor, "add_lines", f"Thêm dòng {places}", details=details)
    return written


@transaction.atomic
def change_line(batch: Batch, actor: Actor, line_id: int, line: Change, seen: str) -> Batch:
    """Put this line in the place of one that its reader saw as `seen`; raises LineGoneError.

    Its number in the draft stays. Who corrects what somebody else corrected meanwhile is told so.
    """
    kept = _take_draft(batch)
    before = _line_of(kept, line_id)
    if before.mark != seen:
        raise LineChangedError(before)
    same = kept.changes.filter(verb=line.verb, code=line.code, to_code=line.to_code).exclude(pk=line_id)
    if (found := same.first()) is not None:
        raise RepeatedLineError(found)
    touched = areas_touched(kept)
    line.pk, line.batch, line.place = before.pk, kept, before.place
    line.save(force_update=True)
    details = {"before": _said(before), "after": _said(line)}
    return _redraft(kept, actor, "change_line", f"Sửa dòng {line.place}", touched=touched, details=details)


@transaction.atomic
def remove_line(batch: Batch, actor: Actor, line_id: int) -> Batch:
    """Take a line out of a draft; raises LineGoneError."""
    kept = _take_draft(batch)
    line = _line_of(kept, line_id)
    touched, details = areas_touched(kept), {"lines": [_said(line)]}
    line.delete()
    return _redraft(kept, actor, "remove_line", f"Xoá dòng {line.place}", touched=touched, details=details)


@transaction.atomic
def propose(batch: Batch, actor: Actor) -> Batch:
    """Hand a draft without faults to a second person; raises FaultyBatchError."""
    _take(batch, BatchState.PROPOSED, "đề nghị")
    _refuse_faults(batch, checks.findings_of(batch))
    return _move(batch, actor, BatchState.PROPOSED, "propose", "Đề nghị cho hiệu lực đợt")


@transaction.atomic
def return_to_draft(batch: Batch, actor: Actor, reason: str = "") -> Batch:
    """Give a proposed batch back to be corrected."""
    _take(batch, BatchState.DRAFT, "trả lại")
    return _move(batch, actor, BatchState.DRAFT, "return", "Trả lại để sửa đợt", reason=reason)


@transaction.atomic
def discard(batch: Batch, actor: Actor, reason: str = "") -> Batch:
    """Put a batch aside that will not be used."""
    _take(batch, BatchState.DISCARDED, "bỏ")
    return _move(batch, actor, BatchState.DISCARDED, "discard", "Bỏ đợt", reason=reason)


@transaction.atomic
def put_in_force(batch: Batch, actor: Actor, seen: str = "") -> Batch:
    """Make a proposed batch hold, by another person than who prepared it; raises BatchError.

    Who decides has looked at it: what was corrected and proposed anew since it was `seen` is refused.

    What the system prepared from source data one person may put in force, and the system itself only as
    long as nobody's batch is in force: the first load.
    """
    _one_at_a_time()
    _take(batch, BatchState.IN_FORCE, "cho hiệu lực")
    _refuse_one_person(batch, actor)
    if seen and seen != mark_of(batch):
        raise BatchError(
            f"Chưa cho hiệu lực đợt «{batch.title}» vì đợt vừa được sửa sau khi bạn mở trang. "
            "Cách xử lý: xem lại trước và sau ở dưới, rồi cho hiệu lực nếu vẫn đồng ý."
        )
    with looked_up(batch) as values, connection.cursor() as cursor:
        _refuse_faults(batch, checks.look(batch, values))
        cursor.execute(_COUNTS)
        counts: dict[str, Any] = dict(cursor.fetchall())
        apply(values)
        cursor.execute(
            "SELECT area_id FROM areas_line UNION SELECT to_area_id FROM areas_line"
            " WHERE to_area_id IS NOT NULL"
        )
        touched = [area_id for (area_id,) in cursor.fetchall()]
    rebuild()
    batch.put_in_force_by, batch.put_in_force_by_name = actor.id, actor.name
    batch.put_in_force_at = timezone.now()
    return _move(
        batch,
        actor,
        BatchState.IN_FORCE,
        "put_in_force",
        "Cho hiệu lực đợt",
        area_id=smallest_area_of(touched, batch.day),
        counts=counts,
    )


@transaction.atomic
def undo(batch: Batch, actor: Actor, reason: str) -> Batch:
    """Restore what was before a batch in force, while nothing rests on it; raises DependedOnError."""
    if not reason.strip():
        raise BatchError(
            f"Chưa ghi lý do hoàn tác đợt «{batch.title}» nên người sau không rõ vì sao. "
            "Cách xử lý: ghi lý do rồi làm lại."
        )
    _one_at_a_time()
    _take(batch, BatchState.UNDONE, "hoàn tác")
    if dependences := dependences_of(batch):
        raise DependedOnError(batch, dependences)
    returning = list(batch.ended_versions.values_list("area_id", flat=True))
    try:
        with transaction.atomic():
            restore(batch)
    except IntegrityError as error:
        # Rows that the guard of the database does not show to who asks hold on to a unit all the same.
        raise DependedOnError(batch, []) from error
    where = smallest_area_of(returning, batch.day)
    return _move(batch, actor, BatchState.UNDONE, "undo", "Hoàn tác đợt", reason=reason, area_id=where)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('areas_batch'))")


def _take(batch: Batch, state: BatchState | None, verb: str) -> None:
    """Lock the batch as it is kept and refuse a move that its state does not allow; no state: a draft."""
    kept = Batch.objects.select_for_update().filter(pk=batch.pk).first()
    now = kept.state if kept is not None else BatchState.DRAFT
    allowed = now == BatchState.DRAFT if state is None else may_move(now, state)
    if not allowed:
        raise BatchError(
            f"Không thể {verb} đợt «{batch.title}» vì đợt này {BatchState(now).label.lower()}. "
            "Cách xử lý: tải lại trang để xem trạng thái mới nhất của đợt."
        )
    if state is not None and kept is not None:
        for field in Batch._meta.concrete_fields:
            setattr(batch, field.attname, getattr(kept, field.attname))


def _take_draft(batch: Batch) -> Batch:
    """Lock a draft and give it as it is kept: whoever else writes in it waits, and nothing old is saved."""
    _take(batch, None, "sửa")
    return Batch.objects.get(pk=batch.pk)


def _line_of(batch: Batch, line_id: int) -> Change:
    line = batch.changes.filter(pk=line_id).first()
    if line is None:
        raise LineGoneError(batch)
    return line


def _said(line: Change) -> dict[str, Any]:
    """A line for the trail: its number, what it does and the fields that say something."""
    share = None if line.share is None else str(line.share)
    told = {field: getattr(line, field) for field in _FIELDS} | {"share": share}
    return {"place": line.place} | {field: value for field, value in told.items() if value not in ("", None)}


def _redraft(
    batch: Batch, actor: Actor, verb: str, said: str, *, touched: Sequence[int] = (), details: dict[str, Any]
) -> Batch:
    """Note who changed a draft last; the trail tells it where it was read before and where it is read now."""
    batch.write_as(actor.id, actor.name)
    batch.save()
    where = smallest_area_of([*touched, *areas_touched(batch)], batch.day)
    _tell(batch, actor, verb, f"{said} của đợt sắp xếp «{batch.title}»", area_id=where, details=details)
    return batch


def _refuse_one_person(batch: Batch, actor: Actor) -> None:
    by_people = Batch.objects.filter(state=BatchState.IN_FORCE).exclude(
        prepared_by=None, put_in_force_by=None
    )
    if actor.id is None and (batch.prepared_by is not None or by_people.exists()):
        raise BatchError(
            f"Hệ thống không được tự cho hiệu lực đợt «{batch.title}»: chỉ lần nạp đầu tiên từ nguồn dữ liệu "
            "không cần người xem. Cách xử lý: một người có quyền xem và cho hiệu lực trên trang Địa bàn."
        )
    if actor.id in batch.authors:
        raise BatchError(
            f"Người soạn đợt «{batch.title}» không được tự cho hiệu lực: cần hai người để tránh nhầm lẫn. "
            "Cách xử lý: nhờ một người khác có quyền xem và cho hiệu lực."
        )


def _refuse_faults(batch: Batch, findings: Sequence[Finding]) -> None:
    if errors := errors_in(findings):
        raise FaultyBatchError(batch, errors)


def _move(
    batch: Batch,
    actor: Actor,
    state: BatchState,
    verb: str,
    said: str,
    *,
    reason: str = "",
    area_id: int | None = None,
    counts: dict[str, Any] | None = None,
) -> Batch:
    before = batch.state
    batch.state = state
    if reason:
        batch.reason = reason
    batch.save()
    details = {"before": before, "after": state.value, "day": batch.day.isoformat()}
    _tell(
        batch,
        actor,
        verb,
        f"{said} «{batch.title}»",
        area_id=area_id if state in {BatchState.IN_FORCE, BatchState.UNDONE} else _where(batch),
        details=details | ({"counts": counts} if counts else {}) | ({"reason": reason} if reason else {}),
    )
    return batch


def _where(batch: Batch) -> int | None:
    """The smallest area of all that a batch not yet in force touches: who answers there reads of it."""
    return smallest_area_of(areas_touched(batch), batch.day)


def _tell(batch: Batch, actor: Actor, verb: str, sentence: str, **more: Any) -> None:
    record(actor, f"areas.{verb}", sentence, subject=("areas.batch", batch.pk), **more)
