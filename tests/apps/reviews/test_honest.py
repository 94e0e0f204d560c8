"""What the checks of honest numbers tell and, more often, do not tell."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.reviews.made import (
    LACKS,
    LISTED,
    OFFICER,
    REVIEWER,
    RICH,
    case_of,
    fill,
    listed_family,
    opened,
    reviewed,
    sheet_of,
)
from tests.apps.surveys.made import FORM, full_answers, version
from tests.factories.places import Country, make_country

from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.actions import close_list, score
from giamngheo.apps.reviews.findings import HonestCheck, Outcome
from giamngheo.apps.reviews.honest import (
    LEAST_AROUND_THE_LINE,
    SAME_SHEETS,
    SEALED_IN_A_ROW,
    Target,
    check_round,
    heaping,
    in_a_row,
    meets_target,
    same_answers,
)
from giamngheo.apps.reviews.honest_answers import ANSWERS, LISTS
from giamngheo.apps.reviews.models import Entry, Round
from giamngheo.apps.surveys.actions import open_sheet, save_draft, seal
from giamngheo.law.library import rules_for

RULES = rules_for(date(2026, 9, 1))
SCHEMA = {**LISTS, **{name: kind for name, kind in ANSWERS.items() if name != "household_id"}}
WITHOUT_HOUSE = {name: value for name, value in LACKS.items() if name != "toilet"}


def frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    plain = {
        "area_id": 1,
        "class_before": "poor",
        "class_now": "poor",
        "points_at_least": 0,
        "points_at_most": 0,
        "reviewer_id": 7,
        "reviewer": "Thử Rà Soát",
        "urban": False,
        "income": 0,
        "answers": 9,
    }
    told = [
        {**plain, "entry_id": n, "household_id": n, "sealed_at": 1000.0 * n, "block": str(n), **row}
        for n, row in enumerate(rows, 1)
    ]
    return pl.DataFrame(told, schema=SCHEMA)


def with_incomes(*counted: tuple[int, int], **more: Any) -> list[dict[str, Any]]:
    return [{"income": income, **more} for income, count in counted for _ in range(count)]


def heaps(rows: list[dict[str, Any]]) -> Outcome:
    return heaping(frame(rows), RULES, lambda area: f"thôn {area}")


def test_points_that_pile_up_at_the_line_are_told_with_the_number_and_the_chance() -> None:
    rows = with_incomes((133, 8), (140, 40), (143, 7))
    (found,) = heaps(rows).findings
    assert found.sentence.startswith(
        "Cả đợt: 40 phiếu có điểm B1 tại ngưỡng hoặc dưới ngưỡng chưa tới 5 điểm"
    )
    assert "8 và 7 phiếu" in found.sentence
    assert "dưới 0,0001 (phép thử nhị thức)" in found.sentence
    assert found.entries == tuple(range(9, 49))
    assert heaps(with_incomes((140, 8), (141, 40), (148, 7))).findings[0].figures["here"] == 40


def test_the_line_of_a_town_is_another_than_that_of_a_village() -> None:
    assert not heaps(with_incomes((133, 8), (140, 40), (143, 7), urban=True)).findings
    assert heaps(with_incomes((168, 8), (175, 40), (178, 7), urban=True)).findings


def test_deprivations_just_enough_are_told() -> None:
    rows = [
        {"points_at_least": points, "points_at_most": points}
        for points, count in ((20, 6), (30, 45), (40, 9))
        for _ in range(count)
    ]
    (found,) = heaps(rows).findings
    assert "điểm B2 vừa đủ ngưỡng 30" in found.sentence
    for row in rows:
        row["points_at_most"] = 50  # what is not certain is not counted
    assert not heaps(rows).findings


def test_few_sheets_say_nothing_and_that_is_said() -> None:
    outcome = heaps(with_incomes((140, LEAST_AROUND_THE_LINE - 1)))
    assert not outcome.findings
    assert outcome.note.startswith("Chưa đủ số phiếu để xét")
    assert not heaps(with_incomes((140, LEAST_AROUND_THE_LINE))).note


def test_a_heap_of_one_reviewer_among_many_is_told_as_theirs() -> None:
    rows = with_incomes((133, 40), (140, 40), (143, 40), reviewer_id=1, reviewer="Thử Thẳng")
    rows += with_incomes((133, 5), (140, 40), (143, 5), reviewer_id=2, reviewer="Thử Lạ")
    told = {one.reviewer.name if one.reviewer else "" for one in heaps(rows).findings}
    assert told == {"Thử Lạ"}


@given(st.integers(0, 400), st.integers(1, 50), st.lists(st.integers(-30, 30), max_size=60))
def test_a_slope_is_no_heap_however_many_sheets(first: int, step: int, noise: list[int]) -> None:
    """As many in the middle as the mean of both neighbours, and anything far from the line."""
    counted = [(133, first), (138, first + step), (143, first + 2 * step), (148, first + 3 * step)]
    far = [{"income": 300 + one} for one in noise]
    assert not heaps(with_incomes(*counted) + far).findings


@given(st.lists(st.tuples(st.integers(100, 180), st.integers(1, 3)), max_size=80), st.randoms())
def test_the_order_of_the_sheets_says_nothing(told: list[tuple[int, int]], shuffled: Any) -> None:
    rows = [
        {
            "entry_id": n,
            "income": income,
            "reviewer_id": who,
            "reviewer": f"Thử {who}",
            "block": str(income % 7),
        }
        for n, (income, who) in enumerate(told)
    ]
    mixed = list(rows)
    shuffled.shuffle(mixed)
    for check in (lambda one: heaping(one, RULES, str), same_answers, in_a_row):
        one, other = check(frame(rows)), check(frame(mixed))
        if check is in_a_row:
            continue  # the times follow the order of the rows
        assert {(f.reviewer, frozenset(f.entries)) for f in one.findings} == {
            (f.reviewer, frozenset(f.entries)) for f in other.findings
        }


def test_the_same_answers_count_by_reviewer_from_three_sheets_on() -> None:
    rows = [{"block": "a", "reviewer_id": who} for who in (1, 1, 2, 2, 2)]
    (found,) = same_answers(frame(rows)).findings
    assert (found.entries, found.reviewer.id if found.reviewer else 0) == ((3, 4, 5), 2)
    assert len(found.entries) == SAME_SHEETS
    few = same_answers(frame([{**row, "answers": 2} for row in rows]))
    assert not few.findings
    assert few.note == "5 phiếu có quá ít câu trả lời để so."


def test_a_fall_that_is_the_target_is_told_and_none_without_a_target() -> None:
    rows = [{"class_now": "not_poor"}] * 6 + [{}] * 3
    (found,) = meets_target(frame(rows), Target(poor=6)).findings
    assert found.entries == (1, 2, 3, 4, 5, 6)
    assert "từ 9 còn 3" in found.sentence
    assert not meets_target(frame(rows), Target(poor=7)).findings
    assert meets_target(frame(rows), None).note.startswith("Chưa kiểm: chưa ghi chỉ tiêu")
    assert meets_target(frame(rows), Target(poor=6), waiting=1).note.startswith("Chưa kiểm: còn hộ")
    assert meets_target(frame([{"class_now": ""}]), Target(poor=6)).note.startswith("Chưa kiểm: còn hộ")
    small = meets_target(frame([{"class_now": "not_poor"}] * 2), Target(poor=2))
    assert not small.findings
    assert "quá nhỏ" in small.note


def test_sheets_sealed_in_a_run_are_told_with_the_harmless_reason() -> None:
    seconds = [0, 4, 8, 12, 16, 400, 404]
    rows = [{"sealed_at": float(one)} for one in seconds]
    (found,) = in_a_row(frame(rows)).findings
    assert len(found.entries) == SEALED_IN_A_ROW
    assert "5 phiếu liền nhau trong 16 giây" in found.sentence
    assert not in_a_row(frame([{**row, "reviewer_id": n % 2} for n, row in enumerate(rows)])).findings
    unnamed = [{**row, "reviewer_id": None} for row in rows]
    assert len(in_a_row(frame(unnamed)).findings) == 1


def test_no_sheets_no_findings_and_no_error() -> None:
    empty = frame([])
    for outcome in (heaping(empty, RULES, str), same_answers(empty), in_a_row(empty)):
        assert not outcome.findings


@pytest.fixture
def country() -> Country:
    return make_country()


def found_of(one: Round, check: HonestCheck, **asked: Any) -> Outcome:
    return next(outcome for outcome in check_round(one, **asked) if outcome.check is check)


def sealed_last_year(home: Household, answers: dict[str, Any]) -> None:
    sheet = open_sheet(home, FORM, "thu-2025", date(2025, 10, 1), REVIEWER, asked_also=["income_points"])
    typed = {**full_answers(sheet), ("income_points", None): 100}
    save_draft(sheet, typed | {(name, None): value for name, value in answers.items()}, 1, REVIEWER)
    seal(sheet, version(sheet), REVIEWER)


@pytest.mark.django_db
def test_who_leaves_the_list_with_the_answers_of_last_year_is_told(country: Country) -> None:
    same, other, never = (listed_family(country, name) for name in ("Mẫu", "Thử", "Ví"))
    sealed_last_year(same, RICH)
    sealed_last_year(other, {"income_points": 100})
    one = opened(country)
    case = case_of(one, country.east_1)
    reviewed(one, case, {home.pk: RICH for home in (same, other, never)})
    (found,) = found_of(one, HonestCheck.UNCHANGED).findings
    assert found.entries == (Entry.objects.get(household=same).pk,)
    assert found.reviewer is not None
    assert found.reviewer.name == REVIEWER.name
    assert "Vì sao?" in found.remedy


@pytest.mark.django_db
def test_a_round_is_checked_by_village_in_a_fixed_number_of_questions(
    country: Country, django_assert_max_num_queries: Any
) -> None:
    homes = [listed_family(country, name) for name in ("Mẫu", "Thử", "Ví", "Diễn")]
    far = listed_family(country, "Trình", village=country.east_2)
    one = opened(country)
    reviewed(one, case_of(one, country.east_1), {home.pk: LACKS for home in homes})
    with django_assert_max_num_queries(8):
        outcomes = check_round(one)
    assert [outcome.check for outcome in outcomes] == list(HonestCheck)
    (same,) = next(one for one in outcomes if one.check is HonestCheck.SAME_ANSWERS).findings
    assert len(same.entries) == 4
    assert not found_of(one, HonestCheck.SAME_ANSWERS, villages=[country.east_2.pk]).findings
    assert found_of(one, HonestCheck.OWN_HOUSEHOLD).note.startswith("Chưa kiểm được")
    close_list(case_of(one, country.east_2), LISTED, OFFICER)
    fill(one, far, WITHOUT_HOUSE)
    score(one, OFFICER)
    waits = found_of(one, HonestCheck.TARGET, target=Target(poor=0))
    assert "quá nhỏ" in waits.note
    assert sheet_of(one, far).state == "sealed"


@pytest.mark.django_db
def test_no_sentence_accuses_anybody(country: Country) -> None:
    homes = [listed_family(country, name) for name in ("Mẫu", "Thử", "Ví")]
    one = opened(country)
    reviewed(one, case_of(one, country.east_1), {home.pk: LACKS for home in homes})
    told = [
        f"{finding.sentence} {finding.remedy}" for outcome in check_round(one) for finding in outcome.findings
    ]
    told += [one.sentence for one in heaps(with_incomes((133, 8), (140, 40), (143, 7))).findings]
    assert told
    for word in ("gian", "bịa", "sai phạm", "vi phạm", "cố ý", "khai khống"):
        assert not [one for one in told if word in one.casefold()]
