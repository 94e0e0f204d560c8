"""A document as PDF: content and layout are handed to typst as data, and nothing of them is run."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from giamngheo.apps.papers.documents import Document
from giamngheo.apps.papers.letters import lines_of, room_pt
from giamngheo.apps.papers.qr import svg_of
from giamngheo.law.vocabulary.papers import Layout

# As in the source: issuer and nation as two to three, 4 mm between them.
_ISSUER_SHARE: Final = 0.4
_GUTTER_PT: Final = 4 / 25.4 * 72
_SOURCE: Final = Path(__file__).with_name("official.typ")


def pdf_of(document: Document, layout: Layout) -> bytes:
    """The document as a tagged PDF, fonts embedded, a QR of its check address beside its check code.

    Raises:
        ValueError: where the content cannot be set, as by a table without columns.
    """
    return pdf_of_all([(document, layout)])


def pdf_of_all(papers: Sequence[tuple[Document, Layout]]) -> bytes:
    """As `pdf_of`, of several documents in one file to print, each on pages of its own, counted by itself."""
    import typst  # noqa: PLC0415  heavy, and needed where a paper is made only

    told = [
        {
            "document": _content(document, layout),
            "layout": msgspec.to_builtins(layout),
            "qr": svg_of(document.check_address) if document.check_code and document.check_address else "",
        }
        for document, layout in papers
    ]
    inputs = {"papers": json.dumps(told, ensure_ascii=False)}
    try:
        made: bytes = typst.compile(_SOURCE, sys_inputs=inputs, root=_SOURCE.parent)
    except typst.TypstError as error:
        raise ValueError(f"the document cannot be set: {error}") from error
    return made


def _content(document: Document, layout: Layout) -> dict[str, Any]:
    """The content as the source asks for it: numbers and days written out, heads in lines."""
    told: dict[str, Any] = msgspec.to_builtins(document)
    room = room_pt(layout, is_landscape=document.is_landscape)
    issuer, half = layout.sizes_pt["issuer"].taken, (room - _GUTTER_PT) * _ISSUER_SHARE
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
