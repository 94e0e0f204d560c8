"""A table of frozen figures as a paper to sign: .pdf, or .docx to go on with in Word."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from giamngheo.apps.papers.composing import Heading
from giamngheo.apps.papers.documents import Column, Document, Paragraph, Signature, Table
from giamngheo.apps.papers.typesetting import pdf_of
from giamngheo.apps.reports.queries import told
from giamngheo.apps.reports.reckoning import Line, Reckoned
from giamngheo.apps.reviews.papers.rows import heading_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.actions import record
from giamngheo.law.papers.library import layout_on
from giamngheo.law.vocabulary.reports import ReportTable
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reports.one_table import WHOLE, cell_said, part_head, part_words, residents_said
from giamngheo.web.staff.reports.reaching import SeenTable, address_of, seen_table, whole_only

MEDIA: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
MOST_ON_A4: Final = 16
"""Columns of numbers beyond which no word has room on A4: the paper is A3, which offices print on A4 too."""
_SIGNED: Final = ("(Ký, ghi rõ họ tên)", "(Ký, đóng dấu)")


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
@whole_only
def paper(request: HttpRequest, snapshot_id: int, name: str, ending: str) -> HttpResponse:
    """Give the table as a paper; that it was taken away is told to the trail."""
    seen = seen_table(request, snapshot_id, name)
    found = told(seen.table, seen.opened, seen.units, seen.residents)
    content = written(document_of(seen, found), ending)
    record(
        actor_of(request),
        "reports.export",
        f"Xuất «{found.table.title}», tệp .{ending}",
        area_id=seen.snapshot.area_id,
        details={"snapshot": seen.snapshot.pk, "format": ending, "rows": len(found.lines)},
    )
    answer = HttpResponse(content, content_type=MEDIA[ending])
    file_name = (
        f"bieu-{found.table.number}-{address_of(seen.table)}-{seen.snapshot.closing:%Y-%m-%d}.{ending}"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def document_of(seen: SeenTable, found: Reckoned) -> Document:
    """The table as a document of the unit, its pages lying; who signs is left to fill in."""
    text, snapshot = found.table, seen.snapshot
    names = seen.names({line.unit for line in found.lines if line.unit is not None})
    heading = heading_of(snapshot.area_id, snapshot.closing, snapshot.closing.year)
    days = f"Từ ngày {snapshot.opening:%d/%m/%Y} đến ngày {snapshot.closing:%d/%m/%Y}"
    if seen.units.day != snapshot.closing:
        days += f", theo địa giới ngày {seen.units.day:%d/%m/%Y}"
    notes = [
        text.overlapping,
        text.note,
        *dict.fromkeys(one.open for one in text.columns),
        *_disagreeing(found),
        *(f"Dân cư đã nhập: {one}." for one in residents_said(seen, found)),
    ]
    source = f"Nguồn: bản chốt số liệu {snapshot.manifest_hash}."
    return Document(
        **issued_by(heading),
        kind=f"Biểu số {text.number}",
        subject=text.title,
        year=snapshot.closing.year,
        body=(
            Paragraph(days, side="center", is_italic=True),
            paper_table(text, found.lines, names, seen.unit_head),
            *(Paragraph(one) for one in (*notes, source) if one),
        ),
        signatures=tuple(
            Signature((capacity,), note=note)
            for capacity, note in zip(("Người lập biểu", "Thủ trưởng đơn vị"), _SIGNED, strict=True)
        ),
        is_landscape=True,
        is_large=len(text.columns) > MOST_ON_A4,
    )


def issued_by(heading: Heading) -> dict[str, Any]:
    """Who issues a paper of figures, and where: the committee of the unit, under that of its province."""
    above = heading.unit_above if heading.unit_above != heading.unit else ""
    return {
        "issuer": f"Ủy ban nhân dân {heading.unit}",
        "issuer_above": f"Ủy ban nhân dân {above}" if above else "",
        "place": heading.seat,
        "is_demonstration": heading.is_demonstration,
    }


def _disagreeing(found: Reckoned) -> list[str]:
    said = dict.fromkeys(one.said for one in found.disagreements)
    return [f"Số chưa khớp: {one}." for one in said]


def paper_table(text: ReportTable, lines: Sequence[Line], names: Mapping[int, str], unit_head: str) -> Table:
    """The lines of a table under its headings, the lines of the whole in bold."""
    words, head = part_words(text), part_head(text)
    columns = [Column(unit_head, share=2)]
    columns += [Column(head, share=1.4)] if head else []
    for column in text.columns:
        numbered = f"({column.number}) {column.name}" if column.number else column.name
        percent = " (%)" if column.unit == "percent" else ""
        share = 1.4 if percent else 1  # «100,00» needs more room than a count
        columns.append(Column(numbered + percent, share, "right", column.under))
    rows = tuple(
        (
            WHOLE if line.unit is None else names.get(line.unit, ""),
            *([words.get(line.part, line.part)] if head else []),
            *(cell_said(line, column) for column in text.columns),
        )
        for line in lines
    )
    wholes = tuple(place for place, line in enumerate(lines) if line.unit is None)
    return Table(tuple(columns), rows, bold_rows=wholes)


def written(document: Document, ending: str) -> bytes:
    """A document as a file of an ending."""
    layout = layout_on(today())
    if ending == "pdf":
        return pdf_of(document, layout)
    from giamngheo.apps.papers.word import word_of  # noqa: PLC0415  heavy, and needed where a file is made only

    return word_of(document, layout)
