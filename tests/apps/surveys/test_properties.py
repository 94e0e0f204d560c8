"""Through any saves, seals and corrections nothing typed is lost, and what was sealed stays what it was."""

from typing import Any

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from polars.testing import assert_frame_equal
from tests.apps.surveys.made import (
    DAY,
    FORM,
    OCCASION,
    OTHER,
    WHO,
    family,
    full_answers,
    now,
    opened,
    version,
)
from tests.factories.places import make_country

from giamngheo.apps.surveys.actions import (
    StaleError,
    SurveyError,
    UnfinishedError,
    correct,
    give_reason,
    save_draft,
    seal,
)
from giamngheo.apps.surveys.content import boxes, kept
from giamngheo.apps.surveys.evidence import evidence_of_sealed
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.law.library import rules_of
from giamngheo.law.questionnaires.evidence import evidence_of
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.questionnaires.sheets import Answer

pytestmark = pytest.mark.django_db
RULES = rules_of("national_2022_2026", DAY)

ANSWERS = st.one_of(
    st.none(), st.booleans(), st.integers(-10, 10**20), st.floats(), st.text(max_size=8), st.dates(),
    st.sampled_from(["septic", "piped", "none"]), st.tuples(st.sampled_from(["credit", "\x00", "\ud800"])),
)  # fmt: skip
SOUND = {
    "toilet": st.sampled_from(["septic", "none"]),
    "has_radio": st.booleans(),
    "housing_area": st.sampled_from([20, 60, 900]),  # the last asks for a reason
    "sex": st.sampled_from(["male", "female"]),
}
BOXES = st.sampled_from([*SOUND, "water_source", "needs", "reviewer", "pension"])
TYPED = st.one_of(st.fixed_dictionaries({}, optional=SOUND), st.dictionaries(BOXES, ANSWERS, max_size=3))
DEEDS = st.sampled_from(["save", "fill", "seal", "correct", "reason"])
STEP = st.tuples(DEEDS, TYPED, st.sampled_from([0, 0, 0, 1, 2]))
FILL, SEAL = ("fill", {}, 0), ("seal", {}, 0)
STEPS = st.builds(
    lambda first, more: [*first, *more],
    st.sampled_from([[], [FILL], [FILL, SEAL]]),
    st.lists(STEP, min_size=1, max_size=8),
)


class Sheets(TestCase):
    """One sheet through a busy day of two people."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(STEPS)
    def test_nothing_typed_is_lost_and_what_was_sealed_stays(
        self, steps: list[tuple[str, dict[str, Answer], int]]
    ) -> None:
        sheet = opened(family(make_country().east_1))
        head = next(iter(now(sheet).members))
        history: dict[int, Any] = {}
        last_sealed: Any = None
        for deed, told, behind in steps:
            typed = {(name, head if name in ("sex", "pension") else None): a for name, a in told.items()}
            seen = max(1, version(sheet) - behind)
            before = held(sheet)
            try:
                done = do(deed, sheet, typed, seen)
            except (StaleError, UnfinishedError, SurveyError) as refused:
                assert "\x00" not in str(refused) and held(sheet) == before
                continue
            if deed == "save":
                # Who typed finds it: all that they changed against what they saw stands there now.
                base, after = before[seen], boxes(done.answers)
                changed = {box: kept(a) for box, a in typed.items() if kept(a) != boxes(base).get(box)}
                assert {box: after.get(box) for box in changed} == changed
            if done.kind in ("sealed", "corrected"):
                last_sealed = done
            event(done.kind)
            history = held(sheet)
            # What stood in any version before stands there still.
            assert {number: history[number] for number in before} == before
        evidence_is_of(sheet, last_sealed)
        assert max(history, default=1) == version(sheet) == SheetVersion.objects.count()


def do(deed: str, sheet: FilledSheet, typed: Any, seen: int) -> SheetVersion:
    if deed == "save":
        return save_draft(sheet, typed, seen, OTHER)
    if deed == "fill":
        sheet.refresh_from_db()
        return save_draft(sheet, full_answers(sheet), sheet.version, WHO)
    if deed == "seal":
        return seal(sheet, seen, WHO)
    if deed == "correct":
        return correct(sheet, typed, "thử", seen, OTHER)
    return give_reason(sheet, {"plausible|housing_area|": "thử"}, WHO)


def held(sheet: FilledSheet) -> dict[int, Any]:
    return dict(SheetVersion.objects.filter(sheet=sheet).values_list("number", "answers"))


def evidence_is_of(sheet: FilledSheet, last: SheetVersion | None) -> None:
    found = evidence_of_sealed(OCCASION, FORM, RULES, Q())
    if last is None:
        assert found.households.height == 0
        return
    last.refresh_from_db()
    assert last.number == version(sheet)
    alone = evidence_of(questionnaire(FORM), RULES, now(sheet), str(sheet.household_id))
    assert_frame_equal(found.households, alone.households, check_row_order=False)
    assert_frame_equal(found.members, alone.members, check_row_order=False)
