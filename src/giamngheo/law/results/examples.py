"""Targets of real plans with worked cases that a person can read: a figure, and where the target stands."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from giamngheo.law.library import read
from giamngheo.law.results.agreement import faults_of, implied_by
from giamngheo.law.results.standing import State, standing
from giamngheo.law.vocabulary.frameworks import Framework
from giamngheo.law.vocabulary.targets import Measured, Target


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A day, what was found until then, and where the target stands, with the reason in words."""

    day: date
    state: State
    because: str
    actual: Measured | None = None
    baseline: Measured | None = None


class PlanTarget(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A target under its number in the working papers (T1 …), with its cases."""

    id: str
    target: Target
    cases: tuple[Case, ...]


class Agreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many households two targets are about: as written (rounded down), and within rounding."""

    points: str
    count: str
    least: int
    most: int
    rounded: tuple[int, int]


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The targets of one plan."""

    plan: str
    targets: tuple[PlanTarget, ...]
    agreements: tuple[Agreement, ...] = ()

    def target(self, name: str) -> Target | None:
        """The first target under a number."""
        return next((one.target for one in self.targets if one.id == name), None)


def read_plans(folder: Path) -> dict[str, Plan]:
    """The plans of one framework by file; raises BrokenPackError."""
    return {path.name: read(path, Plan) for path in sorted((folder / "examples").glob("*.yaml"))}


def faults(framework: Framework, plan: Plan) -> Iterator[str]:
    """What in a plan is not as expected."""
    for one in plan.targets:
        indicator = framework.indicator(one.target.indicator)
        if indicator is None:
            yield f"{one.id}: khung không có chỉ số «{one.target.indicator}»"
            continue
        yield from (f"{one.id} {field}: {why}" for field, why in faults_of(one.target, indicator))
        for case in one.cases:
            figures = [figure for figure in (case.baseline, case.actual) if figure is not None]
            found = standing(one.target, indicator, figures, case.day)
            if found.state is not case.state:
                yield f"{one.id} {case.day}: {found.state} ({' '.join(found.why)}), chờ {case.state}"
    for pair in plan.agreements:
        points, count = plan.target(pair.points), plan.target(pair.count)
        implied = implied_by(points, count) if points and count else None
        if implied is None:
            yield f"{pair.points}, {pair.count}: không tính được số hộ"
            continue
        told = (int(implied.least), int(implied.most), (implied.rounded_least, implied.rounded_most))
        if told != (pair.least, pair.most, pair.rounded):
            yield f"{pair.points}, {pair.count}: {told}"
