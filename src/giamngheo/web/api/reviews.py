"""Rounds of review: how far their villages are, and how the lists move."""

from datetime import date
from typing import Annotated, Final, Literal

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from giamngheo.apps.reviews.folding import outcome_of
from giamngheo.apps.reviews.models import Case, Entry, Round
from giamngheo.apps.reviews.movement import Line, moved, rows_of
from giamngheo.apps.reviews.queries import Village, villages_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.law.vocabulary.procedures import ProcedureKind
from giamngheo.measurement.movement import NEAR_POOR_COLUMNS, POOR_COLUMNS
from giamngheo.web.api.callers import Caller, caller_of, places_of
from giamngheo.web.api.paging import Paged, check_names, cursor_after, place_of
from giamngheo.web.api.problems import not_found
from giamngheo.web.api.shapes import CODE, PlaceShape, Shape

router = Router(tags=["Rà soát"])

_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2100


class RoundFilters(Paged):
    """Which rounds are asked for."""

    area: str | None = Field(None, pattern=CODE, description="Chỉ đợt của đơn vị mang mã này và trong đó.")
    year: int | None = Field(None, ge=_FIRST_YEAR, le=_LAST_YEAR, description="Chỉ đợt của năm này.")
    kind: ProcedureKind | None = Field(None, description="Chỉ đợt theo quy trình này.")


class RoundShape(Shape):
    """Đợt rà soát của một xã; số thôn, số hộ chỉ tính những thôn trong phạm vi của mã truy cập."""

    number: int = Field(description="Số của đợt.")
    name: str = Field(description="Tên đợt.")
    kind: str = Field(description="Quy trình.")
    year: int
    month: int | None = Field(description="Tháng, với đợt hằng tháng.")
    area: PlaceShape = Field(description="Xã có đợt rà soát.")
    opened_on: date = Field(description="Ngày mở đợt.")
    villages: int = Field(description="Số thôn, tổ dân phố.")
    listed: int = Field(description="Số hộ trong danh sách rà soát.")
    decided: int = Field(description="Số hộ đã có quyết định.")


class RoundPage(Shape):
    """Một trang đợt rà soát, theo thứ tự mở."""

    items: list[RoundShape]
    next: str | None = Field(description="Con trỏ trang sau; null ở trang cuối.")


class VillageShape(Shape):
    """Thôn trong đợt rà soát."""

    area: PlaceShape
    listed: int = Field(description="Số hộ trong danh sách rà soát.")
    sealed: int = Field(description="Số phiếu đã khoá.")
    next_step: str | None = Field(description="Bước tiếp theo; null khi đã xong.")
    late: int = Field(description="Số việc quá hạn hôm nay.")


class WholeRoundShape(RoundShape):
    """Đợt rà soát cùng tình trạng từng thôn."""

    states: list[VillageShape]


class MovementLineShape(Shape):
    """Một dòng của bảng diễn biến; area là null ở dòng cộng."""

    table: Literal["poor", "near_poor"] = Field(description="Bảng hộ nghèo hay hộ cận nghèo.")
    area: PlaceShape | None
    unit: str = Field(description="Tính theo hộ (households) hay nhân khẩu (persons).")
    figures: dict[str, int] = Field(description="Số liệu theo cột: closing = opening − các cột giảm + tăng.")
    untold: int = Field(description="Đếm riêng vì chưa xác định được diện hoặc năm trước.")


class MovementShape(Shape):
    """Diễn biến hộ nghèo, hộ cận nghèo của một đợt, theo thôn, tính đến hôm nay."""

    day: date
    lines: list[MovementLineShape]
    violations: list[str] = Field(description="Đẳng thức không khớp; trống khi mọi bảng cân.")


@router.get("/reviews", response=RoundPage, summary="Đợt rà soát", operation_id="reviews")
def reviews(request: HttpRequest, filters: Annotated[RoundFilters, Query()]) -> RoundPage:
    """Đợt rà soát có thôn trong phạm vi của mã truy cập. Cần quyền see_households."""
    caller = caller_of(request)
    areas = caller.areas(Permission.SEE_HOUSEHOLDS, filters.area)
    after = place_of(request, filters)
    rows = Round.objects.filter(_of_villages(among(areas)), pk__gt=after or 0)
    if filters.year is not None:
        rows = rows.filter(year=filters.year)
    if filters.kind is not None:
        rows = rows.filter(kind=filters.kind)
    found = list(rows.order_by("pk")[: filters.limit + 1])
    shown = found[: filters.limit]
    more = cursor_after(request, filters, shown[-1].pk) if len(found) > filters.limit else None
    return RoundPage(items=_told(shown, among(areas), caller.day), next=more)


@router.get(
    "/reviews/{int:number}",
    response=WholeRoundShape,
    summary="Một đợt rà soát, tình trạng từng thôn",
    operation_id="review",
)
def review(request: HttpRequest, number: int) -> WholeRoundShape:
    """Từng thôn đang ở bước nào, bao nhiêu phiếu đã khoá, việc nào quá hạn. Cần quyền see_households."""
    check_names(request)
    caller = caller_of(request)
    one, within = _round_for(caller, number)
    villages = villages_of(one, caller.areas(Permission.SEE_HOUSEHOLDS), caller.day)
    places = places_of([village.case.area_id for village in villages], caller.day)
    (told,) = _told([one], within, caller.day)
    states = [_state(village, places) for village in villages]
    return WholeRoundShape(**told.model_dump(), states=states)


@router.get(
    "/reviews/{int:number}/movement",
    response=MovementShape,
    summary="Diễn biến của một đợt rà soát",
    operation_id="movement",
)
def movement(request: HttpRequest, number: int) -> MovementShape:
    """Bảng diễn biến hộ nghèo, hộ cận nghèo theo thôn. Cần quyền see_households.

    Hộ chưa có quyết định tính theo kết quả đề xuất. Đợt không lập danh sách nghèo thì không có bảng (404).
    """
    check_names(request)
    caller = caller_of(request)
    one, within = _round_for(caller, number)
    if not outcome_of(one).decides_the_lists:
        raise not_found()
    villages = list(Case.objects.filter(within, round=one).values_list("area_id", flat=True))
    told = moved(rows_of([one], caller.day, villages))
    places = places_of(villages, caller.day)
    lines = [_line("poor", POOR_COLUMNS, line, places) for line in told.poor]
    lines += [_line("near_poor", NEAR_POOR_COLUMNS, line, places) for line in told.near_poor]
    return MovementShape(day=caller.day, lines=lines, violations=[str(one) for one in told.violations])


def _of_villages(within: Q) -> Q:
    return Exists(Case.objects.filter(within, round=OuterRef("pk"))) | within


def _round_for(caller: Caller, number: int) -> tuple[Round, Q]:
    within = among(caller.areas(Permission.SEE_HOUSEHOLDS))
    found = Round.objects.filter(_of_villages(within), pk=number).first()
    if found is None:
        raise not_found()
    return found, within


def _told(rounds: list[Round], within: Q, day: date) -> list[RoundShape]:
    """These rounds, their counts asked at once."""
    numbers = [one.pk for one in rounds]
    villages = dict(
        Case.objects.filter(within, round__in=numbers).values_list("round_id").annotate(Count("pk"))
    )
    entries = Entry.objects.filter(within, round__in=numbers, left_out_on=None).values("round_id")
    counted = {
        row["round_id"]: row
        for row in entries.annotate(listed=Count("pk"), decided=Count("pk", filter=~Q(decided_class="")))
    }
    places = places_of([one.area_id for one in rounds], day)
    return [
        RoundShape(
            number=one.pk,
            name=one.name,
            kind=one.kind,
            year=one.year,
            month=one.month,
            area=places[one.area_id],
            opened_on=one.opened_on,
            villages=villages.get(one.pk, 0),
            listed=counted.get(one.pk, {}).get("listed", 0),
            decided=counted.get(one.pk, {}).get("decided", 0),
        )
        for one in rounds
    ]


def _state(village: Village, places: dict[int, PlaceShape]) -> VillageShape:
    return VillageShape(
        area=places[village.case.area_id],
        listed=village.listed,
        sealed=village.sealed,
        next_step=village.next.step.kind.value if village.next else None,
        late=len(village.late),
    )


def _line(
    table: Literal["poor", "near_poor"], columns: tuple[str, ...], line: Line, places: dict[int, PlaceShape]
) -> MovementLineShape:
    return MovementLineShape(
        table=table,
        area=None if line.area_id is None else places[line.area_id],
        unit=line.unit,
        figures={name: line.figures[name].value for name in columns},
        untold=line.untold,
    )
