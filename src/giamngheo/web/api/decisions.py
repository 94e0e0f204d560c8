"""Decisions that are published: what everybody may read of them, for machines."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from giamngheo.apps.reviews.models import Publication
from giamngheo.apps.reviews.published import List, decision_of_code, is_code
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.web.api.callers import caller_of, places_of
from giamngheo.web.api.paging import Paged, cursor_after, place_of
from giamngheo.web.api.problems import not_found
from giamngheo.web.api.shapes import CODE, PlaceShape, Shape

router = Router(tags=["Quyết định"])


class DecisionFilters(Paged):
    """Which decisions are asked for."""

    area: str | None = Field(
        None, pattern=CODE, description="Chỉ quyết định của đơn vị mang mã này và trong đó."
    )
    since: date | None = Field(None, description="Chỉ quyết định ký từ ngày này.")


class DecisionShape(Shape):
    """Quyết định đã công bố."""

    code: str = Field(description="Mã trang công bố: trang đọc được là /cong-bo/ kèm mã này.")
    title: str = Field(description="Trích yếu.")
    number: str = Field(description="Số quyết định.")
    day: date = Field(description="Ngày ký.")
    decided_by: str = Field(description="Nơi quyết định.")
    area: PlaceShape
    review: int = Field(description="Số của đợt rà soát.")
    is_mending: bool = Field(description="Quyết định này sửa một quyết định trước.")
    published_at: datetime
    taken_back_at: datetime | None = Field(description="Lúc thôi công bố, khi đã thôi.")
    taken_back_why: str | None


class DecisionPage(Shape):
    """Một trang quyết định, theo thứ tự công bố."""

    items: list[DecisionShape]
    next: str | None = Field(description="Con trỏ trang sau; null ở trang cuối.")


class ListFilters(Paged):
    """Which list of a decision is asked for."""

    list: List = Field(List.POOR, description="Danh sách cần đọc.")


class ListedShape(Shape):
    """Hộ như đã công bố: họ và tên chủ hộ viết tắt."""

    head: str
    village: str
    members: int


class ListedPage(Shape):
    """Một trang của danh sách, theo thứ tự công bố; trống khi đã thôi công bố."""

    items: list[ListedShape]
    total: int = Field(description="Số hộ của danh sách.")
    next: str | None = Field(description="Con trỏ trang sau; null ở trang cuối.")


@router.get("/decisions", response=DecisionPage, summary="Quyết định đã công bố", operation_id="decisions")
def decisions(request: HttpRequest, filters: Annotated[DecisionFilters, Query()]) -> DecisionPage:
    """Quyết định đã công bố trong phạm vi của mã, kể cả đã thôi công bố. Cần quyền see_households."""
    caller = caller_of(request)
    areas = caller.areas(Permission.SEE_HOUSEHOLDS, filters.area)
    after = place_of(request, filters)
    rows = Publication.objects.filter(among(areas, "decision__area_id"), pk__gt=after or 0)
    if filters.since is not None:
        rows = rows.filter(decision__day__gte=filters.since)
    found = list(rows.select_related("decision").order_by("pk")[: filters.limit + 1])
    shown = found[: filters.limit]
    more = cursor_after(request, filters, shown[-1].pk) if len(found) > filters.limit else None
    places = places_of([one.decision.area_id for one in shown], caller.day)
    return DecisionPage(items=[_told(one, places) for one in shown], next=more)


@router.get(
    "/decisions/{slug:code}/households",
    response=ListedPage,
    summary="Danh sách của một quyết định đã công bố",
    operation_id="decision_households",
)
def decision_households(
    request: HttpRequest, code: str, filters: Annotated[ListFilters, Query()]
) -> ListedPage:
    """Hộ trong một danh sách của quyết định, đúng như trang công bố. Cần quyền see_households."""
    caller = caller_of(request)
    within = among(caller.areas(Permission.SEE_HOUSEHOLDS), "decision__area_id")
    first = place_of(request, filters) or 0
    is_mine = is_code(code) and Publication.objects.filter(within, code=code).exists()
    told = decision_of_code(code) if is_mine else None
    if told is None:
        raise not_found()
    rows = told.lists.get(filters.list, ())
    end = first + filters.limit
    return ListedPage(
        items=[
            ListedShape(head=one.head, village=one.village, members=one.members) for one in rows[first:end]
        ],
        total=len(rows),
        next=cursor_after(request, filters, end) if end < len(rows) else None,
    )


def _told(one: Publication, places: dict[int, PlaceShape]) -> DecisionShape:
    decision = one.decision
    return DecisionShape(
        code=one.code,
        title=one.title,
        number=decision.number,
        day=decision.day,
        decided_by=decision.decided_by,
        area=places[decision.area_id],
        review=decision.round_id,
        is_mending=decision.mends_id is not None,
        published_at=one.published_at,
        taken_back_at=one.taken_back_at,
        taken_back_why=one.taken_back_why or None,
    )
