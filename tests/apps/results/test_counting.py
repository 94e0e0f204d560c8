"""What the register tells of each indicator: how many of how many, what is not known, who is behind it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings
from tests.apps.households.made import said
from tests.apps.results.made import (
    FIRST,
    LAST_YEAR,
    OFFICER,
    THIS_YEAR,
    TODAY,
    decided,
    home,
    people,
    two_years,
)
from tests.factories.places import Country, make_country

from giamngheo.apps.households.queries import households_in
from giamngheo.apps.results import sources
from giamngheo.apps.results.counting import (
    Counted,
    Moved,
    NotCountedError,
    Register,
    behind,
)
from giamngheo.apps.results.sources import Asked, Frozen, Source, register_between
from giamngheo.apps.results.sources import counted as count
from giamngheo.apps.snapshots.actions import Wanted, make_snapshot
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.law.results.library import framework_for
from giamngheo.law.vocabulary.frameworks import COMPUTED, Indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def east(country: Country) -> list[int]:
    return areas_within([country.east.pk], TODAY)


def indicator_of(name: str) -> Indicator:
    """The indicator of the framework that is counted so; of two the one in households."""
    found = [one for one in framework_for(TODAY).indicators if one.computed == name]
    return next((one for one in found if not one.is_percent), found[0])


def asked(name: str, day: date = TODAY, begun: date | None = None) -> Asked:
    indicator = indicator_of(name)
    return Asked(indicator, FIRST if indicator.over_period else None, day, begun)


def counts(
    name: str, units: list[int], day: date = TODAY, begun: date | None = None
) -> dict[int, Counted | None]:
    one = asked(name, day, begun)
    found, left = count({one: units}, Frozen(units, TODAY), TODAY)
    for _, why in left:
        raise NotCountedError(why)
    return {unit: found[one, unit].counted for unit in units}


def counted(country: Country, name: str, day: date = TODAY) -> tuple[int, int, int] | None:
    return numbers(counts(name, [country.east.pk], day)[country.east.pk])


def numbers(found: Counted | None) -> tuple[int, int, int] | None:
    return None if found is None else (found.numerator, found.denominator, found.unknown)


def listed(country: Country, name: str, told: bool | None) -> set[int]:
    one = asked(name)
    held: Register = register_between(east(country), (one.since or TODAY) - timedelta(days=1), TODAY)
    return set(behind(name, held, east(country), told, at_opening=False))


def test_poor_households_are_counted_as_of_any_day_and_by_whom_they_are(country: Country) -> None:
    homes = two_years(country)
    assert counted(country, "poor_households", LAST_YEAR) == (2, 4, 0)
    assert counted(country, "poor_households") == (2, 4, 0)
    assert counted(country, "near_poor_households") == (0, 4, 0)
    assert listed(country, "poor_households", True) == {homes[0].pk, homes[2].pk}
    assert listed(country, "poor_households", False) == {homes[1].pk, homes[3].pk}
    assert listed(country, "poor_households", None) == set()
    found = counts("poor_households", [country.east.pk], begun=LAST_YEAR)[country.east.pk]
    assert found is not None
    assert found.moved == Moved(left=1, arose=1, came_back=0)
    units = [country.east.pk, country.east_1.pk, country.east_2.pk, country.west_1.pk]
    assert households_in(units, TODAY) == {country.east.pk: 4, country.east_1.pk: 3, country.east_2.pk: 1}


def test_nothing_is_counted_where_nothing_was_decided(country: Country) -> None:
    home(country.east_1, "Mẫu Văn An")
    units = [country.east.pk, country.far.pk]
    assert counts("poor_households", units) == {
        country.east.pk: None,  # not known, which is not zero
        country.far.pk: Counted(0, 0, 0),
    }


def test_many_units_are_counted_in_as_many_questions_as_one(
    country: Country, django_assert_num_queries: Any
) -> None:
    two_years(country)
    decided([home(country.west_1, "Thử Văn Xa")], "poor", LAST_YEAR)
    units = [country.province.pk, country.east.pk, country.east_1.pk, country.west.pk]
    for some in (units[:1], units):
        with django_assert_num_queries(11):
            found = counts("poor_households", some)
        assert {unit: told.numerator for unit, told in found.items() if told} == dict(
            zip(some, (3, 2, 2, 1), strict=False)
        )


def test_who_falls_back_is_not_newly_arising(country: Country) -> None:
    homes = two_years(country)
    assert counted(country, "newly_poor_households") == (1, 4, 0)
    assert listed(country, "newly_poor_households", True) == {homes[2].pk}
    decided(homes[1:2], "poor", date(2026, 11, 1))
    assert counted(country, "newly_poor_households") == (1, 4, 0)
    found = counts("poor_households", [country.east.pk], begun=THIS_YEAR)[country.east.pk]
    assert found is not None
    assert found.moved is not None
    assert found.moved.came_back == 1
    decided(homes[3:], "near_poor", date(2026, 11, 1))
    assert counted(country, "newly_near_poor_households") == (1, 4, 0)


def test_escaped_households_of_the_last_36_months_are_looked_at_for_relapses(country: Country) -> None:
    homes = [home(country.east_1, f"Mẫu Văn {name}") for name in ("An", "Bình", "Chi")]
    decided(homes, "poor", date(2022, 12, 1))
    decided(homes[:1], "not_poor", date(2023, 1, 5))  # longer ago than 36 months
    decided(homes[1:], "near_poor", date(2024, 12, 1))
    assert counted(country, "escaped_not_relapsed") == (2, 2, 0)
    decided(homes[2:], "poor", date(2025, 12, 1))
    assert counted(country, "escaped_not_relapsed") == (1, 2, 0)
    assert listed(country, "escaped_not_relapsed", False) == {homes[2].pk}


def born(year: int, precision: str = "day", **more: Any) -> dict[str, Any]:
    return {"birth_date": date(year, 1, 1), "birth_precision": precision, **more}


def test_people_with_insurance_are_those_of_poor_and_near_poor_households(country: Country) -> None:
    home_of = people(
        country.east_1,
        said("head", "Mẫu Văn An", has_health_insurance=True),
        said("child", "Mẫu Văn Bé", has_health_insurance=False),
        said("child", "Mẫu Văn Tí"),
    )
    people(country.east_1, said("head", "Thử Văn Ngoài", has_health_insurance=False))
    decided([home_of], "near_poor", LAST_YEAR)
    assert counted(country, "insured_people") == (1, 3, 1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (born(2016, attending="primary"), (1, 1, 0)),
        (born(2016, attending="none"), (0, 1, 0)),
        (born(2016), (0, 1, 1)),
        (born(2013, attending="primary"), (0, 1, 0)),  # 13 years old: lower secondary
        (born(2013, attending="upper_secondary"), (1, 1, 0)),
        (born(2025, attending=""), (0, 0, 0)),
        (born(2000, attending="none"), (0, 0, 0)),
        (born(2010, "year", attending="lower_secondary"), (0, 1, 1)),  # 15 or 16
        (born(2014, "year", attending="primary"), (0, 1, 1)),  # 11 or 12
        ({"attending": "primary"}, (0, 1, 1)),
    ],
)
def test_a_child_is_at_school_at_its_age_or_not_or_it_is_not_known(
    country: Country, told: dict[str, Any], expected: tuple[int, int, int]
) -> None:
    grown = born(1980)
    home_of = people(country.east_1, said("head", "Mẫu Văn An", **grown), said("child", "Mẫu Văn Bé", **told))
    decided([home_of], "poor", LAST_YEAR)
    assert counted(country, "children_at_school") == expected


def test_water_and_toilets_are_told_by_the_deprivations_of_the_last_decision(country: Country) -> None:
    homes = [home(country.east_1, f"Mẫu Văn {name}") for name in ("An", "Bình", "Chi")]
    decided(homes[:1], "poor", LAST_YEAR, ["water"])
    decided(homes[1:2], "poor", LAST_YEAR, ["toilet", "housing_area"])
    decided(homes[2:], "near_poor", LAST_YEAR)
    assert counted(country, "water_users") == (1, 3, 1)
    assert counted(country, "toilet_users") == (1, 3, 1)
    assert listed(country, "toilet_users", None) == {homes[2].pk}


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([born(1980, work_status="working"), born(1985, work_status="no_job")], (1, 1, 0)),
        ([born(1980, work_status="no_job"), born(1950, work_status="unable")], (0, 1, 0)),
        ([born(1980, work_status="no_job"), born(1985)], (0, 1, 1)),
        ([born(1960, work_status="working")], (0, 1, 1)),  # whether 66 is of working age is open
        ([born(2015, work_status="working"), born(1980, work_status="unable")], (0, 1, 0)),
    ],
)
def test_a_household_has_somebody_of_working_age_who_works_or_not_or_it_is_not_known(
    country: Country, members: list[dict[str, Any]], expected: tuple[int, int, int]
) -> None:
    told = [
        said("child" if place else "head", f"Mẫu Văn {'AB'[place]}", **one)
        for place, one in enumerate(members)
    ]
    decided([people(country.east_1, *told)], "poor", LAST_YEAR)
    assert counted(country, "households_with_work") == expected


@pytest.mark.parametrize("name", COMPUTED)
def test_the_rows_behind_a_number_are_as_many_as_it_says(country: Country, name: str) -> None:
    two_years(country)
    found = counted(country, name)
    assert found is not None
    those = {told: len(listed(country, name, told)) for told in (True, False, None)}
    assert (those[True], those[None]) == (found[0], found[2])
    assert sum(those.values()) == found[1]  # each of these households has one member


def test_before_any_standard_ages_are_open(country: Country) -> None:
    for name in ("children_at_school", "households_with_work", "escaped_not_relapsed"):
        with pytest.raises(NotCountedError, match="Nhập số kèm văn bản"):
            counts(name, [country.east.pk], date(1990, 12, 31))


def test_a_figure_is_told_apart_and_its_parts_add_up(country: Country) -> None:
    first = people(
        country.east_1,
        said("head", "Mẫu Văn An", sex="male", ethnicity="tay", has_health_insurance=True, **born(1980)),
        said(
            "spouse", "Mẫu Thị Bé", sex="female", ethnicity="kinh", has_health_insurance=False, **born(1950)
        ),
        said("child", "Mẫu Văn Tí", sex="male", has_health_insurance=True, **born(2020, "year")),
    )
    second = people(country.east_2, said("head", "Mẫu Thị Dung", sex="female", has_health_insurance=True))
    decided([first], "poor", LAST_YEAR)
    decided([second], "near_poor", LAST_YEAR)
    found = counts("insured_people", [country.east.pk])[country.east.pk]
    assert found is not None
    assert found.parts["sex"] == {"male": (2, 2, 0), "female": (1, 2, 0)}
    assert found.parts["kind"] == {"poor": (2, 3, 0), "near_poor": (1, 1, 0)}
    assert found.parts["ethnicity"] == {"minority": (1, 1, 0), "kinh": (0, 1, 0), "": (2, 2, 0)}
    # Of who was born in 2020 it is not known whether they are six yet; of Dung nothing is.
    assert found.parts["age"] == {"16": (1, 1, 0), "60": (0, 1, 0), "": (2, 2, 0)}
    for cells in found.parts.values():
        assert tuple(map(sum, zip(*cells.values(), strict=True))) == numbers(found)
    poor = counts("poor_households", [country.east.pk])[country.east.pk]
    assert poor is not None
    assert poor.parts["sex"] == {"male": (1, 1, 0), "female": (0, 1, 0)}


def test_an_earlier_snapshot_that_lacks_a_column_is_not_counted_in(
    country: Country, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    two_years(country)
    before = FIRST - timedelta(days=1)
    made = make_snapshot(Wanted(country.province, before, TODAY, "Thử"), OFFICER)
    units = [country.east.pk]
    for name in ("newly_poor_households", "escaped_not_relapsed", "water_users", "poor_households"):
        assert Frozen(units, TODAY).source(units[0], asked(name)) == Source(made)
    assert counted(country, "newly_poor_households") == (1, 4, 0)
    assert Frozen(units, TODAY).source(units[0], asked("poor_households", before)) == Source(made, True)
    assert counted(country, "poor_households", before) == (2, 4, 0)
    monkeypatch.setattr(sources, "needed_of", lambda computed: {"a_column_of_later"})
    assert Frozen(units, TODAY).source(units[0], asked("poor_households")) == Source(None)
