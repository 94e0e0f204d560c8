"""Visits at home until there is a result; questions of people and the answers they got."""

from datetime import date

from django.db import transaction

from giamngheo.apps.activities.actions.writing import ActivityError, locked, locked_for_carrying_out, tell
from giamngheo.apps.activities.models import Activity, HomeVisit, Participant, Question
from giamngheo.apps.activities.states import GIVEN_UP
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text


@transaction.atomic
def note_visit(
    participant: Participant,
    day: date,
    found: str,
    actor: Actor,
    *,
    by_whom: str,
    has_result: bool,
    next_on: date | None = None,
) -> HomeVisit:
    """Write down that an officer came to a participant's home; raises ActivityError."""
    held = locked_for_carrying_out(participant.activity, "ghi lượt đến hộ")
    if not held.law.visits:
        raise ActivityError("Loại hoạt động này không ghi lượt đến hộ.")
    if next_on is not None and next_on <= day:
        raise ActivityError("Lần sau phải sau ngày đến. Cách xử lý: xem lại hai ngày.", "den-lan-sau")
    row = HomeVisit.objects.create(
        activity=held,
        area_id=held.area_id,
        participant=participant,
        day=_past(held, day, "den-ngay"),
        by_whom=ActivityError.words(by_whom, "ai đến hộ", about="den-ai", longest=200),
        found=ActivityError.words(found, "điều đã thấy, đã làm", about="den-thay", longest=1_000),
        has_result=has_result,
        next_on=None if has_result else next_on,
        by_name=actor.name,
    )
    told = f"Ghi lượt đến hộ {participant.name} ngày {day_text(day)}"
    tell(held, actor, "visit", f"{told}{', đã có kết quả' if has_result else ''}", {"visit": row.pk})
    return row


@transaction.atomic
def ask(
    activity: Activity, words: str, actor: Actor, *, asked_by: str = "", due: date | None = None
) -> Question:
    """Write a question of a dialogue down; raises ActivityError."""
    held = locked_for_carrying_out(activity, "ghi câu hỏi")
    if not held.law.dialogue:
        raise ActivityError("Loại hoạt động này không ghi câu hỏi.")
    row = Question.objects.create(
        activity=held,
        area_id=held.area_id,
        words=ActivityError.words(words, "câu hỏi", about="hoi", longest=1_000),
        asked_by=ActivityError.words(asked_by, "người hỏi", about="hoi-ai", longest=200, needed=False),
        due=due,
        by_name=actor.name,
    )
    tell(held, actor, "ask", "Ghi câu hỏi", {"question": row.pk})
    return row


@transaction.atomic
def answer(question: Question, words: str, answered_by: str, day: date, actor: Actor) -> Question:
    """Answer a question, also after the dialogue was accepted; an answer is not rewritten. ActivityError."""
    held = locked(question.activity)
    if held.state in GIVEN_UP:
        raise ActivityError("Hoạt động đã bỏ nên không trả lời nữa.")
    said = ActivityError.words(words, "câu trả lời", about=f"tra-loi-{question.pk}", longest=2_000)
    by = ActivityError.words(answered_by, "ai trả lời", about=f"ai-tra-loi-{question.pk}", longest=200)
    written = Question.objects.filter(pk=question.pk, answer="").update(
        answer=said, answered_by=by, answered_on=_past(held, day, f"tra-loi-{question.pk}")
    )
    if not written:
        raise ActivityError("Câu hỏi này đã có trả lời. Cách xử lý: tải lại trang để xem.")
    question.refresh_from_db()
    tell(held, actor, "answer", "Trả lời câu hỏi", {"question": question.pk})
    return question


def _past(held: Activity, day: date, about: str) -> date:
    if day < held.first:
        raise ActivityError(
            f"Ngày {day_text(day)} trước khi hoạt động bắt đầu. Cách xử lý: xem lại ngày.", about
        )
    return day
