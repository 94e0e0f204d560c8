"""Random countries with random events against the same country in plain Python."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random

import polars as pl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from tests.foundation.areas.country import BINH, EARLIER, everything, in_force, loaded, number
from tests.foundation.areas.twin import KINDS, Twin, Unit

from giamngheo.foundation.areas.actions import undo
from giamngheo.foundation.areas.figures import IS_ASSIGNED, UNIT, on_boundaries
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Batch, Containment, Overlap

pytestmark = pytest.mark.django_db

# A smaller seed is no simpler country: there is nothing to shrink.
RANDOM = st.integers(0, 2**32).map(Random)
TRIED = settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


@contextmanager
def taken_back() -> Iterator[None]:
    """Leave the database as it was before the example."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def played(random: Random) -> tuple[Twin, list[Batch]]:
    """A random country in the twin and in the database."""
    twin = Twin(random)
    batches = [loaded(*twin.first)]
    batches += [in_force(day, *lines) for day, lines in twin.batches(random.randint(1, 4))]
    return twin, batches


def numbers(twin: Twin) -> dict[Unit, int]:
    return {unit: number(unit.code, max(unit.born, EARLIER)) for unit in twin.units}


def some_days(twin: Twin, random: Random) -> list[date]:
    around = [day + timedelta(days=shift) for day in [EARLIER, *twin.days] for shift in (-1, 0, 1)]
    return random.sample(around, min(6, len(around)))


@given(RANDOM)
@TRIED
def test_containment_is_what_walking_up_gives_on_any_day(random: Random) -> None:
    with taken_back():
        twin, _ = played(random)
        of = numbers(twin)
        for day in some_days(twin, random):
            surely = {(of[unit], of[above]) for unit in twin.units for above in unit.above(day)}
            perhaps = {(of[unit], of[above]) for unit in twin.units for above in unit.perhaps(day)}
            held = Containment.objects.filter(valid__contains=day).values_list("area_id", "ancestor_id")
            parts = Overlap.objects.filter(valid__contains=day).values_list("area_id", "ancestor_id")
            assert sorted(held) == sorted(surely)
            assert sorted(parts) == sorted(perhaps - surely)


@given(RANDOM)
@TRIED
def test_undoing_is_the_reverse_of_putting_in_force(random: Random) -> None:
    with taken_back():
        twin = Twin(random)
        batches, before = [loaded(*twin.first)], [everything()]
        for day, lines in twin.batches(3):
            batches.append(in_force(day, *lines))
            before.append(everything())
        while len(batches) > 1:
            assert everything() == before.pop()
            undo(batches.pop(), BINH, "thử")
            assert everything() == before[-1]


# A village made from nothing takes households of its commune along when it moves.
@example(Random(707818730))
@given(RANDOM)
@TRIED
def test_figures_keep_every_household_and_put_none_where_it_is_not(random: Random) -> None:
    with taken_back():
        twin, _ = played(random)
        of = numbers(twin)
        rows = []
        for household in twin.households:
            day = random.choice(some_days(twin, random))
            at = random.choice(household.leaf(day).truly_above(day))
            rows.append((household, at, day))
        table = pl.DataFrame(
            {"area_id": [of[at] for _, at, _ in rows], "day": [day for *_, day in rows], "households": 1}
        )
        for asked in some_days(twin, random)[:2]:
            for tier in KINDS:
                placed = on_boundaries(table, asked, Tier(tier))
                assert placed["households"].sum() == len(twin.households)
                assert placed.select("area_id", "day").equals(table.select("area_id", "day"))
                for (household, at, day), unit, is_assigned in zip(
                    rows, placed[UNIT], placed[IS_ASSIGNED], strict=True
                ):
                    truth = {of[above]: above for above in household.leaf(asked).truly_above(asked)}
                    assert unit is None or unit in truth
                    assert not is_assigned or truth[unit].tier == tier
                    expected, certain = twin.place_of(at, day, asked, tier)
                    assert (unit, is_assigned) == (expected and of[expected], certain)
