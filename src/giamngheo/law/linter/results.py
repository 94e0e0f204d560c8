"""Checks of the frameworks of results: indicators whole and told once, periods, examples that hold."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from giamngheo.law.library import BrokenPackError, code_list, read
from giamngheo.law.linter.findings import Finding, below
from giamngheo.law.linter.instruments import citations
from giamngheo.law.results.examples import faults, read_plans
from giamngheo.law.vocabulary.frameworks import (
    COMPUTED,
    OF_ACTIVITIES,
    OF_PEOPLE,
    Framework,
    Grouping,
    Indicator,
)
from giamngheo.law.vocabulary.texts import Instrument

FILE = "framework.yaml"


@dataclass(frozen=True)
class Draft:
    """One folder of `results/` as far as it reads."""

    folder: Path
    place: str
    framework: Framework

    def of(self, *inside: str) -> str:
        """A place in the file of the framework."""
        return " › ".join((f"{self.place}/{FILE}", *inside))


def check_frameworks(
    laws: Sequence[Path], instruments: Mapping[str, Instrument], found: list[Finding]
) -> None:
    """Everything that does not hold in the frameworks of these law folders goes to `found`."""
    drafts = [draft for law in laws for draft in _read(law, found)]
    for draft in drafts:
        found.extend(citations(draft.framework, draft.of(), instruments))
        found.extend(_pack(draft, instruments))
        found.extend(_examples(draft))
        for one in draft.framework.indicators:
            found.extend(
                Finding(draft.of("indicators", one.id), why) for why in _indicator(one, draft.framework)
            )
        for name, times in Counter(one.id for one in draft.framework.indicators).items():
            if times > 1:
                found.append(Finding(draft.of("indicators", name), "chỉ số này ghi hai lần; giữ một."))
    standing = {draft.framework.id: draft for draft in drafts}  # an operator's own stands for ours
    found.extend(_overlaps(list(standing.values())))


def _read(law: Path, found: list[Finding]) -> list[Draft]:
    drafts = []
    for path in sorted((law / "results").glob(f"*/{FILE}")):
        place = below(path.parent, law)
        try:
            drafts.append(Draft(path.parent, place, read(path, Framework)))
        except BrokenPackError as error:
            found.append(Finding(f"{place}/{FILE}", str(error)))
    return drafts


def _pack(draft: Draft, instruments: Mapping[str, Instrument]) -> Iterator[Finding]:
    framework = draft.framework
    if framework.id != draft.folder.name:
        yield Finding(draft.of(), f"mã khung «{framework.id}» khác tên thư mục «{draft.folder.name}».")
    if not (draft.folder / "README.md").is_file():
        yield Finding(draft.place, "thiếu README.md (phần phải diễn giải, phần còn để ngỏ).")
    for name in framework.instruments:
        if name not in instruments:
            yield Finding(draft.of("instruments"), f"không có văn bản «{name}».")
    for question in framework.open:
        if not question.needed_for.strip():
            yield Finding(draft.of("open", question.id), "chưa ghi cần để làm gì (needed_for).")
    if not framework.periods:
        yield Finding(draft.of("periods"), "chưa ghi thời gian áp dụng.")
    for period in framework.periods:
        if period.last < period.first:
            yield Finding(draft.of("periods"), "ngày cuối trước ngày đầu.")


def _examples(draft: Draft) -> Iterator[Finding]:
    place = f"{draft.place}/examples"
    try:
        plans = read_plans(draft.folder)
    except BrokenPackError as error:
        yield Finding(place, str(error))
        return
    if not plans:
        yield Finding(draft.place, "thiếu ví dụ (examples/*.yaml).")
    for name, plan in plans.items():
        yield from (Finding(f"{place}/{name}", f"{why}.") for why in faults(draft.framework, plan))
    used = {one.id for plan in plans.values() for one in plan.targets}
    for one in draft.framework.indicators:
        for number in one.plans:
            if number not in used:
                yield Finding(draft.of("indicators", one.id), f"không ví dụ nào có chỉ tiêu {number}.")


def _indicator(one: Indicator, framework: Framework) -> Iterator[str]:
    if one.is_percent != bool(one.denominator.strip()):
        yield "chỉ số tính bằng % phải có mẫu số (denominator), chỉ số đếm thì không."
    if one.is_percent != (one.among is not None):
        yield "chỉ số tính bằng % phải nói tính trên ai (among), chỉ số đếm thì không."
    if not (one.numerator.strip() and one.source.strip() and one.responsible.strip()):
        yield "phải ghi đủ đếm gì (numerator), nguồn (source), ai chịu trách nhiệm (responsible)."
    if one.computed is not None and one.computed not in COMPUTED:
        yield f"phần mềm không có cách tính «{one.computed}»."
    if one.groupings and (one.computed is None or one.computed in OF_ACTIVITIES):
        yield "chỉ số nhập tay không tách được từ sổ hộ (groupings)."
    yield from _of_what_was_done(one)
    if (Grouping.AGE in one.groupings) != bool(one.ages) or list(one.ages) != sorted({*one.ages} - {0}):
        yield "tách theo nhóm tuổi (age) phải ghi tuổi đầu của từng nhóm (ages), từ nhỏ đến lớn."
    if Grouping.AGE in one.groupings and one.computed not in OF_PEOPLE:
        yield "chỉ số đếm hộ không tách theo nhóm tuổi."
    if one.rate_of is not None:
        counted = framework.indicator(one.rate_of)
        if counted is None or counted.is_percent or not one.is_percent:
            yield f"rate_of phải nêu một chỉ số đếm của khung, «{one.rate_of}» không phải."


def _of_what_was_done(one: Indicator) -> Iterator[str]:
    is_help = one.computed == "households_helped"
    if (is_help or one.computed == "activity_outputs") and (one.is_percent or not one.over_period):
        yield "cộng từ hoạt động, khoản hỗ trợ thì phải là số đếm trong kỳ (over_period)."
    if is_help != bool(one.need) or is_help != bool(one.classes):
        yield "hộ được hỗ trợ phải ghi nhu cầu (need) và diện của hộ (classes), và chỉ khi ấy."
    if is_help and one.need not in code_list("needs"):
        yield f"không có nhu cầu «{one.need}»."


def _overlaps(drafts: Sequence[Draft]) -> Iterator[Finding]:
    held = [(period, draft) for draft in drafts for period in draft.framework.periods]
    for (first, before), (second, after) in combinations(held, 2):
        if first.first <= second.last and second.first <= first.last:
            yield Finding(after.of("periods"), f"chồng thời gian với «{before.framework.id}».")
