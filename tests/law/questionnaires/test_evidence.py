"""Answers become the frames of the measure: all twelve deprivations decided, one sheet as among many."""

from random import Random

import msgspec
import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.law.questionnaires.forms import DAY, FORM_B, any_answer, filled, sheet

from giamngheo.law.library import rules_of
from giamngheo.law.questionnaires.asking import completeness, unanswered_of_deprivations
from giamngheo.law.questionnaires.carrying import carried, jumps
from giamngheo.law.questionnaires.checking import faults
from giamngheo.law.questionnaires.columns import Columns, with_counts
from giamngheo.law.questionnaires.evidence import (
    DAY as DAY_COLUMN,
)
from giamngheo.law.questionnaires.evidence import (
    Evidence,
    answer_frames,
    evidence_of,
    evidence_of_many,
)
from giamngheo.law.questionnaires.sheets import Answer, Sheet
from giamngheo.law.questionnaires.truth import Looked, truth
from giamngheo.law.vocabulary.conditions import parsed
from giamngheo.law.vocabulary.questionnaires import Asked
from giamngheo.measurement.run import classify
from giamngheo.measurement.tables import deprived

RULES = rules_of("national_2022_2026", DAY)
TWELVE = [deprivation.id for deprivation in RULES.standard.deprivations]


def decided(evidence: Evidence) -> pl.DataFrame:
    frames = (nw.from_native(frame.lazy()) for frame in (evidence.households, evidence.members))
    households, members = frames
    found: pl.DataFrame = classify(households, RULES, members).collect().to_native()
    known = [name for name in map(deprived, TWELVE) if name in found.columns]
    return found.select("household", *known).sort("household")


def without(whole: Sheet, question: str) -> Sheet:
    members = {
        key: {name: answer for name, answer in answers.items() if name != question}
        for key, answers in whole.members.items()
    }
    household = {name: answer for name, answer in whole.household.items() if name != question}
    return Sheet(whole.day, household, members)


WRONG: list[Answer] = [
    "sea",
    -5,
    10**6,
    10**400,
    float("nan"),
    float("inf"),
    True,
    ("sea",),
    "",
    (),
    DAY,
    None,
]


def scattered(chance: Random) -> Sheet:
    """A sheet answered at random, also where it does not ask, with answers missing and births half told."""
    household: dict[str, Answer] = {}
    members: dict[str, dict[str, Answer]] = {f"m{n}": {} for n in range(chance.randint(0, 4))}
    for question in FORM_B.questions:
        for answers in [household] if question.of is Asked.HOUSEHOLD else list(members.values()):
            if chance.random() < 0.7:
                answers[question.id] = any_answer(question, chance)
            elif chance.random() < 0.2:
                answers[question.id] = chance.choice(WRONG)
    for answers in members.values():
        if chance.random() < 0.8:
            answers |= {
                "birth_year": chance.randint(1940, 2026),
                "birth_month": chance.choice([None, 2, 11, 13]),
            }
            answers["birth_day"] = chance.choice([None, 1, 21, 22, 29, 30, 31])
    return Sheet(DAY, household, members)


def test_full_answers_of_form_b_decide_all_twelve_deprivations() -> None:
    sheets = {f"H{seed:03}": filled(Random(seed)) for seed in range(200)}
    found = decided(evidence_of_many(FORM_B, RULES, answer_frames(FORM_B, sheets)))
    assert found.height == len(sheets)
    assert found.null_count().row(0) == (0,) * (len(TWELVE) + 1)


@pytest.mark.parametrize("name", TWELVE)
def test_a_deprivation_left_open_by_a_missing_answer_names_that_question(name: str) -> None:
    needed = next(d.answers_needed for d in RULES.standard.deprivations if d.id == name)
    opened: set[str] = set()
    for question in needed:
        sheets = {f"H{seed:03}": without(filled(Random(seed)), question) for seed in range(120)}
        found = decided(evidence_of_many(FORM_B, RULES, answer_frames(FORM_B, sheets)))
        for household in found.filter(pl.col(deprived(name)).is_null())["household"]:
            missing = unanswered_of_deprivations(FORM_B, RULES.standard, sheets[household])[name]
            assert question in {box.question.id for box in missing}
            opened.add(question)
    # Each question that the law names can by itself leave it open, but those listed are counted.
    assert opened == set(needed) - {"member_count"}


def test_without_work_past_the_end_of_working_age_that_was_not_found_employment_stays_open() -> None:
    member = {"birth_year": 1950, "birth_month": 1, "birth_day": 1, "work_status": "no_job"}
    row = decided(evidence_of(FORM_B, RULES, sheet({}, member), "H")).row(0, named=True)
    assert row["deprived_employment"] is None


@pytest.mark.parametrize(
    ("kind", "answered", "urban"),
    [("commune", None, False), ("commune", True, False), ("ward", None, True), ("special_zone", True, True),
     ("special_zone", None, None), (None, False, False)],
)  # fmt: skip
def test_the_residence_comes_from_the_kind_of_unit_and_where_that_does_not_tell_from_the_answer(
    kind: str | None, answered: bool | None, urban: bool | None
) -> None:
    found = evidence_of(FORM_B, RULES, sheet({"area_kind": kind, "urban": answered}), "H")
    assert found.households["urban"].to_list() == [urban]


def test_an_answer_to_a_skipped_question_does_not_count_and_what_describes_people_stays_out() -> None:
    retired = {"birth_year": 1950, "work_status": "retired_or_homemaker", "contract": "no_contract"}
    found = evidence_of(FORM_B, RULES, sheet({}, {**retired, "member_name": "Mẫu Thị Thử"}), "H")
    assert found.members["contract"].to_list() == [None]
    assert not {"member_name", "personal_number", "sex"} & set(found.members.columns)


@pytest.mark.parametrize("wrong", ["sea", 5, True, ("piped",)])
def test_a_refused_answer_leaves_the_deprivation_open_as_if_it_had_not_been_given(wrong: Answer) -> None:
    row = decided(evidence_of(FORM_B, RULES, sheet({"water_source": wrong}), "H")).row(0, named=True)
    assert row["deprived_water"] is None


ANY = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates(),
    st.tuples(st.sampled_from(["credit", "none", "x", "\x00"])),
)  # fmt: skip
NAMES = st.sampled_from([question.id for question in FORM_B.questions] + ["moon"])


@given(
    st.dictionaries(NAMES, ANY, max_size=20), st.lists(st.dictionaries(NAMES, ANY, max_size=20), max_size=3)
)
def test_whatever_is_answered_is_checked_carried_and_turned_into_evidence_without_breaking(
    household: dict[str, Answer], members: list[dict[str, Answer]]
) -> None:
    whole = sheet(household, *members)
    assert all(str(fault) for fault in faults(FORM_B, whole))
    completeness(FORM_B, whole)
    offered = carried(FORM_B, whole, DAY)
    jumps(FORM_B, whole, offered)
    alone = evidence_of(FORM_B, RULES, whole, "H")
    many = evidence_of_many(FORM_B, RULES, answer_frames(FORM_B, {"H": whole}))
    assert_frame_equal(many.households, alone.households)
    assert_frame_equal(many.members.sort("member"), alone.members.sort("member"))


def test_one_sheet_alone_gives_what_it_gives_among_many() -> None:
    chance = Random(5)
    sheets = {f"H{n:03}": scattered(chance) for n in range(150)}
    also = ("income_per_head", "income_points")
    one_by_one = [evidence_of(FORM_B, RULES, one, key, also) for key, one in sheets.items()]
    many = evidence_of_many(FORM_B, RULES, answer_frames(FORM_B, sheets), also)
    assert_frame_equal(many.households.sort("household"), pl.concat(one.households for one in one_by_one))
    assert_frame_equal(many.members.sort("household", "member"), pl.concat(one.members for one in one_by_one))


CONDITIONS = [
    "count(relationship is head) = 1", "count(age < 16) * 2 > members", "member_count = members",
    "housing_area < 8 * member_count", "member_count - members >= 1 or answered(housing_area)",
    "needs has credit and water_source not in (piped, rain)", "review_date >= 2025-07-01",
    "has_radio is no or has_television is yes", "member_count != 3",
]  # fmt: skip


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_as_columns_says_what_it_says_of_each_sheet(text: str) -> None:
    chance, condition = Random(7), parsed(text)
    sheets = {f"H{n:03}": scattered(chance) for n in range(120)}
    frames = answer_frames(FORM_B, sheets)
    households, members = (nw.from_native(frame.lazy()) for frame in (frames.households, frames.members))
    members = members.join(households.select("household", DAY_COLUMN), on="household", how="left")
    counted = with_counts(households, members, FORM_B, [condition])
    columns = Columns(FORM_B, counted.collect_schema().names())
    told = counted.select("household", told=columns.truth(condition)).collect().to_native()
    by_columns = dict(told.sort("household").iter_rows())
    assert by_columns == {key: truth(condition, Looked(FORM_B, one)) for key, one in sheets.items()}
    assert len(set(by_columns.values())) > 1


def test_a_question_without_a_column_is_unanswered_on_every_sheet() -> None:
    frames = Evidence(
        pl.DataFrame({"household": ["H1", "H2"], "day": [DAY, DAY], "water_source": ["rain", "surface"]}),
        pl.DataFrame({"household": ["H1"], "member": ["m1"], "birth_year": [1980]}),
    )
    found = evidence_of_many(FORM_B, RULES, frames)
    row = decided(found).rows_by_key("household", named=True, unique=True)
    assert (row["H1"]["deprived_water"], row["H2"]["deprived_water"]) == (False, True)
    assert {row["H1"][deprived(name)] for name in TWELVE if name not in ("water", "dependency")} == {
        None,
        False,
    }
    assert found.members["birth_earliest"].to_list() == [19800101]


def test_a_question_of_another_name_feeds_the_column_that_it_says_it_feeds() -> None:
    water = FORM_B.question("water_source")
    assert water is not None
    other = msgspec.structs.replace(water, id="tap", feeds=("water_source",))
    kept = tuple(question for question in FORM_B.questions if question is not water)
    section = msgspec.structs.replace(FORM_B.sections[4], questions=("tap",))
    form = msgspec.structs.replace(FORM_B, questions=(*kept, other), sections=(section,))
    assert form.filled_by("water_source") == ("tap",)
    whole = sheet({"tap": "surface"})
    many = evidence_of_many(form, RULES, answer_frames(form, {"H": whole}))
    for found in (evidence_of(form, RULES, whole, "H"), many):
        assert found.households["water_source"].to_list() == ["surface"]
        assert decided(found)["deprived_water"].to_list() == [True]
    missing = unanswered_of_deprivations(form, RULES.standard, sheet())
    assert [box.question.id for box in missing["water"]] == ["tap"]
