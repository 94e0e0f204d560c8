"""Last year's figure follows mergers and divisions of units: put together, told, nothing lost or doubled."""

from datetime import date

import polars as pl
import pytest
from tests.apps.reviews.made import listed_family
from tests.apps.surveys.made import family
from tests.factories.places import Country, in_force, make_country

from giamngheo.apps.reviews.last_year import Compared, compared
from giamngheo.apps.reviews.models import Case, Entry, Round
from giamngheo.apps.reviews.movement import ROWS
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Area, Change
from giamngheo.foundation.areas.states import Verb
from giamngheo.law.vocabulary.procedures import ProcedureKind

pytestmark = pytest.mark.django_db
LAST, NOW, MERGED = date(2025, 9, 1), date(2026, 9, 1), date(2026, 1, 1)


@pytest.fixture
def country() -> Country:
    return make_country()


def round_of(commune: Area, year: int, listed: dict[Area, tuple[str, ...]]) -> Round:
    """A round with a household of each of these classes in each of these villages."""
    one = Round.objects.create(
        area=commune,
        kind=ProcedureKind.PERIODIC_REVIEW.value,
        year=year,
        opened_on=LAST if year == 2025 else NOW,
        form="household_survey_2022_2026",
    )
    for village, classes in listed.items():
        case = Case.objects.create(round=one, area=village)
        for name in classes:
            home = family(village)
            Entry.objects.create(
                case=case,
                round=one,
                area=village,
                household=home,
                household_code=home.code,
                source=EntrySource.PROPOSED.value,
                added_on=one.opened_on,
                decided_class=name,
            )
    return one


def code_of(code: str) -> Area:
    return Area.objects.get(codes__code=code)


def merge() -> None:
    """Tây goes into Đông with its village; Đông Một and Đông Hai become Đông Mới."""
    in_force(
        MERGED,
        [
            Change(verb=Verb.CREATE, code="east-new", kind=Kind.VILLAGE, name="Đông Mới", parent_code="east"),
            *(Change(verb=Verb.END, code=code) for code in ("east-1", "east-2")),
            *(
                Change(verb=Verb.SUCCEED, code=code, to_code="east-new", is_whole=True)
                for code in ("east-1", "east-2")
            ),
            Change(verb=Verb.MOVE, code="west-1", parent_code="east"),
            Change(verb=Verb.END, code="west"),
            Change(verb=Verb.SUCCEED, code="west", to_code="east", is_whole=True),
        ],
    )


def beside(one: Round, villages: list[Area]) -> Compared:
    return compared(one, NOW, pl.DataFrame(schema=ROWS), [village.pk for village in villages])


def then(found: Compared, area: Area | None) -> tuple[int, int]:
    poor, near, _, _ = found.rows[None if area is None else area.pk]
    return poor, near


def test_merged_communes_and_villages_are_put_together_and_told(country: Country) -> None:
    east = round_of(
        country.east, 2025, {country.east_1: ("poor", "poor"), country.east_2: ("poor", "near_poor")}
    )
    west = round_of(country.west, 2025, {country.west_1: ("poor", "not_poor")})
    merge()
    new = code_of("east-new")
    one = round_of(country.east, 2026, {new: (), country.west_1: ()})
    found = beside(one, [new, country.west_1])
    assert set(found.lasts) == {east, west}
    assert found.communes == ("xã Đông", "phường Tây")
    assert (then(found, new), then(found, country.west_1), then(found, None)) == ((3, 1), (1, 0), (4, 1))
    assert [(each.area_id, each.names) for each in found.joined] == [
        (new.pk, ("thôn Đông Hai", "thôn Đông Một"))
    ]
    assert found.opens(None) is None
    alone = beside(one, [country.west_1])  # who sees one village alone
    assert then(alone, None) == (1, 0)
    assert alone.joined == ()


def test_where_a_merged_commune_had_no_round_the_register_is_asked(country: Country) -> None:
    round_of(country.east, 2025, {country.east_1: ("poor",)})
    merge()
    new = code_of("east-new")
    one = round_of(country.east, 2026, {new: (), country.west_1: ()})
    found = beside(one, [new, country.west_1])
    assert found.lasts == ()
    assert found.without == ("phường Tây",)
    assert then(found, None) == (0, 0)  # nobody was decided on in the register


def test_the_register_of_a_year_ago_is_counted_on_the_boundaries_of_now(country: Country) -> None:
    poor = listed_family(country, "Thử")
    assert poor.area_id == country.east_1.pk
    merge()
    new = code_of("east-new")
    one = round_of(country.east, 2026, {new: (), country.west_1: ()})
    found = compared(one, date(2026, 12, 31), pl.DataFrame(schema=ROWS), [new.pk, country.west_1.pk])
    assert (then(found, new), then(found, None)) == ((1, 0), (1, 0))


def test_a_divided_village_counts_in_the_whole_alone_or_is_named(country: Country) -> None:
    round_of(country.east, 2025, {country.east_1: ("poor",), country.east_2: ("near_poor",)})
    in_force(
        MERGED,
        [
            *(
                Change(verb=Verb.CREATE, code=code, kind=Kind.VILLAGE, name=name, parent_code=parent)
                for code, name, parent in (
                    ("east-3", "Đông Ba", "east"),
                    ("east-4", "Đông Bốn", "east"),
                    ("west-2", "Tây Hai", "west"),
                )
            ),
            *(Change(verb=Verb.END, code=code) for code in ("east-1", "east-2")),
            *(
                Change(verb=Verb.SUCCEED, code=code, to_code=to, is_whole=False)
                for code, to in (
                    ("east-1", "east-3"),
                    ("east-1", "east-4"),
                    ("east-2", "east-4"),
                    ("east-2", "west-2"),
                )
            ),
        ],
    )
    villages = [code_of("east-3"), code_of("east-4")]
    one = round_of(country.east, 2026, dict.fromkeys(villages, ()))
    found = beside(one, villages)
    assert [then(found, village) for village in villages] == [(0, 0), (0, 0)]
    assert then(found, None) == (1, 0)
    assert found.unplaced == (("thôn Đông Một",), 1, 0)
    assert found.divided == ("thôn Đông Hai",)


def test_where_nothing_changed_nothing_is_told(country: Country) -> None:
    last = round_of(country.east, 2025, {country.east_1: ("poor",), country.east_2: ()})
    one = round_of(country.east, 2026, {country.east_1: (), country.east_2: ()})
    found = beside(one, [country.east_1, country.east_2])
    assert (found.joined, found.communes, found.unplaced, found.divided, found.without) == (
        (),
        (),
        ((), 0, 0),
        (),
        (),
    )
    assert found.opens(None) == found.opens(country.east_1.pk) == last
    assert then(found, None) == (1, 0)
