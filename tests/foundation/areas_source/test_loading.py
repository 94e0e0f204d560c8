"""The two batches of the data files: proposed, put in force one after the other, not stored twice."""

from datetime import date

import pytest
from django.db.models import Count

from giamngheo.foundation.areas.actions import put_in_force
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area, Batch, Succession, Version
from giamngheo.foundation.areas.queries import find, path_of, predecessors_of, successors_of
from giamngheo.foundation.areas.regions import regions_on
from giamngheo.foundation.areas.source.lines import read_source
from giamngheo.foundation.areas.source.loading import load_all, plan
from giamngheo.foundation.areas.source.package import source_files
from giamngheo.foundation.areas.states import BatchState
from giamngheo.foundation.audit.actions import SYSTEM, Actor

pytestmark = pytest.mark.django_db
EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


def test_both_are_stored_as_proposed_and_change_no_unit_yet() -> None:
    before, reform = load_all(SYSTEM)
    assert (before.state, reform.state) == (BatchState.PROPOSED, BatchState.PROPOSED)
    assert before.since_unknown
    assert not reform.since_unknown
    assert (reform.day, reform.instrument) == (DAY, "QĐ 19/2025/QĐ-TTg")
    assert before.source.startswith("Gói dữ liệu vietnamadminunits 1.0.4")
    assert not Area.objects.exists()
    tally = dict(reform.changes.values_list("verb").annotate(Count("pk")))
    assert tally == {"create": 3215, "end": 10654, "move": 129, "rename": 8, "succeed": 10494}
    assert before.changes.count() == 1 + 63 + 696 + 10035
    line = reform.changes.get(verb="succeed", code="00001")
    assert (line.name, line.kind, line.parent_code, line.is_whole is None, line.share) == (
        "",
        "",
        "",
        False,
        None,
    )


def test_a_second_load_has_nothing_to_do() -> None:
    load_all(SYSTEM)
    assert load_all(SYSTEM) == []
    assert Batch.objects.count() == 2
    assert all(
        one.standing is not None and not one.is_other_version for one in plan(read_source(source_files()))
    )


def test_what_was_discarded_may_be_loaded_again() -> None:
    load_all(SYSTEM)
    Batch.objects.update(state=BatchState.DISCARDED)
    assert len(load_all(SYSTEM)) == 2


def test_who_loads_is_named_as_who_prepared() -> None:
    before, _ = load_all(Actor(7, "Người Thử"))
    assert (before.prepared_by, before.prepared_by_name) == (7, "Người Thử")


@pytest.fixture
def in_force() -> None:
    for batch in load_all(SYSTEM):
        put_in_force(batch, SYSTEM)


@pytest.mark.usefixtures("in_force")
def test_in_force_each_day_has_its_order_and_former_units_lie_where_their_land_went() -> None:
    def units(day: date) -> dict[int, int]:
        return dict(Version.objects.filter(valid__contains=day).values_list("tier").annotate(Count("pk")))

    assert units(EVE) == {Tier.NATION: 1, Tier.PROVINCE: 63, Tier.DISTRICT: 696, Tier.COMMUNE: 10035}
    assert units(date(1990, 1, 1)) == units(EVE)
    assert units(DAY) == {Tier.NATION: 1, Tier.PROVINCE: 34, Tier.COMMUNE: 3321}
    assert Succession.objects.filter(is_whole=False).values("predecessor").distinct().count() == 442
    old, new = find("00004", EVE), find("00004", DAY)
    assert old is not None
    assert new is not None
    assert [unit.name for unit in path_of(old.pk, EVE)] == ["Việt Nam", "Hà Nội", "Ba Đình", "Trúc Bạch"]
    assert [unit.name for unit in path_of(new.pk, DAY)] == ["Việt Nam", "Hà Nội", "Ba Đình"]
    assert "00004" in {one.unit.code for one in successors_of(old.pk)}
    assert old.pk in {one.unit.area_id for one in predecessors_of(new.pk)}
    kept = find("04603", DAY)
    assert kept == find("04603", EVE)
    assert kept is not None
    assert [unit.name for unit in path_of(kept.pk, DAY)] == ["Việt Nam", "Lào Cai", "Tà Xi Láng"]
    district = find("001", EVE)
    assert district is not None
    assert [unit.name for unit in path_of(district.pk, DAY)] == ["Việt Nam", "Hà Nội"]
    island, zone = find("755", EVE), find("26732", DAY)
    assert island is not None
    assert zone is not None
    assert [(one.unit.area_id, one.is_whole) for one in successors_of(island.pk)] == [(zone.pk, True)]
    names = [unit.name for unit in path_of(island.pk, DAY)]
    assert names == ["Việt Nam", "Hồ Chí Minh", "Côn Đảo"]
    bases = [region.basis for region in regions_on(DAY).values()]
    assert (bases.count("derived"), bases.count("unknown")) == (27, 7)
    assert {region.basis for region in regions_on(EVE).values()} == {"listed"}
