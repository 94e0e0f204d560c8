"""A picture taken away: as .svg, as .png, and its table as .csv; that it was is told to the trail."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.actions import record
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.pictures import png_of, standalone
from giamngheo.web.components.pictures.canvas import SHEET
from giamngheo.web.staff.dashboards.all_pictures import PICTURES
from giamngheo.web.staff.dashboards.picture import Column, Picture, Value
from giamngheo.web.staff.dashboards.reaching import NotSummedError, Seen, seen_unit

MEDIA: Final = {"svg": "image/svg+xml", "png": "image/png"}
ENDINGS: Final = (*MEDIA, "csv")
_DECIMALS: Final = 4


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def taken(request: HttpRequest, snapshot_id: int, area_id: int, name: str, ending: str) -> HttpResponseBase:
    """Give a picture of a unit, or its table."""
    if name not in PICTURES:
        raise Http404
    try:
        seen = seen_unit(request, snapshot_id, area_id)
    except (BrokenSnapshotError, NotSummedError):
        return redirect("dashboard", snapshot_id, area_id)
    picture = PICTURES[name](seen)
    if picture.draw is None:
        raise Http404
    if ending == "csv":
        return _table(request, seen, picture)
    svg = standalone(picture.draw(SHEET), picture.title, picture.about, picture.source)
    record(
        actor_of(request),
        "reports.export",
        f"Xuất hình «{picture.title}», tệp .{ending}",
        area_id=area_id,
        details={"snapshot": seen.snapshot.pk, "picture": name, "format": ending},
    )
    answer = HttpResponse(svg if ending == "svg" else png_of(svg), content_type=MEDIA[ending])
    file_name = f"{name}-{area_id}-{seen.snapshot.closing:%Y-%m-%d}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _table(request: HttpRequest, seen: Seen, picture: Picture) -> HttpResponseBase:
    types = {"text": TEXT, "count": COUNT, "percent": pl.Float64()}
    heads = {
        f"{one.head} (%)" if one.kind == "percent" else one.head: types[one.kind] for one in picture.columns
    }

    def lines(chunk: Sequence[tuple[Value, ...]], looking: Looking) -> Iterator[Sequence[Any]]:
        for row in chunk:
            yield [_cell(value, column) for value, column in zip(row, picture.columns, strict=True)]

    exported = Exported(picture.section, "Số dòng", {PLACE: COUNT, **heads}, [7, *(18 for _ in heads)], lines)
    asked = [["Hình", picture.title], ["Nội dung", picture.about], ["Nguồn", picture.source]]
    given = Taken("reports.export", len(picture.rows), [seen.area_id], asked, {"snapshot": seen.snapshot.pk})
    return give(request, exported, lambda: iter(picture.rows), given, "csv")


def _cell(value: Value, column: Column) -> Value:
    if column.kind == "percent" and isinstance(value, int | float):
        return round(value * 100, _DECIMALS)
    return value
