"""«Điều hành»: the parts of coordination in one place, with what waits in each for the unit."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from giamngheo.apps.coordination.household_queries import coverage_by_area, sum_of
from giamngheo.apps.coordination.queries import obstacle_counts, tasks_count
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import Unit
from giamngheo.web.components.acting_person import permissions_here, today
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import number
from giamngheo.web.components.unit_asked import areas_in, unit_asked


@dataclass(frozen=True)
class Section:
    """A part: its name, its page, what it is for, what waits in it."""

    name: str
    address: str
    about: str
    waiting: str = ""


@needs(Permission.SEE_RESULTS)
@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Show the parts for the unit that the address asks for."""
    unit, others = unit_asked(request)
    waiting, late = tasks_count(unit.area_id, today())
    counts = obstacle_counts([unit.area_id], today()).get(unit.area_id)
    parts = [
        Section(
            "Phân công thực hiện dự án",
            reverse("assignments"),
            "Mỗi dự án, tiểu dự án: ai chủ trì, ai phối hợp; lấy từ kế hoạch rồi xác nhận.",
        ),
        Section(
            "Nhiệm vụ được giao",
            reverse("given-tasks"),
            "Giao việc cho cơ quan, đoàn thể, thôn; hạn, tình trạng, kết quả.",
            _said(waiting, late, "chưa xong"),
        ),
        Section(
            "Khó khăn, vướng mắc",
            reverse("obstacles"),
            "Nêu, chuyển lên cấp trên, trả lời, xác nhận đã gỡ.",
            _said(counts.waiting, counts.late, "chờ trả lời") if counts else "",
        ),
    ]
    if Permission.SEE_HOUSEHOLDS in permissions_here(request):
        parts += _of_households(request, unit)
    parts += [
        Section(
            "Ban chỉ đạo, cán bộ đầu mối",
            reverse("committees"),
            "Quyết định, thành viên, địa bàn phụ trách, quy chế; ai nhận báo cáo, giải đáp.",
        ),
        Section(
            "Danh bạ tổ chức, cán bộ",
            reverse("directory"),
            "Cơ quan, đoàn thể, cán bộ, đảng viên để chọn khi phân công; gộp hai cách ghi một nơi.",
        ),
        Section(
            "Đề xuất của cộng đồng",
            reverse("community-proposals"),
            "Họp dân lập kế hoạch, đề xuất, ưu tiên; danh mục kế hoạch phát triển cộng đồng.",
        ),
        Section(
            "Hội nghị sơ kết, tổng kết",
            reverse("conferences"),
            "Chương trình, biên bản, kết luận giao ai, đến khi nào.",
        ),
        Section(
            "Văn bản pháp luật",
            reverse("legal-documents"),
            "Văn bản trung ương, văn bản của địa phương còn hay hết hiệu lực; đề xuất sửa chính sách.",
        ),
    ]
    return render(request, "staff/coordination/hub.html", {"unit": unit, "others": others, "parts": parts})


def _of_households(request: HttpRequest, unit: Unit) -> list[Section]:
    alone = 0
    if unit.tier >= Tier.COMMUNE:  # above, who wants the number opens the page
        here = among(areas_in(request, unit, Permission.SEE_HOUSEHOLDS))
        alone = sum_of(coverage_by_area(here)).alone
    return [
        Section(
            "Theo dõi, giúp đỡ hộ",
            reverse("followed-households"),
            "Cán bộ, đảng viên, cơ quan, đoàn thể nào theo dõi hộ nào; các lần liên hệ.",
            f"{number(alone)} hộ nghèo, cận nghèo chưa có ai" if alone else "",
        ),
        Section(
            "Kế hoạch của hộ",
            reverse("household-plans"),
            "Phương án cho hộ không tự thoát nghèo được: việc, ai làm, hạn, hộ ký, kết cục.",
        ),
    ]


def _said(waiting: int, late: int, word: str) -> str:
    return f"{number(waiting)} {word}" + (f", {number(late)} quá hạn" if late else "")
