"""What tests of coordination stand on: a plan that was taken in, a matrix, a task, an obstacle."""

from datetime import date
from io import BytesIO
from typing import IO

from tests.apps.programmes.made import handed_in

from giamngheo.apps.coordination.actions import (
    Called,
    Decided,
    Following,
    Issued,
    Met,
    Raised,
    Task,
    Where,
    add_step,
    call_conference,
    draw_household_plan,
    follow_households,
    give_tasks,
    hold_meeting,
    keep_document,
    raise_obstacle,
    set_up_committee,
)
from giamngheo.apps.coordination.models import (
    Committee,
    CommunityMeeting,
    Conference,
    Follow,
    GivenTask,
    HouseholdPlan,
    LocalDocument,
    Obstacle,
)
from giamngheo.apps.households.models import Household
from giamngheo.apps.programmes.actions import take_in
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import SYSTEM, Actor
from giamngheo.law.programmes.library import programme_for

OFFICER, LEADER = Actor(7, "Cán Bộ Mẫu"), Actor(8, "Lãnh Đạo Mẫu")
DAY = date(2026, 11, 15)
PLAN = """ỦY BAN NHÂN DÂN
XÃ ĐÔNG
Số: 12/KH-UBND
Đông, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2024

I. MỤC TIÊU
Tỷ lệ hộ nghèo giảm 1%.
II. NỘI DUNG
1. Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo
- Phân công thực hiện: Hội Nông dân xã chủ trì, phối hợp với Hội Phụ nữ xã tổ chức thực hiện.
2. Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng
a) Tiểu dự án 2: Cải thiện dinh dưỡng
- Phân công thực hiện: Trạm Y tế xã chủ trì, phối hợp với Hội Phụ nữ xã tổ chức thực hiện.
III. TỔ CHỨC THỰC HIỆN
1. Hội Nông dân xã
- Vận động hội viên tham gia mô hình giảm nghèo.
- Báo cáo kết quả hằng quý.
2. Trạm Y tế xã
- Cân đo trẻ em dưới 5 tuổi của hộ nghèo.

Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""


def plan_taken_in(area: Area, text: str = PLAN) -> UnitPlan:
    """A plan of a unit for 2024 that was taken in from a file."""
    return take_in(handed_in(area, OFFICER, text), OFFICER)


def where(area: Area, year: int = 2024) -> Where:
    """The matrix of a unit and year."""
    return Where(area, year, programme_for(date(year, 12, 31)))


def task_of(area: Area, due: date = date(2026, 11, 10), actor: Actor = SYSTEM) -> GivenTask:
    """A task that a unit gave to an association."""
    return give_tasks(area, 2026, [Task("Hội Nông dân", "Vận động hội viên", due)], actor)[0]


def obstacle_of(area: Area, actor: Actor = SYSTEM, *, goes_up: bool = False) -> Obstacle:
    """An obstacle that was raised in a unit."""
    raised = Raised("money", "Chưa có kinh phí tập huấn", "Đề nghị cấp sớm.", date(2026, 11, 20), goes_up)
    return raise_obstacle(area, raised, actor, DAY)


def follow_of(household: Household, name: str = "Bà Mẫu, Hội Phụ nữ") -> Follow:
    """Somebody follows a household."""
    follow_households([household], Following("association", name, date(2026, 3, 1)), OFFICER, DAY)
    return Follow.objects.get(household=household, follower=name)


def home_plan_of(household: Household) -> HouseholdPlan:
    """A plan of a household with one step."""
    first, last = date(2026, 3, 1), date(2026, 12, 31)
    plan = draw_household_plan(household, "Có việc làm", first, last, OFFICER, today=DAY)
    add_step(plan, "Vay vốn nuôi gà", "Hội Phụ nữ", date(2026, 6, 30), OFFICER)
    return plan


def committee_of(area: Area, rules: IO[bytes] | None = None) -> Committee:
    """A steering committee of a unit."""
    decided = Decided(
        "Ban Chỉ đạo giảm nghèo", "5/QĐ-UBND", date(2026, 3, 1), date(2026, 3, 1), "Quy chế" if rules else ""
    )
    return set_up_committee(area, decided, rules, LEADER)


def meeting_of(area: Area, minutes: IO[bytes] | None = None) -> CommunityMeeting:
    """A meeting of the people of a unit."""
    met = Met(date(2026, 3, 1), "Nhà văn hóa", "Trưởng thôn", 42, 20, 9, "Bàn việc năm sau")
    return hold_meeting(area, met, minutes, OFFICER, today=DAY)


def conference_of(area: Area, day: date = date(2026, 7, 10)) -> Conference:
    """A conference of a unit that was called."""
    called = Called("preliminary", "Sơ kết 6 tháng", day, "Hội trường", "Báo cáo", "Các thôn")
    return call_conference(area, called, LEADER)


def document_of(area: Area) -> LocalDocument:
    """A local document of a unit."""
    day = date(2025, 9, 1)
    issued = Issued("1/QĐ", "Quyết định", "Định mức hỗ trợ", "UBND", day, day)
    return keep_document(area, issued, BytesIO(b"%PDF-1.7"), LEADER)
