"""Frozen figures for machines: which there are, and their tables by units, line by line."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from giamngheo.apps.packages.contents import Table
from giamngheo.apps.packages.formats.adx import adx
from giamngheo.apps.packages.formats.codes import element_of, told
from giamngheo.apps.packages.formats.dhis2 import data_value_set
from giamngheo.apps.packages.formats.periods import period_between
from giamngheo.apps.packages.outward import figures_in
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.telling import Sender, sender_of, table_of
from giamngheo.apps.reports.queries import tables_of, tiers_of, units_of
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import opened
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.web.api.callers import Caller, caller_of, places_of
from giamngheo.web.api.paging import LARGEST, Paged, check_names, cursor_after, place_of
from giamngheo.web.api.problems import ProblemError, not_found, wrong
from giamngheo.web.api.shapes import CODE, PlaceShape, Shape

router = Router(tags=["Số liệu"])

MOST_AT_ONCE: Final = 100_000
"""Values of a table in a format of another system, which has no pages."""

_PART: Final = r"^[a-z_*?]{0,40}$"
_TABLE: Final = r"^[a-z_]{1,60}$"
_MEDIA: Final = {"dhis2": "application/json", "adx": "application/adx+xml"}


class SnapshotFilters(Paged):
    """Which snapshots are asked for."""

    area: str | None = Field(
        None, pattern=CODE, description="Chỉ bản chốt của đơn vị mang mã này và trong đó."
    )
    since: date | None = Field(None, description="Chỉ bản chốt có ngày cuối kỳ từ ngày này.")


class SnapshotShape(Shape):
    """Bản chốt số liệu."""

    number: int = Field(description="Số của bản chốt trong hệ thống.")
    key: str = Field(description="Mã của bản chốt, không trùng giữa các máy chủ.")
    title: str = Field(description="Tên.")
    area: PlaceShape
    opening: date = Field(description="Ngày đầu kỳ.")
    closing: date = Field(description="Ngày cuối kỳ.")
    period: str = Field(description="Kỳ như DHIS2 ghi, như 2026, 2026S1, 202611.")
    standard: str = Field(description="Mã chuẩn nghèo.")
    households: int = Field(description="Số hộ trong bản chốt.")
    people: int = Field(description="Số người trong bản chốt.")
    manifest: str = Field(description="SHA-256 của bảng kê tệp.")
    made_at: datetime
    replaced_by: int | None = Field(description="Số của bản chốt lại, khi có.")


class SnapshotPage(Shape):
    """Một trang bản chốt, theo thứ tự chốt."""

    items: list[SnapshotShape]
    next: str | None = Field(description="Con trỏ trang sau; null ở trang cuối.")


class TableColumnShape(Shape):
    """Cột của biểu."""

    id: str = Field(description="Mã cột.")
    number: int = Field(description="Số cột trên biểu; 0 khi là số ghi thêm.")
    name: str = Field(description="Tên cột.")
    unit: str = Field(description="households (hộ), persons (người), percent (%), count (theo dòng).")
    code: str = Field(description="Mã phần tử dữ liệu khi xuất DHIS2, ADX.")


class TableShape(Shape):
    """Biểu tính được từ bản chốt."""

    id: str = Field(description="Mã biểu.")
    number: int = Field(description="Số biểu.")
    title: str = Field(description="Tên biểu.")
    columns: list[TableColumnShape]


class WholeSnapshotShape(SnapshotShape):
    """Bản chốt kèm các biểu."""

    tables: list[TableShape]


class OneTable(Shape):
    """Which table, told by which units."""

    table: str = Field(pattern=_TABLE, description="Mã biểu.", examples=["official_result"])
    tier: int | None = Field(
        None,
        ge=1,
        le=4,
        description="Theo đơn vị cấp nào (1 tỉnh, 3 xã, 4 thôn); để trống là cấp dưới trực tiếp.",
    )
    day: date | None = Field(None, description="Theo địa giới ngày này; để trống là ngày cuối kỳ.")


class LineFilters(Paged):
    """Which lines of a table are asked for."""

    table: str = Field(pattern=_TABLE, description="Mã biểu.", examples=["official_result"])
    tier: int | None = Field(
        None,
        ge=1,
        le=4,
        description="Theo đơn vị cấp nào (1 tỉnh, 3 xã, 4 thôn); để trống là cấp dưới trực tiếp.",
    )
    day: date | None = Field(None, description="Theo địa giới ngày này; để trống là ngày cuối kỳ.")
    unit: str | None = Field(None, pattern=CODE, description="Chỉ dòng của đơn vị mang mã này.")
    part: str | None = Field(
        None, pattern=_PART, description="Chỉ dòng loại này: households, persons, mã dân tộc …"
    )


class LineShape(Shape):
    """Dòng của biểu."""

    unit: str = Field(description="Mã đơn vị; dòng cộng mang mã của đơn vị chốt số liệu.")
    name: str = Field(description="Tên đơn vị.")
    part: str = Field(
        description="households (hộ), persons (người), mã dân tộc, * (thiểu số), ? (chưa ghi), hoặc trống."
    )
    values: dict[str, int | float | None] = Field(description="Giá trị theo mã cột; null khi chưa biết.")


class LinePage(Shape):
    """Một trang của biểu, dòng cộng trước."""

    items: list[LineShape]
    total: int = Field(description="Số dòng của biểu sau khi lọc.")
    next: str | None = Field(description="Con trỏ trang sau; null ở trang cuối.")


class ExchangeFilters(OneTable):
    """Which table in which format."""

    format: Literal["dhis2", "adx"] = Field(
        "dhis2", description="Dạng: dhis2 (JSON dataValueSets), adx (XML).", examples=["dhis2"]
    )


class DataValueShape(Shape):
    """Giá trị như DHIS2 nhận."""

    dataElement: str = Field(description="Mã phần tử dữ liệu.")  # noqa: N815
    period: str
    orgUnit: str = Field(description="Mã đơn vị.")  # noqa: N815
    categoryOptionCombo: str = Field(description="Mã phân tổ; default khi không phân.")  # noqa: N815
    value: str


class DataValueSetShape(Shape):
    """Bộ giá trị DHIS2: ô chưa biết không có mặt."""

    dataValues: list[DataValueShape]  # noqa: N815


@router.get("/snapshots", response=SnapshotPage, summary="Bản chốt số liệu", operation_id="snapshots")
def snapshots(request: HttpRequest, filters: Annotated[SnapshotFilters, Query()]) -> SnapshotPage:
    """Bản chốt số liệu của các đơn vị trong phạm vi của mã. Cần quyền see_households."""
    caller = caller_of(request)
    areas = caller.areas(Permission.SEE_HOUSEHOLDS, filters.area)
    after = place_of(request, filters)
    rows = Snapshot.objects.filter(among(areas), pk__gt=after or 0)
    if filters.since is not None:
        rows = rows.filter(closing__gte=filters.since)
    found = list(rows.select_related("replaced_by").order_by("pk")[: filters.limit + 1])
    shown = found[: filters.limit]
    more = cursor_after(request, filters, shown[-1].pk) if len(found) > filters.limit else None
    places = places_of([one.area_id for one in shown], caller.day)
    return SnapshotPage(items=[SnapshotShape(**_told(one, places)) for one in shown], next=more)


@router.get(
    "/snapshots/{int:number}",
    response=WholeSnapshotShape,
    summary="Một bản chốt và các biểu",
    operation_id="snapshot",
)
def snapshot(request: HttpRequest, number: int) -> WholeSnapshotShape:
    """Bản chốt, các biểu tính được từ nó, mã của từng cột. Cần quyền see_households."""
    check_names(request)
    caller = caller_of(request)
    one = _snapshot_for(caller, number)
    tables = [
        TableShape(
            id=table.text.id,
            number=table.text.number,
            title=table.text.title,
            columns=[
                TableColumnShape(
                    id=column.id,
                    number=column.number,
                    name=f"{column.under}: {column.name}" if column.under else column.name,
                    unit=column.unit,
                    code=element_of(table.text.id, column.id),
                )
                for column in table.text.columns
            ],
        )
        for table in tables_of(one)
    ]
    return WholeSnapshotShape(**_told(one, places_of([one.area_id], caller.day)), tables=tables)


@router.get(
    "/snapshots/{int:number}/lines",
    response=LinePage,
    summary="Dòng của một biểu",
    operation_id="snapshot_lines",
)
def lines(request: HttpRequest, number: int, filters: Annotated[LineFilters, Query()]) -> LinePage:
    """Một biểu của bản chốt theo đơn vị, tính lại từ tệp đã chốt. Cần quyền see_households."""
    caller = caller_of(request)
    first = place_of(request, filters) or 0
    one = _snapshot_for(caller, number)
    sender, table = _reckoned(one, filters.table, filters.tier, filters.day)
    rows = [
        line
        for line in table.lines
        if filters.unit in {None, line.unit} and filters.part in {None, line.part}
    ]
    end = first + filters.limit
    names = sender.names
    shown = [
        LineShape(
            unit=line.unit,
            name=names.get(line.unit, ""),
            part=line.part,
            values={column: _number(value) for column, value in line.values.items()},
        )
        for line in rows[first:end]
    ]
    more = cursor_after(request, filters, end) if end < len(rows) else None
    return LinePage(items=shown, total=len(rows), next=more)


@router.get(
    "/snapshots/{int:number}/exchange",
    response=DataValueSetShape,
    summary="Một biểu cho DHIS2, ADX",
    operation_id="snapshot_exchange",
    openapi_extra={
        "responses": {200: {"content": {_MEDIA["adx"]: {"schema": {"type": "string"}}}}},
    },
)
def exchange(request: HttpRequest, number: int, filters: Annotated[ExchangeFilters, Query()]) -> HttpResponse:
    """Cả biểu theo dạng của hệ thống khác; ô chưa biết không có mặt. Cần quyền see_households.

    Nhiều hơn 100.000 giá trị thì bị từ chối: chọn cấp cao hơn, hoặc đọc từng trang ở /lines.
    """
    check_names(request, filters)
    caller = caller_of(request)
    one = _snapshot_for(caller, number)
    _, table = _reckoned(one, filters.table, filters.tier, filters.day)
    values = told(figures_in(table), period_between(one.opening, one.closing))
    if len(values) > MOST_AT_ONCE:
        raise wrong(
            "tier", f"biểu có {len(values)} giá trị", "Chọn cấp cao hơn, hoặc đọc từng trang ở /lines."
        )
    data_set = element_of(table.table, "").rstrip("_")
    content = data_value_set(values) if filters.format == "dhis2" else adx(values, data_set, timezone.now())
    return HttpResponse(content, content_type=_MEDIA[filters.format])


def _snapshot_for(caller: Caller, number: int) -> Snapshot:
    areas = caller.areas(Permission.SEE_HOUSEHOLDS)
    rows = Snapshot.objects.filter(among(areas), pk=number) if number < LARGEST else Snapshot.objects.none()
    found = rows.select_related("replaced_by").first()
    if found is None:
        raise not_found()
    return found


def _reckoned(one: Snapshot, name: str, tier: int | None, day: date | None) -> tuple[Sender, Table]:
    """A table by the units that are asked for; 422 for what the snapshot has not."""
    table = next((table for table in tables_of(one) if table.text.id == name), None)
    if table is None:
        raise wrong("table", "bản chốt không có biểu này", "Xem mã biểu ở /snapshots/{number}.")
    boundaries = day or one.closing
    tiers = tiers_of(one, boundaries)
    if not tiers and day is not None:
        raise wrong("day", "ngày này đơn vị chưa có hoặc chưa chia", "Gửi ngày khác, hoặc để trống.")
    if tier is not None and Tier(tier) not in tiers:
        raise wrong(
            "tier", "đơn vị không có cấp này bên dưới", f"Gửi một trong: {[int(one) for one in tiers]}."
        )
    units = units_of(one, Tier(tier) if tier else tiers[0], boundaries) if tiers else None
    try:
        sender = sender_of(one, units)
        return sender, table_of(table, opened(one), sender)
    except (BrokenSnapshotError, PackageError) as error:
        why, _, remedy = str(error).partition("Cách xử lý: ")
        raise ProblemError(422, why.strip(), remedy[:1].upper() + remedy[1:]) from error


def _told(one: Snapshot, places: dict[int, PlaceShape]) -> dict[str, Any]:
    later = getattr(one, "replaced_by", None)
    return {
        "number": one.pk,
        "key": str(one.key),
        "title": one.title,
        "area": places[one.area_id],
        "opening": one.opening,
        "closing": one.closing,
        "period": period_between(one.opening, one.closing),
        "standard": one.standard,
        "households": one.households,
        "people": one.people,
        "manifest": one.manifest_hash,
        "made_at": one.made_at,
        "replaced_by": later.pk if later else None,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
