"""The events of the register in the order of their numbers: what changed since a mark."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from giamngheo.apps.households.changes import MOST_TOLD, Touched, events_until, touched_by
from giamngheo.apps.households.models import Event
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.web.api.callers import caller_of, places_of
from giamngheo.web.api.paging import LARGEST, Paged, cursor_after, place_of
from giamngheo.web.api.shapes import CODE, PlaceShape, Shape

router = Router(tags=["Biến động"])


class EventFilters(Paged):
    """Which events are asked for."""

    since: int = Field(
        0,
        ge=0,
        le=LARGEST,
        description="Chỉ biến động có số lớn hơn: gửi giá trị event_mark của lần đọc trước.",
    )
    area: str | None = Field(
        None, pattern=CODE, description="Chỉ biến động ở đơn vị mang mã này và các đơn vị trong đó."
    )
    kind: EventKind | None = Field(None, description="Chỉ một loại biến động.")


class EventShape(Shape):
    """Biến động đã ghi: không bao giờ sửa, việc ghi sai có biến động hoàn tác."""

    number: int = Field(description="Số biến động, tăng dần.")
    kind: str = Field(description="Loại biến động.")
    kind_name: str = Field(description="Loại biến động bằng chữ.")
    day: date = Field(description="Ngày việc xảy ra.")
    recorded_at: datetime = Field(description="Lúc ghi.")
    recorded_by: str = Field(description="Người ghi.")
    area: PlaceShape = Field(description="Đơn vị có việc.")
    reason: str | None = Field(description="Lý do.")
    paper: str | None = Field(description="Giấy tờ kèm theo.")
    source: str | None = Field(description="Nguồn.")
    undoes: int | None = Field(description="Số của biến động mà biến động này hoàn tác.")
    households: int = Field(description="Số hộ có ghi thay đổi.")
    household_codes: list[str] = Field(description=f"Mã của các hộ đó, nhiều nhất {MOST_TOLD} hộ đầu.")


class EventPage(Shape):
    """Một trang biến động, theo số tăng dần."""

    items: list[EventShape]
    next: str | None = Field(description="Con trỏ trang sau; null khi đã đọc hết.")
    event_mark: int = Field(
        description="Khi next là null: gửi số này ở since lần sau để đọc tiếp, không sót."
    )


@router.get("/events", response=EventPage, summary="Biến động của sổ hộ", operation_id="events")
def events(request: HttpRequest, filters: Annotated[EventFilters, Query()]) -> EventPage:
    """Biến động của sổ hộ sau một mốc, không sót và không lặp. Cần quyền see_households.

    Biến động đang được ghi dở ở nơi khác chưa hiện, kể cả những biến động sau nó, cho đến khi ghi xong.
    """
    caller = caller_of(request)
    areas = caller.areas(Permission.SEE_HOUSEHOLDS, filters.area)
    after = place_of(request, filters)
    until = events_until()
    rows = Event.objects.filter(among(areas), pk__gt=max(filters.since, after or 0), pk__lte=until)
    if filters.kind is not None:
        rows = rows.filter(kind=filters.kind)
    found = list(rows.order_by("pk")[: filters.limit + 1])
    shown, is_more = found[: filters.limit], len(found) > filters.limit
    if after is None:
        caller.tell_taken("Biến động của sổ hộ", len(shown), Permission.SEE_HOUSEHOLDS)
    places = places_of([one.area_id for one in shown], caller.day)
    touched = touched_by([one.pk for one in shown], areas)
    return EventPage(
        items=[_told(one, places, touched.get(one.pk, Touched(0, ()))) for one in shown],
        next=cursor_after(request, filters, shown[-1].pk) if is_more else None,
        event_mark=shown[-1].pk if is_more else max(until, filters.since),
    )


def _told(one: Event, places: dict[int, PlaceShape], touched: Touched) -> EventShape:
    return EventShape(
        number=one.pk,
        kind=one.kind,
        kind_name=EventKind(one.kind).label,
        day=one.day,
        recorded_at=one.recorded_at,
        recorded_by=one.actor_name,
        area=places[one.area_id],
        reason=one.reason or None,
        paper=one.paper or None,
        source=one.source or None,
        undoes=one.undoes_id,
        households=touched.households,
        household_codes=list(touched.codes),
    )
