"""A document as PDF: content and layout are handed to typst as data, and nothing of them is run."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from giamngheo.apps.papers.documents import Body, Document, Table, texts_of
from giamngheo.apps.papers.letters import fitted, lines_of, on_large_paper, room_pt
from giamngheo.apps.papers.qr import svg_of
from giamngheo.law.vocabulary.papers import Layout

# As in the source: issuer and nation as two to three, 4 mm between them.
_ISSUER_SHARE: Final = 0.4
_GUTTER_PT: Final = 4 / 25.4 * 72
_CELL_EDGES_PT: Final = 8.5
_SOURCE: Final = Path(__file__).with_name("official.typ")


def pdf_of(document: Document, layout: Layout) -> bytes:
    """The document as a tagged PDF, fonts embedded, a QR of its check address beside its check code.

    Raises:
        ValueError: where the content cannot be set, as by a table without columns.
    """
    return pdf_of_all([(document, layout)])


def pdf_of_all(papers: Sequence[tuple[Document, Layout]]) -> bytes:
    """As `pdf_of`, of several documents in one file to print, each on pages of its own, counted by itself."""
    told = [
        {
            "document": _content(document, used),
            "layout": msgspec.to_builtins(used),
            "qr": svg_of(document.check_address) if document.check_code and document.check_address else "",
        }
        for document, layout in papers
        for used in [on_large_paper(layout) if document.is_large else layout]
    ]
    return pages_of(_SOURCE, told)


def pages_of(source: Path, told: Any) -> bytes:
    """What a source of typst makes of data, which it reads as `papers`; nothing of the data is run.

    Raises:
        ValueError: where the content cannot be set.
    """
    import typst  # noqa: PLC0415  heavy, and needed where a paper is made only

    inputs = {"papers": json.dumps(told, ensure_ascii=False)}
    try:
        made: bytes = typst.compile(source, sys_inputs=inputs, root=source.parent)
    except typst.TypstError as error:
        raise ValueError(f"the document cannot be set: {error}") from error
    return made


def _content(document: Document, layout: Layout) -> dict[str, Any]:
    """The content as the source asks for it: numbers and days written out, heads in lines."""
    told: dict[str, Any] = msgspec.to_builtins(document)
    room = room_pt(layout, is_landscape=document.is_landscape)
    issuer, half = layout.sizes_pt["issuer"].taken, (room - _GUTTER_PT) * _ISSUER_SHARE
    _fit(document.body, told["body"], layout, room)
    for annex, shown in zip(document.annexes, told["annexes"], strict=True):
        used = on_large_paper(layout) if annex.is_large else layout
        _fit(annex.body, shown["body"], layout, room_pt(used, is_landscape=annex.is_landscape))
    return {
        **told,
        "title": f"{document.kind} {document.subject}".strip(),
        "numbered": document.numbered,
        "placed": document.placed,
        "cited": document.cited,
        "issuer_lines": lines_of(document.issuer.upper(), issuer, half),
        "issuer_above_lines": lines_of(document.issuer_above.upper(), issuer, half),
        "subject_lines": lines_of(document.subject, layout.sizes_pt["subject"].taken, room),
    }


def _fit(body: Body, shown: list[dict[str, Any]], layout: Layout, room: float) -> None:
    """Give the columns of the tables of a text the widths that their words need."""
    size = layout.sizes_pt["table"].taken
    for piece, told in zip(body, shown, strict=True):
        if isinstance(piece, Table):
            shares = [column.share for column in piece.columns]
            widths = fitted(shares, texts_of(piece), size, room, _CELL_EDGES_PT)
            for column, width in zip(told["columns"], widths, strict=True):
                column["share"] = width
