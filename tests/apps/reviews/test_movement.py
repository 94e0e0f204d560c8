"""How the lists move: identities that always hold, and figures that open on the households they count."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.households.made import about
from tests.apps.reviews.made import (
    DECIDED,
    LACKS,
    LEADER,
    LISTED,
    OFFICER,
    RICH,
    SIGNED,
    agreed,
    case_of,
    listed_family,
    opened,
    posted,
    reviewed,
    without_opinion,
)
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import (
    CauseSaid,
    Decision,
    Recognised,
    add_need,
    move_household,
    recognise_household,
    set_causes,
)
from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.actions import add_household, decide, leave_out
from giamngheo.apps.reviews.drilling import (
    LEFT,
    NEAR_POOR,
    NOT_TOLD,
    OFF,
    POOR,
    UNKNOWN,
    Part,
    entries_of,
    part_in,
    sentence_of,
)
from giamngheo.apps.reviews.drilling import (
    LISTED as ON_LISTS,
)
from giamngheo.apps.reviews.last_year import compared
from giamngheo.apps.reviews.models import Entry, Round
from giamngheo.apps.reviews.movement import (
    HOUSEHOLDS,
    PERSONS,
    ROWS,
    Moved,
    causes_of,
    moved,
    rows_of,
)
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.foundation.accounts.acting import acting

CLASSES = ("", "poor", "near_poor", "average_living_standard", "not_poor")
ANY_ROW = st.tuples(
    st.integers(1, 3),
    st.sampled_from(CLASSES),
    st.sampled_from((*CLASSES, "unknown")),
    st.booleans(),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(1, 9),
    st.booleans(),
)


def counted(rows: pl.DataFrame, part: Part) -> int:
    """The plain twin of `entries_of`."""
    found = 0
    for row in rows.iter_rows(named=True):
        before = row["class_before"] if row["class_before"] in ON_LISTS else OFF
        now = row["class_now"]
        after = now if now in ON_LISTS else UNKNOWN if now in {"", "unknown"} else OFF
        after = LEFT if row["is_left_out"] else after
        found += (
            part.area_id in {None, row["area_id"]}
            and part.before in {"", before}
            and part.after in {"", after}
            and part.was_listed in {None, row["listed_before"]}
        )
    return found


def test_a_household_that_moved_stands_in_both_rounds_and_is_counted_in_each() -> None:
    told = [
        (1, 7, 1, "poor", "", True, 3, 3, True),  # left this commune …
        (2, 7, 2, "", "poor", False, None, 3, True),  # … and came to that one
        (3, 8, 2, "poor", "not_poor", False, 2, 2, True),
    ]
    found = moved(pl.DataFrame(told, schema=ROWS, orient="row"))
    lines = {
        line.area_id: {name: one.value for name, one in line.figures.items() if one.value}
        for line in found.poor
        if line.unit == HOUSEHOLDS
    }
    assert lines == {
        None: {"opening": 2, "escaped_above_near_poor": 1, "other_decrease": 1, "relapsed": 1, "closing": 1},
        1: {"opening": 1, "other_decrease": 1},
        2: {"opening": 1, "escaped_above_near_poor": 1, "relapsed": 1, "closing": 1},
    }
    assert not found.violations


@given(st.lists(ANY_ROW, max_size=30))
def test_every_table_balances_and_every_figure_counts_its_part(told: list[tuple[Any, ...]]) -> None:
    rows = pl.DataFrame([(n, n, *one) for n, one in enumerate(told)], schema=ROWS, orient="row")
    found = moved(rows)
    assert not found.violations
    for line in (*found.poor, *found.near_poor):
        for name, figure in line.figures.items():
            if figure.part is not None and name != "untold_out":
                assert figure.value == counted(rows, figure.part), (name, line)
            elif line.unit == HOUSEHOLDS:
                assert name in {"other_increase", "untold_in", "uncounted", "untold_out"}
        figures = line.figures
        if line.unit == HOUSEHOLDS:
            assert figures["untold_in"].value == figures["other_increase"].value == 0
    assert sum(figure.value for figure in found.crossed.values()) == rows.height
    for table in (found.poor, found.near_poor):
        for unit in (HOUSEHOLDS, PERSONS):
            whole, parts = (
                [line for line in table if line.unit == unit and (line.area_id is None) is is_whole]
                for is_whole in (True, False)
            )
            for line in whole:
                for name, figure in line.figures.items():
                    assert figure.value == sum(part.figures[name].value for part in parts)


@given(
    st.builds(
        Part,
        st.none() | st.integers(1, 10**9),
        st.sampled_from(["", POOR, NEAR_POOR, OFF]),
        st.sampled_from(["", POOR, NEAR_POOR, OFF, LEFT, UNKNOWN]),
        st.none() | st.booleans(),
        st.sampled_from(["", "labour", NOT_TOLD]),
        st.sampled_from(["", "credit", NOT_TOLD]),
    )
)
def test_a_part_comes_back_from_its_address(part: Part) -> None:
    assert part_in(part.filter) == part
    assert bool(sentence_of(part, "thôn Thử")) or not any(part.filter)


@given(
    st.dictionaries(st.sampled_from(list(Part(1, POOR, POOR, True, "x", "y").filter)), st.text(max_size=30))
)
def test_whatever_stands_in_the_address_is_no_error(address: dict[str, str]) -> None:
    assert part_in(part_in(address).filter) == part_in(address)


@pytest.fixture
def country() -> Country:
    return make_country()


def recognised(home: Household, name: str, day: date) -> None:
    paper = Decision("QĐ thử", day, "Chủ tịch UBND (thử)", day.year + 1)
    recognise_household(home, Recognised(home.pk, name), paper, about(day), OFFICER)


@pytest.fixture
def one(country: Country) -> Round:
    """Stays poor, escapes, falls back, new, left out; the other village empty."""
    stays, escapes = listed_family(country, "Mẫu"), listed_family(country, "Thử")
    back = listed_family(country, "Ví")
    recognised(back, "not_poor", date(2026, 3, 2))
    new, gone = listed_family(country, "Diễn", ""), listed_family(country, "Trình")
    without_opinion(country)
    made = opened(country)
    case = case_of(made, country.east_1)
    for home in (back, new):
        add_household(case, home, EntrySource.PROPOSED, LISTED, OFFICER, note="nhà sập")
    leave_out(Entry.objects.get(household=gone), "chuyển đi tỉnh khác", LISTED, OFFICER)
    reviewed(made, case, {escapes.pk: RICH, **{home.pk: LACKS for home in (stays, back, new)}})
    return made


def poor_line(found: Moved) -> dict[str, int]:
    line = next(line for line in found.poor if line.area_id is None and line.unit == HOUSEHOLDS)
    return {name: figure.value for name, figure in line.figures.items() if figure.value}


@pytest.mark.django_db
def test_the_movement_of_a_village_before_and_after_the_decision(country: Country, one: Round) -> None:
    expected = {
        "opening": 3,
        "escaped_above_near_poor": 1,
        "other_decrease": 1,
        "relapsed": 1,
        "newly_arising": 1,
        "closing": 3,
    }
    assert poor_line(moved(rows_of([one], TODAY))) == expected
    case = case_of(one, country.east_1)
    agreed(
        case, list(Entry.objects.filter(case=case, left_out_on=None).values_list("household_id", flat=True))
    )
    posted(case)
    decide(one, [case], SIGNED, LEADER)
    with acting(make_person(("officer", country.east)).pk, TODAY):
        found = moved(rows_of([one], TODAY))
    assert poor_line(found) == expected
    persons = next(line for line in found.poor if line.area_id is None and line.unit == PERSONS)
    assert (persons.figures["opening"].value, persons.figures["closing"].value) == (6, 6)
    for line in (*found.poor, *found.near_poor):
        for name, figure in line.figures.items():
            if figure.part is not None:
                assert entries_of(one, figure.part, TODAY).count() == figure.value, name
    for figure in found.crossed.values():
        assert figure.part is not None
        assert entries_of(one, figure.part, TODAY).count() == figure.value


@pytest.mark.django_db
def test_members_are_counted_for_who_sees_their_household(country: Country, one: Round) -> None:
    def told() -> list[tuple[int, int | None, int | None]]:
        found = rows_of([one], TODAY).sort("entry_id")
        return found.select("entry_id", "members_before", "members_now").rows()

    def counted(*role: Any) -> list[tuple[int, int | None, int | None]]:
        with acting(make_person(*role).pk, TODAY):
            return told()

    entries = list(Entry.objects.filter(round=one).order_by("pk").values_list("pk", flat=True))
    whole = [(entry, 2, 2) for entry in entries]
    assert told() == whole  # a command asks as the owner
    assert counted(("officer", country.east)) == counted(("officer", country.province)) == whole
    assert counted(("village_head", country.east_1)) == whole
    assert counted(("village_head", country.east_2)) == counted(("officer", country.west)) == counted() == []
    # A household that has moved to another commune stays on the list, and is counted by who sees both.
    mover = Entry.objects.get(pk=entries[0]).household
    move_household(mover, country.west_1.pk, about(LISTED), OFFICER)
    assert counted(("officer", country.east)) == [(entries[0], None, None), *whole[1:]]
    assert counted(("officer", country.province)) == whole


@pytest.mark.django_db
def test_one_village_alone_is_what_it_is_in_the_whole(country: Country, one: Round) -> None:
    whole = moved(rows_of([one], TODAY))
    alone = moved(rows_of([one], TODAY, [country.east_1.pk]))
    assert [line for line in whole.poor if line.area_id] == [line for line in alone.poor if line.area_id]
    assert not moved(rows_of([one], TODAY, [country.east_2.pk])).poor


@pytest.mark.django_db
def test_causes_with_the_remedies_that_their_households_asked_for(
    one: Round, django_assert_num_queries: Any
) -> None:
    first, second, third = Household.objects.filter(reviewed__proposed_class="poor").order_by("pk")
    for home, told in ((first, ("labour", "capital")), (second, ("labour",))):
        set_causes(home, [CauseSaid(cause) for cause in told], about(LISTED), OFFICER)
    add_need(first, "credit", "", about(LISTED), OFFICER)
    rows = rows_of([one], TODAY)
    with django_assert_num_queries(2):
        found = {told.cause: told for told in causes_of([one], TODAY, rows)}
    labour = found["labour"]
    assert (labour.poor.value, labour.near_poor.value) == (2, 0)
    assert [(name, figure.value) for name, figure in labour.remedies] == [("Vay vốn ưu đãi", 1)]
    assert labour.without_needs.value == 1
    assert found["tools"].poor.value == 0
    assert found[NOT_TOLD].poor.value == 1
    for told in found.values():
        for figure in (told.poor, told.near_poor, told.without_needs, *(each for _, each in told.remedies)):
            assert figure.part is not None
            assert entries_of(one, figure.part, TODAY).count() == figure.value
    left = entries_of(one, found[NOT_TOLD].poor.part or Part(), TODAY)
    assert [entry.household_id for entry in left] == [third.pk]


@pytest.mark.django_db
def test_beside_the_register_of_a_year_ago_where_there_was_no_round(country: Country, one: Round) -> None:
    villages = [country.east_1.pk, country.east_2.pk]
    found = compared(one, date(2026, 12, 20), rows_of([one], TODAY), villages)
    assert found.lasts == ()
    assert found.day == date(2025, 12, 20)
    assert not found.is_another_standard
    poor_then, near_then, poor, near = found.rows[None]
    assert (poor_then, near_then, poor.value, near.value) == (4, 0, 3, 0)
    assert found.rows[country.east_2.pk][0] == 0
    assert compared(one, date(2028, 2, 29), rows_of([one], TODAY), villages).day == date(2027, 2, 28)


@pytest.mark.django_db
def test_beside_last_years_round_where_there_was_one(country: Country, one: Round) -> None:
    last = Round.objects.create(
        area=country.east, kind=one.kind, year=2025, opened_on=date(2025, 9, 1), form=one.form
    )
    found = compared(one, DECIDED, rows_of([one], TODAY), [country.east_1.pk])
    assert found.lasts == (last,)
    assert found.opens(None) == last
    assert found.rows[None][0] == 0
