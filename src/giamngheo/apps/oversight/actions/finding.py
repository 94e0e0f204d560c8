"""On the spot: checklist answered, findings, minutes; then the opinion of the unit, report, conclusion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Final

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.oversight.actions.filing import kept_files, rows_of
from giamngheo.apps.oversight.actions.inspecting import note
from giamngheo.apps.oversight.actions.writing import (
    OversightError,
    after_move,
    by,
    locked,
    long_text,
    past,
    require_another,
    require_state,
    tell,
)
from giamngheo.apps.oversight.models import CheckItem, Finding, Inspection, SettledDoubt
from giamngheo.apps.oversight.states import INSPECTION_MOVES, ON_THE_SPOT, Answer, InspectionVerb
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.library import oversight_rules

LONGEST_MINUTES: Final = 5_000
LONGEST_REPORT: Final = 10_000


@dataclass(frozen=True)
class Found:
    """A finding as it is typed; `check_code` and `subject` where a doubt of the registers became one."""

    level: str
    words: str
    clause: str = ""
    item: CheckItem | None = None
    check_code: str = ""
    subject: int | None = None


@dataclass(frozen=True)
class Minutes:
    """Minutes as they are typed: their day, who was there, what else was said."""

    day: date | None
    present: str
    words: str


@dataclass(frozen=True)
class Concluded:
    """A report as it is issued: its number and day, and the conclusion."""

    number: str
    day: date | None
    conclusion: str


@transaction.atomic
def answer_items(inspection: Inspection, answers: Mapping[int, tuple[str, str]], actor: Actor) -> int:
    """Write down how lines of the checklist were found (answer, words); gives how many changed.

    What is not met or not clear says why. Raises OversightError.
    """
    row = locked(inspection)
    require_state(row.state, ON_THE_SPOT, "ghi kết quả đề cương")
    changed: list[CheckItem] = []
    wrong: dict[str, str] = {}
    for item in row.checkitems.filter(pk__in=answers):
        answer, words = answers[item.pk]
        field = f"m{item.pk}-loi"
        try:
            said = OversightError.words(words, "lời ghi", about=field, longest=1000, needed=False)
        except OversightError as error:
            wrong |= error.wrong
            continue
        if answer not in {"", *Answer.values}:
            wrong[f"m{item.pk}"] = "Không có câu trả lời này. Cách xử lý: chọn lại."
        elif answer in {Answer.FAIL, Answer.UNCLEAR} and not said:
            wrong[field] = f"«{Answer(answer).label}» thì phải ghi vì sao. Cách xử lý: ghi điều đã thấy."
        elif (answer, said) != (item.answer, item.words):
            item.answer, item.words, item.answered_by_name = answer, said, actor.name
            changed.append(item)
    if wrong:
        raise OversightError("Có mục ghi sai.", wrong=wrong)
    if changed:
        CheckItem.objects.bulk_update(changed, ["answer", "words", "answered_by_name"])
        details = {"items": {str(one.pk): one.answer for one in changed}}
        sentence = f"Ghi kết quả {whole(len(changed))} mục đề cương «{row.title}»"
        tell(row, row.area_id, actor, "answer_items", sentence, **details)
    return len(changed)


def add_finding(
    inspection: Inspection, found: Found, actor: Actor, given: Sequence[IO[bytes]] = ()
) -> Finding:
    """Write down what was found, with photos and papers; raises OversightError."""
    with kept_files(given) as kept, transaction.atomic():
        row = locked(inspection)
        require_state(row.state, ON_THE_SPOT, "ghi phát hiện")
        if found.level not in {one.id for one in oversight_rules().levels}:
            raise OversightError(
                "Chưa chọn mức độ. Cách xử lý: chọn lưu ý, thiếu sót hoặc vi phạm.", "muc-do"
            )
        if found.item is not None and found.item.inspection_id != row.pk:
            raise OversightError("Mục đề cương không thuộc đợt kiểm tra này.", "muc")
        finding = Finding.objects.create(
            inspection=row,
            area_id=row.area_id,
            item=found.item,
            level=found.level,
            words=long_text(found.words, "phát hiện", "phat-hien", 2000),
            clause=OversightError.words(
                found.clause, "điều, khoản", about="dieu-khoan", longest=300, needed=False
            ),
            check_code=found.check_code,
            subject=found.subject,
            **by(actor),
        )
        rows_of(row, kept, "Ảnh, giấy tờ của phát hiện", actor, finding=finding)
        sentence = f"Ghi phát hiện qua kiểm tra «{row.title}»: {finding.words[:160]}"
        details = {"finding": finding.pk, "level": finding.level, "files": [one.sha256 for one in kept]}
        tell(row, row.area_id, actor, "add_finding", sentence, **details)
        return finding


@transaction.atomic
def put_finding_aside(finding: Finding, why: str, actor: Actor) -> None:
    """Leave a finding out of the minutes, with the reason; a doubt that became it waits again."""
    row = locked(finding.inspection)
    require_state(row.state, ON_THE_SPOT, "bỏ phát hiện")
    said = OversightError.words(why, "lý do bỏ phát hiện", about="ly-do", longest=500)
    if not Finding.objects.filter(pk=finding.pk, aside_why="").update(aside_why=said):
        raise OversightError("Phát hiện này đã bỏ. Cách xử lý: tải lại trang để xem.")
    SettledDoubt.objects.filter(finding=finding, taken_back_at=None).update(
        taken_back_at=timezone.now(), taken_back_by_name=actor.name
    )
    tell(row, row.area_id, actor, "put_finding_aside", f"Bỏ phát hiện «{finding.words[:100]}»: {said}")


@transaction.atomic
def close_minutes(inspection: Inspection, minutes: Minutes, actor: Actor, today: date) -> Inspection:
    """Settle the minutes: checklist and findings stay as they are from now on; raises OversightError."""
    row = locked(inspection)
    row.state = after_move(row.state, InspectionVerb.MINUTES, INSPECTION_MOVES)
    row.minutes_on = past(minutes.day, today, "ngay", "ngày lập biên bản")
    if row.minutes_on < row.first:
        raise OversightError(
            f"Biên bản lập trước ngày bắt đầu kiểm tra, {day_text(row.first)}. Cách xử lý: xem lại ngày.",
            "ngay",
        )
    waiting = row.checkitems.filter(answer="").count()
    if waiting:
        raise OversightError(
            f"Còn {whole(waiting)} mục đề cương chưa có kết quả. "
            "Cách xử lý: ghi kết quả từng mục, mục không dùng ghi «Không áp dụng»."
        )
    row.minutes_present = long_text(minutes.present, "người dự", "du", 2000)
    row.minutes_words = long_text(minutes.words, "nội dung biên bản", "noi-dung", LONGEST_MINUTES)
    row.save(update_fields=["state", "minutes_on", "minutes_present", "minutes_words"])
    note(row, InspectionVerb.MINUTES, f"ngày {day_text(row.minutes_on)}", actor)
    return row


@transaction.atomic
def give_opinion(inspection: Inspection, words: str, actor: Actor) -> None:
    """Add what the inspected unit says of the minutes; raises OversightError."""
    row = Inspection.objects.get(pk=inspection.pk)  # the unit may add to it, not change it: no lock
    after_move(row.state, InspectionVerb.OPINION, INSPECTION_MOVES)
    note(row, InspectionVerb.OPINION, long_text(words, "ý kiến", "y-kien", 2000), actor)


@transaction.atomic
def write_report(inspection: Inspection, words: str, actor: Actor) -> Inspection:
    """Hand the report of results in; raises OversightError."""
    row = locked(inspection)
    row.state = after_move(row.state, InspectionVerb.WRITE, INSPECTION_MOVES)
    row.report_words = long_text(words, "nội dung báo cáo", "bao-cao", LONGEST_REPORT)
    row.written_by_id, row.written_by_name = actor.id, actor.name
    row.save(update_fields=["state", "report_words", "written_by_id", "written_by_name"])
    note(row, InspectionVerb.WRITE, "", actor)
    return row


@transaction.atomic
def return_report(inspection: Inspection, why: str, actor: Actor) -> Inspection:
    """Give the report back with the reason; raises OversightError."""
    row = locked(inspection)
    row.state = after_move(row.state, InspectionVerb.RETURN, INSPECTION_MOVES)
    said = OversightError.words(why, "lý do trả lại", about="ly-do", longest=500)
    row.save(update_fields=["state"])
    note(row, InspectionVerb.RETURN, said, actor)
    return row


@transaction.atomic
def conclude(inspection: Inspection, concluded: Concluded, actor: Actor, today: date) -> Inspection:
    """Issue the report under its number and day, with the conclusion; never by who wrote it."""
    row = locked(inspection)
    row.state = after_move(row.state, InspectionVerb.CONCLUDE, INSPECTION_MOVES)
    require_another(actor, {row.written_by_id}, "viết báo cáo này")
    row.conclusion = long_text(concluded.conclusion, "kết luận", "ket-luan", 5000)
    row.report_number = OversightError.words(concluded.number, "số báo cáo", about="so", longest=60)
    row.reported_on = past(concluded.day, today, "ngay", "ngày báo cáo")
    if row.minutes_on is not None and row.reported_on < row.minutes_on:
        raise OversightError(
            f"Báo cáo có ngày trước biên bản, {day_text(row.minutes_on)}. Cách xử lý: xem lại ngày.", "ngay"
        )
    row.concluded_by_id, row.concluded_by_name = actor.id, actor.name
    row.save()
    note(row, InspectionVerb.CONCLUDE, f"{row.report_number} ngày {day_text(row.reported_on)}", actor)
    return row
