"""The matrix taken away: .xlsx and .csv to work on, .docx and .pdf to sign and hang up."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.coordination.queries import MatrixRow
from giamngheo.apps.papers.documents import Column, Document, Paragraph, Signature, Table
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.coordination.matrix import seen
from giamngheo.web.staff.coordination.printing import heading_for, printed

_MOST_COLUMNS = 9
"""So many organisations have a column each on a lying A4; of more they are told in two columns."""


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give projects × organisations as a list."""
    told = seen(request)
    if told.matrix is None:
        raise Http404
    organisations = told.matrix.organisations

    def lines(chunk: Sequence[MatrixRow], looking: Looking) -> Iterator[Sequence[Any]]:
        for row in chunk:
            yield (
                row.code,
                row.name,
                _scope(row),
                _names(row, "lead"),
                _names(row, "cooperating"),
                *(row.part_of(key) or None for key in organisations),
            )

    heads = _unlike(["Mã", "Dự án, tiểu dự án", "Phạm vi", "Chủ trì", "Phối hợp", *organisations.values()])
    exported = Exported(
        "Phân công thực hiện dự án",
        "Số dự án, tiểu dự án",
        {PLACE: COUNT} | dict.fromkeys(heads, TEXT),
        (7, 8, 60, 20, 34, 44, *(18 for _ in organisations)),
        lines,
    )
    rows = told.matrix.rows
    taken = Taken(
        "coordination.export", len(rows), [told.unit.area_id], [["Năm", told.year]], {"year": told.year}
    )
    return give(request, exported, lambda: iter(rows), taken, ending)


@needs(Permission.SEE_RESULTS)
@require_GET
def paper(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the matrix as a paper."""
    told = seen(request)
    if told.matrix is None or told.programme is None:
        raise Http404
    matrix, few = told.matrix, len(told.matrix.organisations) <= _MOST_COLUMNS
    columns = [Column("Mã", 0.6), Column("Dự án, tiểu dự án", 3)]
    if few:
        columns += [Column(name, 1.2, "center") for name in matrix.organisations.values()]
    else:
        columns += [Column("Chủ trì", 2), Column("Phối hợp", 4)]
    rows = tuple(
        (
            row.code,
            row.name + (f" ({scope.lower()})" if (scope := _scope(row)) else ""),
            *(
                [row.part_of(key) for key in matrix.organisations]
                if few
                else [_names(row, "lead") or "", _names(row, "cooperating") or ""]
            ),
        )
        for row in matrix.rows
    )
    document = Document(
        **heading_for(told.unit.area_id, told.year),
        kind="Bảng phân công",
        subject=f"Thực hiện các dự án, tiểu dự án {told.programme.name} năm {told.year}",
        year=told.year,
        body=(
            Table(tuple(columns), rows),
            *(
                Paragraph(f"Chưa có đơn vị chủ trì: {row.code} {row.name}.", is_italic=True)
                for row in matrix.without_lead
            ),
        ),
        signatures=(
            Signature(("Người lập",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Thủ trưởng đơn vị",), note="(Ký, đóng dấu)"),
        ),
        is_landscape=True,
    )
    return printed(request, document, ending, told.unit.area_id, f"phan-cong-{told.year}")


def _scope(row: MatrixRow) -> str | None:
    return "Không thuộc phạm vi" if row.is_in_scope is False else None


def _names(row: MatrixRow, part: str) -> str | None:
    return "; ".join(one.organisation for one in getattr(row, part)) or None


def _unlike(heads: Sequence[str]) -> list[str]:
    """Headings of which no two are alike: an organisation may be called as a column is."""
    found: list[str] = []
    for head in heads:
        found.append(head if head not in found else f"{head} ({len(found)})")
    return found
