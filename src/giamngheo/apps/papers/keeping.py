"""A document as it is kept: as JSON with its hash, without signs that no database or office file holds."""

import hashlib
from typing import Any

import msgspec

from giamngheo.apps.papers.documents import Document
from giamngheo.apps.papers.letters import writable


def kept_as(document: Document) -> dict[str, Any]:
    """The document as JSON; ValueError where it has a number, a day or a code: these are the paper's."""
    if document.number or document.day or document.check_code or document.check_address:
        raise ValueError("number, day and check code belong to the paper, not to its content")
    kept: dict[str, Any] = _written(msgspec.to_builtins(document))
    return kept


def hash_of(kept: dict[str, Any]) -> str:
    """The hash of a content, whatever the order in which a database gives its parts."""
    return hashlib.sha256(msgspec.json.encode(kept, order="deterministic")).hexdigest()


def read_back(kept: dict[str, Any]) -> Document:
    """The document that was kept."""
    return msgspec.convert(kept, Document)


def _written(said: Any) -> Any:
    if isinstance(said, str):
        return writable(said)
    if isinstance(said, dict):
        return {key: _written(value) for key, value in said.items()}
    if isinstance(said, list | tuple):
        return [_written(value) for value in said]
    return said
