"""A few of everything that is coordinated, for the made-up commune: made once, plainly marked."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Final

from django.db import transaction

from giamngheo.apps.coordination.actions import (
    Called,
    Decided,
    Following,
    Issued,
    Met,
    Named,
    Raised,
    Reached,
    Task,
    Wanted,
    Where,
    add_step,
    ask_amendment,
    assign,
    call_conference,
    conclude,
    decide_proposal,
    draw_household_plan,
    follow_households,
    give_tasks,
    hold_conference,
    hold_meeting,
    keep_document,
    move_obstacle,
    move_task,
    name_contact_officer,
    name_member,
    note_contact,
    propose,
    raise_obstacle,
    set_review,
    set_up_committee,
    sign_household_plan,
)
from giamngheo.apps.coordination.household_queries import households_to_follow, unable_without_plan
from giamngheo.apps.coordination.models import Committee, Follow
from giamngheo.apps.papers.documents import Document, Paragraph
from giamngheo.apps.papers.typesetting import pdf_of
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import Unit, children_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.papers.library import layout_on
from giamngheo.law.programmes.library import programme_for

MARK: Final = "(trình diễn)"
_YEAR: Final = 2025
_ASSIGNED: Final = (
    ("2", "Công chức Văn hóa – xã hội", "lead"),
    ("2", "Hội Nông dân", "cooperating"),
    ("2", "Hội Liên hiệp Phụ nữ", "cooperating"),
    ("3.1", "Hội Nông dân", "lead"),
    ("3.1", "Công chức Địa chính – nông nghiệp", "cooperating"),
    ("3.2", "Trạm Y tế", "lead"),
    ("3.2", "Hội Liên hiệp Phụ nữ", "cooperating"),
    ("4.1", "Công chức Văn hóa – xã hội", "lead"),
    ("4.3", "Công chức Văn hóa – xã hội", "lead"),
    ("6.1", "Đài Truyền thanh", "cooperating"),
    ("7.1", "Công chức Văn hóa – xã hội", "lead"),
)
_TASKS: Final = (
    ("Hội Nông dân", "Vận động hội viên tham gia mô hình nuôi gà thả vườn, lập danh sách hộ đăng ký.", -12),
    ("Trạm Y tế", "Cân đo trẻ dưới 5 tuổi của hộ nghèo, hộ cận nghèo; lập danh sách trẻ thấp còi.", 5),
    ("Đài Truyền thanh", "Phát tin về chính sách vay vốn mỗi tuần hai lần.", 30),
)


@dataclass(frozen=True)
class People:
    """Who works in the demonstration."""

    officer: Actor
    leader: Actor
    village_head: Actor
    leader_above: Actor


@transaction.atomic
def fill_coordination(province: Area, commune: Area, people: People, today: date) -> bool:
    """Make a few of everything, once; False where there are some."""
    if Committee.objects.filter(area=commune).exists():
        return False
    villages = children_of(commune.pk, today)
    _assignments(commune, villages, people, today)
    _obstacles(commune, villages, people, today)
    _households(commune, people, today)
    _committee(province, commune, villages, people, today)
    _together(commune, villages, people, today)
    return True


def _assignments(commune: Area, villages: list[Unit], people: People, today: date) -> None:
    where = Where(commune, _YEAR, programme_for(date(_YEAR, 12, 31)))
    for code, organisation, part in _ASSIGNED:
        if where.programme.project(code) is not None:
            assign(where, code, organisation, part, people.leader)
    wanted = [Task(who, words, today + timedelta(days=days)) for who, words, days in _TASKS]
    wanted += [
        Task("", "Rà lại hộ có trẻ bỏ học, báo danh sách về xã.", today + timedelta(days=3), unit=village)
        for village in villages[:2]
    ]
    tasks = give_tasks(commune, today.year, wanted, people.leader)
    move_task(tasks[1], "work", "Đã cân đo xong hai thôn, còn hai thôn.", people.officer)
    move_task(tasks[2], "finish", "Đã phát 8 buổi trong tháng, lưu lịch phát.", people.officer)


def _obstacles(commune: Area, villages: list[Unit], people: People, today: date) -> None:
    soon = today + timedelta(days=10)
    if villages:
        village = Area(pk=villages[0].area_id)
        raised = Raised(
            "lists", f"Hộ vừa chuyển đến chưa có hồ sơ rà soát {MARK}", "Đề nghị hướng dẫn.", soon
        )
        raise_obstacle(village, raised, people.village_head, today)
    raised = Raised("money", f"Chưa có kinh phí tập huấn rà soát viên {MARK}", "Đề nghị tỉnh cấp sớm.", soon)
    up = raise_obstacle(commune, raised, people.officer, today)
    move_obstacle(up, "escalate", "Xã không có nguồn này.", people.leader, today=today, due=soon)
    raised = Raised("law", f"Mức hỗ trợ giống chưa rõ {MARK}", "Áp dụng mức nào cho năm nay?", soon, True)
    asked = raise_obstacle(commune, raised, people.officer, today)
    move_obstacle(
        asked, "answer", "Theo định mức kinh tế - kỹ thuật của tỉnh.", people.leader_above, today=today
    )


def _households(commune: Area, people: People, today: date) -> None:
    here, since = among(areas_within([commune.pk], today)), today - timedelta(days=120)
    homes = list(households_to_follow(here)[:12])
    for place, (kind, name) in enumerate(
        (
            ("association", f"Hội Liên hiệp Phụ nữ {MARK}"),
            ("party_member", f"Đảng viên chi bộ Đông 1 {MARK}"),
            ("agency", f"Trường Tiểu học Mẫu Đông {MARK}"),
        )
    ):
        chosen = homes[place * 4 : place * 4 + 4]
        if chosen:
            agreed = "Mỗi tháng thăm một lần; giúp hồ sơ vay vốn, đăng ký học nghề."
            follow_households(chosen, Following(kind, name, since, agreed), people.officer, today)
    follow = Follow.objects.filter(household__in=homes).order_by("pk").first()
    if follow is not None:
        day = today - timedelta(days=40)
        note_contact(
            follow, day, "Thăm nhà, bàn việc vay vốn nuôi gà.", "Hộ đồng ý, hẹn làm hồ sơ.",
            people.officer, today=today,
        )  # fmt: skip
    home = unable_without_plan(here, today).first() or next(iter(homes), None)
    if home is not None:
        aims = f"Đủ ăn quanh năm, con đi học đều, nhà không dột {MARK}."
        plan = draw_household_plan(
            home, aims, since, today + timedelta(days=240), people.village_head, today=today
        )
        add_step(
            plan,
            "Sửa mái nhà trước mùa mưa",
            "Mặt trận, đoàn thanh niên",
            today - timedelta(days=5),
            people.officer,
        )
        add_step(
            plan, "Làm hồ sơ trợ giúp xã hội", "Công chức xã", today + timedelta(days=30), people.officer
        )
        set_review(plan, today + timedelta(days=60), people.officer)
        sign_household_plan(
            plan, home.head_name or "Chủ hộ", today - timedelta(days=30), people.officer, today=today
        )


def _committee(province: Area, commune: Area, villages: list[Unit], people: People, today: date) -> None:
    since = date(today.year, 1, 15)
    decided = Decided(f"Ban Chỉ đạo giảm nghèo {MARK}", "00/QĐ-TRÌNH-DIỄN", since, since)
    row = set_up_committee(commune, decided, None, people.leader)
    half = len(villages) // 2
    for name, post, role, is_woman, charge in (
        ("Lãnh đạo Mẫu", "Chủ tịch UBND xã", "head", False, []),
        ("Mẫu Thị Phó", "Phó Chủ tịch UBND xã", "deputy", True, villages[:half]),
        ("Mẫu Văn Trận", "Chủ tịch Ủy ban Mặt trận", "member", False, villages[half:]),
        ("Mẫu Thị Ký", "Công chức Văn hóa – xã hội", "secretary", True, []),
    ):
        areas = [one.area_id for one in charge]
        name_member(row, Named(name, post, role, is_woman, since, areas), people.leader)
    reached = Reached("Mẫu Thị Ký", "Công chức Văn hóa – xã hội", "0900 000 001", "", since)
    name_contact_officer(commune, reached, people.leader)
    reached = Reached("Mẫu Văn Sở", "Chuyên viên", "0900 000 002", "", since)
    name_contact_officer(province, reached, people.leader_above)


def _together(commune: Area, villages: list[Unit], people: People, today: date) -> None:
    place = Area(pk=villages[0].area_id) if villages else commune
    met = Met(
        today - timedelta(days=50), "Nhà văn hóa thôn", "Trưởng thôn", 46, 24, 11, f"Bàn việc năm sau {MARK}"
    )
    meeting = hold_meeting(place, met, None, people.village_head, today=today)
    wanted = (
        Wanted("Sửa 300 m mương nội đồng", "", "2", 41, 1),
        Wanted("Lớp dạy nghề sửa máy nông nghiệp", "", "4.1", 33, 2),
        Wanted("Xây cổng chào thôn", "", "", 12, 3),
    )
    made = [propose(meeting, one, people.village_head) for one in wanted]
    decide_proposal(made[0], "accept", "", people.leader)
    decide_proposal(made[2], "decline", "Không thuộc nội dung của Chương trình.", people.leader)
    called = Called(
        "preliminary",
        f"Hội nghị sơ kết công tác giảm nghèo 6 tháng {MARK}",
        today - timedelta(days=20),
        "Hội trường xã",
        "Báo cáo kết quả\nThảo luận\nKết luận",
        "Thành viên Ban Chỉ đạo; trưởng các thôn",
    )
    row = call_conference(commune, called, people.leader)
    minutes = "Nghe báo cáo; thảo luận về hộ không có khả năng lao động."
    row = hold_conference(row, minutes, 32, None, people.leader, today=today)
    due = today + timedelta(days=25)
    task = Task("Công chức Văn hóa – xã hội", "Lập kế hoạch giúp từng hộ không có khả năng lao động.", due)
    conclude(row, [task], people.leader)
    day = date(today.year, 2, 1)
    document = Document(
        issuer="Ủy ban nhân dân xã Mẫu Đông",
        place="Mẫu Đông",
        kind="Quyết định",
        subject="Về việc phân công giúp đỡ hộ nghèo",
        year=today.year,
        body=(Paragraph("Văn bản do máy sinh ra để trình diễn, không có thật."),),
        is_demonstration=True,
    )
    issued = Issued(
        "00/QĐ-TRÌNH-DIỄN", "Quyết định", f"Phân công giúp đỡ hộ nghèo {MARK}", "UBND xã Mẫu Đông", day, day
    )
    kept = keep_document(commune, issued, BytesIO(pdf_of(document, layout_on(today))), people.officer)
    words = {"point": "", "trouble": "Chưa nêu kinh phí.", "proposal": f"Bổ sung nguồn kinh phí {MARK}."}
    ask_amendment(commune, kept, people.officer, **words)
