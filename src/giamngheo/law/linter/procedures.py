"""Checks of the procedures: steps in order, known roles and steps, cited time limits, periods that join."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from giamngheo.law.library import BrokenPackError, read
from giamngheo.law.linter.findings import Finding, below, parts
from giamngheo.law.linter.instruments import citations
from giamngheo.law.procedures.examples import read_cases
from giamngheo.law.vocabulary.procedures import (
    POINTS,
    Condition,
    Ending,
    Point,
    PointValue,
    Precondition,
    Procedure,
    StepKind,
    Trigger,
    fits,
)
from giamngheo.law.vocabulary.standards import Period
from giamngheo.law.vocabulary.texts import Clause, Instrument

FILE = "procedure.yaml"
_POINTS_OF: Mapping[Condition, tuple[str, ...]] = {
    Condition.AGREED: ("agreement_share",),
    Condition.POSTING_OVER: ("posting_days",),
    Condition.POSTED_AGAIN: ("reposting_days",),
    Condition.AUTHORITY_KNOWN: ("opinion_authority",),
    Condition.OPINION_ANSWERED: ("opinion_authority",),
}
_KINDS = list(StepKind)


@dataclass(frozen=True)
class Draft:
    """One folder of `procedures/` as far as it reads."""

    folder: Path
    place: str
    procedure: Procedure

    def of(self, *inside: str) -> str:
        """A place in the file of the procedure."""
        return " › ".join((f"{self.place}/{FILE}", *inside))


def check_procedures(
    laws: Sequence[Path],
    instruments: Mapping[str, Instrument],
    roles: Sequence[str],
    found: list[Finding],
) -> None:
    """Everything that does not hold in the procedures of these law folders goes to `found`."""
    drafts = [draft for law in laws for draft in _read(law, found)]
    for draft in drafts:
        found.extend(citations(draft.procedure, draft.of(), instruments))
        for faults in (
            _pack(draft),
            _steps(draft),
            _preconditions(draft),
            _deadlines(draft),
            _periods(draft),
        ):
            found.extend(faults)
        found.extend(_points(draft, frozenset(roles)))
        found.extend(_roles(draft, roles))
        found.extend(_in_force(draft, instruments))
    standing = {draft.procedure.id: draft for draft in drafts}  # an operator's own stands for ours
    found.extend(_joins(list(standing.values())))


def _read(law: Path, found: list[Finding]) -> list[Draft]:
    drafts = []
    for path in sorted((law / "procedures").glob(f"*/{FILE}")):
        place = below(path.parent, law)
        try:
            procedure = read(path, Procedure)
        except BrokenPackError as error:
            found.append(Finding(f"{place}/{FILE}", str(error)))
            continue
        drafts.append(Draft(path.parent, place, procedure))
    return drafts


def _pack(draft: Draft) -> Iterator[Finding]:
    procedure = draft.procedure
    if procedure.id != draft.folder.name:
        yield Finding(draft.of(), f"mã quy trình «{procedure.id}» khác tên thư mục «{draft.folder.name}».")
    if not (draft.folder / "README.md").is_file():
        yield Finding(draft.place, "thiếu README.md (phần phải diễn giải, phần còn để ngỏ).")
    if not list((draft.folder / "examples").glob("*.yaml")):
        yield Finding(draft.place, "thiếu ví dụ (examples/*.yaml).")
    try:
        read_cases(draft.folder)
    except BrokenPackError as error:
        yield Finding(f"{draft.place}/examples", str(error))
    for question in procedure.open:
        if not question.needed_for.strip():
            yield Finding(draft.of("open", question.id), "chưa ghi cần để làm gì (needed_for).")


def _steps(draft: Draft) -> Iterator[Finding]:
    steps = draft.procedure.steps
    numbers = [step.number for step in steps]
    if numbers != list(range(1, len(steps) + 1)):
        listed = ", ".join(map(str, numbers))
        yield Finding(draft.of("steps"), f"các bước phải đánh số 1 đến {len(steps)}, đang là {listed}.")
    for name, times in Counter(step.id for step in steps).items():
        if times > 1:
            yield Finding(draft.of("steps", name), "bước này ghi hai lần; giữ một.")
    for before, after in pairwise((draft.procedure.opening, *steps)):
        if _KINDS.index(after.kind) <= _KINDS.index(before.kind):
            yield Finding(
                draft.of("steps", after.id),
                f"bước loại «{after.kind}» không thể đứng sau bước loại «{before.kind}».",
            )
    if draft.procedure.opening.kind is not StepKind.OPENING:
        yield Finding(draft.of("opening"), "bước mở đợt phải có loại «opening».")
    if not steps or steps[-1].kind is not StepKind.DECISION:
        yield Finding(draft.of("steps"), "bước cuối phải là quyết định (decision).")
    opened = [n for step in steps for n in step.preconditions if n.condition is Condition.OPENED]
    if not opened:
        yield Finding(draft.of("steps"), "không bước nào đòi đợt phải mở trước (opened).")


def _roles(draft: Draft, known: Sequence[str]) -> Iterator[Finding]:
    for step in (draft.procedure.opening, *draft.procedure.steps):
        place = draft.of("steps", step.id)
        if not step.who:
            yield Finding(place, "chưa ghi ai làm bước này (who).")
        for role in (*step.who, *step.present, *step.invited):
            if role not in known:
                yield Finding(place, f"vai «{role}» không có trong codes/procedure_roles.yaml.")


def _preconditions(draft: Draft) -> Iterator[Finding]:
    procedure = draft.procedure
    for number, step in enumerate((procedure.opening, *procedure.steps)):
        earlier = [one.id for one in procedure.steps[: max(number - 1, 0)]]
        for precondition in step.preconditions:
            place = draft.of("steps", step.id, "preconditions", precondition.condition)
            if not precondition.text.strip() or not precondition.remedy.strip():
                yield Finding(place, "điều kiện phải có lời (text) và cách xử lý (remedy).")
            yield from _step_named(place, precondition, earlier, procedure)
            yield from _points_named(place, precondition, procedure)


def _step_named(
    place: str, precondition: Precondition, earlier: Sequence[str], procedure: Procedure
) -> Iterator[Finding]:
    known = [step.id for step in procedure.steps]
    if precondition.condition is not Condition.DONE:
        if precondition.step is not None:
            yield Finding(place, "chỉ điều kiện «done» mới nêu bước (step).")
    elif precondition.step not in known:
        yield Finding(place, f"điều kiện nêu bước không có «{precondition.step}».")
    elif precondition.step not in earlier:
        yield Finding(place, f"điều kiện nêu bước «{precondition.step}» không đứng trước.")


def _points_named(place: str, precondition: Precondition, procedure: Procedure) -> Iterator[Finding]:
    if precondition.condition is Condition.OPENING_TIME:
        held = {point.id for point in procedure.points}
        if "opening_day" not in held and not {"season_first", "season_last"} <= held:
            yield Finding(place, "cần mục «opening_day», hoặc «season_first» và «season_last».")
        return
    for name in _POINTS_OF.get(precondition.condition, ()):
        if procedure.point(name) is None:
            yield Finding(place, f"điều kiện cần mục «{name}» mà quy trình không có.")


def _deadlines(draft: Draft) -> Iterator[Finding]:
    procedure = draft.procedure
    for deadline in procedure.deadlines:
        place = draft.of("deadlines", deadline.id)
        if deadline.step not in [step.id for step in procedure.steps]:
            yield Finding(place, f"thời hạn của bước không có «{deadline.step}».")
        point = procedure.point(deadline.point)
        if point is None or point.type not in ("days", "month_day"):
            yield Finding(place, f"không có mục số ngày hoặc ngày cuối «{deadline.point}».")
            continue
        for value in point.values:
            if not value.clause.at.strip():
                yield Finding(place, f"thời hạn từ {value.since:%d/%m/%Y} không nêu điều, khoản (clause).")
        if (deadline.starts is Trigger.OBJECTION_OPENED) != (deadline.ends is Ending.OBJECTION_CLOSED):
            yield Finding(place, "thời hạn tính từ khiếu nại phải kết thúc khi đóng khiếu nại.")


def _points(draft: Draft, roles: frozenset[str]) -> Iterator[Finding]:
    for name, times in Counter(point.id for point in draft.procedure.points).items():
        if times > 1:
            yield Finding(draft.of("points", name), "mục này ghi hai lần; giữ một.")
    first = min((period.first for period in draft.procedure.periods), default=None)
    for point in draft.procedure.points:
        place = draft.of("points", point.id)
        if point.id not in POINTS:
            yield Finding(place, "phần mềm không biết mục này; xem lại mã.")
            continue
        for value in point.values:
            if value.value is not None and not fits(point.id, value.value, roles):
                yield Finding(place, f"giá trị từ {value.since:%d/%m/%Y} không đúng loại của mục.")
        days = [value.since for value in point.values]
        if days != sorted(set(days)):
            yield Finding(place, "các giá trị phải xếp theo ngày (since), mỗi ngày một giá trị.")
        if first is not None and days and days[0] > first and not point.ask.strip():
            yield Finding(place, f"từ {first:%d/%m/%Y} đến trước {days[0]:%d/%m/%Y} không có giá trị.")
        yield from _asked(place, point)


def _asked(place: str, point: Point) -> Iterator[Finding]:
    is_open = not point.values or any(value.value is None for value in point.values)
    if is_open and not (point.ask.strip() and point.needed_for.strip()):
        yield Finding(place, "để ngỏ mà chưa ghi câu hỏi (ask) và cần để làm gì (needed_for).")


def _in_force(draft: Draft, instruments: Mapping[str, Instrument]) -> Iterator[Finding]:
    """Clauses of a text that is not yet, or no longer, in force on the days it is cited for."""
    procedure = draft.procedure
    first = min((period.first for period in procedure.periods), default=None)
    last = max((period.last for period in procedure.periods), default=None)
    if first is None or last is None:
        return
    for period in procedure.periods:
        text = instruments.get(period.clause.instrument)
        place = draft.of("periods")
        if text and (begins := text.in_force or text.issued) and begins > period.first:
            yield Finding(place, f"từ {period.first:%d/%m/%Y}, khi {text.cited} chưa có hiệu lực.")
        if text and text.ended and text.ended < period.last:
            yield Finding(place, f"đến {period.last:%d/%m/%Y}, khi {text.cited} đã hết hiệu lực.")
    for where, part in parts(procedure, draft.of()):
        if isinstance(part, PointValue):
            text = instruments.get(part.clause.instrument)
            if text and (begins := text.in_force or text.issued) and begins > part.since:
                yield Finding(where, f"từ {part.since:%d/%m/%Y}, khi {text.cited} chưa có hiệu lực.")
        if isinstance(part, Clause):
            text = instruments.get(part.instrument)
            if text and text.in_force and text.in_force > last:
                yield Finding(where, f"{text.cited} có hiệu lực sau mọi thời gian áp dụng của quy trình.")
            if text and text.ended and text.ended < first:
                yield Finding(where, f"{text.cited} đã hết hiệu lực trước thời gian áp dụng của quy trình.")
    for name in procedure.instruments:
        if name not in instruments:
            yield Finding(draft.of("instruments"), f"không có văn bản «{name}».")


def _periods(draft: Draft) -> Iterator[Finding]:
    if not draft.procedure.periods:
        yield Finding(draft.of("periods"), "chưa ghi thời gian áp dụng.")
    for period in draft.procedure.periods:
        if period.last < period.first:
            yield Finding(draft.of("periods"), "ngày cuối trước ngày đầu.")


def _joins(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Procedures of one kind must not overlap, and should leave no gap."""
    by_kind: dict[str, list[tuple[Period, Draft]]] = {}
    for draft in drafts:
        for period in draft.procedure.periods:
            by_kind.setdefault(draft.procedure.kind, []).append((period, draft))
    for entries in by_kind.values():
        entries.sort(key=lambda entry: entry[0].first)
        for (earlier, before), (later, after) in pairwise(entries):
            place = after.of("periods")
            if later.first <= earlier.last:
                yield Finding(
                    place,
                    f"áp dụng từ {later.first:%d/%m/%Y}, chồng lên «{before.procedure.id}» (đến "
                    f"{earlier.last:%d/%m/%Y}).",
                )
            elif later.first - earlier.last > timedelta(days=1):
                yield Finding(
                    place,
                    f"từ sau {earlier.last:%d/%m/%Y} đến trước {later.first:%d/%m/%Y} không có quy trình nào "
                    "áp dụng.",
                    warning=True,
                )
