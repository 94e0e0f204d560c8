"""Questions about areas on a day, the preview of a batch, and search over both orders."""

import pytest
from django.db import connection
from psycopg.types.range import DateRange
from tests.foundation.areas.country import (
    DAY,
    EVE,
    change_kind,
    create,
    drafted,
    end,
    in_force,
    loaded,
    move,
    number,
    part,
    rename,
    small_country,
    whole,
)

from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.areas.preview import preview
from giamngheo.foundation.areas.queries import (
    areas_touched,
    children_of,
    on_boundaries,
    path_of,
    predecessors_of,
    roots_on,
    smallest_area_of,
    successors_of,
    unmapped_on,
)
from giamngheo.foundation.areas.search import explained, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Batch:
    return small_country()


def reform() -> Batch:
    return drafted(
        DAY,
        end("00001"),
        end("00002"),
        end("102"),
        create("00001", "Đồng Hoà", "commune", "101"),
        whole("00001", "00001"),
        part("00002", "00001", "0.25"),
        part("00002", "00003"),
        move("00004", "01"),
        change_kind("00003", "commune"),
        rename("00003", "Tân Lập Mới"),
    )


def test_children_come_in_the_order_of_the_alphabet(country: Batch) -> None:
    assert [unit.name for unit in roots_on(DAY)] == ["Việt Nam"]
    assert [unit.full_name for unit in children_of(number("101", DAY), DAY)] == [
        "xã Đồng Tâm",
        "xã Hoà Bình",
        "thị trấn Tân Lập",
    ]
    assert [unit.code for unit in children_of(number("00001", DAY), DAY)] == ["00001.2", "00001.1"]


def test_relatives_are_told_as_they_were_with_kind_share_and_instrument(country: Batch) -> None:
    in_force(
        DAY,
        end("00002"),
        part("00002", "00001", "0.25"),
        part("00002", "00003"),
        rename("00003", "Tân Lập Mới"),
    )
    after = successors_of(number("00002", EVE))
    assert [(one.unit.name, one.is_whole, one.share and str(one.share)) for one in after] == [
        ("Đồng Tâm", False, "0.250000"),
        ("Tân Lập Mới", False, None),
    ]
    (before,) = predecessors_of(number("00003", DAY))
    assert (before.unit.name, before.day, before.instrument) == ("Hoà Bình", DAY, "Nghị quyết thử")


def test_units_of_which_nobody_said_what_came_after_are_listed(country: Batch) -> None:
    in_force(DAY, end("00003"), end("00004"), whole("00004", "00005"))
    assert [area.pk for area in unmapped_on(DAY)] == [number("00003", EVE)]
    assert list(unmapped_on(EVE)) == []


def test_every_area_that_certainly_lies_in_one_unit_of_a_tier_is_mapped_to_it(country: Batch) -> None:
    in_force(DAY, end("00003"), part("00003", "00001"), part("00003", "00002"))
    found = on_boundaries(DAY, Tier.COMMUNE)
    assert found[number("00001.1", DAY)] == number("00001", DAY)
    assert number("00003", EVE) not in found
    assert on_boundaries(DAY, Tier.DISTRICT)[number("00003", EVE)] == number("101", DAY)


def test_the_smallest_area_of_several_holds_them_all(country: Batch) -> None:
    def smallest(*codes: str) -> str:
        found = smallest_area_of([number(code, DAY) for code in codes], DAY)
        assert found is not None
        return path_of(found, DAY)[-1].code

    assert smallest("00001.1", "00001") == "00001"
    assert smallest("00001.1", "00004") == "01"
    assert smallest("00001", "00005") == "VN"
    assert smallest_area_of([], DAY) is None


def test_the_areas_that_a_batch_touches_are_known_before(country: Batch) -> None:
    touched = areas_touched(reform())
    assert touched == sorted(
        number(code, EVE) for code in ("00001", "00002", "00003", "00004", "101", "102", "01")
    )


def test_a_preview_shows_each_unit_before_and_after_and_where_it_goes(country: Batch) -> None:
    shown = preview(reform())
    units = {(unit.code, unit.before is None): unit for unit in shown.units}
    ended = units["00001", False]
    assert (ended.before and ended.before.full_name, ended.after, ended.villages) == ("xã Đồng Tâm", None, 2)
    assert [(heir.name, heir.is_whole) for heir in ended.heirs] == [("Đồng Hoà", True)]
    created = units["00001", True]
    assert (created.area_id, created.after and created.after.parent) == (None, "Sông Lô")
    changed = units["00003", False]
    assert changed.before and changed.after
    assert (changed.before.full_name, changed.after.full_name) == ("thị trấn Tân Lập", "xã Tân Lập Mới")
    follower = units["00001.1", False]
    assert follower.follows and follower.after and follower.after.parent == "Đồng Hoà"
    assert shown.counts == {
        "end": 3, "create": 1, "succeed": 3, "move": 1, "change_kind": 1, "rename": 1, "follow": 2,
    }  # fmt: skip
    assert [(one.place, one.check) for one in shown.findings] == [(2, "villages_unassigned")]


def test_a_preview_of_a_faulty_batch_shows_what_it_can(country: Batch) -> None:
    shown = preview(drafted(DAY, rename("00009", "Mới"), move("00001", "999"), rename("00002", "Mới")))
    assert [unit.code for unit in shown.units] == ["00001", "00002"]
    assert len(shown.findings) == 2


def test_a_preview_counts_what_other_apps_keep_in_the_units(country: Batch) -> None:
    person = User.objects.create(username="thu", full_name="Người thử")
    for code, valid in (("00001", DateRange(EVE, None)), ("00002", DateRange(None, EVE))):
        Holding.objects.create(user=person, role="officer", area_id=number(code, EVE), valid=valid)
    shown = preview(reform())
    assert shown.touches == {"vai trò": 1}
    assert [unit.touches for unit in shown.units if unit.touches] == [{"vai trò": 1}]


def found(typed: str, day: object = DAY) -> list[str]:
    return [hit.unit.full_name for hit in search(typed, day)]  # type: ignore[arg-type]


def test_words_are_found_without_accents_from_their_beginning(country: Batch) -> None:
    assert found("dong ta") == ["xã Đồng Tâm"]
    assert found("TÂM đồng") == ["xã Đồng Tâm"]
    assert found("song")[:2] == ["thị xã Sông Cầu", "huyện Sông Lô"]
    assert found("oai") == []
    assert found(" !  ") == []
    assert found("' & | :*") == []


def test_the_whole_name_comes_first_then_what_lives(country: Batch) -> None:
    in_force(
        DAY,
        end("00001"),
        create("00009", "Đồng", "commune", "101"),
        whole("00001", "00009"),
        rename("00002", "Đồng Bằng"),
    )
    assert found("đồng") == ["xã Đồng", "thôn Đông", "xã Đồng Bằng", "xã Đồng Tâm"]
    hits = {hit.unit.name: hit for hit in search("đồng", DAY)}
    assert not hits["Đồng Tâm"].is_living
    assert hits["Đồng Tâm"].last_bound == DAY
    assert [unit.name for unit in hits["Đồng Tâm"].path] == ["Việt Nam", "Bắc Thử", "Sông Lô", "Đồng"]


def test_a_former_name_finds_the_unit(country: Batch) -> None:
    in_force(DAY, rename("00002", "Hoà Hợp"))
    (hit,) = search("hòa bình", DAY)
    assert hit.unit.name == "Hoà Bình"
    assert hit.path[-1].name == "Hoà Hợp"


def test_a_kind_before_the_name_asks_for_that_kind(country: Batch) -> None:
    assert found("xã tân") == []
    assert found("thị trấn tân") == ["thị trấn Tân Lập"]
    assert found("Tổ 1") == ["tổ dân phố Tổ 1"]


def test_a_code_finds_its_unit(country: Batch) -> None:
    assert found("00003") == ["thị trấn Tân Lập"]


def test_a_search_over_the_units_of_a_country_reads_the_index() -> None:
    words = ["Đồng", "Tân", "Hoà", "Bình", "Sơn", "Lập", "Tiến", "Minh", "Thành", "Long", "Phú", "Mỹ"]
    names = [f"{a} {b} {c}" for a in words for b in words for c in words]
    loaded(
        create("VN", "Việt Nam", "nation"),
        create("01", "Bắc Thử", "province", "VN"),
        *(create(f"{place:05}", names[place % len(names)], "commune", "01") for place in range(14_000)),
        create("99999", "Xuân Quang", "commune", "01"),
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE areas_version")
    assert "areas_version_words" in explained("xuân qua", DAY)
    assert found("xuan qua") == ["xã Xuân Quang"]
    assert set(found("đồng tân hoà")[:8]) == {"xã Đồng Tân Hoà"}
