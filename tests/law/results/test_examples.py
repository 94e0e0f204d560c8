"""The targets of five plans, T1 to T27, and one of the programme: each stands where its cases say."""

import re

import pytest

from giamngheo.law.library import LAW
from giamngheo.law.results.examples import Plan, faults, read_plans
from giamngheo.law.results.library import frameworks
from giamngheo.law.vocabulary.frameworks import COMPUTED
from giamngheo.law.vocabulary.targets import TargetKind

FRAMEWORK = frameworks()["programme_2021_2025"]
PLANS = read_plans(LAW / "results" / FRAMEWORK.id)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_target_of_a_plan_stands_where_its_cases_say(plan: Plan) -> None:
    assert list(faults(FRAMEWORK, plan)) == []


def test_all_twenty_seven_targets_are_there_with_the_words_of_their_plans() -> None:
    told = [one for plan in PLANS.values() for one in plan.targets]
    national = {"N7"}  # of the programme itself: no plan of a unit gives its number
    assert {one.id for one in told} == {f"T{number}" for number in range(1, 28)} | national
    assert all(one.cases for one in told)
    assert all(re.search(r"\w", one.target.wording) for one in told)


def test_an_indicator_names_the_targets_that_asked_for_it() -> None:
    asked: dict[str, set[str]] = {}
    for plan in PLANS.values():
        for one in plan.targets:
            asked.setdefault(one.target.indicator, set()).add(one.id)
    assert {one.id: set(one.plans) for one in FRAMEWORK.indicators} == asked


def test_a_case_that_does_not_hold_is_told() -> None:
    plan = PLANS["plan_002.yaml"]
    target = plan.targets[0]
    other = target.cases[0].__class__(
        day=target.cases[0].day, state="missed", because="sai", actual=target.cases[0].actual
    )
    wrong = plan.__class__(
        plan="thử",
        targets=(target.__class__(id="T15", target=target.target, cases=(other,)),),
        agreements=plan.agreements,
    )
    told = "\n".join(faults(FRAMEWORK, wrong))
    assert "chờ missed" in told
    assert "không tính được số hộ" in told


def test_every_kind_of_target_but_those_that_no_plan_has_is_in_the_plans() -> None:
    kinds = {one.target.kind for plan in PLANS.values() for one in plan.targets}
    assert set(TargetKind) - kinds == {TargetKind.RANGE}


def test_everything_that_can_be_computed_is_asked_for() -> None:
    assert {one.computed for one in FRAMEWORK.indicators} - {None} == set(COMPUTED)
