"""What was frozen never changes: by files, by the database, by what is done to the register afterwards."""

import json
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from pytest_django import Settings
from tests.apps.households.made import about, home
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import About, Decision, Recognised, move_household, recognise
from giamngheo.apps.households.models import Household
from giamngheo.apps.reports.queries import told, units_of
from giamngheo.apps.snapshots.actions import SnapshotError, Wanted, make_snapshot, start_snapshot
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import opened
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tasks.models import Task
from giamngheo.law.reports.library import statutory_table

pytestmark = pytest.mark.django_db
OPENING, CLOSING = date(2025, 12, 31), date(2026, 11, 1)
BEFORE, BETWEEN = date(2025, 12, 14), date(2026, 6, 1)
WHO = Actor(7, "Người chốt thử")


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def recognised(one: Household, name: str, day: date, lacks: tuple[str, ...] | None = None) -> None:
    recognise([Recognised(one.pk, name, lacks)], Decision("12/QĐ-UBND", day), About(day, "thử"), WHO)


def poor_home(country: Country, village: str, head: str) -> Household:
    made = home(country.areas[village], head)
    recognised(made, "poor", BEFORE)
    return made


def frozen(country: Country, area: str = "east", **more: object) -> Snapshot:
    wanted = Wanted(country.areas[area], OPENING, CLOSING, "Kết quả năm 2026", **more)  # type: ignore[arg-type]
    return make_snapshot(wanted, WHO)


def counts(one: Snapshot, table: str, part: str = "") -> dict[str, int]:
    found = told(statutory_table(table), opened(one), units_of(one, Tier.VILLAGE, one.closing))
    return dict(next(line.counts for line in found.lines if (line.unit, line.part) == (None, part)))


def test_both_days_are_those_of_the_register_and_moves_between_them_are_told(country: Country) -> None:
    stays, escapes, leaves = (poor_home(country, "east_1", f"Mẫu {name}") for name in ("Ở", "Thoát", "Đi"))
    new = home(country.areas["east_2"], "Mẫu Mới", "Mẫu Con")
    recognised(escapes, "not_poor", BETWEEN, ())
    recognised(new, "poor", BETWEEN, ("water", "toilet"))
    move_household(leaves, country.west_1.pk, about(BETWEEN), WHO)
    comes = poor_home(country, "west_1", "Mẫu Đến")
    move_household(comes, country.east_2.pk, about(BETWEEN), WHO)
    recognised(stays, "not_poor", date(2026, 11, 10))  # after the closing day
    one = frozen(country)
    assert (one.households, one.people) == (
        5,
        5,
    )  # who left is told of the opening day, and is no one's member
    moved = counts(one, "poor_movement", "households")
    assert {name: moved[name] for name in ("opening", "escaped_above_near_poor", "other_decrease")} == {
        "opening": 3,
        "escaped_above_near_poor": 1,
        "other_decrease": 1,
    }
    assert (moved["newly_arising"], moved["other_increase"], moved["closing"]) == (1, 1, 3)
    lacking = counts(one, "poor_deprivations")
    assert (lacking["water"], lacking["toilet"], lacking["employment"], lacking["untold"]) == (1, 1, 0, 2)
    assert counts(one, "official_result")["persons"] == 5


def test_what_happens_afterwards_changes_nothing_of_it(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    one = frozen(country)
    before = counts(one, "official_result")
    recognised(Household.objects.get(), "near_poor", CLOSING)
    poor_home(country, "east_1", "Mẫu Hai")
    assert counts(one, "official_result") == before
    again = frozen(country, replaces=one, reason="Quyết định 15/QĐ-UBND sửa sai")
    assert again.differs == {"added": 1, "removed": 0, "other_class": 1, "other_place": 0, "other_members": 0}
    manifest = opened(again).manifest
    assert (manifest.replaces, manifest.differs) == (str(one.key), again.differs)
    with pytest.raises(SnapshotError, match="đã có bản chốt lại"):
        frozen(country, replaces=one, reason="lần nữa")
    with pytest.raises(SnapshotError, match="Chưa ghi vì sao"):
        frozen(country, replaces=again)


def test_files_are_open_to_any_tool_and_tell_no_name(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Thị Bí Mật")
    one = frozen(country, "province")
    assert {path.name for path in one.folder.iterdir()} == {"households", "people", "manifest.json"}
    parts = sorted(path.relative_to(one.folder).as_posix() for path in one.folder.rglob("*.parquet"))
    assert parts == ["households/province=province/part-0.parquet", "people/province=province/part-0.parquet"]
    rows = duckdb.sql(
        f"SELECT count(*), max(member_count) FROM '{one.folder}/households/**/*.parquet'"
    ).fetchall()
    assert rows == [(1, 1)]
    people = pl.scan_parquet(f"{one.folder}/people/**/*.parquet").collect()
    assert not {"full_name", "personal_number", "phone"} & set(people.columns)
    households = pl.scan_parquet(f"{one.folder}/households/**/*.parquet").collect()
    written = {
        cell for table in (households, people) for cell in table.select(pl.col(pl.String)).to_numpy().ravel()
    }
    assert not any("Mật" in cell for cell in written if cell is not None) and "head" in written
    manifest = json.loads((one.folder / "manifest.json").read_text())
    assert manifest["area"]["code"] == "province" and manifest["standard"] == "national_2022_2026"
    assert manifest["tables"]["households"]["rows"] == 1


@pytest.mark.parametrize("what", ["households/province=province/part-0.parquet", "manifest.json"])
def test_a_file_that_was_touched_or_is_gone_is_refused(country: Country, what: str) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    one = frozen(country)
    path = one.folder / what
    content = path.read_bytes()
    path.write_bytes(content[:-9] + b"000000000")
    with pytest.raises(BrokenSnapshotError, match=r"đã bị sửa sau khi chốt.*Cách xử lý"):
        opened(one)
    path.write_bytes(content)
    assert opened(one).manifest.key == str(one.key)
    path.unlink()
    with pytest.raises(BrokenSnapshotError, match="không còn trong kho"):
        opened(one)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"opening": CLOSING}, "không trước ngày cuối kỳ"),
        ({"closing": date(2999, 1, 1)}, "chưa đến nên số liệu còn đổi"),
        ({"opening": date(1990, 1, 1), "closing": date(1990, 12, 31)}, "Không có chuẩn nghèo nào"),
        ({"title": ""}, "Chưa có tên bản chốt"),
    ],
)
def test_what_can_never_be_frozen_is_refused_with_a_remedy(
    country: Country, change: dict[str, object], said: str
) -> None:
    told_of = {"area": country.east, "opening": OPENING, "closing": CLOSING, "title": "Thử"} | change
    with pytest.raises(SnapshotError, match=said):
        make_snapshot(Wanted(**told_of), WHO)  # type: ignore[arg-type]
    assert not Snapshot.objects.exists()


def test_another_unit_or_other_days_cannot_replace(country: Country) -> None:
    one = frozen(country)
    with pytest.raises(SnapshotError, match="cùng đơn vị và cùng hai ngày"):
        frozen(country, "west", replaces=one, reason="thử")


def test_what_fails_on_the_way_leaves_nothing(country: Country) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_snapshot(Wanted(country.east, OPENING, CLOSING, "Thử"), WHO, stop)
    kept = Snapshot(area=country.east).folder.parent
    assert not Snapshot.objects.exists() and list(kept.iterdir()) == []


def test_the_database_keeps_it_and_shows_it_to_who_answers_for_its_area(country: Country) -> None:
    one, whole = frozen(country), frozen(country, "province")
    for change in (lambda: Snapshot.objects.update(title="khác"), lambda: Snapshot.objects.all().delete()):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            change()
    seen = {
        "village_head": (country.east_1, set()),
        "officer": (country.east, {one.pk}),
        "leader": (country.province, {one.pk, whole.pk}),
        "inspector": (country.west, set()),
    }
    for role, (area, expected) in seen.items():
        with acting(make_person((role, area)).pk, TODAY):
            assert {each.pk for each in Snapshot.objects.all()} == expected
    line = AuditLine.objects.get(verb="snapshots.make", subject_id=str(one.pk))
    assert (
        line.details["manifest"] == one.manifest_hash and "Chốt số liệu «Kết quả năm 2026»" in line.sentence
    )


def test_the_same_wish_twice_is_one_task(country: Country) -> None:
    wanted = Wanted(country.east, OPENING, CLOSING, "Thử")
    assert start_snapshot(wanted, WHO, "chủ") == start_snapshot(wanted, WHO, "chủ")
    assert Task.objects.count() == 1
