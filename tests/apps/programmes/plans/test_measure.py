"""The measure: plans read as a person read them, whatever happened to their lines, numbers and accents."""

import pytest
from tests.apps.programmes.plans.measuring import GIVEN, HELD_OUT, KINDS, marks_of, measured, read_text, texts
from tests.apps.programmes.plans.mutating import MUTATIONS

PLANS = {**texts(GIVEN), **texts(HELD_OUT)}
RECALL, PRECISION = 0.97, 0.97


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_read_as_a_person_read_it(name: str) -> None:
    for kind, score in measured({name: PLANS[name]}, lambda text: text).items():
        assert not score.missing, kind
        assert not score.added, kind


@pytest.mark.parametrize("name", PLANS)
def test_head_and_end_of_a_plan_are_read(name: str) -> None:
    plan, marks = read_text(PLANS[name]), marks_of(name)
    assert (plan.issuer, plan.number, plan.place) == (marks.issuer, marks.number, marks.place)
    assert plan.date == (None if marks.date is None else str(marks.date))
    assert [plan.period.from_, plan.period.to] == marks.period
    parent = plan.parent_plan
    assert (parent and parent.number) == marks.parent_plan.get("number")
    assert (parent and parent.date) == (str(marks.parent_plan["date"]) if marks.parent_plan else None)
    assert (plan.signer and plan.signer.name) == marks.signer
    assert len(plan.recipients) == marks.recipients


@pytest.mark.parametrize("name", PLANS)
def test_what_is_suspicious_in_a_plan_is_told_and_nothing_else(name: str) -> None:
    assert sorted(one.code for one in read_text(PLANS[name]).warnings) == sorted(marks_of(name).warnings)


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_spoilt_copy_is_read_like_the_plan(mutation: str) -> None:
    _is_measured_well(texts(GIVEN), mutation)


@pytest.mark.parametrize("mutation", ["renumbered", "reflowed to 60", "all together"])
def test_a_spoilt_copy_of_a_plan_of_another_style_is_read_too(mutation: str) -> None:
    _is_measured_well(texts(HELD_OUT), mutation)


def _is_measured_well(plans: dict[str, str], mutation: str) -> None:
    found = measured(plans, MUTATIONS[mutation])
    assert tuple(found) == KINDS
    for kind, score in found.items():
        assert score.recall >= RECALL, (kind, score.missing)
        assert score.precision >= PRECISION, (kind, score.added)
