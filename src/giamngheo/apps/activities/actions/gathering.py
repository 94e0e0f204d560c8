"""Gatherings and who came: marked by an officer on a list, of which the printed QR leads to the same page."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.activities.actions.writing import ActivityError, locked_for_carrying_out, tell
from giamngheo.apps.activities.models import Activity, Attendance, Gathering, Participant
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole


@transaction.atomic
def add_gathering(
    activity: Activity, day: date, actor: Actor, *, topic: str = "", place: str = ""
) -> Gathering:
    """Write a gathering down, also one that is to come; raises ActivityError."""
    held = locked_for_carrying_out(activity, "ghi buổi")
    if not held.law.attendance:
        raise ActivityError("Loại hoạt động này không điểm danh.", "buoi-ngay")
    if not held.first <= day <= held.last:
        raise ActivityError(
            f"Ngày {day_text(day)} ngoài thời gian của hoạt động. "
            "Cách xử lý: xem lại ngày, hoặc sửa thời gian của hoạt động.",
            "buoi-ngay",
        )
    row = Gathering.objects.create(
        activity=held,
        area_id=held.area_id,
        day=day,
        topic=ActivityError.words(topic, "nội dung", about="buoi-noi-dung", longest=300, needed=False),
        place=ActivityError.words(place, "nơi", about="buoi-noi", longest=300, needed=False),
        by_name=actor.name,
    )
    tell(held, actor, "gathering", f"Ghi buổi ngày {day_text(day)}", {"gathering": row.pk})
    return row


@transaction.atomic
def mark(gathering: Gathering, came: Collection[int], today: date, actor: Actor) -> int:
    """Mark who of the participants came; all others did not. Gives how many came; raises ActivityError."""
    held = locked_for_carrying_out(gathering.activity, "điểm danh")
    if gathering.day > today:
        raise ActivityError(
            f"Buổi ngày {day_text(gathering.day)} chưa tới nên chưa điểm danh. Cách xử lý: đợi đến ngày ấy."
        )
    listed = Participant.objects.filter(activity=held, left_on=None, entered_on__lte=gathering.day)
    people = set(listed.values_list("pk", flat=True))
    if strangers := set(came) - people:
        raise ActivityError(
            f"{whole(len(strangers))} người được đánh dấu không có trong danh sách của buổi. "
            "Cách xử lý: tải lại trang rồi đánh dấu lại."
        )
    before = dict(Attendance.objects.filter(gathering=gathering).values_list("participant_id", "present"))
    rows = [
        Attendance(
            activity=held,
            area_id=held.area_id,
            gathering=gathering,
            participant_id=number,
            present=number in came,
            by_name=actor.name,
            at=timezone.now(),
        )
        for number in sorted(people)
        if before.get(number) is not (number in came)
    ]
    Attendance.objects.bulk_create(
        rows,
        1_000,
        update_conflicts=True,
        unique_fields=["gathering", "participant"],
        update_fields=["present", "by_name", "at"],
    )
    if rows:
        changed = {str(row.participant_id): row.present for row in rows}
        told = f"Điểm danh buổi ngày {day_text(gathering.day)}: {whole(len(set(came)))} có mặt"
        tell(held, actor, "mark", told, {"gathering": gathering.pk, "changed": changed})
    return len(set(came))
