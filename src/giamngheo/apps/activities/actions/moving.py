"""An activity from its proposal on: drafted, changed, handed in, approved, done, accepted, repeated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction

from giamngheo.apps.activities.actions.helping import help_who_came
from giamngheo.apps.activities.actions.writing import ActivityError, locked, tell
from giamngheo.apps.activities.checks import hindrances
from giamngheo.apps.activities.fields import faults_of
from giamngheo.apps.activities.models import Activity, Step
from giamngheo.apps.activities.states import (
    DECIDING,
    MOVES,
    WITH_A_REASON,
    ActivityState,
    Verb,
    verb_called,
)
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.activities.library import pack_of
from giamngheo.law.vocabulary.activities import ActivityKind

LONGEST_TITLE: Final = 300
LONGEST_WHY: Final = 500
_MOST_DAYS: Final = 3_660


@dataclass(frozen=True)
class Said:
    """What is said of an activity; `fields` by the ids of its kind."""

    title: str
    project: str
    first: date
    last: date
    owner_kind: str = ""
    owner_name: str = ""
    place: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def draft(
    area: Area, kind: ActivityKind, said: Said, actor: Actor, replicates: Activity | None = None
) -> Activity:
    """Keep a new activity of a unit as a proposal or a plan; ActivityError with what is wrong by field."""
    _require_whole(kind, said)
    if replicates is not None:
        _require_repeatable(kind, replicates)
    pack = pack_of(kind.id)
    row = Activity(
        area=area,
        programme=pack.programme if pack else "",
        kind=kind.id,
        replicates=replicates,
        made_by_id=actor.id,
        made_by_name=actor.name,
        **_columns(said),
    )
    row.save()
    details = {"kind": kind.id, "replicates": replicates.pk if replicates else None}
    tell(row, actor, "draft", "Lập" if replicates is None else "Nhân rộng thành", details)
    return row


@transaction.atomic
def change(activity: Activity, said: Said, actor: Actor) -> Activity:
    """Say an activity anew that is not handed in yet; of one under way its fields alone. ActivityError."""
    held = locked(activity)
    if held.state not in {ActivityState.DRAFT, ActivityState.APPROVED, ActivityState.GOING_ON}:
        raise ActivityError(
            f"Hoạt động đang ở bước «{held.state_word}» nên không sửa được. "
            "Cách xử lý: mở lại để bổ sung, hoặc nhờ người duyệt trả lại."
        )
    if held.state != ActivityState.DRAFT and _frozen(held) != _frozen_of(said):
        raise ActivityError(
            "Đã phê duyệt: tên, dự án, chủ trì, thời gian không sửa nữa, chỉ bổ sung các ô nội dung. "
            "Cách xử lý: muốn đổi thì dừng hoạt động này, lập đề xuất khác."
        )
    _require_whole(held.law, said)
    before = {name: str(getattr(held, name)) for name in _columns(said)}
    for name, value in _columns(said).items():
        setattr(held, name, value)
    _saved(held)
    after = {name: str(getattr(held, name)) for name in before}
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if changed:
        tell(held, actor, "change", "Sửa", changed)
    return held


@transaction.atomic
def move(
    activity: Activity, verb: Verb, day: date, actor: Actor, *, words: str = "", approval: str = ""
) -> Activity:
    """Let an activity take a step; `words` is the reason where one is needed, `approval` the decision.

    Who approves or accepts is another person than who handed in. At acceptance the ledger of help hears of
    who was taught or treated. Raises ActivityError.
    """
    held = locked(activity)
    course = held.law.course
    moves = MOVES[course]
    if verb not in moves or held.state not in moves[verb][0]:
        raise ActivityError(
            f"Hoạt động đang ở bước «{held.state_word}» nên không «{verb_called(verb, course)}» được. "
            "Cách xử lý: tải lại trang để xem bước hiện nay."
        )
    _require_another(held, verb, actor)
    said = ActivityError.words(words, "lý do", about="loi", longest=LONGEST_WHY, needed=verb in WITH_A_REASON)
    if found := [one for one in hindrances(held, verb, day) if one.is_hard or not said]:
        raise ActivityError(" ".join(str(one) for one in found), "" if found[0].is_hard else "loi")
    before, held.state = held.state, moves[verb][1]
    held.why = said if verb in WITH_A_REASON else held.why
    _sign(held, verb, day, actor, approval)
    left_out = help_who_came(held, actor) if verb is Verb.ACCEPT else 0
    _saved(held)
    Step.objects.create(
        activity=held,
        area_id=held.area_id,
        verb=verb,
        before=before,
        after=held.state,
        day=day,
        words=said,
        by_id=actor.id,
        by_name=actor.name,
    )
    tell(
        held,
        actor,
        verb.value,
        verb_called(verb, course),
        {"words": said, "from": before, "not_in_ledger": left_out},
    )
    return held


def _saved(held: Activity) -> None:
    """Save; what other apps keep of it may hold it fast in the database, which they know and we do not."""
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        if _held_by(error).startswith("activities_"):
            raise
        raise ActivityError(
            "Hoạt động này đã chi kinh phí nên không bỏ được. Cách xử lý: thu hồi tạm ứng, nộp trả phần đã "
            "thanh toán rồi bỏ; hoặc bắt đầu thực hiện rồi dừng giữa chừng."
            if held.state == ActivityState.DROPPED
            else "Đã có kinh phí hoặc nhu cầu kinh phí ghi cho hoạt động này theo dự án và năm của nó. "
            "Cách xử lý: giữ dự án và năm như cũ, hoặc lập hoạt động khác."
        ) from error


def _held_by(error: IntegrityError) -> str:
    """The name of the constraint that refused."""
    return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "")


def _sign(held: Activity, verb: Verb, day: date, actor: Actor, approval: str) -> None:
    """Who did what decides who may do the next: the last to hand in, approve, finish and accept."""
    if verb is Verb.SUBMIT:
        held.submitted_by_id, held.approved_by_id = actor.id, None
    elif verb is Verb.APPROVE:
        held.approved_by_id = actor.id
        held.approval = ActivityError.words(
            approval, "số, ngày quyết định", about="quyet-dinh", longest=200, needed=False
        )
    elif verb is Verb.FINISH:
        held.finished_by_id, held.accepted_by_id = actor.id, None
    elif verb is Verb.ACCEPT:
        held.accepted_by_id, held.accepted_on = actor.id, day


def _require_another(held: Activity, verb: Verb, actor: Actor) -> None:
    """Maker and checker are two people; who returns it may be either."""
    if verb not in DECIDING or actor.id is None:
        return
    makers = {held.submitted_by_id, held.made_by_id} if verb is Verb.APPROVE else {held.finished_by_id}
    if verb is not Verb.RETURN and actor.id in makers:
        raise ActivityError(
            f"Bạn là người lập, trình hoặc báo xong hoạt động này nên không tự "
            f"{verb_called(verb, held.law.course).lower()} được: việc này do hai người làm. "
            "Cách xử lý: nhờ lãnh đạo khác có quyền quyết định."
        )


def _require_repeatable(kind: ActivityKind, replicates: Activity) -> None:
    if not kind.replicates or replicates.kind != kind.id or replicates.state != ActivityState.ACCEPTED:
        raise ActivityError(
            "Chỉ nhân rộng hoạt động cùng loại đã nghiệm thu. Cách xử lý: nghiệm thu trước, rồi nhân rộng."
        )


def _require_whole(kind: ActivityKind, said: Said) -> None:
    wrong = {f"o-{name}": sentence for name, sentence in faults_of(kind, said.fields).items()}
    has_owner = bool(kind.owners)
    checks = (
        ("ten", not said.title, "Chưa ghi tên hoạt động. Cách xử lý: ghi tên rồi lưu lại."),
        (
            "ten",
            len(said.title) > LONGEST_TITLE,
            f"Tên dài hơn {LONGEST_TITLE} chữ. Cách xử lý: ghi ngắn lại.",
        ),
        ("du-an", said.project not in kind.projects, "Chưa chọn dự án mà hoạt động phục vụ. Chọn một."),
        ("chu-tri", has_owner and said.owner_kind not in kind.owners, "Chưa chọn loại chủ trì. Chọn một."),
        (
            "ten-chu-tri",
            has_owner and not said.owner_name,
            "Chưa ghi ai chủ trì. Cách xử lý: ghi tên hộ, tổ, hợp tác xã, đơn vị.",
        ),
        ("den-ngay", said.last < said.first, "Ngày cuối trước ngày đầu. Cách xử lý: xem lại hai ngày."),
        (
            "den-ngay",
            (said.last - said.first).days > _MOST_DAYS,
            "Thời gian dài hơn 10 năm. Cách xử lý: xem lại năm.",
        ),
        (
            "tu-ngay",
            not _is_in_force(kind, said.first),
            "Loại hoạt động này không áp dụng vào ngày bắt đầu. Cách xử lý: xem lại ngày, hoặc nạp danh mục "
            "hoạt động của giai đoạn này.",
        ),
    )
    for name, is_wrong, sentence in checks:
        if is_wrong:
            wrong.setdefault(name, sentence)
    if wrong:
        raise ActivityError("Có ô ghi sai.", wrong=wrong)


def _is_in_force(kind: ActivityKind, day: date) -> bool:
    pack = pack_of(kind.id)
    return pack is not None and pack.holds(day)


def _columns(said: Said) -> dict[str, Any]:
    return {
        "title": said.title,
        "project": said.project,
        "first": said.first,
        "last": said.last,
        "year": said.first.year,
        "owner_kind": said.owner_kind,
        "owner_name": said.owner_name,
        "place": said.place,
        "said": {name: value for name, value in said.fields.items() if value not in {None, ""}},
    }


def _frozen(held: Activity) -> tuple[object, ...]:
    return held.title, held.project, held.first, held.last, held.owner_kind, held.owner_name


def _frozen_of(said: Said) -> tuple[object, ...]:
    return said.title, said.project, said.first, said.last, said.owner_kind, said.owner_name
