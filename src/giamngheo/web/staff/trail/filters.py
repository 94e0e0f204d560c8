"""Filters of the trail as they live in the address, and as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.text import day as in_words
from giamngheo.foundation.text import parse_day
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.exporting import EXPORT_VERBS


@dataclass(frozen=True)
class Deeds:
    """A kind of deeds: its name, and its verbs by their beginning or one by one."""

    name: str
    beginning: str = ""
    verbs: tuple[str, ...] = ()

    @property
    def condition(self) -> Q:
        """The lines about such deeds."""
        return Q(verb__in=self.verbs) if self.verbs else Q(verb__startswith=self.beginning)


DEEDS: Final = {
    "dang-nhap": Deeds("Đăng nhập, đăng xuất", "sign_in."),
    "tai-khoan": Deeds("Tài khoản và vai trò", "accounts."),
    "ma-truy-cap": Deeds("Mã truy cập, lấy dữ liệu qua API", "tokens."),
    "dia-ban": Deeds("Địa bàn", "areas."),
    "so-ho": Deeds("Sổ hộ", "households."),
    "nhap": Deeds("Nhập danh sách", "exchange.import"),
    "ra-soat": Deeds("Rà soát", "reviews."),
    "ket-qua": Deeds("Kết quả", "results."),
    "phieu": Deeds("Phiếu rà soát", "surveys."),
    "phieu-thu": Deeds("Nhận phiếu thu bằng ODK, Kobo", "exchange.intake"),
    "van-ban": Deeds("Văn bản", "papers."),
    "chot": Deeds("Chốt số liệu", "snapshots."),
    "dan-cu": Deeds("Tổng số dân cư", "reports.residents"),
    "bieu-mau": Deeds("Biểu mẫu tự lập", "report_forms."),
    "quy": Deeds("Quỹ «Vì người nghèo», đỡ đầu", "fund."),
    "ke-hoach": Deeds("Kế hoạch giảm nghèo", "programmes."),
    "hoat-dong": Deeds("Hoạt động giảm nghèo", "activities."),
    "kinh-phi": Deeds("Kinh phí", "budgets."),
    "dieu-hanh": Deeds("Điều hành", "coordination."),
    "xuat": Deeds("Xuất danh sách", verbs=EXPORT_VERBS),
}
"""Kinds of deeds by their word in the address."""


@dataclass(frozen=True)
class Filtering:
    """What is asked for, and what of it could not be understood (by field)."""

    since: date | None = None
    until: date | None = None
    who: str = ""
    deed: str = ""
    area_id: int | None = None
    typed: tuple[tuple[str, str], ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {**dict(self.typed), "ai": self.who, "viec": self.deed, "dia-ban": self.area_id or ""}
        return urlencode({name: value for name, value in said.items() if value})

    def applied(self, lines: QuerySet[AuditLine]) -> QuerySet[AuditLine]:
        """The lines that fit."""
        if self.since:
            lines = lines.filter(at__gte=_midnight(self.since))
        if self.until:
            lines = lines.filter(at__lt=_midnight(self.until + timedelta(days=1)))
        if self.who:
            lines = lines.filter(Q(actor_name__icontains=self.who))
        if self.deed:
            lines = lines.filter(DEEDS[self.deed].condition)
        if self.area_id:
            lines = lines.filter(area_id=self.area_id)
        return lines

    def sentence(self, area_name: str = "") -> str:
        """«Đăng nhập, đăng xuất của «An» từ 01/11/2026 đến 15/11/2026»."""
        parts = [DEEDS[self.deed].name if self.deed else "Mọi việc"]
        if self.who:
            parts.append(f"của người có «{self.who}» trong tên")
        if self.area_id:
            parts.append(f"ở {area_name}")
        if self.since:
            parts.append(f"từ {in_words(self.since)}")
        if self.until:
            parts.append(f"đến {in_words(self.until)}")
        return " ".join(parts)


def filtering(address: Mapping[str, str]) -> Filtering:
    """Read the filters of an address; a day that is none is told, and not filtered by."""
    days: dict[str, date | None] = {"tu": None, "den": None}
    wrong = []
    typed = [(name, address.get(name, "")[:20]) for name in days]
    for name, text in typed:
        if text.strip():
            try:
                days[name] = parse_day(text)
            except ValueError as error:
                wrong.append((name, str(error)))
    deed = address.get("viec", "")
    return Filtering(
        days["tu"],
        days["den"],
        words_in(address, "ai"),
        deed if deed in DEEDS else "",
        number_in(address, "dia-ban"),
        tuple(typed),
        tuple(wrong),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
