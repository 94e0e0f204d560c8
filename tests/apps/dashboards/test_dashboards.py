"""Snapshots are summed once by unit, agree with the tables of reports, published without small counts."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Q
from django.db.utils import IntegrityError, ProgrammingError
from pytest_django import Settings
from tests.apps.households.made import about, home
from tests.apps.snapshots.test_snapshots import BETWEEN, WHO, frozen, poor_home, recognised
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.dashboards.actions import DashboardError, publish, start_summing, sum_up, take_back
from giamngheo.apps.dashboards.demonstration import Frozen, fill_dashboards
from giamngheo.apps.dashboards.models import FiguresPage, Summary, UnitFigures
from giamngheo.apps.dashboards.public_tables import PublicTable, known_before, public_tables
from giamngheo.apps.dashboards.published import figures_pages, page_of_code
from giamngheo.apps.dashboards.queries import (
    Figures,
    figures_below,
    figures_of,
    not_summed,
    summary_of,
    through_time,
    turning_days,
)
from giamngheo.apps.households.actions import move_household
from giamngheo.apps.reports.queries import told, units_of
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import opened
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.law.library import rules_of
from giamngheo.law.reports.library import statutory_table

pytestmark = pytest.mark.django_db
SMALLEST = 5


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def filled(country: Country) -> Snapshot:
    """A province of three poor households, one of whom escapes, one moves to the next commune."""
    escapes, moves, stays = (poor_home(country, "east_1", f"Mẫu {name}") for name in ("Thoát", "Đi", "Ở"))
    home(country.areas["east_2"], "Mẫu Khác")
    recognised(escapes, "near_poor", BETWEEN, ("water",))
    recognised(stays, "poor", BETWEEN, ("water", "toilet", "employment"))
    move_household(moves, country.west_1.pk, about(BETWEEN), WHO)
    return frozen(country, "province")


def test_every_unit_is_told_what_the_tables_of_reports_tell(country: Country) -> None:
    one = filled(country)
    summary = sum_up(one, WHO)
    for tier in (Tier.COMMUNE, Tier.VILLAGE):
        units = units_of(one, tier, one.closing)
        for table in ("official_result", "causes", "groups", "poor_movement", "near_poor_movement"):
            for line in told(statutory_table(table), opened(one), units).lines:
                if line.part in {"", "households"}:
                    figures = figures_of(summary, line.unit or country.province.pk)
                    assert figures is not None
                    counted = {name: figures[f"{table}.{name}"] for name in line.counts}
                    assert counted == line.counts, (tier, table, line.unit)
        for line in told(statutory_table("poor_deprivations"), opened(one), units).lines:
            figures = figures_of(summary, line.unit or country.province.pk)
            assert figures is not None
            lacking = {lack.id: figures.lacking("poor", lack.id) for lack in _standard(one).deprivations}
            assert lacking == {name: line.counts[name] for name in lacking}
            assert figures.told("poor") == line.counts["told"]
    below = {figures.unit for figures in figures_below(summary, country.province.pk)}
    assert below == {country.east.pk, country.west.pk}
    # Who moved from commune to commune left one and came to the other, and did neither in the province.
    province, east = (figures_of(summary, area.pk) for area in (country.province, country.east))
    assert province is not None and east is not None
    assert (
        province.moved("poor_movement", "other_decrease"),
        east.moved("poor_movement", "other_decrease"),
    ) == (0, 1)
    indices = province.indices(_standard(one))
    assert (indices.h, indices.m0, indices.told) == (province.rate("poor"), None, 1)


def _standard(one: Snapshot):  # type: ignore[no-untyped-def]
    return rules_of(one.standard).standard


def test_it_is_summed_once_and_never_again(country: Country) -> None:
    one = filled(country)
    summary = sum_up(one, WHO)
    (one.folder / "manifest.json").write_text("{}")  # nothing of it is read again
    assert sum_up(one, WHO) == summary == summary_of(one)
    assert AuditLine.objects.filter(verb="dashboards.sum").count() == 1
    for change in (
        lambda: UnitFigures.objects.update(tier=1),
        lambda: Summary.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_what_was_touched_is_not_summed(country: Country) -> None:
    one = filled(country)
    (one.folder / "manifest.json").write_text("{}")
    with pytest.raises(BrokenSnapshotError):
        sum_up(one, WHO)
    assert not Summary.objects.exists()


def test_only_who_answers_for_an_area_sees_its_figures(country: Country) -> None:
    sum_up(filled(country), WHO)
    for area, seen in ((country.province, 6), (country.east, 3), (country.far, 0)):
        with acting(make_person(("officer", area)).pk, TODAY):
            assert UnitFigures.objects.count() == seen
    with (
        acting(make_person(("officer", country.west)).pk, TODAY),
        pytest.raises(ProgrammingError),
        transaction.atomic(),
    ):
        Summary.objects.create(
            snapshot_id=Snapshot.objects.get().pk if Snapshot.objects.exists() else 0,
            area=country.east,
            manifest_hash="0" * 64,
            law="0" * 64,
        )


def test_a_large_one_is_summed_in_the_background_for_who_may_see_it(
    country: Country, django_capture_on_commit_callbacks: object
) -> None:
    one = filled(country)
    officer, stranger = make_person(("officer", country.province)), make_person(("officer", country.far))
    from giamngheo.apps.dashboards.long_work import sum_in_background
    from giamngheo.foundation.audit.actions import Actor
    from giamngheo.foundation.tasks.actions import TaskError, begin

    refused = begin(start_summing(one, Actor(stranger.pk, "Thử"), "phiên lạ").pk)
    assert refused is not None
    with pytest.raises(TaskError, match="không còn xem được"):
        sum_in_background(refused)
    first = start_summing(one, Actor(officer.pk, "Thử"), "phiên")
    assert start_summing(one, Actor(officer.pk, "Thử"), "phiên") == first
    task = begin(first.pk)
    assert task is not None
    sum_in_background(task)
    assert summary_of(one) is not None


def test_time_is_told_with_new_boundaries_and_new_standards(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    wanted = [(date(2025, 1, 1), date(2025, 6, 1)), (date(2025, 6, 1), date(2025, 12, 31))]
    from giamngheo.apps.snapshots.actions import Wanted, make_snapshot

    made = [make_snapshot(Wanted(country.east, *days, "Kỳ thử"), WHO) for days in wanted]
    assert [one.pk for one in not_summed(Q(), country.east.pk, TODAY)] == [one.pk for one in made]
    for one in made:
        sum_up(one, WHO)
    again = make_snapshot(Wanted(country.east, *wanted[1], "Kỳ thử", made[1], "Sửa sai"), WHO)
    sum_up(again, WHO)
    moments = through_time(Q(), country.east.pk)
    assert [one.snapshot for one in moments] == [made[0], again]
    (mark,) = turning_days(moments, country.east.pk)
    assert (mark.day, mark.is_standard) == (date(2025, 7, 1), False)
    moments[0].snapshot.standard = "national_2016_2021"
    standards = [one for one in turning_days(moments, country.east.pk) if one.is_standard]
    assert [one.words for one in standards] == ["Từ đây theo chuẩn 2022–2025"]


def figures(unit: int, tier: int = Tier.VILLAGE, **counts: int) -> Figures:
    """Counts with «__» for «.»."""
    return Figures(unit, tier, {name.replace("__", "."): count for name, count in counts.items()})


def village(unit: int, households: int, poor: int, near: int) -> Figures:
    return figures(
        unit,
        official_result__households=households,
        official_result__poor=poor,
        official_result__near_poor=near,
    )


def commune(**more: int) -> Figures:
    counts = {
        "official_result__households": 300,
        "official_result__poor": 33,
        "official_result__near_poor": 40,
        "lacks__poor_told": 33,
        "lacks__poor_water": 33,
        "lacks__poor_toilet": 12,
        "lacks__poor_nutrition": 2,
        "causes__poor_untold": 0,
        "causes__poor_capital": 20,
        "poor_movement__opening": 40,
        "poor_movement__escaped_to_near_poor": 3,
        "poor_movement__escaped_above_near_poor": 14,
        "poor_movement__newly_arising": 10,
        "near_poor_movement__from_poor": 3,
        "near_poor_movement__opening": 37,
        "causes__near_poor_untold": 40,
    }
    return figures(1, Tier.COMMUNE, **(counts | more))


VILLAGES = {
    "Thôn Một": village(2, 100, 3, 20),
    "Thôn Hai": village(3, 120, 10, 15),
    "Thôn Ba": village(4, 80, 20, 5),
}


def by_row(table: PublicTable) -> dict[str, tuple[int | None, ...]]:
    return dict(table.rows)


def test_small_counts_and_what_would_give_them_away_are_left_out() -> None:
    standard = rules_of("national_2022_2026").standard
    classes, lacks, causes, poor, near = public_tables(commune(), VILLAGES, standard, SMALLEST, {})
    rows = by_row(classes)
    assert rows["Thôn Một"][1] is None  # three households
    assert [row[1] for row in rows.values()].count(None) >= 2  # one alone would be a subtraction
    assert rows["Cộng"][0] == 300
    lacking = by_row(lacks)
    assert lacking["Dinh dưỡng"][0] is None  # two
    assert lacking["Nguồn nước sinh hoạt"][0] is None  # all of them: it would be known of each
    assert lacking["Nhà tiêu hợp vệ sinh"][0] == 12
    assert by_row(causes)["Không có hoặc thiếu vốn sản xuất, kinh doanh"][0] == 20
    moved = by_row(poor)
    assert moved["Thoát nghèo, thành cận nghèo"] == (None,) == by_row(near)["Hộ nghèo thành hộ cận nghèo"]
    # Opening, closing and all that else came or went would give away who is left out.
    beside = ("Đầu kỳ", "Thoát nghèo, vượt chuẩn cận nghèo", "Phát sinh mới", "Cuối kỳ")
    assert (None,) in [moved[name] for name in beside]


def test_what_was_published_before_neither_hides_nor_is_given_away() -> None:
    standard = rules_of("national_2022_2026").standard
    for known in (40, None):
        tables = public_tables(commune(), VILLAGES, standard, SMALLEST, {"poor": known, "near_poor": 37})
        assert by_row(tables[3])["Đầu kỳ"] == (known,)


def test_those_in_no_village_are_a_row_of_their_own() -> None:
    standard = rules_of("national_2022_2026").standard
    own = commune(official_result__households=310)
    classes = public_tables(own, VILLAGES, standard, SMALLEST, {})[0]
    assert by_row(classes)["Chưa xếp vào thôn, tổ"][0] is not None
    assert next(iter(by_row(classes))) == "Cộng"


def test_a_commune_is_published_once_read_by_everybody_and_taken_back(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Thị Bí Mật")
    one = frozen(country, "east")
    with pytest.raises(DashboardError, match="một xã, phường"):
        publish(frozen(country, "province"), SMALLEST, WHO)
    page = publish(one, SMALLEST, WHO)
    with pytest.raises(DashboardError, match="đã có trang số liệu"):
        publish(one, SMALLEST, WHO)
    again = frozen(country, "east", replaces=one, reason="Sửa sai")
    with pytest.raises(DashboardError, match="hai bản cạnh nhau"):
        publish(again, SMALLEST, WHO)
    with acting(None, TODAY):
        assert not FiguresPage.objects.exists() and not UnitFigures.objects.exists()
        (listed,) = figures_pages(10)
        told_page = page_of_code(page.code)
    assert (listed.code, listed.unit, listed.above) == (page.code, "xã Đông", "tỉnh Mẫu")
    assert told_page is not None and told_page.manifest == one.manifest_hash
    assert "Mật" not in json.dumps(page.told, ensure_ascii=False)
    classes = dict(told_page.tables[0].rows)
    assert classes["Cộng"][:2] == (None, None)  # one household, poor
    assert known_before(page.told) == {"poor": None, "near_poor": None} or classes["Cộng"][2] == 0
    with pytest.raises(DashboardError, match="Chưa ghi vì sao"):
        take_back(page, "", WHO)
    take_back(page, "Đã chốt lại", WHO)
    with pytest.raises(DashboardError, match="đã rút"):
        take_back(page, "lần nữa", WHO)
    with pytest.raises(IntegrityError), transaction.atomic():
        FiguresPage.objects.update(taken_back_at=None, taken_back_why="")
    with acting(None, TODAY):
        gone = page_of_code(page.code)
        assert figures_pages(10) == []
    assert gone is not None and (gone.tables, gone.taken_back_why) == ((), "Đã chốt lại")
    with pytest.raises(DashboardError, match="đã có bản chốt lại"):
        publish(Snapshot.objects.select_related("replaced_by").get(pk=one.pk), SMALLEST, WHO)
    assert publish(again, SMALLEST, WHO).code != page.code
    verbs = set(AuditLine.objects.filter(verb__startswith="dashboards.").values_list("verb", flat=True))
    assert verbs == {"dashboards.sum", "dashboards.publish", "dashboards.take_back"}


def test_the_demonstration_has_two_times_to_see_and_is_made_once(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    units = [Frozen(country.east, WHO)]
    assert fill_dashboards(units, date(2025, 12, 1)) == 0  # its last day lies ahead
    assert fill_dashboards(units, TODAY) == 2
    assert fill_dashboards(units, TODAY) == 0
    assert len(through_time(Q(), country.east.pk)) == 2
