"""A document as PDF: content and layout are handed to typst as data, and nothing of them is run."""

import json
from pathlib import Path
from typing import Any, Final

import msgspec

from giamngheo.apps.papers.documents import Document
from giamngheo.apps.papers.qr import svg_of
from giamngheo.law.vocabulary.papers import Layout

_SOURCE: Final = Path(__file__).with_name("official.typ")


def pdf_of(document: Document, layout: Layout) -> bytes:
    """The document as a tagged PDF, fonts embedded, a QR of its check address beside its check code.

    Raises:
        ValueError: where the content cannot be set, as by a table without columns.
    """
    import typst  # noqa: PLC0415  heavy, and needed where a paper is made only

    inputs = {"document": json.dumps(_content(document), ensure_ascii=False)}
    inputs["layout"] = msgspec.json.encode(layout).decode()
    if document.check_code and document.check_address:
        inputs["qr"] = svg_of(document.check_address)
    try:
        made: bytes = typst.compile(_SOURCE, sys_inputs=inputs, root=_SOURCE.parent)
    except typst.TypstError as error:
        raise ValueError(f"the document cannot be set: {error}") from error
    return made


def _content(document: Document) -> dict[str, Any]:
    """The content as the source asks for it: with what is written out of numbers and days."""
    told: dict[str, Any] = msgspec.to_builtins(document)
    return {
        **told,
        "title": f"{document.kind} {document.subject}".strip(),
        "numbered": document.numbered,
        "placed": document.placed,
        "cited": document.cited,
    }
