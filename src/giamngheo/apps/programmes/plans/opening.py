"""Opening a plan's file: known by its content, read apart where it could do harm, refused in plain words."""

import hashlib
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from giamngheo.apps.programmes.plans.manuscript import Manuscript, SourceLine, fold, manuscript_of
from giamngheo.apps.programmes.plans.opened_apart import Opened
from giamngheo.apps.programmes.plans.reading import read
from giamngheo.apps.programmes.plans.structure import Plan, Source
from giamngheo.apps.programmes.plans.text_files import text_lines
from giamngheo.foundation.apart import run_apart
from giamngheo.foundation.files.kinds import FileKind, kind_of
from giamngheo.foundation.text import guess_encoding, to_unicode

_MODULE: Final = "giamngheo.apps.programmes.plans.opened_apart"
_MIB: Final = 1024 * 1024
MOST_BYTES: Final = 50 * _MIB
_UNPACKED_BYTES: Final = 300 * _MIB
_MEMORY: Final = 2048 * _MIB
_SECONDS: Final = 300
_FEWEST_LETTERS: Final = 40
_MOST_LETTERS: Final = 1_200_000
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF: Final = b"{\\rtf"
_TEXT: Final = {".txt", ".md", ".markdown", ".text", ""}
_SAVE_AS: Final = "Cách xử lý: mở bằng Word hoặc LibreOffice, lưu thành .docx."


class UnreadablePlanError(Exception):
    """A file cannot be read as a plan; the message says in Vietnamese why and what to do."""


def read_plan(path: Path, name: str | None = None) -> Plan:
    """Read the plan in a file (.docx, .pdf, .txt, .md); `name` is what its owner calls it.

    Raises:
        UnreadablePlanError: where the file cannot be opened, or holds no text.
    """
    name = name or path.name
    manuscript, source = open_manuscript(path, name)
    return read(manuscript, source)


def open_manuscript(path: Path, name: str) -> tuple[Manuscript, Source]:
    """The text of a file and what it is."""
    content = _content(path, name)
    kind = _kind(content, path, name)
    if kind in {"docx", "pdf"}:
        found = _apart(path, kind, name)
    else:
        lines = list(text_lines(content))
        found = Opened(lines, max((line.page for line in lines), default=1))
    manuscript = manuscript_of(_in_unicode(found.lines), is_markdown=kind == "md")
    if len(manuscript.text) > _MOST_LETTERS:
        raise UnreadablePlanError(
            f"Tệp «{name}» quá dài so với một kế hoạch. Cách xử lý: chỉ lưu phần kế hoạch."
        )
    if sum(map(str.isalpha, manuscript.text)) < _FEWEST_LETTERS:
        if kind == "pdf":
            raise _needs_text(name, "là bản quét (trang là ảnh)")
        raise UnreadablePlanError(f"Tệp «{name}» không có chữ để đọc. Cách xử lý: chọn lại tệp kế hoạch.")
    source = Source(
        file=name,
        kind=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        pages=found.pages,
        by_ocr=bool(found.ocr_pages),
        ocr_pages=found.ocr_pages,
        left_pages=found.left_pages,
        page_lines=manuscript.page_lines,
        text=manuscript.text,
    )
    return manuscript, source


def _content(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadablePlanError(
                f"Tệp «{name}» lớn hơn {MOST_BYTES // _MIB} MB. Cách xử lý: bỏ ảnh trong tệp, hoặc lưu "
                f"riêng phần chữ."
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadablePlanError(
            f"Không mở được tệp «{name}». Cách xử lý: kiểm tra đường dẫn và quyền đọc."
        ) from error
    if not content.strip():
        raise UnreadablePlanError(f"Tệp «{name}» rỗng. Cách xử lý: chọn lại tệp có nội dung.")
    return content


def _kind(content: bytes, path: Path, name: str) -> str:
    kind = kind_of(content)
    if kind is FileKind.PDF:
        return "pdf"
    if kind is FileKind.DOCX:
        _refuse_bomb(path, name)
        return "docx"
    if kind is not None and kind.is_photo:
        raise _needs_text(name, "là ảnh chụp")
    if content.startswith(_OLD_WORD):
        raise UnreadablePlanError(f"Tệp «{name}» là Word đời cũ (.doc). {_SAVE_AS}")
    if content.startswith(_RTF):
        raise UnreadablePlanError(f"Tệp «{name}» là RTF. {_SAVE_AS}")
    if content.startswith(b"PK") or kind is not None or path.suffix.lower() not in _TEXT:
        raise UnreadablePlanError(
            f"Tệp «{name}» không phải .docx (không có macro), .pdf, .txt hay .md. "
            "Cách xử lý: lưu kế hoạch thành một trong các loại đó."
        )
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadablePlanError(f"Tệp «{name}» không phải tệp chữ. {_SAVE_AS}")
    return "md" if path.suffix.lower() in {".md", ".markdown"} else "txt"


def _refuse_bomb(path: Path, name: str) -> None:
    with zipfile.ZipFile(path) as package:
        size = sum(part.file_size for part in package.infolist())
    if size > _UNPACKED_BYTES:
        raise UnreadablePlanError(f"Tệp «{name}» khi mở ra lớn bất thường nên không đọc. {_SAVE_AS}")


def _needs_text(name: str, what: str) -> UnreadablePlanError:
    return UnreadablePlanError(
        f"Tệp «{name}» {what}, cần bản có chữ. Cách xử lý: xin tệp .docx hoặc .pdf xuất từ Word; hoặc cài "
        f"Tesseract "
        "có tiếng Việt (tesseract-ocr, tesseract-ocr-vie) trên máy chủ rồi đọc lại tệp .pdf."
    )


def _apart(path: Path, kind: str, name: str) -> Opened:
    with tempfile.TemporaryDirectory(prefix="giamngheo-") as folder:
        out = Path(folder) / "lines.json"
        request = {"path": str(path.absolute()), "kind": kind, "out": str(out)}
        told = run_apart(_MODULE, request, memory_bytes=_MEMORY, seconds=_SECONDS)
        refused = "broken" if told is None else told.get("refused")
        if refused == "scanned":
            raise _needs_text(name, "là bản quét (trang là ảnh)")
        if refused == "too_long":
            raise UnreadablePlanError(
                f"Tệp «{name}» quá dài so với một kế hoạch. Cách xử lý: chỉ lưu phần kế hoạch."
            )
        if refused:
            raise UnreadablePlanError(
                f"Tệp «{name}» bị hỏng, có mật khẩu hoặc tải về chưa hết nên không đọc được. "
                "Cách xử lý: mở và lưu lại, hoặc xin lại tệp gốc."
            )
        return msgspec.json.decode(out.read_bytes(), type=Opened)


def _in_unicode(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Fonts before Unicode (TCVN3, VNI) turned into Unicode; text files are by then."""
    encoding = guess_encoding([line.text for line in lines])
    if encoding == "unicode" or any(
        "ngheo" in fold(line.text) and "nghèo" in line.text.lower() for line in lines
    ):
        return list(lines)
    return [
        SourceLine(
            to_unicode(line.text, encoding),
            line.page,
            line.ends,
            tuple(to_unicode(cell, encoding) for cell in line.cells),
        )
        for line in lines
    ]
