"""«Số liệu công bố»: the published figures of communes for everybody, small counts left out."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.dashboards.published import Published, Table, figures_pages, is_code, page_of_code
from giamngheo.web.components.errors import too_many
from giamngheo.web.components.numbers import number
from giamngheo.web.components.pictures.bars import Bar, Part, bars
from giamngheo.web.components.pictures.canvas import LIGHT, NARROW, POOR, SHEET, WIDE, png_of, standalone
from giamngheo.web.portal.limit import asks_too_often

MOST: Final = 500
HIDDEN: Final = "…"
MEDIA: Final = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Show which figures are published, the latest first."""
    return render(request, "portal/figures_listed.html", {"figures_pages": figures_pages(MOST), "most": MOST})


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the tables of a page of figures."""
    if asks_too_often(request):
        return too_many(request)
    told = page_of_code(code) if is_code(code) else None
    if told is None:
        raise Http404
    shown = {"told": told, "hidden": HIDDEN, "code": code, **_picture(told)}
    return render(request, "portal/figures.html", shown)


@require_safe
def as_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the tables of a page of figures under each other; what is left out is «…»."""
    if asks_too_often(request):
        return too_many(request)
    told = page_of_code(code) if is_code(code) else None
    if told is None or told.taken_back_at is not None:
        raise Http404
    lines = [[told.unit], [told.title], [f"SHA-256 {told.manifest}"], [f"{HIDDEN}: số được giấu"]]
    for table in told.tables:
        lines += [[], [table.title], ["", *table.head]]
        lines += [
            [name, *(HIDDEN if count is None else str(count) for count in row)] for name, row in table.rows
        ]
    content = "\r\n".join(",".join(map(_quoted, line)) for line in lines)
    answer = HttpResponse(f"\ufeff{content}\r\n", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="so-lieu-{code}.csv"'
    return answer


@require_safe
def as_picture(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    """Give the picture of a page of figures as a file."""
    if asks_too_often(request):
        return too_many(request)
    told = page_of_code(code) if is_code(code) else None
    if told is None or told.taken_back_at is not None:
        raise Http404
    drawn, title = _lacks(told)
    source = f"Nguồn: bản chốt «{told.title}», SHA-256 {told.manifest[:12]}…; {HIDDEN}: số được giấu."
    svg = standalone(bars(drawn, SHEET), title, told.unit, source)
    answer = HttpResponse(svg if ending == "svg" else png_of(svg), content_type=MEDIA[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="thieu-hut-{code}.{ending}"'
    return answer


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _picture(told: Published) -> dict[str, object]:
    """What the poor lack, on a screen and on a phone."""
    if len(told.tables) < 2:
        return {"wide": "", "narrow": "", "finding": ""}
    drawn, finding = _lacks(told)
    return {"wide": bars(drawn, WIDE).inline(), "narrow": bars(drawn, NARROW).inline(), "finding": finding}


def _lacks(told: Published) -> tuple[list[Bar], str]:
    """Bars of what is told of the lacks of the poor, the most first; the finding."""
    rows = [(name, counts[0]) for name, counts in _of_lacks(told.tables[1])]
    known = [(name, count) for name, count in rows if count is not None]
    in_order = sorted(known, key=lambda row: -row[1]) + [
        (name, None) for name, count in rows if count is None
    ]
    drawn = [
        Bar(name, (Part(count or 0, HIDDEN if count is None else number(count), POOR if count else LIGHT),))
        for name, count in in_order
    ]
    (name, most), is_whole = in_order[0], len(known) == len(rows)
    if not most:
        return drawn, "Hộ nghèo thiếu gì"
    what = "Thiếu nhiều nhất" if is_whole else "Trong các số được hiện, thiếu nhiều nhất"
    return drawn, f"{what}: {name[:1].lower()}{name[1:]}, {number(most)} hộ nghèo"


def _of_lacks(table: Table) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
    """The lacks; the first row is of how many it is told."""
    return table.rows[1:]
