"""Units of administration on a day."""

from datetime import date
from typing import Annotated

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.areas.models import Code, Version
from giamngheo.web.api.callers import SCHEME, caller_of
from giamngheo.web.api.paging import Paged, cursor_after, place_of
from giamngheo.web.api.shapes import CODE, Shape

router = Router(tags=["Địa bàn"])


class AreaFilters(Paged):
    """Which units are asked for."""

    day: date | None = Field(
        None, description="Ngày cần xem; để trống là hôm nay. Đơn vị cũ: gửi ngày trước khi kết thúc."
    )
    scheme: str = Field(
        SCHEME, pattern=r"^[a-z]{1,20}$", description="Bộ mã; gso là mã của Cục Thống kê.", examples=[SCHEME]
    )
    code: str | None = Field(None, pattern=CODE, description="Chỉ đơn vị mang mã này.")
    parent: str | None = Field(None, pattern=CODE, description="Chỉ đơn vị trực thuộc đơn vị mang mã này.")
    tier: int | None = Field(
        None, ge=0, le=4, description="Cấp: 0 cả nước, 1 tỉnh, 2 huyện, 3 xã, 4 thôn, tổ dân phố."
    )


class AreaShape(Shape):
    """Đơn vị hành chính trong ngày đã hỏi."""

    number: int = Field(description="Số của đơn vị trong hệ thống: không đổi và không dùng lại.")
    code: str | None = Field(description="Mã trong bộ mã đã hỏi; null khi đơn vị không có mã ở đó.")
    name: str = Field(description="Tên, không kèm loại đơn vị.")
    kind: str = Field(description="Loại đơn vị, như commune (xã), ward (phường), village (thôn).")
    kind_name: str = Field(description="Loại đơn vị bằng chữ.")
    tier: int = Field(description="Cấp, từ 0 (cả nước) đến 4 (thôn).")
    parent_number: int | None = Field(description="Số của đơn vị cấp trên trực tiếp.")
    parent_code: str | None = Field(description="Mã của đơn vị cấp trên trực tiếp.")
    since: date | None = Field(description="Mang tên, loại, cấp trên này từ ngày; null khi không rõ.")
    until: date | None = Field(description="Đến trước ngày; null khi còn hiệu lực.")


class AreaPage(Shape):
    """Một trang đơn vị, theo thứ tự của số."""

    items: list[AreaShape]
    next: str | None = Field(description="Con trỏ trang sau; null ở trang cuối.")


@router.get("/areas", response=AreaPage, summary="Đơn vị hành chính", operation_id="areas")
def areas(request: HttpRequest, filters: Annotated[AreaFilters, Query()]) -> AreaPage:
    """Đơn vị hành chính các cấp của một ngày, kèm cấp trên trực tiếp. Cần quyền see."""
    caller = caller_of(request)
    caller.require(Permission.SEE)
    after = place_of(request, filters)
    rows = _asked(filters, filters.day or caller.day)
    if after is not None:
        rows = rows.filter(area_id__gt=after)
    found = list(rows.order_by("area_id")[: filters.limit + 1])
    shown = found[: filters.limit]
    more = cursor_after(request, filters, shown[-1].area_id) if len(found) > filters.limit else None
    return AreaPage(items=[_told(one) for one in shown], next=more)


def _asked(filters: AreaFilters, day: date) -> QuerySet[Version]:
    rows = Version.objects.filter(valid__contains=day).annotate(
        code=_code("area_id", filters.scheme, day), parent_code=_code("parent_id", filters.scheme, day)
    )
    if filters.tier is not None:
        rows = rows.filter(tier=filters.tier)
    for field, code in (("area_id", filters.code), ("parent_id", filters.parent)):
        if code is not None:
            held = Code.objects.filter(scheme=filters.scheme, code=code, valid__contains=day)
            rows = rows.filter(**{f"{field}__in": held.values("area_id")})
    return rows


def _code(area: str, scheme: str, day: date) -> Subquery:
    held = Code.objects.filter(area_id=OuterRef(area), scheme=scheme, valid__contains=day)
    return Subquery(held.order_by(F("valid").desc()).values("code")[:1], output_field=CharField())


def _told(one: Version) -> AreaShape:
    return AreaShape(
        number=one.area_id,
        code=getattr(one, "code", None),
        name=one.name,
        kind=one.kind,
        kind_name=Kind(one.kind).word,
        tier=Tier(one.tier),
        parent_number=one.parent_id,
        parent_code=getattr(one, "parent_code", None),
        since=one.valid.lower,
        until=one.valid.upper,
    )
