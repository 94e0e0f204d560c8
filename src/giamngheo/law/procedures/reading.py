"""A procedure as a person reads it on a day: steps, who, what before, days; marks; what is open."""

from collections.abc import Iterator
from datetime import date

from giamngheo.law.library import cited
from giamngheo.law.procedures.library import (
    PointOnDay,
    Rules,
    open_points,
    procedures,
    role_name,
)
from giamngheo.law.readable import as_sought, days, mark, section
from giamngheo.law.vocabulary.procedures import (
    CHOICES,
    Days,
    Deadline,
    Outcome,
    ProcedureKind,
    Step,
    Trigger,
    Value,
)
from giamngheo.law.vocabulary.results import result_label

_SINCE = {
    Trigger.OPENING_DAY: "từ ngày bắt đầu",
    Trigger.POSTED: "từ ngày niêm yết",
    Trigger.POSTED_AGAIN: "từ ngày niêm yết lại",
    Trigger.OBJECTION_OPENED: "từ ngày nhận khiếu nại",
    Trigger.OPINION_ASKED: "từ ngày gửi xin ý kiến",
}


def find_kind(words: str) -> ProcedureKind | None:
    """The only kind of procedure whose id, kind or name holds `words`; None where none or several do."""
    sought = as_sought(words)
    kinds = {
        one.kind
        for one in procedures().values()
        if sought in {one.id, one.kind.value} or sought in as_sought(f"{one.short_name} {one.name}")
    }
    exact = {one.kind for one in procedures().values() if sought == as_sought(one.short_name)}
    found = exact or kinds
    return found.pop() if len(found) == 1 else None


def latest_day(kind: ProcedureKind) -> date:
    """The last day on which a procedure of the kind applies."""
    return max(period.last for one in procedures().values() if one.kind is kind for period in one.periods)


def summaries() -> Iterator[str]:
    """Two lines a procedure: id, name; periods, what of it is open."""
    for name, procedure in procedures().items():
        periods = "; ".join(days(period.first, period.last) for period in procedure.periods)
        yield f"{name}: {procedure.short_name} – {procedure.name}"
        yield f"  áp dụng {periods}"


def text_of(rules: Rules) -> Iterator[str]:
    """The whole procedure as in force on the day of `rules`, line by line."""
    procedure = rules.procedure
    yield procedure.name
    yield f"({procedure.id}; ngày xem {rules.day:%d/%m/%Y})"
    yield from section("Áp dụng")
    for period in procedure.periods:
        here = "  ← ngày đang xem" if period.holds(rules.day) else ""
        yield f"  {days(period.first, period.last)} – {cited(period.clause)}{here}"
        yield from mark(period)
    yield from section("Công nhận")
    yield from _outcome(procedure.outcome)
    yield from section("Các bước")
    for step in (procedure.opening, *procedure.steps):
        yield from _step(rules, step)
    yield from section("Con số, thẩm quyền")
    for point in procedure.points:
        found = rules.point(point.id)
        if found is not None:
            yield from _point(found)
    if procedure.forms or procedure.service_codes:
        yield from section("Mẫu, mã thủ tục")
        for form in procedure.forms:
            yield f"  {form.name} ({cited(form.clause)})"
            yield from mark(form)
        for code in procedure.service_codes:
            yield f"  {code.code}: {code.name} ({cited(code.clause)})"
            yield from mark(code)
    if left_open := open_points(rules):
        yield from section("Còn để ngỏ (chưa tìm được văn bản)")
        for question in left_open:
            yield f"  {question.sentence}" + (" [chưa đặt thì dừng ở bước này]" if question.blocks else "")
            yield f"    Cần để: {question.needed_for}"


def _outcome(outcome: Outcome) -> Iterator[str]:
    yield f"  {', '.join(result_label(one) for one in outcome.recognised)}"
    if outcome.of_the_lists is not None:
        barrier = outcome.of_the_lists
        yield f"  Không nhận: {barrier.text} ({cited(barrier.clause)})"
        yield from mark(barrier)


def value_in_words(value: Value) -> str:
    """A value of a point as papers write it: «3 ngày làm việc», «ít nhất 1/2», a role, a day of the year."""
    match value:
        case Days(number=number, unit=unit):
            return f"{number} ngày làm việc" if unit == "working" else f"{number} ngày"
        case tuple():
            return f"{value[0]}/{value[1]}"
        case int():
            return str(value)
        case _:
            words = {name: text for choices in CHOICES.values() for name, text in choices.items()}
            return words.get(value) or role_name(value)


def _step(rules: Rules, step: Step) -> Iterator[str]:
    yield f"  {step.number}. {step.name}" if step.number else f"  {step.name}"
    yield f"     {step.text} ({cited(step.clause)})"
    yield from (f"   {line}" for line in mark(step))
    people = [("Ai làm", step.who), ("Có mặt", step.present), ("Mời", step.invited)]
    for word, names in people:
        if names:
            yield f"     {word}: {'; '.join(map(role_name, names))}"
    for precondition in step.preconditions:
        yield f"     Trước đó: {precondition.text} ({cited(rules.clause_of(precondition, step))})"
        yield from (f"   {line}" for line in mark(precondition))
    for deadline in rules.procedure.deadlines:
        if deadline.step == step.id:
            yield f"     Thời hạn: {_deadline(rules, deadline)}"
    if step.gives:
        yield f"     Kết quả: {'; '.join(step.gives)}"
    if step.refusal:
        yield f"     Từ chối: {step.refusal}"


def _deadline(rules: Rules, deadline: Deadline) -> str:
    point = rules.point(deadline.point)
    if point is None or point.value is None:
        return f"{deadline.name}: chưa có"
    if isinstance(point.value, tuple):
        return f"{deadline.name}: đến hết ngày {point.value[1]}/{point.value[0]}"
    return f"{deadline.name}: {value_in_words(point.value)}, {_SINCE[deadline.starts]}"


def _point(found: PointOnDay) -> Iterator[str]:
    name = found.point.name
    if found.value is None:
        yield f"  {name}: chưa có"
    else:
        value = found.value
        is_day = found.point.type == "month_day" and isinstance(value, tuple)
        words = f"{value[1]}/{value[0]}" if is_day and isinstance(value, tuple) else value_in_words(value)
        clause = f" ({cited(found.clause)})" if found.clause and found.setting is None else ""
        yield f"  {name}: {words}{clause}"
    if found.setting is not None:
        yield f"    {found.note}"
    elif found.law is not None:
        yield from mark(found.law)
