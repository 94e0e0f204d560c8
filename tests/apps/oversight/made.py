"""Short words for oversight of tests; nobody is real."""

from datetime import date
from io import BytesIO
from typing import Any

from giamngheo.apps.oversight.actions import (
    Advised,
    Concluded,
    Found,
    LineSaid,
    Minutes,
    Opened,
    Supervised,
    add_finding,
    add_line,
    add_point,
    answer_items,
    attach,
    close_minutes,
    conclude,
    decide,
    draw_plan,
    move_plan,
    move_review,
    name_member,
    open_inspection,
    recommend,
    write_report,
    write_review,
)
from giamngheo.apps.oversight.models import Finding, Inspection, Recommendation, SocialReview, YearPlan
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor

INSPECTOR, LEADER = Actor(201, "Thanh Tra Thử"), Actor(202, "Lãnh Đạo Thử")
UNIT, FRONT = Actor(203, "Đơn Vị Thử"), Actor(204, "Mặt Trận Thử")
DAY = date(2026, 11, 15)
FIRST, LAST = date(2026, 10, 5), date(2026, 10, 7)
DUE = date(2026, 12, 1)


def pdf() -> BytesIO:
    return BytesIO(b"%PDF-1.7")


def line_said(unit: Area, **more: Any) -> LineSaid:
    said = {"kind": "periodic", "contents": ["right_group", "money"], "first_month": 3, "last_month": 4}
    return LineSaid(unit.pk, lead="Ban Chỉ đạo", **(said | more))


def plan_of(area: Area, unit: Area, year: int = 2026, actor: Actor = INSPECTOR) -> YearPlan:
    """A draft with one line."""
    plan = draw_plan(area, year, "Kiểm tra việc thực hiện Chương trình.", actor)
    add_line(plan, line_said(unit), actor, DAY)
    return plan


def approved(plan: YearPlan, number: str = "12/QĐ-UBND") -> YearPlan:
    move_plan(plan, "submit", INSPECTOR, DAY)
    return move_plan(plan, "approve", LEADER, DAY, number=number, day=date(2026, 1, 20))


def opened(unit: Area, **more: Any) -> Opened:
    said: dict[str, Any] = {
        "kind": "periodic",
        "title": "Kiểm tra hỗ trợ sinh kế",
        "place": "Trụ sở và hộ tham gia",
        "first": FIRST,
        "last": LAST,
        "contents": ["right_group"],
    }
    return Opened(unit.pk, **(said | more))


def prepared(area: Area, unit: Area, actor: Actor = INSPECTOR, **more: Any) -> Inspection:
    """An inspection with a head and a secretary, which nobody decided on."""
    row = open_inspection(area, opened(unit, **more), actor, DAY)
    name_member(row, "Mẫu Văn Đoàn", "Phó Chủ tịch", "head", actor)
    name_member(row, "Mẫu Thị Ghi", "Công chức", "secretary", actor)
    return row


def decided(area: Area, unit: Area, **more: Any) -> Inspection:
    return decide(prepared(area, unit, **more), "5/QĐ-UBND", date(2026, 10, 1), LEADER, DAY)


def found(row: Inspection, words: str = "Hai hộ chưa ký nhận") -> Finding:
    return add_finding(row, Found("fault", words, "Điều 30"), INSPECTOR, [pdf()])


def minuted(row: Inspection) -> Inspection:
    """Every line of the checklist answered, the minutes settled."""
    answer_items(row, {one.pk: ("pass", "") for one in row.checkitems.all()}, INSPECTOR)
    return close_minutes(row, Minutes(LAST, "Chủ tịch xã\nKế toán", "Đã kiểm tra sổ."), INSPECTOR, DAY)


def reported(row: Inspection) -> Inspection:
    row = write_report(row, "Kết quả kiểm tra.", INSPECTOR)
    concluded = Concluded("8/BC-UBND", date(2026, 10, 20), "Thực hiện các kiến nghị.")
    return conclude(row, concluded, LEADER, DAY)


def advice_of(finding: Finding, **more: Any) -> Recommendation:
    said = {"to_whom": "Ủy ban nhân dân xã", "words": "Bổ sung danh sách ký nhận", "due": DUE}
    return recommend(finding, Advised(finding.inspection.unit_id, **(said | more)), INSPECTOR, DAY)


def review_of(area: Area, *, is_sent: bool = True, **more: Any) -> SocialReview:
    """A supervision of the Front with one opinion, addressed to its own unit."""
    said: dict[str, Any] = {
        "kind": "supervision",
        "body": "Ủy ban Mặt trận Tổ quốc xã",
        "subject": "Bình xét hộ nghèo",
        "day": FIRST,
        "unit_id": area.pk,
    }
    row = write_review(area, Supervised(**(said | more)), pdf(), FRONT, DAY)
    add_point(row, "Chưa niêm yết đủ ngày.", FRONT)
    return move_review(row, "send", "", FRONT, today=DAY, due=DUE) if is_sent else row


def oversight_of(area: Area, village: Area) -> dict[str, object]:
    """One of everything that an address of oversight names, by the name that it has there."""
    row = decided(area, village)
    finding = found(row)
    (file,) = attach(row, [pdf()], "Ảnh hiện trường", INSPECTOR)
    minuted(row)
    return {
        "year_plan_id": plan_of(area, village).pk,
        "inspection_id": row.pk,
        "oversight_file_id": file.pk,
        "advice_id": advice_of(finding).pk,
        "social_id": review_of(area).pk,
    }
