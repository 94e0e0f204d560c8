"""Plans and inspections: two people, frozen steps, days of the report, recommendations until closed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings
from tests.apps.oversight.made import (
    DAY,
    DUE,
    FIRST,
    INSPECTOR,
    LAST,
    LEADER,
    UNIT,
    advice_of,
    approved,
    decided,
    found,
    line_said,
    minuted,
    opened,
    pdf,
    plan_of,
    prepared,
    reported,
)
from tests.factories.places import Country, make_country

from giamngheo.apps.oversight.actions import (
    Concluded,
    Minutes,
    OversightError,
    add_finding,
    add_item,
    add_line,
    answer_items,
    attach,
    cancel,
    close,
    close_minutes,
    conclude,
    decide,
    draw_plan,
    follow_up,
    give_opinion,
    move_days,
    move_plan,
    name_member,
    open_inspection,
    put_aside,
    put_finding_aside,
    remove_item,
    remove_line,
    remove_member,
    return_report,
    write_report,
)
from giamngheo.apps.oversight.actions.finding import Found
from giamngheo.apps.oversight.models import Attached, Finding, FollowUp, Inspection, Recommendation, YearPlan
from giamngheo.apps.oversight.queries import lines_of, plan_in_force, progress_of
from giamngheo.apps.oversight.states import InspectionState, PlanState, RecommendationState
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def refused_by_sql(statement: str, *values: object) -> bool:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return True


def test_a_plan_is_approved_by_another_and_replaced_by_its_next_edition(country: Country) -> None:
    plan = plan_of(country.east, country.east_1)
    with pytest.raises(OversightError, match="đang có bản dự thảo"):
        draw_plan(country.east, 2026, "Lần nữa", INSPECTOR)
    move_plan(plan, "submit", INSPECTOR, DAY)
    with pytest.raises(OversightError, match="hai người làm"):
        move_plan(plan, "approve", INSPECTOR, DAY, number="1", day=DAY)
    with pytest.raises(OversightError, match="Chưa ghi số quyết định"):
        move_plan(plan, "approve", LEADER, DAY, day=DAY)
    with pytest.raises(OversightError, match="không sửa được"):
        add_line(plan, line_said(country.east_2), INSPECTOR, DAY)
    first = move_plan(plan, "approve", LEADER, DAY, number="12/QĐ-UBND", day=date(2026, 1, 20))
    row = decided(country.east, country.east_1, line=first.lines.get())
    assert progress_of(lines_of(first)).begun == 1
    minuted(row)
    second = draw_plan(country.east, 2026, "Thêm một thôn", INSPECTOR)
    add_line(second, line_said(country.east_2), INSPECTOR, DAY)
    told = progress_of(lines_of(second))
    assert (told.lines, told.done, told.waiting) == (2, 1, 1)
    second = approved(second, "13/QĐ-UBND")
    first.refresh_from_db()
    assert (first.state, second.replaces) == (PlanState.REPLACED, first)
    assert plan_in_force(country.east.pk, 2026) == second
    assert refused_by_sql("UPDATE oversight_yearplan SET number = 'x' WHERE id = %s", second.pk)
    assert refused_by_sql("UPDATE oversight_yearplan SET state = 'draft' WHERE id = %s", second.pk)
    assert refused_by_sql("DELETE FROM oversight_planline WHERE plan_id = %s", second.pk)
    assert refused_by_sql("UPDATE oversight_planline SET lead = 'x' WHERE plan_id = %s", first.pk)


def test_a_draft_plan_is_mended_returned_and_dropped_with_reasons(country: Country) -> None:
    plan = draw_plan(country.east, 2026, "Mục đích", INSPECTOR)
    with pytest.raises(OversightError, match="chưa có dòng nào"):
        move_plan(plan, "submit", INSPECTOR, DAY)
    with pytest.raises(OversightError) as told:
        add_line(plan, line_said(country.east_1, kind="ad_hoc", contents=[], first_month=13), INSPECTOR, DAY)
    assert set(told.value.wrong) == {"hinh-thuc", "noi-dung", "tu-thang"}
    with pytest.raises(OversightError, match="không thuộc địa bàn"):
        add_line(plan, line_said(country.west_1), INSPECTOR, DAY)
    line = add_line(plan, line_said(country.east_1), INSPECTOR, DAY)
    move_plan(plan, "submit", INSPECTOR, DAY)
    with pytest.raises(OversightError, match="Chưa ghi lý do"):
        move_plan(plan, "return", LEADER, DAY)
    plan = move_plan(plan, "return", LEADER, DAY, words="thiếu thôn Đông Hai")
    remove_line(line, INSPECTOR)
    assert move_plan(plan, "drop", INSPECTOR, DAY, words="gộp vào kế hoạch khác").state == PlanState.DROPPED
    assert draw_plan(country.east, 2026, "Lập lại", INSPECTOR).edition == 2


def test_the_report_is_owed_fifteen_working_days_after_the_last_day_without_holidays(
    country: Country,
) -> None:
    row = prepared(country.east, country.east_1)
    assert row.report_due == date(2026, 10, 28)
    assert not row.is_late(date(2026, 10, 28))
    row = decide(row, "5/QĐ-UBND", date(2026, 10, 1), LEADER, DAY)
    assert row.is_late(date(2026, 10, 29))
    before_tet = date(2026, 2, 10)
    row = move_days(row, before_tet, before_tet, "đoàn bận", INSPECTOR)
    assert row.report_due == date(2026, 3, 10)  # 14–22/02 are the holidays of the lunar new year


@pytest.mark.parametrize(
    ("more", "about"),
    [
        ({"kind": "ad_hoc"}, "ly-do"),
        ({"kind": "x"}, "hinh-thuc"),
        ({"contents": ["x"]}, "noi-dung"),
        ({"title": " "}, "ten"),
        ({"first": None}, "tu-ngay"),
        ({"last": date(2026, 10, 1)}, "den-ngay"),
    ],
)
def test_what_is_wrong_with_an_inspection_is_told_at_its_field(
    country: Country, more: dict[str, Any], about: str
) -> None:
    with pytest.raises(OversightError) as told:
        open_inspection(country.east, opened(country.east_1, **more), INSPECTOR, DAY)
    assert set(told.value.wrong) == {about}


def test_a_team_is_decided_on_by_another_and_then_stays(country: Country) -> None:
    row = open_inspection(country.east, opened(country.east_1), INSPECTOR, DAY)
    with pytest.raises(OversightError, match="chưa có trưởng đoàn"):
        decide(row, "5", FIRST, LEADER, DAY)
    member = name_member(row, "Ông Mẫu", "Phó Chủ tịch", "head", INSPECTOR)
    with pytest.raises(OversightError, match="Đoàn đã có trưởng đoàn là Ông Mẫu"):
        name_member(row, "Bà Mẫu", "Công chức", "head", INSPECTOR)
    remove_member(member, INSPECTOR)
    name_member(row, "Bà Mẫu", "Công chức", "head", INSPECTOR)
    with pytest.raises(OversightError, match="hai người làm"):
        decide(row, "5", FIRST, INSPECTOR, DAY)
    with pytest.raises(OversightError, match="sau ngày cuối"):
        decide(row, "5", DAY, LEADER, DAY)
    row = decide(row, "5/QĐ-UBND", FIRST, LEADER, DAY)
    with pytest.raises(OversightError, match="không thêm thành viên được"):
        name_member(row, "Mẫu", "Thêm", "member", INSPECTOR)
    assert refused_by_sql("DELETE FROM oversight_teammember WHERE inspection_id = %s", row.pk)
    assert refused_by_sql("UPDATE oversight_inspection SET number = 'x' WHERE id = %s", row.pk)
    assert refused_by_sql(
        "UPDATE oversight_inspection SET area_id = %s WHERE id = %s", country.west.pk, row.pk
    )
    row = cancel(row, "bão lũ", LEADER)
    assert refused_by_sql("UPDATE oversight_inspection SET why = 'x' WHERE id = %s", row.pk)


def test_a_checklist_is_drawn_from_the_law_folder_added_to_and_answered_before_the_minutes(
    country: Country,
) -> None:
    row = decided(country.east, country.east_1, contents=["fund", "housing"])
    assert [one.origin for one in row.checkitems.order_by("pk")][:2] == ["housing.not_twice", "housing.built"]
    own = add_item(row, "Sổ thu của thôn", INSPECTOR)
    spare = add_item(row, "Mục thừa", INSPECTOR)
    remove_item(spare, INSPECTOR)
    with pytest.raises(OversightError, match="chưa có kết quả"):
        close_minutes(row, Minutes(LAST, "Chủ tịch", "Lời"), INSPECTOR, DAY)
    with pytest.raises(OversightError) as told:
        answer_items(row, {own.pk: ("fail", "")}, INSPECTOR)
    assert "phải ghi vì sao" in told.value.wrong[f"m{own.pk}-loi"]
    answers = {one.pk: ("pass", "") for one in row.checkitems.all()} | {own.pk: ("unclear", "Sổ mờ")}
    assert answer_items(row, answers, INSPECTOR) == len(answers)
    assert answer_items(row, answers, INSPECTOR) == 0
    with pytest.raises(OversightError, match="Không áp dụng"):
        remove_item(own.__class__.objects.get(pk=own.pk), INSPECTOR)
    with pytest.raises(OversightError, match="trước ngày bắt đầu"):
        close_minutes(row, Minutes(date(2026, 10, 1), "Chủ tịch", "Lời"), INSPECTOR, DAY)
    row = close_minutes(row, Minutes(LAST, "Chủ tịch", "Lời"), INSPECTOR, DAY)
    assert refused_by_sql("UPDATE oversight_checkitem SET answer = 'fail' WHERE id = %s", own.pk)
    assert refused_by_sql("UPDATE oversight_inspection SET minutes_words = 'x' WHERE id = %s", row.pk)
    with pytest.raises(OversightError, match="không ghi phát hiện được"):
        add_finding(row, Found("note", "Muộn"), INSPECTOR)


def test_an_inspection_goes_from_findings_to_the_last_recommendation(country: Country) -> None:
    row = decided(country.east, country.east_1)
    finding, spare = found(row), found(row, "Ghi nhầm")
    put_finding_aside(spare, "ghi nhầm thôn", INSPECTOR)
    photo = attach(row, [pdf()], "Ảnh", INSPECTOR)[0]
    put_aside(photo, "mờ", INSPECTOR)
    with pytest.raises(OversightError, match="không kiến nghị được"):
        advice_of(finding)
    row = minuted(row)
    give_opinion(row, "Nhất trí", UNIT)
    with pytest.raises(OversightError, match="đã bỏ"):
        advice_of(Finding.objects.get(pk=spare.pk))
    early = advice_of(finding, money=3_000_000)
    row = write_report(row, "Kết quả", INSPECTOR)
    with pytest.raises(OversightError, match="hai người làm"):
        conclude(row, Concluded("8", LAST, "Kết luận"), INSPECTOR, DAY)
    row = return_report(row, "thiếu số liệu", LEADER)
    row = reported(row)
    assert refused_by_sql("UPDATE oversight_inspection SET conclusion = 'x' WHERE id = %s", row.pk)
    assert refused_by_sql("UPDATE oversight_inspection SET state = 'closed' WHERE id = %s", row.pk)
    with pytest.raises(OversightError, match="Còn 1 kiến nghị"):
        close(row, INSPECTOR)
    with pytest.raises(OversightError, match="Chưa có minh chứng"):
        follow_up(early, "remedy", "Đã thu", UNIT, DAY)
    with pytest.raises(OversightError, match="vượt quá"):
        follow_up(early, "note", "Thu", UNIT, DAY, recovered=4_000_000)
    follow_up(early, "note", "Đã thu một phần", UNIT, DAY, recovered=1_000_000)
    with pytest.raises(OversightError, match="Hạn mới phải sau"):
        follow_up(early, "extend", "cần thêm ngày", INSPECTOR, DAY, due=DUE)
    early = follow_up(early, "extend", "hộ đi vắng", INSPECTOR, DAY, due=date(2026, 12, 20))
    assert (early.first_due, early.due) == (DUE, date(2026, 12, 20))
    early = follow_up(early, "remedy", "Đã thu đủ", UNIT, DAY, recovered=2_000_000, given=[pdf()])
    with pytest.raises(OversightError, match="hai người làm"):
        follow_up(early, "close", "", UNIT, DAY)
    follow_up(early, "send_back", "thiếu phiếu thu", INSPECTOR, DAY)
    follow_up(early, "remedy", "Bổ sung phiếu thu", UNIT, DAY, given=[pdf()])
    early = follow_up(early, "close", "", INSPECTOR, DAY)
    assert (early.state, early.recovered) == (RecommendationState.CLOSED, 3_000_000)
    assert refused_by_sql("UPDATE oversight_recommendation SET due = due + 1 WHERE id = %s", early.pk)
    late = advice_of(finding, words="Rút kinh nghiệm")
    follow_up(early, "reopen", "phát hiện thêm", INSPECTOR, DAY, due=DUE)
    follow_up(early, "withdraw", "gộp vào kiến nghị khác", INSPECTOR, DAY)
    follow_up(late, "withdraw", "không còn cần", INSPECTOR, DAY)
    row = close(row, INSPECTOR)
    assert row.state == InspectionState.CLOSED
    assert refused_by_sql("UPDATE oversight_inspection SET state = 'reported' WHERE id = %s", row.pk)
    with pytest.raises(OversightError, match="ở bước khác"):
        follow_up(late, "note", "Muộn", UNIT, DAY)
    assert refused_by_sql("UPDATE oversight_recommendation SET state = 'open' WHERE id = %s", late.pk)
    assert refused_by_sql("UPDATE oversight_followup SET words = 'x'")
    assert refused_by_sql("DELETE FROM oversight_finding")
    assert Attached.objects.filter(follow_up__isnull=False).count() == 2
    assert FollowUp.objects.filter(recommendation=early).count() == 9
    assert AuditLine.objects.filter(verb__startswith="oversight.").count() > 20
    assert set(Inspection.objects.values_list("state", flat=True)) == {"closed"}
    assert Recommendation.objects.count() == 2
    assert not YearPlan.objects.exists()
