"""Oversight of the made-up commune: a plan carried out in part, inspections, opinions of the Front."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Final

from django.db import transaction

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
    answer_review,
    close_minutes,
    conclude,
    decide,
    draw_plan,
    follow_up,
    give_opinion,
    move_plan,
    move_review,
    name_member,
    open_inspection,
    recommend,
    write_report,
    write_review,
)
from giamngheo.apps.oversight.models import Inspection, PlanLine, YearPlan
from giamngheo.apps.papers.documents import Document, Paragraph
from giamngheo.apps.papers.typesetting import pdf_of
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.papers.library import layout_on

MARK: Final = "(trình diễn)"


@dataclass(frozen=True)
class People:
    """Who works in the demonstration: of the commune, a village, the province and the Front."""

    officer: Actor
    leader: Actor
    village_head: Actor
    inspector_above: Actor
    leader_above: Actor
    front: Actor


@dataclass(frozen=True)
class _Held:
    """Where and when an inspection is, and by whom."""

    area: Area
    unit: int
    title: str
    first: date
    inspector: Actor
    leader: Actor


@transaction.atomic
def fill_oversight(province: Area, commune: Area, villages: list[int], people: People, today: date) -> bool:
    """Write it all once; False where there is a plan."""
    if not villages or YearPlan.objects.filter(area=commune).exists():
        return False
    plan = draw_plan(
        commune, today.year, f"Kiểm tra việc hỗ trợ đúng đối tượng, đúng mục đích {MARK}.", people.officer
    )
    lines = [
        add_line(
            plan,
            LineSaid(village, "periodic", contents, month, month + 1, "Ban Chỉ đạo chương trình"),
            people.officer,
            today,
        )
        for village, contents, month in zip(
            villages,
            (["right_group", "livelihood"], ["lists"], ["money", "housing"]),
            (3, 6, 9),
            strict=False,
        )
    ]
    move_plan(plan, "submit", people.officer, today)
    move_plan(plan, "approve", people.leader, today, number="00/QĐ-TRÌNH-DIỄN", day=_not_after(today, 15))
    proof = _proof(today)
    held = _Held(
        commune,
        villages[0],
        f"Kiểm tra hỗ trợ sinh kế {MARK}",
        today - timedelta(days=40),
        people.officer,
        people.leader,
    )
    _to_recommendations(held, lines[0], people.village_head, proof, today)
    above = _Held(
        province,
        commune.pk,
        f"Kiểm tra rà soát hộ nghèo {MARK}",
        today - timedelta(days=30),
        people.inspector_above,
        people.leader_above,
    )
    row = _decided(above, None, ["lists", "management"], today)
    add_finding(
        row, Found("note", "Một thôn niêm yết chưa đủ ngày."), people.inspector_above, [BytesIO(proof)]
    )
    soon = _Held(
        commune,
        villages[-1],
        f"Kiểm tra Quỹ «Vì người nghèo» {MARK}",
        today + timedelta(days=5),
        people.officer,
        people.leader,
    )
    _prepared(soon, None, ["fund"], today)
    _social(commune, people, today)
    return True


def _prepared(held: _Held, line: PlanLine | None, contents: list[str], today: date) -> Inspection:
    opened = Opened(
        held.unit,
        "periodic" if line else "ad_hoc",
        held.title,
        "Nhà văn hóa thôn, hộ tham gia",
        held.first,
        held.first + timedelta(days=2),
        contents,
        "" if line else "Phản ánh của người dân",
        line=line,
    )
    row = open_inspection(held.area, opened, held.inspector, today)
    for name, post, role in (
        ("Mẫu Văn Đoàn", "Phó Chủ tịch Ủy ban nhân dân", "head"),
        ("Mẫu Thị Ghi", "Công chức Văn hóa – xã hội", "secretary"),
        ("Mẫu Văn Viên", "Ủy viên Ủy ban Mặt trận", "member"),
    ):
        name_member(row, name, post, role, held.inspector)
    return row


def _decided(held: _Held, line: PlanLine | None, contents: list[str], today: date) -> Inspection:
    row = _prepared(held, line, contents, today)
    return decide(row, "00/QĐ-TRÌNH-DIỄN", held.first - timedelta(days=3), held.leader, today)


def _to_recommendations(held: _Held, line: PlanLine, head: Actor, proof: bytes, today: date) -> None:
    """An inspection with report: one recommendation is late, another was told as done."""
    row = _decided(held, line, ["right_group", "livelihood"], today)
    last = row.last
    answers = {one.pk: ("pass", "") for one in row.checkitems.all()}
    doubtful = row.checkitems.filter(origin="right_group.proof").first()
    if doubtful is not None:
        answers[doubtful.pk] = ("fail", "Hai hộ chưa ký danh sách nhận")
    answer_items(row, answers, held.inspector)
    finding = add_finding(
        row,
        Found("fault", "Hai hộ chưa ký danh sách nhận con giống.", "", doubtful),
        held.inspector,
        [BytesIO(proof)],
    )
    minutes = Minutes(last, "Trưởng thôn\nTổ trưởng tổ hợp tác", "Đoàn đã xem hồ sơ, đến nhà 8 hộ tham gia.")
    close_minutes(row, minutes, held.inspector, today)
    give_opinion(row, "Nhất trí với biên bản, sẽ bổ sung chữ ký.", head)
    write_report(row, f"Hộ tham gia đúng đối tượng; danh sách ký nhận chưa đủ {MARK}.", held.inspector)
    concluded = Concluded(
        "00/BC-TRÌNH-DIỄN", last + timedelta(days=10), "Thôn bổ sung chữ ký; xã xem lại mẫu danh sách."
    )
    conclude(row, concluded, held.leader, today)
    signing = Advised(row.unit_id, "Trưởng thôn", "Bổ sung chữ ký của hai hộ.", today)
    done = recommend(finding, signing, held.inspector, today)
    follow_up(done, "remedy", "Đã lấy đủ chữ ký.", head, today, given=[BytesIO(proof)])
    returning = Advised(row.unit_id, "Trưởng thôn", "Thu lại tiền chi chưa đúng.", today, 1_450_000)
    recommend(finding, returning, held.inspector, today)


def _social(commune: Area, people: People, today: date) -> None:
    for kind, subject, draft, opinion, is_answered in (
        ("supervision", "Bình xét hộ nghèo ở các thôn", "", "Một thôn chưa mời đủ đại diện hộ.", True),
        (
            "critique",
            "Kế hoạch giảm nghèo năm sau",
            "Dự thảo kế hoạch giảm nghèo",
            "Chỉ tiêu chưa nêu nguồn lực.",
            False,
        ),
    ):
        body = f"Ủy ban Mặt trận Tổ quốc xã Mẫu Đông {MARK}"
        said = Supervised(commune.pk, kind, body, f"{subject} {MARK}", today - timedelta(days=20), draft)
        row = write_review(commune, said, None, people.front, today)
        point = add_point(row, opinion, people.front)
        row = move_review(row, "send", "", people.front, today=today, due=today + timedelta(days=6))
        if is_answered:
            answer_review(row, {point.pk: ("accepted", "Sẽ mời đủ ở lần họp sau.")}, people.officer, today)


def _not_after(today: date, day: int) -> date:
    """The 15th of January of the year, or today where that is still to come."""
    return min(today, date(today.year, 1, day))


def _proof(today: date) -> bytes:
    """A paper that says that it proves nothing."""
    document = Document(
        issuer="Ủy ban nhân dân xã Mẫu Đông",
        place="Mẫu Đông",
        kind="Biên bản",
        subject="Minh chứng trình diễn",
        year=today.year,
        body=(Paragraph("Tệp do máy sinh ra để trình diễn, không có thật."),),
        is_demonstration=True,
    )
    return pdf_of(document, layout_on(today))
