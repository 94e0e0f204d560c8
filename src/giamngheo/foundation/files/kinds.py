"""The kinds of files that are taken, told by what they begin with and hold, never by their name."""

import zipfile
from collections.abc import Callable
from enum import StrEnum
from io import BytesIO
from typing import Final


class FileKind(StrEnum):
    """What a file is; the value is the ending of its name."""

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def is_photo(self) -> bool:
        """Whether it is a picture."""
        return self in {FileKind.JPEG, FileKind.PNG, FileKind.WEBP}

    @property
    def called(self) -> str:
        """What people call it."""
        return _CALLED.get(self, self.name)

    @property
    def media_type(self) -> str:
        """How the web calls it."""
        return _MEDIA_TYPES[self]


_CALLED: Final = {FileKind.WEBP: "WebP", FileKind.DOCX: "Word (.docx)", FileKind.XLSX: "Excel (.xlsx)"}
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES: Final = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
}
_MOST_PARTS: Final = 5_000


def kind_of(content: bytes) -> FileKind | None:
    """The kind of a file by its content; None for all that is not taken, documents with macros among it."""
    return next((kind for kind, is_it in _TOLD_BY.items() if is_it(content)), None)


def _is_office(content: bytes, main: str) -> bool:
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    has_macros = any(part.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for part in parts)
    return "[Content_Types].xml" in parts and main in parts and not has_macros and len(parts) < _MOST_PARTS


_TOLD_BY: Final[dict[FileKind, Callable[[bytes], bool]]] = {
    FileKind.JPEG: lambda content: content.startswith(b"\xff\xd8\xff"),
    FileKind.PNG: lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    FileKind.WEBP: lambda content: content.startswith(b"RIFF") and content[8:12] == b"WEBP",
    FileKind.PDF: lambda content: content.startswith(b"%PDF-"),
    FileKind.DOCX: lambda content: _is_office(content, "word/document.xml"),
    FileKind.XLSX: lambda content: _is_office(content, "xl/workbook.xml"),
}
