"""A plan of further years made from another one: structure kept, years moved, none of it saved.

What must be filled anew stays empty (number, day, signer, the socio-economic plan, from a plan above the
leads and tasks), and targets are marked as carried until somebody looked at them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

import msgspec

from giamngheo.apps.programmes.converting import Drafted
from giamngheo.apps.programmes.matching import indicator_on
from giamngheo.apps.programmes.models import PlanProject, PlanShare, PlanTarget, PlanTask, UnitPlan
from giamngheo.apps.programmes.texts import Lines, Part, PlanText
from giamngheo.apps.programmes.wording import figure_said, reworded
from giamngheo.foundation.areas.queries import Unit
from giamngheo.law.vocabulary.targets import TargetKind

_PLACE: Final = re.compile(
    r"\s*(?:trên|tại|của)?\s*(?:địa bàn|toàn)\s+"
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|thôn)\b.*$",
    re.I,
)
_PERIOD: Final = re.compile(r"(?:giai đoạn|từ năm)\s*\d{4}\s*[-–]\s*\d{4}|năm\s+\d{4}", re.I)
Row = TypeVar("Row", PlanTarget, PlanProject, PlanTask)
_LEVELS: Final = (TargetKind.LEVEL, TargetKind.BELOW, TargetKind.AT_LEAST, TargetKind.SHARE)


@dataclass(frozen=True)
class Original:
    """The plan that is copied with its pieces; `shares` are those of the unit that copies, by target."""

    plan: UnitPlan
    targets: Sequence[PlanTarget]
    projects: Sequence[PlanProject]
    tasks: Sequence[PlanTask]
    shares: Mapping[int, PlanShare]


def copied(original: Original, unit: Unit, issuer: str, years: range, former: Sequence[int] = ()) -> Drafted:
    """A draft of a unit for these years from its own plan (or of what it came from), or from one above."""
    first, last = years[0], years[-1]
    source = original.plan
    is_own = source.area_id in (unit.area_id, *former) and not source.is_received
    move = _Move(source, first, last)
    plan = UnitPlan(
        area_id=unit.area_id,
        programme=source.programme,
        first_year=first,
        last_year=last,
        title=_title(source, unit, move)[:500],
        issuer=issuer,
        place=unit.name,
        said=msgspec.to_builtins(_text(source.text, move, is_own=is_own)),
        parent=None if is_own or source.is_received else source,
        parent_number="" if is_own else source.number,
        parent_day=None if is_own else source.day,
        parent_issuer="" if is_own else source.issuer,
        made_from=source,
    )
    if is_own and source.parent_number and move.keeps_period:
        plan.parent_id, plan.parent_day = source.parent_id, source.parent_day
        plan.parent_number, plan.parent_issuer = source.parent_number, source.parent_issuer
    targets = [
        _target(one, plan, move, original.shares.get(one.pk), is_own=is_own) for one in original.targets
    ]
    projects = [_project(one, plan, move, is_own=is_own) for one in original.projects]
    tasks = [_task(one, plan, move) for one in original.tasks] if is_own else []
    return Drafted(plan, targets, projects, tasks)


def edition_of(original: Original) -> Drafted:
    """A further edition of a plan for the same years, as it stands, to be corrected and to replace it."""
    source = original.plan
    plan = UnitPlan(replaces=source, made_from=source)
    for name in (
        "area_id", "programme", "first_year", "last_year", "title", "is_received", "issuer", "place", "said",
        "parent_id", "parent_number", "parent_day", "parent_issuer", "source_id", "signer", "capacity",
    ):  # fmt: skip
        setattr(plan, name, getattr(source, name))
    if source.source_id is not None:  # its paper itself did not change
        plan.number, plan.day = source.number, source.day
    return Drafted(
        plan,
        [_same(one, plan) for one in original.targets],
        [_same(one, plan) for one in original.projects],
        [_same(one, plan) for one in original.tasks],
    )


class _Move:
    """Years of the source as those of the copy."""

    def __init__(self, source: UnitPlan, first: int, last: int) -> None:
        self.first, self.last = first, last
        self.years = first - source.first_year
        self.keeps_period = self.years == 0
        one_year = source.is_of_one_year and first == last
        self._said = re.compile(rf"(năm\s+){source.first_year}\b", re.I) if one_year else None

    def words(self, text: str) -> str:
        return self._said.sub(rf"\g<1>{self.first}", text) if self._said else text

    def lines(self, lines: Lines) -> Lines:
        return tuple(map(self.words, lines))

    def parts(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(Part(self.words(one.title), self.lines(one.contents)) for one in parts)

    def day(self, day: date | None) -> date | None:
        if day is None:
            return None
        last_of_february = day.month == 2 and day.day == 29
        return day.replace(year=day.year + self.years, day=28 if last_of_february else day.day)


def _title(source: UnitPlan, unit: Unit, move: _Move) -> str:
    period = f"năm {move.first}" if move.first == move.last else f"giai đoạn {move.first}–{move.last}"
    bare = _PLACE.sub("", source.title).strip(" ,.;")
    titled = _PERIOD.sub(period, bare, count=1) if _PERIOD.search(bare) else f"{bare} {period}"
    return f"{titled} trên địa bàn {unit.full_name}"


def _text(text: PlanText, move: _Move, *, is_own: bool) -> PlanText:
    return PlanText(
        bases=text.bases,
        aims=move.lines(text.aims),
        scope=move.lines(text.scope),
        policies=move.parts(text.policies),
        solutions=move.parts(text.solutions),
        funding=move.lines(text.funding) if is_own else (),
        reporting=move.lines(text.reporting) if is_own else (),
        recipients=text.recipients if is_own else (),
    )


def _target(
    one: PlanTarget, plan: UnitPlan, move: _Move, share: PlanShare | None, *, is_own: bool
) -> PlanTarget:
    """Its words with the years moved; what last year was to reach is where this year begins."""
    copy = _same(one, plan)
    copy.wording, copy.year = move.words(one.wording), None
    reached = one.reaches if one.reaches is not None else one.value if one.kind in _LEVELS else None
    copy.baseline, copy.baseline_year = (
        (reached, plan.first_year - 1) if is_own and move.years else (None, None)
    )
    if copy.baseline is None:
        copy.baseline_year = None
    copy.reaches, copy.given, copy.is_carried = None, None, True
    found = indicator_on(date(plan.last_year, 12, 31), one.indicator) if one.indicator else None
    copy.framework, copy.indicator = (found[0].id, found[1].id) if found else ("", "")
    if share is not None:
        copy.wording = reworded(copy.wording, one.value, figure_said(one, share.value))
        copy.value, copy.up_to, copy.is_carried = share.value, None, False
        copy.given = None if is_own else share
    elif not is_own:
        copy.value = copy.value if one.kind in (TargetKind.SHARE, TargetKind.ZERO) else None
        copy.up_to = None
    return copy


def _project(one: PlanProject, plan: UnitPlan, move: _Move, *, is_own: bool) -> PlanProject:
    copy = _same(one, plan)
    copy.objective = move.words(one.objective)
    copy.contents = list(map(move.words, one.contents))
    if not is_own:
        copy.lead, copy.cooperating = [], []
    return copy


def _task(one: PlanTask, plan: UnitPlan, move: _Move) -> PlanTask:
    copy = _same(one, plan)
    copy.what, copy.due, copy.due_on = move.words(one.what), move.words(one.due), move.day(one.due_on)
    return copy


def _same(one: Row, plan: UnitPlan) -> Row:
    kept = {
        field.attname: getattr(one, field.attname)
        for field in one._meta.concrete_fields
        if not field.primary_key and field.attname != "plan_id"
    }
    return type(one)(plan=plan, **kept)
