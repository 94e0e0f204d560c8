"""A year of a commune: drawn up, returned once, corrected, accepted, locked, adjusted; rolled up above."""

from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from pytest_django import Settings
from tests.apps.activities.made import NOW, activity, begun
from tests.apps.budgets.made import allocated, given, paid
from tests.apps.households.made import home
from tests.apps.snapshots.test_snapshots import BETWEEN, OPENING, poor_home, recognised
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.activities.actions import move as move_activity
from giamngheo.apps.activities.states import Verb as ActivityVerb
from giamngheo.apps.budgets.queries import Sums
from giamngheo.apps.reporting.actions import (
    Asked,
    ReportingError,
    Set,
    answer_cell,
    ask,
    draw_from_parts,
    draw_from_snapshot,
    draw_plain,
    mark_cell,
    move,
    set_day,
    unmark_cell,
    write,
)
from giamngheo.apps.reporting.demonstration import People, fill_reports
from giamngheo.apps.reporting.figures import apart, changes, disagreements_in, value_in
from giamngheo.apps.reporting.models import Edition, Report, ReturnedCell, Step
from giamngheo.apps.reporting.queries import (
    Owed,
    code_of,
    kept_of,
    open_cells,
    owed_around,
    owed_below,
    owed_by,
    owed_one,
    standing_parts,
    texts_before,
    texts_of,
)
from giamngheo.apps.reporting.states import ReportState, Verb
from giamngheo.apps.reports.reckoning import Cell
from giamngheo.apps.snapshots.actions import Wanted, make_snapshot
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.law.reporting.library import report_duties

pytestmark = pytest.mark.django_db
OFFICER, LEADER = Actor(1, "Công chức thử"), Actor(2, "Lãnh đạo thử")
ABOVE, ABOVE_LEADER = Actor(3, "Công chức tỉnh thử"), Actor(4, "Lãnh đạo tỉnh thử")
CLOSING = date(2026, 11, 1)
POOR = Cell("poor")


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def owed(area: Area, duty: str = "review_official", code: str = "2026") -> Owed:
    unit = unit_on(area.pk, TODAY)
    assert unit is not None
    found = owed_one(unit, duty, code, TODAY)
    assert found is not None
    return found


def frozen(area: Area, replaces: Snapshot | None = None) -> Snapshot:
    reason = "sửa sai" if replaces else ""
    return make_snapshot(Wanted(area, OPENING, CLOSING, "Kết quả năm 2026", replaces, reason), OFFICER)


def sent(area: Area, snapshot: Snapshot) -> Report:
    draw_from_snapshot(owed(area), snapshot, "", OFFICER)
    move(owed(area), Verb.CHECK, "", LEADER)
    return move(owed(area), Verb.SUBMIT, "Báo cáo 12/BC-UBND", LEADER)


def accepted(area: Area, snapshot: Snapshot) -> Report:
    sent(area, snapshot)
    return move(owed(area), Verb.ACCEPT, "", ABOVE)


def poor_of(report: Report, unit: int | None = None) -> int:
    assert report.edition is not None
    return int(value_in(report.edition.figures, "official_result", Cell("poor", unit)) or 0)


def test_a_year_returned_once_corrected_accepted_locked_and_adjusted(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    first = frozen(country.east)
    write(owed(country.east), {"result": "Tổ chức ở 2 thôn", "none": "bỏ"}, OFFICER)
    draw_from_snapshot(owed(country.east), first, "", OFFICER)
    with pytest.raises(ReportingError, match="không tự kiểm tra"):
        move(owed(country.east), Verb.CHECK, "", OFFICER)
    move(owed(country.east), Verb.CHECK, "", LEADER)
    with pytest.raises(ReportingError, match="Chưa ghi số, ngày văn bản"):
        move(owed(country.east), Verb.SUBMIT, " ", LEADER)
    move(owed(country.east), Verb.SUBMIT, "Báo cáo 12/BC-UBND", LEADER)
    with pytest.raises(ReportingError, match="đã gửi"):
        write(owed(country.east), {"result": "sửa lén"}, OFFICER)
    with pytest.raises(ReportingError, match="đã gửi"):
        draw_from_snapshot(owed(country.east), first, "", OFFICER)

    kept = mark_cell(owed(country.east), "official_result", POOR, "Sổ trên tỉnh là 2 hộ", ABOVE)
    other = mark_cell(owed(country.east), "official_result", Cell("persons"), "Xem lại", ABOVE)
    slip = mark_cell(owed(country.east), "official_result", Cell("households"), "bấm nhầm", ABOVE)
    unmark_cell(owed(country.east), slip.pk, ABOVE)
    with pytest.raises(ReportingError, match="không có ô này"):
        mark_cell(owed(country.east), "official_result", Cell("nothing"), "x", ABOVE)
    move(owed(country.east), Verb.RETURN, "Hai số chưa khớp", ABOVE)
    assert {one.pk for one in open_cells(owed(country.east).report)} == {kept.pk, other.pk}  # type: ignore[arg-type]
    with pytest.raises(ReportingError, match="Còn 2 số bị trả lại"):
        move(owed(country.east), Verb.CHECK, "", LEADER)

    late = home(country.areas["east_2"], "Mẫu Sót")
    recognised(late, "poor", BETWEEN)
    second = frozen(country.east, first)
    report = draw_from_snapshot(owed(country.east), second, "", OFFICER)
    assert poor_of(report) == 2
    assert open_cells(report) == []  # both figures are others now
    move(owed(country.east), Verb.CHECK, "", LEADER)
    move(owed(country.east), Verb.SUBMIT, "Báo cáo 13/BC-UBND", LEADER)
    move(owed(country.east), Verb.ACCEPT, "", ABOVE)
    with pytest.raises(ReportingError):
        move(owed(country.east), Verb.RETURN, "muộn rồi", ABOVE)
    move(owed(country.east), Verb.LOCK, "", ABOVE_LEADER)

    third = home(country.areas["east_2"], "Mẫu Ba")
    recognised(third, "poor", BETWEEN)
    adjusted = frozen(country.east, second)
    with pytest.raises(ReportingError, match="đã gửi"):
        draw_from_snapshot(owed(country.east), adjusted, "vì sót", OFFICER)
    move(owed(country.east), Verb.ADJUST, "QĐ 15/QĐ-UBND: sót một hộ", LEADER)
    with pytest.raises(ReportingError, match="Chưa ghi lý do"):
        draw_from_snapshot(owed(country.east), adjusted, "", OFFICER)
    report = draw_from_snapshot(owed(country.east), adjusted, "sót một hộ", OFFICER)
    assert report.state == ReportState.ADJUSTING
    assert poor_of(report) == 3
    standing = owed(country.east).report.standing  # type: ignore[union-attr]
    assert standing is not None
    changed = [
        (one.before, one.after)
        for one in changes(standing.figures, report.edition.figures)  # type: ignore[union-attr]
        if (one.table, one.unit, one.column) == ("official_result", None, "poor")
    ]
    assert changed == [(2, 3)]
    move(owed(country.east), Verb.CHECK, "", LEADER)
    move(owed(country.east), Verb.SUBMIT, "Báo cáo 20/BC-UBND", LEADER)
    assert owed(country.east).report.standing == standing  # type: ignore[union-attr]  until it is accepted
    move(owed(country.east), Verb.ACCEPT, "", ABOVE)
    report = move(owed(country.east), Verb.LOCK, "", ABOVE_LEADER)
    assert report.standing == report.edition
    assert [one.verb for one in Step.objects.filter(report=report).order_by("pk")] == [
        *("draw", "check", "submit", "return", "draw", "check", "submit", "accept", "lock"),
        *("adjust", "draw", "check", "submit", "accept", "lock"),
    ]
    assert Step.objects.filter(verb="submit").first().texts == {"result": "Tổ chức ở 2 thôn"}  # type: ignore[union-attr]
    told = list(AuditLine.objects.filter(verb__startswith="reporting.").values_list("sentence", flat=True))
    assert any("Trả lại: Báo cáo chính thức" in one and "2 số" in one for one in told)


def test_an_adjustment_is_dropped_and_what_was_accepted_stays(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    one = frozen(country.east)
    accepted(country.east, one)
    move(owed(country.east), Verb.LOCK, "", ABOVE_LEADER)
    move(owed(country.east), Verb.ADJUST, "thử", LEADER)
    draw_from_snapshot(owed(country.east), one, "thử", OFFICER)
    report = move(owed(country.east), Verb.DROP, "không cần", LEADER)
    assert (report.state, report.edition) == (ReportState.LOCKED, report.standing)
    draft = owed(country.west)
    draw_plain(draft, "chưa có sổ", OFFICER)
    move(owed(country.west), Verb.CHECK, "", LEADER)
    with pytest.raises(ReportingError, match="chưa được nhận"):
        move(owed(country.west), Verb.DROP, "thử", LEADER)


def test_what_stays_as_it_was_is_answered(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    sent(country.east, frozen(country.east))
    cell = mark_cell(owed(country.east), "official_result", POOR, "Xem lại", ABOVE)
    move(owed(country.east), Verb.RETURN, "Xem lại", ABOVE)
    answer_cell(owed(country.east), cell.pk, "Đã đối chiếu quyết định 12", OFFICER)
    move(owed(country.east), Verb.CHECK, "", LEADER)
    report = move(owed(country.east), Verb.SUBMIT, "Báo cáo 13", LEADER)
    move(owed(country.east), Verb.TAKE_BACK, "ghi nhầm số", LEADER)
    assert ReturnedCell.objects.get(pk=cell.pk).answered_by_name == OFFICER.name
    assert Edition.objects.filter(report=report).count() == 1


def test_reports_below_are_summed_and_compared_with_ones_own_figures(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    poor_home(country, "west_1", "Mẫu Hai")
    west_first = poor_home(country, "west_1", "Mẫu Ba")
    with pytest.raises(ReportingError, match="Chưa nhận báo cáo nào"):
        draw_from_parts(owed(country.province), "", ABOVE)
    for area in (country.east, country.west):
        accepted(area, frozen(area))
    report = draw_from_parts(owed(country.province), "", ABOVE)
    assert (poor_of(report), poor_of(report, country.east.pk), poor_of(report, country.west.pk)) == (3, 1, 2)
    assert report.edition is not None
    assert disagreements_in(report.edition.figures, "poor_movement") == []
    whole = draw_from_snapshot(owed(country.province), frozen(country.province), "", ABOVE)
    assert whole.edition is not None
    assert poor_of(whole) == 3
    parts = standing_parts(owed_below(country.province.pk, owed(country.province).duty, "2026", CLOSING))
    assert list(apart(whole.edition.figures, kept_of(parts))) == []
    recognised(west_first, "not_poor", BETWEEN, ())
    later = draw_from_snapshot(owed(country.province), frozen(country.province), "", ABOVE)
    assert later.edition is not None
    told = {
        (one.table, one.column): (one.before, one.after)
        for one in apart(later.edition.figures, kept_of(parts))
        if one.unit == country.west.pk
    }
    assert told["official_result", "poor"] == (2, 1)


def test_a_village_does_all_of_it_alone(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    village = country.areas["east_1"]
    report = draw_from_snapshot(owed(village), frozen(village), "", OFFICER)
    assert poor_of(report) == 1
    move(owed(village), Verb.CHECK, "", OFFICER)
    assert move(owed(village), Verb.SUBMIT, "gửi xã", OFFICER).receiver_id == country.east.pk


def test_figures_of_another_unit_or_time_are_refused(country: Country) -> None:
    with pytest.raises(ReportingError, match="của đơn vị khác"):
        draw_from_snapshot(owed(country.west), frozen(country.east), "", OFFICER)
    with pytest.raises(ReportingError, match="ngoài kỳ báo cáo"):
        draw_from_snapshot(owed(country.east, code="2025"), frozen(country.east), "", OFFICER)
    with pytest.raises(ReportingError, match="vì sao không kèm số liệu"):
        draw_plain(owed(country.east), "", OFFICER)
    assert not Report.objects.exists()


def test_days_are_those_of_the_law_until_the_nearest_unit_above_sets_them(country: Country) -> None:
    duty = report_duties()["review_official"]
    assert owed(country.province).due == date(2026, 12, 19)
    assert owed(country.east).due is None
    province, commune = (unit_on(one.pk, TODAY) for one in (country.province, country.east))
    assert province is not None
    assert commune is not None
    with pytest.raises(ReportingError) as late:
        set_day(province, Set(duty, Tier.COMMUNE, 12, 25, "", "CV 1"), ABOVE_LEADER)
    assert "muộn hơn hạn 19/12" in late.value.wrong["ngay"]
    with pytest.raises(ReportingError):
        set_day(commune, Set(duty, Tier.PROVINCE, 12, 1, "", "CV 1"), LEADER)
    with pytest.raises(ReportingError):
        set_day(province, Set(duty, Tier.COMMUNE, 2, 30, "", "CV 1"), LEADER)
    set_day(province, Set(duty, Tier.COMMUNE, 12, 10, "Sở Nông nghiệp và Môi trường", "CV 1"), ABOVE_LEADER)
    set_day(province, Set(duty, Tier.VILLAGE, 12, 5, "", "CV 1"), ABOVE_LEADER)
    set_day(commune, Set(duty, Tier.VILLAGE, 12, 1, "", "CV 2"), LEADER)
    one = owed(country.east)
    assert (one.due, one.by, one.recipients) == (date(2026, 12, 10), "CV 1", "Sở Nông nghiệp và Môi trường")
    assert owed(country.areas["east_1"]).due == date(2026, 12, 1)
    assert owed(country.areas["west_1"]).due == date(2026, 12, 5)
    assert owed(country.east, "review_month", "2026-t3").due == date(2026, 4, 5)
    month = report_duties()["review_month"]
    set_day(province, Set(month, Tier.COMMUNE, 0, 3, "", "CV 3"), ABOVE_LEADER)
    assert owed(country.east, "review_month", "2026-t3").due == date(2026, 4, 3)
    assert unit_on(country.east.pk, TODAY) is not None
    assert owed_one(commune, "review_month", "2026-t9", TODAY) is None  # of no such month
    assert owed_one(commune, "review_official", "1999", TODAY) is None


def test_what_is_asked_is_owed_by_whom_it_is_asked_of(country: Country) -> None:
    province, east = (unit_on(one.pk, TODAY) for one in (country.province, country.east))
    assert province is not None
    assert east is not None
    duty = report_duties()["monitoring_round"]
    asked = Asked(duty, "Giám sát Dự án 2", (east,), date(2026, 10, 1), date(2026, 10, 30), None, "KH 5")
    made = ask(province, asked, ABOVE_LEADER)
    assert made.due == date(2026, 11, 20)  # fifteen working days after
    one = owed(country.east, "monitoring_round", code_of(made))
    assert (one.name, one.due) == ("Giám sát Dự án 2", made.due)
    assert not one.is_late(TODAY)
    assert one.is_late(date(2026, 11, 21))
    west = unit_on(country.west.pk, TODAY)
    assert west is not None
    assert owed_one(west, "monitoring_round", code_of(made), TODAY) is None
    assert [each.name for each in owed_by(east, 2026, TODAY) if each.request] == ["Giám sát Dự án 2"]
    below = owed_around(province, [2026], TODAY).below
    assert [each.unit.area_id for each in below if each.request] == [country.east.pk]


def test_the_text_of_last_time_is_at_hand(country: Country) -> None:
    before = owed(country.east, code="2025")
    write(before, {"result": "Năm trước"}, OFFICER)
    draw_plain(owed(country.east, code="2025"), "sổ chưa lập", OFFICER)
    move(owed(country.east, code="2025"), Verb.CHECK, "", LEADER)
    move(owed(country.east, code="2025"), Verb.SUBMIT, "BC 1", LEADER)
    assert texts_before(owed(country.east)) == ("năm 2025", {"result": "Năm trước"})
    write(owed(country.east), {"result": "Năm nay"}, OFFICER)
    write(owed(country.east), {"result": "Năm nay, sửa"}, OFFICER)
    assert texts_of(owed(country.east).report) == {"result": "Năm nay, sửa"}


def test_the_demonstration_has_a_report_at_each_step_and_is_made_once(country: Country) -> None:
    people = People(OFFICER, LEADER, Actor(5, "Công chức phường thử"), ABOVE, ABOVE_LEADER)
    places = country.province, country.east, country.west
    assert not fill_reports(*places, people, TODAY)  # nothing is frozen yet
    for area in (country.east, country.west):
        make_snapshot(Wanted(area, date(2024, 12, 31), date(2025, 12, 31), "Thử"), OFFICER)
    assert fill_reports(*places, people, TODAY)
    assert not fill_reports(*places, people, TODAY)
    states = {(one.area_id, one.duty): one.state for one in Report.objects.all()}
    assert states == {
        (country.east.pk, "review_official"): "locked",
        (country.east.pk, "monitoring_year"): "submitted",
        (country.west.pk, "review_official"): "drawn",
    }


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        ("officer", "east", 1),
        ("officer", "province", 1),
        ("officer", "west", 0),
        ("village_head", "east_1", 0),
    ],
)
def test_reports_are_seen_from_their_unit_and_above(
    country: Country, role: str, place: str, seen: int
) -> None:
    write(owed(country.east), {"result": "x"}, OFFICER)
    draw_plain(owed(country.east), "thử", OFFICER)
    who = make_person((role, getattr(country, place)))
    with acting(who.pk, TODAY):
        assert (Report.objects.count(), Edition.objects.count(), Step.objects.count()) == (seen,) * 3
        if not seen:
            with pytest.raises(DatabaseError), transaction.atomic():
                draw_plain(owed(country.east, code="2025"), "thử", OFFICER)


@pytest.mark.parametrize("model", [Edition, Step])
def test_what_was_drawn_up_and_done_is_never_rewritten(country: Country, model: type[Edition | Step]) -> None:
    draw_plain(owed(country.east), "thử", OFFICER)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(report_id=model.objects.get().report_id + 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()


def test_a_report_on_the_programme_keeps_its_money_and_activities_as_they_were_when_drawn_up(
    country: Country,
) -> None:
    whole = given(country.east, 1_000, "2", year=2026)
    line = allocated(whole, 600, day=date(2026, 4, 1))
    paid(line, 150, day=date(2026, 4, 1))
    given(country.west, 70, "2", year=2026)
    row = begun(activity(country.east))
    move_activity(
        move_activity(row, ActivityVerb.FINISH, NOW, OFFICER, words="chưa chọn hộ"),
        ActivityVerb.ACCEPT,
        NOW,
        LEADER,
    )
    report = draw_plain(owed(country.east, "monitoring_year"), "chưa chốt số liệu", OFFICER)
    edition = report.edition
    assert edition is not None
    assert Sums(*edition.money["2"]).own == 1_000
    assert Sums(*edition.money["2"]).disbursed == 150
    assert edition.activities["model"]["models"] == 1
    paid(line, 50, day=date(2026, 4, 2))
    edition.refresh_from_db()
    assert Sums(*edition.money["2"]).disbursed == 150
    official = draw_plain(owed(country.east), "chưa chốt số liệu", OFFICER).edition
    assert official is not None
    assert (official.money, official.activities) == ({}, {})
