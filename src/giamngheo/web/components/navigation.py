"""The left navigation: the work of the year, in the order of the work; only what a person may open."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import permissions_here


@dataclass(frozen=True)
class Entry:
    """One line of the navigation; `address` is the start of all its pages, no permission means all."""

    name: str
    address: str
    icon: str
    permission: Permission | None = None

    def leads_to(self, path: str) -> bool:
        """Whether a page lies under this entry; the home page is only itself."""
        return path == self.address if self.address == "/" else path.startswith(self.address)


@dataclass(frozen=True)
class Group:
    """Entries under one heading, or none."""

    name: str
    entries: tuple[Entry, ...]


_GROUPS = (
    Group(
        "",
        (
            Entry("Việc cần làm", "/", "list", Permission.SEE),
            Entry("Sổ hộ", "/so-ho/", "home", Permission.SEE_HOUSEHOLDS),
            Entry("Sổ tay", "/so-tay/", "notebook", Permission.NOTE_HOUSEHOLDS),
        ),
    ),
    Group(
        "Rà soát",
        (
            Entry("Đợt rà soát", "/ra-soat/", "circle-check", Permission.SEE_HOUSEHOLDS),
            Entry("Phiếu rà soát", "/phieu/", "file-spreadsheet", Permission.FILL_SHEETS),
            Entry("Văn bản", "/van-ban/", "printer", Permission.SEE_HOUSEHOLDS),
            Entry("Bảng điểm B1", "/bang-diem-b1/", "table", Permission.LEAD_REVIEWS),
            Entry("Phân loại danh sách", "/phan-loai/", "table"),
            Entry("Chuẩn nghèo", "/chuan-ngheo/", "scale"),
        ),
    ),
    Group(
        "Chương trình",
        (
            Entry("Kế hoạch giảm nghèo", "/ke-hoach/", "file-search", Permission.SEE_RESULTS),
            Entry("Hoạt động", "/hoat-dong/", "calendar", Permission.SEE_RESULTS),
            Entry("Điều hành", "/dieu-hanh/", "friends", Permission.SEE_RESULTS),
            Entry("Kinh phí", "/kinh-phi/", "scale", Permission.SEE_MONEY),
            Entry("Sổ hỗ trợ", "/ho-tro/", "heart-handshake", Permission.SEE_HOUSEHOLDS),
            Entry("Quỹ «Vì người nghèo»", "/quy/", "friends", Permission.SEE_FUND),
            Entry("Hồ sơ đề nghị Quỹ", "/ho-so-quy/", "file-search", Permission.SEE_CASES),
            Entry("Nhận đỡ đầu", "/do-dau/", "users", Permission.SEE_CASES),
            Entry("Kiểm tra, giám sát", "/giam-sat/", "file-search", Permission.SEE_RESULTS),
        ),
    ),
    Group(
        "Kết quả, báo cáo",
        (
            Entry("Tổng quan", "/tong-quan/", "trending-up", Permission.SEE_HOUSEHOLDS),
            Entry("Kết quả", "/ket-qua/", "target", Permission.SEE_RESULTS),
            Entry("Báo cáo phải gửi", "/che-do-bao-cao/", "send", Permission.SEE_RESULTS),
            Entry("Bản chốt, biểu", "/bao-cao/", "chart-bar", Permission.SEE_HOUSEHOLDS),
            Entry("Gói báo cáo", "/goi-bao-cao/", "upload", Permission.SEE_HOUSEHOLDS),
            Entry("Biểu mẫu tự lập", "/bieu-mau/", "file-spreadsheet", Permission.SEE_RESULTS),
        ),
    ),
    Group(
        "Công khai",
        (
            Entry("Kiểm tra văn bản", "/kiem-tra/", "file-search"),
            Entry("Số liệu công bố", "/so-lieu/", "table"),
            Entry("Quỹ công khai", "/quy-vi-nguoi-ngheo/", "friends"),
        ),
    ),
    Group(
        "Quản trị",
        (
            Entry("Người dùng", "/nguoi-dung/", "users", Permission.SEE_PEOPLE),
            Entry("Địa bàn", "/dia-ban/", "map-2", Permission.SEE),
            Entry("Nhật ký", "/nhat-ky/", "history", Permission.SEE_TRAIL),
        ),
    ),
)


def sees_households(request: HttpRequest) -> bool:
    """Whether the search on top of every page finds anything for this person."""
    return Permission.SEE_HOUSEHOLDS in permissions_here(request)


def groups(request: HttpRequest | None) -> tuple[Group, ...]:
    """The groups with the entries that this person may open; a group without any is not shown."""
    return _open_to(permissions_here(request) if request is not None else frozenset())


@lru_cache
def _open_to(may: frozenset[Permission]) -> tuple[Group, ...]:
    kept = (
        Group(group.name, tuple(e for e in group.entries if e.permission is None or e.permission in may))
        for group in _GROUPS
    )
    return tuple(group for group in kept if group.entries)
