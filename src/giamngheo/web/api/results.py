"""Indicators of the frameworks of results and the figures found for them, for machines."""

from datetime import date, datetime
from typing import Annotated, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from giamngheo.apps.packages.formats.adx import adx
from giamngheo.apps.packages.formats.dhis2 import data_value_set
from giamngheo.apps.packages.formats.sdmx import sdmx_csv
from giamngheo.apps.packages.outward import observations, result_values
from giamngheo.apps.packages.reading import value_of
from giamngheo.apps.packages.telling import result_of, results_in
from giamngheo.apps.results.models import Actual
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.queries import find
from giamngheo.law.results.library import frameworks
from giamngheo.web.api.callers import caller_of, places_of
from giamngheo.web.api.paging import Paged, check_names, cursor_after, place_of
from giamngheo.web.api.problems import not_found
from giamngheo.web.api.shapes import CODE, PlaceShape, Shape
from giamngheo.web.api.snapshots import DataValueSetShape

router = Router(tags=["Kết quả"])

_ID: Final = r"^[a-z0-9_]{1,60}$"
_MEDIA: Final = {
    "dhis2": "application/json",
    "adx": "application/adx+xml",
    "sdmx": "application/vnd.sdmx.data+csv",
}


class IndicatorShape(Shape):
    """Chỉ số của khung kết quả."""

    framework: str = Field(description="Mã khung kết quả.")
    id: str = Field(description="Mã chỉ số.")
    name: str = Field(description="Tên chỉ số.")
    unit: str = Field(description="percent (%), households (hộ), houses (căn nhà).")
    direction: str = Field(description="up (tăng là tốt), down (giảm là tốt).")
    numerator: str = Field(description="Đếm gì.")
    denominator: str | None = Field(description="Trên tổng số nào; null khi không là tỷ lệ.")
    over_period: bool = Field(description="Số cộng dồn từ đầu kỳ, hay số của một ngày.")
    computed: bool = Field(description="Tính được từ sổ hộ, hay nhập kèm chứng minh.")


class IndicatorPage(Shape):
    """Một trang chỉ số, theo thứ tự của khung."""

    items: list[IndicatorShape]
    next: str | None = Field(description="Con trỏ trang sau; null ở trang cuối.")


class ResultFilters(Paged):
    """Which figures are asked for."""

    area: str | None = Field(None, pattern=CODE, description="Chỉ số của đơn vị mang mã này và trong đó.")
    framework: str | None = Field(None, pattern=_ID, description="Chỉ khung kết quả này.")
    indicator: str | None = Field(None, pattern=_ID, description="Chỉ chỉ số này.")
    since: date | None = Field(None, description="Chỉ số liệu từ ngày này.")
    until: date | None = Field(None, description="Chỉ số liệu đến hết ngày này.")


class ResultShape(Shape):
    """Số thực hiện của một chỉ số ở một đơn vị."""

    number: int = Field(description="Số của số liệu trong hệ thống.")
    area: PlaceShape
    framework: str
    indicator: str
    since: date | None = Field(description="Ngày đầu, với số cộng dồn; null với số của một ngày.")
    as_of: date = Field(description="Số liệu đến hết ngày này.")
    value: float | None = Field(
        description="Giá trị; null khi còn người chưa rõ hoặc không có ai thuộc diện."
    )
    numerator: int | None = Field(description="Tử số, khi có.")
    denominator: int | None = Field(description="Mẫu số, khi có.")
    unknown: int = Field(description="Bao nhiêu trong mẫu số chưa rõ.")
    source: str = Field(description="computed (tính từ sổ hộ), typed (nhập kèm chứng minh).")
    snapshot: int | None = Field(description="Bản chốt mà số được tính từ đó; null với số đếm trong sổ hộ.")
    definition: str | None = Field(description="SHA-256 của các gói luật mà số được tính theo.")
    parts: dict[str, dict[str, tuple[int, int, int]]] = Field(
        description="Tách theo sex, ethnicity, kind, age: mỗi nhóm là được tính, trong số, chưa rõ."
    )
    proof: str | None = Field(description="Văn bản chứng minh của số nhập.")
    made_at: datetime


class ResultPage(Shape):
    """Một trang số thực hiện, theo thứ tự ghi; số đã có số khác thay không hiện."""

    items: list[ResultShape]
    next: str | None = Field(description="Con trỏ trang sau; null ở trang cuối.")


class ExchangedResults(Shape):
    """Whose figures of which year, in which format."""

    area: str = Field(pattern=CODE, description="Mã đơn vị.", examples=["01234"])
    year: int = Field(ge=1990, le=2100, description="Năm của số liệu.", examples=[2026])
    format: Literal["dhis2", "adx", "sdmx"] = Field(
        "sdmx", description="Dạng: dhis2 (JSON), adx (XML), sdmx (SDMX-CSV 2.0).", examples=["sdmx"]
    )


@router.get(
    "/indicators", response=IndicatorPage, summary="Chỉ số của khung kết quả", operation_id="indicators"
)
def indicators(request: HttpRequest, filters: Annotated[Paged, Query()]) -> IndicatorPage:
    """Mọi chỉ số mà số thực hiện có thể thuộc về. Cần quyền see_results."""
    caller = caller_of(request)
    caller.require(Permission.SEE_RESULTS)
    first = place_of(request, filters) or 0
    rows = [
        IndicatorShape(
            framework=framework.id,
            id=one.id,
            name=one.name,
            unit=one.unit.value,
            direction=one.direction.value,
            numerator=one.numerator,
            denominator=one.denominator or None,
            over_period=one.over_period,
            computed=one.computed is not None,
        )
        for framework in frameworks().values()
        for one in framework.indicators
    ]
    end = first + filters.limit
    more = cursor_after(request, filters, end) if end < len(rows) else None
    return IndicatorPage(items=rows[first:end], next=more)


@router.get("/results", response=ResultPage, summary="Số thực hiện", operation_id="results")
def results(request: HttpRequest, filters: Annotated[ResultFilters, Query()]) -> ResultPage:
    """Số thực hiện đang đứng của các đơn vị trong phạm vi của mã. Cần quyền see_results."""
    caller = caller_of(request)
    areas = caller.areas(Permission.SEE_RESULTS, filters.area)
    after = place_of(request, filters)
    rows = Actual.objects.filter(among(areas), superseded_at=None, pk__gt=after or 0)
    asked = {
        "framework": filters.framework,
        "indicator": filters.indicator,
        "as_of__gte": filters.since,
        "as_of__lte": filters.until,
    }
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    found = list(rows.order_by("pk")[: filters.limit + 1])
    shown = found[: filters.limit]
    more = cursor_after(request, filters, shown[-1].pk) if len(found) > filters.limit else None
    places = places_of([one.area_id for one in shown], caller.day)
    return ResultPage(items=[_told(one, places) for one in shown], next=more)


@router.get(
    "/results/exchange",
    response=DataValueSetShape,
    summary="Số thực hiện cho DHIS2, ADX, SDMX",
    operation_id="results_exchange",
    openapi_extra={
        "responses": {
            200: {"content": {_MEDIA[one]: {"schema": {"type": "string"}} for one in ("adx", "sdmx")}}
        },
    },
)
def exchange(request: HttpRequest, filters: Annotated[ExchangedResults, Query()]) -> HttpResponse:
    """Số thực hiện một năm của một đơn vị theo dạng của hệ thống khác. Cần quyền see_results."""
    check_names(request, filters)
    caller = caller_of(request)
    caller.areas(Permission.SEE_RESULTS, filters.area)
    area = find(filters.area, caller.day)
    if area is None:
        raise not_found()
    found = results_in(area.pk, date(filters.year, 1, 1), date(filters.year, 12, 31))
    if filters.format == "sdmx":
        content = sdmx_csv(observations(filters.area, found))
    else:
        values = result_values(filters.area, found)
        content = (
            data_value_set(values) if filters.format == "dhis2" else adx(values, "GN_RESULTS", timezone.now())
        )
    return HttpResponse(content, content_type=_MEDIA[filters.format])


def _told(one: Actual, places: dict[int, PlaceShape]) -> ResultShape:
    value = value_of(result_of(one))
    return ResultShape(
        number=one.pk,
        area=places[one.area_id],
        framework=one.framework,
        indicator=one.indicator,
        since=one.since,
        as_of=one.as_of,
        value=None if value is None else float(value),
        numerator=one.numerator,
        denominator=one.denominator,
        unknown=one.unknown,
        source=one.source,
        snapshot=one.snapshot_id,
        definition=one.definition or None,
        parts=one.parts,
        proof=one.proof or None,
        made_at=one.made_at,
    )
