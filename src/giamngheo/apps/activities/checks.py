"""What stands in the way of a step of an activity: some of it refuses, some lets pass with a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from giamngheo.apps.activities.models import Activity, Attendance, HomeVisit, Participant, Question
from giamngheo.apps.activities.states import Verb
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.vocabulary.activities import Takes


@dataclass(frozen=True)
class Hindrance:
    """Why a step cannot be taken, and what to do; one that is not hard passes with a reason."""

    sentence: str
    remedy: str
    is_hard: bool = True

    def __str__(self) -> str:
        return f"{self.sentence} Cách xử lý: {self.remedy}"


def hindrances(activity: Activity, verb: Verb, day: date) -> Iterator[Hindrance]:
    """What stands in the way of this step on a day."""
    if verb is Verb.BEGIN and day < activity.first:
        yield Hindrance(
            f"Hoạt động bắt đầu ngày {day_text(activity.first)}, chưa tới.",
            "đợi đến ngày ấy.",
        )
    if verb is Verb.FINISH:
        yield from _of_finishing(activity, day)
    if verb is Verb.ACCEPT and activity.law.dialogue:
        waiting = Question.objects.filter(activity=activity, answer="").count()
        if waiting:
            yield Hindrance(
                f"Còn {whole(waiting)} câu hỏi chưa trả lời.",
                "ghi câu trả lời, hoặc ghi ở ô lời vì sao nghiệm thu khi chưa trả lời.",
                is_hard=False,
            )


def _of_finishing(activity: Activity, day: date) -> Iterator[Hindrance]:
    kind = activity.law
    if day < activity.first:
        yield Hindrance(
            f"Hoạt động bắt đầu ngày {day_text(activity.first)}, chưa làm xong được.",
            "xem lại ngày của hoạt động.",
        )
    there = Participant.objects.filter(activity=activity, left_on=None)
    if kind.takes is not Takes.NOBODY and not there.exists():
        yield Hindrance(
            "Chưa ghi ai tham gia.",
            "ghi người tham gia, hoặc ghi ở ô lời vì sao không có ai.",
            is_hard=False,
        )
    if kind.attendance and not Attendance.objects.filter(activity=activity, present=True).exists():
        yield Hindrance(
            "Chưa điểm danh buổi nào.",
            "ghi buổi và điểm danh, hoặc ghi ở ô lời vì sao không có.",
            is_hard=False,
        )
    if kind.visits:
        result = HomeVisit.objects.filter(participant=OuterRef("pk"), has_result=True)
        without = there.filter(~Exists(result)).count()
        if without:
            yield Hindrance(
                f"Còn {whole(without)} {kind.takes.label} chưa có lượt đến hộ nào ghi là đã có kết quả.",
                "ghi lượt đến hộ, hoặc ghi ở ô lời vì sao dừng hướng dẫn.",
                is_hard=False,
            )
