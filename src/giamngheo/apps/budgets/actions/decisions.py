"""Decisions: drafted by one person, put in force by another, then posted; reversed as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO, Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.budgets.actions.reversing import reverse
from giamngheo.apps.budgets.dimensions import Key, lines_for
from giamngheo.apps.budgets.models import Decision, DecisionLine, Entry, Line
from giamngheo.apps.budgets.posting import ENTRY_OF, BudgetError, legs_of, post, together
from giamngheo.apps.budgets.states import OPEN, DecisionKind, DecisionState
from giamngheo.foundation.accounts.held import areas_around
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.files.keeping import FileError, forget, keep
from giamngheo.foundation.files.kinds import FileKind
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole

MOST: Final = 10**15
"""More đồng than the whole programme has: a slip of the keys."""
_STALE: Final = "Quyết định đã đổi trong lúc bạn xem. Cách xử lý: tải lại trang rồi làm lại."


@dataclass(frozen=True)
class Paper:
    """The paper of a decision; number, day and issuer may wait until it is put in force."""

    title: str
    number: str = ""
    day: date | None = None
    issuer: str = ""


@dataclass(frozen=True)
class Said:
    """One amount of a decision in đồng: to which line, out of which; below nought where it takes back."""

    to: Key
    amount: int
    out_of: Line | None = None
    account: str = ""
    note: str = ""


@transaction.atomic
def draw_decision(
    area: Area,
    kind: DecisionKind,
    paper: Paper,
    said: Sequence[Said],
    actor: Actor,
    *,
    year: int,
    explained: Mapping[str, Any] | None = None,
    replaces: Decision | None = None,
) -> Decision:
    """Keep the draft of a decision with its amounts; nothing moves. Raises BudgetError.

    Where it `replaces` a draft, that one is dropped.
    """
    title = BudgetError.words(paper.title, "trích yếu", about="trich-yeu", longest=300)
    if not said:
        raise BudgetError("Chưa ghi khoản nào. Cách xử lý: ghi ít nhất một khoản tiền.", "khoan")
    for one in said:
        _require_sense(area, kind, year, one)
    _require_below(area, [one.to.area_id for one in said])
    if replaces is not None:
        drop(replaces, "Soạn lại", actor)
    decision = Decision(
        area=area,
        kind=kind.value,
        year=year,
        title=title,
        number=BudgetError.words(paper.number, "số quyết định", about="so", longest=60, needed=False),
        day=paper.day,
        issuer=BudgetError.words(
            paper.issuer, "cơ quan ban hành", about="co-quan", longest=200, needed=False
        ),
        explained=dict(explained) if explained else None,
        drawn_by_id=actor.id,
        drawn_by_name=actor.name,
    )
    decision.save(force_insert=True)
    lines = lines_for([one.to for one in said])
    rows = [
        DecisionLine(
            decision=decision,
            line=line,
            from_line=one.out_of,
            account=one.account,
            amount=one.amount,
            note=BudgetError.words(one.note, "ghi chú", about="khoan", longest=300, needed=False),
        )
        for one, line in zip(said, lines, strict=True)
    ]
    try:
        with transaction.atomic():
            DecisionLine.objects.bulk_create(rows)
    except IntegrityError as error:
        raise BudgetError(
            "Hai khoản cùng một dòng kinh phí. Cách xử lý: gộp lại thành một khoản.", "khoan"
        ) from error
    _told(decision, actor, "budgets.decision_drawn", "Soạn")
    return decision


@transaction.atomic
def put_in_force(decision: Decision, paper: Paper | None, actor: Actor) -> Decision:
    """Put a draft in force and post it; never by who drafted it. Raises BudgetError, then nothing moved."""
    one = _standing(decision, DecisionState.DRAFT)
    if one.drawn_by_id is not None and one.drawn_by_id == actor.id:
        raise BudgetError(
            "Người soạn không tự quyết định. Cách xử lý: để người khác có quyền quyết định kinh phí làm."
        )
    if paper is not None:
        one.number, one.day, one.issuer = paper.number, paper.day, paper.issuer
    one.number = BudgetError.words(one.number, "số quyết định", about="so", longest=60)
    one.issuer = BudgetError.words(one.issuer, "cơ quan ban hành", about="co-quan", longest=200)
    if one.day is None:
        raise BudgetError("Chưa ghi ngày quyết định. Cách xử lý: ghi ngày ký.", "ngay")
    if one.day > timezone.localdate():
        raise BudgetError(
            f"Ngày {day_text(one.day)} chưa tới. Cách xử lý: ghi ngày ký trên quyết định.", "ngay"
        )
    now = timezone.now()
    one.put_in_force_at, one.put_in_force_by_id, one.put_in_force_by_name = now, actor.id, actor.name
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError as error:
        raise BudgetError(
            f"Quyết định số {one.number} ngày {day_text(one.day)} của {one.issuer} đã ghi rồi. "
            "Cách xử lý: mở quyết định ấy; nếu trùng thì bỏ dự thảo này.",
            "so",
        ) from error
    kind = DecisionKind(one.kind)
    said = list(one.lines.select_related("line", "from_line").order_by("pk"))
    entry = Entry(
        area_id=one.area_id,
        kind=ENTRY_OF[kind].value,
        year=one.year,
        day=one.day,
        decision=one,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    post(entry, together([leg for amount in said for leg in legs_of(kind, amount)]))
    _told(one, actor, "budgets.decision_in_force", "Cho hiệu lực")
    return one


@transaction.atomic
def drop(decision: Decision, why: str, actor: Actor) -> Decision:
    """Let a draft go, with the reason."""
    one = _standing(decision, DecisionState.DRAFT)
    return _ended(one, why, actor, "budgets.decision_dropped", "Bỏ dự thảo")


@transaction.atomic
def reverse_decision(decision: Decision, why: str, day: date, actor: Actor) -> Decision:
    """Undo what a decision posted by entries against it; refused where its money was used since."""
    one = _standing(decision, DecisionState.IN_FORCE)
    if one.drawn_by_id is not None and one.drawn_by_id == actor.id:
        raise BudgetError(
            "Người soạn không tự ghi đảo quyết định. Cách xử lý: để người có quyền quyết định làm."
        )
    for entry in one.entries.filter(reversed_at=None, reverses=None):
        reverse(entry, why, day, actor)
    return _ended(one, why, actor, "budgets.decision_reversed", "Ghi đảo")


def attach(decision: Decision, given: IO[bytes], actor: Actor) -> Decision:
    """Keep the scan of a draft's paper; raises BudgetError."""
    folder = settings.DATA / "budgets"
    try:
        kept = keep(given, folder, tuple(FileKind))
    except FileError as error:
        raise BudgetError(str(error), "tep") from error
    try:
        with transaction.atomic():
            one = _standing(decision, DecisionState.DRAFT)
            one.stored, one.file_kind, one.size, one.sha256 = (
                kept.stored,
                kept.kind.value,
                kept.size,
                kept.sha256,
            )
            one.save(update_fields=["stored", "file_kind", "size", "sha256"])
            _told(one, actor, "budgets.decision_attached", "Gắn tệp vào")
    except BaseException:
        forget(kept, folder)
        raise
    return one


def _require_sense(area: Area, kind: DecisionKind, year: int, one: Said) -> None:
    """What can be said of one amount without asking how much there is."""
    if not one.amount or abs(one.amount) >= MOST:
        raise BudgetError("Số tiền phải khác 0 và hợp lý. Cách xử lý: ghi số đồng.", "khoan")
    takes_back = one.amount < 0
    if takes_back and kind not in {DecisionKind.ADJUST, DecisionKind.RECEIVE}:
        raise BudgetError(
            "Số tiền phải lớn hơn 0. Cách xử lý: muốn giảm thì lập quyết định điều chỉnh.", "khoan"
        )
    if one.to.area_id != area.pk and kind not in {DecisionKind.ALLOCATE, DecisionKind.ADJUST}:
        raise BudgetError("Khoản này không thuộc đơn vị. Cách xử lý: chọn dòng của đơn vị mình.", "khoan")
    giving = one.out_of
    if kind in {DecisionKind.ALLOCATE, DecisionKind.ADJUST}:
        if giving is None:
            raise BudgetError(
                "Chưa chọn lấy từ dòng kinh phí nào. Cách xử lý: chọn dòng đã được giao.", "tu-dong"
            )
        if giving.area_id != area.pk:
            raise BudgetError("Chỉ phân bổ từ dòng của đơn vị mình. Cách xử lý: chọn lại dòng.", "tu-dong")
        same = replace(one.to, project="", use="", item="", area_id=0, activity_id=None)
        if (
            same
            != Key(
                0, giving.year, giving.programme, giving.nature, giving.source, origin_year=same.origin_year
            )
            or one.to.first_year != giving.origin_year
        ):
            raise BudgetError(
                "Phân bổ không đổi năm, chương trình, tính chất vốn và nguồn. Cách xử lý: chọn dòng khác "
                "để lấy, hoặc giữ nguyên các mục này.",
                "khoan",
            )
        if (
            giving.project
            and one.to.project != giving.project
            and not one.to.project.startswith(f"{giving.project}.")
        ):
            raise BudgetError(
                f"Kinh phí của dự án {giving.project} không phân bổ cho dự án khác. Cách xử lý: điều chỉnh "
                "ở cấp đã giao kinh phí.",
                "khoan",
            )
    if one.to.year != year + (kind is DecisionKind.CARRY):
        raise BudgetError(f"Quyết định này là của năm {year}. Cách xử lý: chọn dòng của năm ấy.", "khoan")
    if kind in {DecisionKind.CARRY, DecisionKind.CANCEL} and one.account not in OPEN:
        raise BudgetError("Chưa rõ khoản này đang ở đâu. Cách xử lý: tải lại trang rồi chọn lại.", "khoan")


def _require_below(area: Area, receivers: Sequence[int]) -> None:
    """Money goes to the unit itself or into it, as it lies today: former units lie there, too."""
    others = set(receivers) - {area.pk}  # a former unit does not lie in itself
    around = areas_around(others, timezone.localdate())
    if any(area.pk not in around[one] for one in others):
        raise BudgetError("Chỉ giao cho đơn vị trực thuộc. Cách xử lý: chọn đơn vị cấp dưới.", "khoan")


def _standing(decision: Decision, state: DecisionState) -> Decision:
    one = Decision.objects.select_for_update(of=["self"]).get(pk=decision.pk)
    if one.state is not state:
        raise BudgetError(_STALE)
    return one


def _ended(one: Decision, why: str, actor: Actor, verb: str, words: str) -> Decision:
    said = BudgetError.words(why, "lý do", about="ly-do", longest=500)
    one.ended_at, one.ended_by_name, one.ended_why = timezone.now(), actor.name, said
    one.save(update_fields=["ended_at", "ended_by_name", "ended_why"])
    _told(one, actor, verb, words, more=f". Lý do: {said}")
    return one


def _told(one: Decision, actor: Actor, verb: str, words: str, *, more: str = "") -> None:
    label = DecisionKind(one.kind).label.lower()
    number = f" số {one.number}" if one.number else ""
    lines = whole(one.lines.count())
    record(
        actor,
        verb,
        f"{words} quyết định «{label}»{number} năm {one.year}: {one.title}, {lines} khoản{more}",
        area_id=one.area_id,
        subject=("budgets.Decision", one.pk),
    )
