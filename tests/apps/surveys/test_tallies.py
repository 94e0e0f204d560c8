"""The numbers of sheets kept beside them are those of the sheets, whatever changes them."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.db.utils import ProgrammingError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from psycopg import connect
from tests.apps.kept_numbers import sheets_counted, sheets_kept
from tests.apps.surveys.made import DAY, FORM, OCCASION, OTHER, WHO, family, filled, opened, sealed
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.surveys.actions import assign_reviewer, open_sheets
from giamngheo.apps.surveys.models import FilledSheet, Tally
from giamngheo.apps.surveys.progress import progress_of, summed_of
from giamngheo.foundation.accounts.acting import acting


class Changes(TestCase):
    """Sheets of two villages are given to people, typed in and sealed."""

    @settings(max_examples=8)
    @given(
        st.lists(
            st.tuples(
                st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True),
                st.sampled_from([WHO, OTHER, None]),
                st.sampled_from([0, 1, 2]),
                st.booleans(),
                st.booleans(),
            ),
            max_size=10,
        )
    )
    def test_any_statement_is_counted(self, changes: list[tuple[list[int], object, int, bool, bool]]) -> None:
        country = make_country()
        areas = (country.east_1, country.east_1, country.east_2, country.west_1)
        sheets = open_sheets([family(area) for area in areas], FORM, OCCASION, DAY, WHO)
        for which, reviewer, missing, is_written, is_sealed in changes:
            rows = FilledSheet.objects.filter(pk__in=[sheets[place].pk for place in which], state="draft")
            rows.update(
                reviewer_id=getattr(reviewer, "id", None),
                reviewer_name=getattr(reviewer, "name", ""),
                version=F("version") + int(is_written or is_sealed),
                missing=0 if is_sealed else missing,
                state="sealed" if is_sealed else "draft",
            )
            assert sheets_kept() == sheets_counted()


@pytest.mark.django_db
def test_rows_of_a_unit_are_put_together_and_do_not_grow_for_ever(country: Country) -> None:
    homes = [family(area) for area in (country.east_1, country.east_1, country.east_2)]
    sheets = open_sheets(homes, FORM, OCCASION, DAY, WHO)
    for turn in range(100):
        assign_reviewer(sheets, OTHER if turn % 2 else None, WHO)
        assert Tally.objects.count() < 280  # of 600 that were added
    assert sheets_kept() == sheets_counted()


@pytest.mark.django_db
def test_sums_are_those_of_each_unit_and_of_each_reviewer(country: Country) -> None:
    homes = [family(area) for area in (country.east_1, country.east_1, country.east_2)]
    first, second, _ = open_sheets(homes, FORM, OCCASION, DAY, WHO, reviewer=OTHER)
    sealed(family(country.west_1))
    assign_reviewer([second], WHO, WHO)
    filled(first)
    FilledSheet.objects.filter(pk=second.pk).update(reviewer_name="Thử Văn Đổi Tên")
    found, told = summed_of(OCCASION, None), progress_of(OCCASION, None)
    assert found.sealed == {country.east_1.pk: 0, country.east_2.pk: 0, country.west_1.pk: 1}
    assert [(one.name, one.opened, one.untouched, one.sealed) for one in found.reviewers] == [
        (OTHER.name, 2, 1, 0),
        ("Thử Văn Đổi Tên", 1, 1, 0),
        ("", 1, 0, 1),
    ]
    assert sum(one.opened for one in told) == sum(one.opened for one in found.reviewers) == 4
    assert summed_of(OCCASION, [country.west_1.pk]).sealed == {country.west_1.pk: 1}


@pytest.mark.django_db
def test_what_is_saved_and_comes_no_further_changes_no_number(country: Country) -> None:
    sheet = opened(family(country.east_1))
    filled(sheet)
    rows = Tally.objects.count()
    FilledSheet.objects.filter(pk=sheet.pk).update(version=F("version") + 1)
    assert Tally.objects.count() == rows


@pytest.mark.django_db
def test_numbers_are_seen_where_sheets_are_and_written_by_nobody(country: Country) -> None:
    for area in (country.east_1, country.west_1):
        opened(family(area))
    officer = make_person(("officer", country.east))
    with acting(officer.pk, TODAY):
        assert {one.area_id for one in Tally.objects.all()} == {country.east_1.pk}
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Tally.objects.create(
                occasion=OCCASION,
                area=country.east_1,
                **dict.fromkeys(("untouched", "untouched_lacking", "lacking", "whole", "sealed"), 1),
            )
        assert Tally.objects.update(sealed=9) == 0 and Tally.objects.all().delete()[0] == 0


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_anothers_sheet_of_the_same_village(
    transactional_db: Callable[[], None],
) -> None:
    country = make_country()
    sheets = [opened(family(country.east_1, name)) for name in ("Mẫu", "Thử")]
    parameters = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port")
    change = "UPDATE surveys_filledsheet SET version = 2, missing = 0, state = 'sealed' WHERE id = %s"
    with connect(**{name: parameters[name] for name in wanted if parameters.get(name)}) as other:
        other.execute(change, [sheets[0].pk])
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            cursor.execute(change, [sheets[1].pk])
        other.commit()
    assert sheets_kept() == sheets_counted()


@pytest.fixture
def country() -> Country:
    return make_country()
