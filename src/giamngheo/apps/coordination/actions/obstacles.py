"""Obstacles: raised, sent up the tree of units, answered, closed by who raised them, opened again."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from giamngheo.apps.coordination.actions.writing import CoordinationError, after_move, by, locked, told
from giamngheo.apps.coordination.models import Obstacle, ObstacleStep
from giamngheo.apps.coordination.states import OBSTACLE_MOVES, ObstacleState, ObstacleVerb, Topic
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import Unit, path_of, unit_on
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text

LONGEST: Final = 2000
_ASKS: Final = {
    ObstacleVerb.ESCALATE: "vì sao cấp này không gỡ được",
    ObstacleVerb.ANSWER: "nội dung trả lời",
    ObstacleVerb.REOPEN: "vì sao chưa gỡ được",
    ObstacleVerb.WITHDRAW: "lý do rút",
}
_NEW_DAY: Final = frozenset({ObstacleVerb.ESCALATE, ObstacleVerb.REOPEN})


@dataclass(frozen=True)
class Raised:
    """An obstacle as it is typed; `goes_up` where the unit above is to answer, else the unit itself."""

    topic: str
    title: str
    words: str
    due: date | None
    goes_up: bool = False
    project: str = ""


@transaction.atomic
def raise_obstacle(area: Area, raised: Raised, actor: Actor, today: date) -> Obstacle:
    """Raise an obstacle of a unit; raises CoordinationError."""
    wrong: dict[str, str] = {}
    if raised.topic not in Topic.values:
        wrong["chu-de"] = "Chưa chọn chủ đề. Cách xử lý: chọn chủ đề gần nhất, hoặc «Khác»."
    texts = dict[str, str]()
    for field, text, what, longest in (
        ("ten", raised.title, "vướng mắc, trong một câu", 200),
        ("noi-dung", raised.words, "nội dung cụ thể", LONGEST),
    ):
        try:
            texts[field] = CoordinationError.words(text, what, about=field, longest=longest)
        except CoordinationError as error:
            wrong |= error.wrong
    try:
        due = _due(raised.due, today)
    except CoordinationError as error:
        wrong |= error.wrong
    if wrong:
        raise CoordinationError("Có ô ghi sai.", wrong=wrong)
    row = Obstacle(
        area=area,
        handler_id=_first_handler(area.pk, today, goes_up=raised.goes_up),
        topic=raised.topic,
        project=raised.project,
        title=texts["ten"],
        words=texts["noi-dung"],
        due=due,
        state=ObstacleState.OPEN,
        **by(actor),
    )
    row.save()
    _done(row, ObstacleVerb.RAISE, "", actor)
    return row


@transaction.atomic
def move_obstacle(
    obstacle: Obstacle, verb: str, words: str, actor: Actor, *, today: date, due: date | None = None
) -> Obstacle:
    """Do a deed on an obstacle, with words; a new day where somebody is to answer anew.

    Raises CoordinationError.
    """
    row = locked(obstacle)
    row.state = after_move(row.state, verb, OBSTACLE_MOVES)
    asked = _ASKS.get(ObstacleVerb(verb), "lời nhắn")
    said = CoordinationError.words(
        words, asked, about="loi", longest=LONGEST, needed=verb != ObstacleVerb.CLOSE
    )
    if verb in _NEW_DAY:
        row.due = _due(due, today)
    if verb == ObstacleVerb.ESCALATE:
        row.handler_id = _above(row.handler_id, today).area_id
    if verb == ObstacleVerb.ANSWER:
        row.answer = said
    row.save(update_fields=["state", "due", "handler", "answer"])
    _done(row, verb, said, actor)
    return row


def unit_above(area_id: int, today: date) -> Unit | None:
    """The unit in which an area lies directly; None where none is kept."""
    path = path_of(area_id, today)
    return path[-2] if len(path) > 1 else None


def _first_handler(area_id: int, today: date, *, goes_up: bool) -> int:
    """The unit that answers first: a village has nobody who would."""
    unit = unit_on(area_id, today)
    is_village = unit is not None and unit.tier == Tier.VILLAGE
    return _above(area_id, today).area_id if goes_up or is_village else area_id


def _above(area_id: int, today: date) -> Unit:
    found = unit_above(area_id, today)
    if found is None:
        raise CoordinationError(
            "Không có đơn vị cấp trên trong hệ thống để chuyển lên. Cách xử lý: trả lời ở cấp này, "
            "hoặc gửi cấp trên bằng công văn."
        )
    return found


def _due(due: date | None, today: date) -> date:
    if due is None:
        raise CoordinationError("Chưa ghi cần trả lời trước ngày nào. Cách xử lý: gõ ngày.", "han")
    if due < today:
        raise CoordinationError(
            f"Hạn {day_text(due)} đã qua. Cách xử lý: gõ ngày từ {day_text(today)} trở đi.", "han"
        )
    return due


def _done(row: Obstacle, verb: str, said: str, actor: Actor) -> None:
    ObstacleStep.objects.create(
        obstacle=row, verb=verb, words=said, handler_id=row.handler_id, due=row.due, **by(actor)
    )
    sentence = f"{ObstacleVerb(verb).label} vướng mắc «{row.title}»" + (f": {said[:200]}" if said else "")
    told(row, row.area_id, actor, f"obstacle_{verb}", sentence, handler=row.handler_id)
