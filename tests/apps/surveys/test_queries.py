"""Progress, evidence and faults of an occasion: of many sheets as of one, in as many questions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from polars.testing import assert_frame_equal
from tests.apps.surveys.made import (
    BEFORE,
    DAY,
    FORM,
    LAST_DAY,
    OCCASION,
    OTHER,
    WHO,
    family,
    filled,
    full_answers,
    now,
    opened,
    sealed,
    version,
)
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys import progress
from giamngheo.apps.surveys.actions import correct, open_sheets, save_draft
from giamngheo.apps.surveys.evidence import evidence_of_sealed, sealed_answers
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.progress import Progress, occasions_in, progress_of
from giamngheo.apps.surveys.queries import (
    changed_between,
    faults_of_sealed,
    last_sealed,
)
from giamngheo.apps.surveys.states import SheetState, VersionKind
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among, areas_reached, reached
from giamngheo.foundation.areas.models import Area
from giamngheo.law.library import rules_of
from giamngheo.law.questionnaires.evidence import evidence_of
from giamngheo.law.questionnaires.library import questionnaire

pytestmark = pytest.mark.django_db
RULES = rules_of("national_2022_2026", DAY)


@pytest.fixture
def country() -> Country:
    return make_country()


def many_sealed(area: Area, count: int, occasion: str) -> list[FilledSheet]:
    """Sealed sheets, written beside the deeds for their number: all say what the first one says."""
    first = family(area, "Thử")
    sealed(first, occasion)
    told = SheetVersion.objects.get(sheet__household=first, sheet__occasion=occasion, kind="sealed").answers
    homes = [
        Household(code=f"{occasion}-{number}", recorded_by=first.recorded_by, area=area)
        for number in range(count - 1)
    ]
    Household.objects.bulk_create(homes)
    sheets = FilledSheet.objects.bulk_create(
        FilledSheet(
            household=home,
            household_code=home.code,
            area=area,
            occasion=occasion,
            form=FORM,
            day=DAY,
            state=SheetState.SEALED,
            version=2,
        )
        for home in homes
    )
    for number, kind in ((1, VersionKind.OPENED), (2, VersionKind.SEALED)):
        SheetVersion.objects.bulk_create(
            SheetVersion(sheet=one, number=number, kind=kind, answers=told, author_name="Thử")
            for one in sheets
        )
    return list(FilledSheet.objects.filter(occasion=occasion))


def asked_by(question: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        question()
    return len(captured)


def test_progress_is_told_by_area_and_reviewer(country: Country) -> None:
    homes = [family(country.east_1, name) for name in ("Mẫu", "Thử", "Diễn")]
    first, second, third = open_sheets(homes, FORM, OCCASION, DAY, WHO, reviewer=OTHER)
    sealed(family(country.west_1))
    opened(homes[0], "khác")
    filled(first)
    save_draft(second, {("toilet", None): "none"}, 1, WHO)
    east, west = progress_of(OCCASION, None)
    assert east == Progress(country.east_1.pk, OTHER.id, OTHER.name, 3, 1, 3, 0, 2)
    assert (west.area_id, west.reviewer_id, west.opened, west.sealed, west.lacking) == (
        country.west_1.pk, None, 1, 1, 0,
    )  # fmt: skip
    assert progress_of(OCCASION, [country.west_1.pk]) == [west]
    officer = make_person(("officer", country.west))
    with acting(officer.pk, TODAY):
        assert progress_of(OCCASION, areas_reached(officer.pk, Permission.SEE_HOUSEHOLDS, TODAY)) == [west]
    assert third.version == 1


def test_evidence_of_many_sheets_is_that_of_each_and_of_the_last_correction(country: Country) -> None:
    sheets = [sealed(family(country.east_1, name)) for name in ("Mẫu", "Thử", "Diễn")]
    opened(family(country.east_1, "Ví"))
    sealed(family(country.far, "Trình"))
    correct(sheets[1], {("toilet", None): "none"}, "nhầm", sheets[1].version, WHO)
    found = evidence_of_sealed(OCCASION, FORM, RULES, among([country.east_1.pk]))
    assert found.households["household"].to_list() == [str(one.household_id) for one in sheets]
    assert found.households["toilet"].to_list()[1] == "none"
    for one in sheets:
        number = str(one.household_id)
        alone = evidence_of(questionnaire(FORM), RULES, now(one), number)
        for mine, theirs in (
            (found.households, alone.households),
            (found.members, alone.members),
        ):
            assert_frame_equal(mine.filter(household=number), theirs, check_row_order=False)


def test_occasions_of_areas_are_told_newest_first_and_of_nowhere_else(country: Country) -> None:
    homes = [family(area) for area in (country.east_1, country.east_2, country.west_1)]
    opened(homes[1], "cũ")
    for home in homes:
        opened(home, "mới")
    opened(homes[2], "nơi khác")
    opened(homes[0], "thêm")
    east = [country.east_1.pk, country.east_2.pk]
    assert occasions_in(east, 9) == ["thêm", "mới", "cũ"] and occasions_in(east, 2) == ["thêm", "mới"]
    assert occasions_in(None, 9) == ["thêm", "nơi khác", "mới", "cũ"]
    assert occasions_in([country.far.pk], 9) == [] and occasions_in([], 9) == []
    officer = make_person(("officer", country.west))
    with acting(officer.pk, TODAY):
        assert occasions_in([*east, country.west_1.pk], 9) == ["nơi khác", "mới"]


def test_occasions_are_found_by_an_index(country: Country) -> None:
    many_sealed(country.east_1, 300, "nhiều")
    officer = make_person(("officer", country.east))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE surveys_filledsheet")
    with acting(officer.pk, TODAY), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {progress._OCCASIONS}", {"areas": [country.east_1.pk], "most": 5})
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = on")
    assert plan.count("surveys_sheet_occasions") == 2 and "Seq Scan" not in plan, plan


def test_without_sheets_there_is_evidence_without_rows(country: Country) -> None:
    found = evidence_of_sealed("không có", FORM, RULES, Q())
    assert (found.households.height, found.members.height) == (0, 0)
    assert "toilet" in found.households.columns and progress_of("không có", None) == []


def test_any_number_of_sheets_is_asked_for_at_once(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("queries", "evidence"):
        monkeypatch.setattr(f"giamngheo.apps.surveys.{module}._AT_ONCE", 64)
    asked = []
    for count, occasion in ((5, "ít"), (500, "nhiều")):
        sheets = many_sealed(country.east_1, count, occasion)
        rows = FilledSheet.objects.filter(occasion=occasion)
        assert sealed_answers(occasion, FORM, Q()).households.height == len(sheets) == count
        asked.append(
            [
                asked_by(lambda of=occasion: progress_of(of, None)),  # type: ignore[misc]
                asked_by(lambda of=occasion: evidence_of_sealed(of, FORM, RULES, Q())),  # type: ignore[misc]
                asked_by(lambda of=rows: list(faults_of_sealed(of))),  # type: ignore[misc]
            ]
        )
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 5


def test_rows_are_found_by_indexes(country: Country) -> None:
    many_sealed(country.east_1, 300, "nhiều")
    many_sealed(country.west_1, 300, "khác")
    home = sealed(family(country.east_1), BEFORE, LAST_DAY)
    officer = make_person(("officer", country.east))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE surveys_filledsheet, surveys_sheetversion")
    told = {
        "surveys_sheet_occasions": FilledSheet.objects.filter(
            reached(officer.pk, Permission.SEE_HOUSEHOLDS, TODAY), occasion="nhiều"
        ),
        "surveys_sheet_once_an_occasion": FilledSheet.objects.filter(
            household=home.household_id, day__lt=DAY, state="sealed"
        ),
        "surveys_version_once": SheetVersion.objects.filter(sheet=home, number=3),
    }
    with acting(officer.pk, TODAY), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plans = {index: rows.explain() for index, rows in told.items()}
        cursor.execute("SET LOCAL enable_seqscan = on")
    for index, plan in plans.items():
        assert index in plan and "Seq Scan" not in plan, plan


def test_the_last_sheet_is_of_the_same_form_before_another_and_of_an_earlier_day(country: Country) -> None:
    home = family(country.east_1)
    assert last_sealed(opened(home)) is None
    last = sealed(home, BEFORE, LAST_DAY)
    other = FilledSheet.objects.create(
        household=home, household_code=home.code, area=country.east_1, occasion="sau", form="form_x",
        day=DAY.replace(month=1), state="sealed",
    )  # fmt: skip
    other.versions.create(number=1, kind=VersionKind.OPENED, answers={}, author_name="ai đó")
    this = FilledSheet.objects.get(occasion=OCCASION)
    assert last_sealed(this) == last
    assert last_sealed(FilledSheet(household=home, form="form_x", day=DAY)) == other
    assert last_sealed(FilledSheet(household=home, form="form_x", day=other.day)) == last


def test_two_versions_are_compared_in_the_order_of_the_sheet(country: Country) -> None:
    sheet = opened(family(country.east_1))
    told = full_answers(sheet)
    save_draft(sheet, told, 1, WHO)
    found = changed_between(FilledSheet.objects.get(pk=sheet.pk), 1, version(sheet))
    assert {one.box for one in found} == set(told)
    names = [one.name for one in found if one.box[0] == "attending"]
    assert len(names) >= 1 and all("của thành viên số" in name for name in names)
    order = [question.id for question in questionnaire(FORM).sheet]
    assert [one.box[0] for one in found] == sorted((one.box[0] for one in found), key=order.index)
