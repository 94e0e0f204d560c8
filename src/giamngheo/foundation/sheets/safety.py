"""Says what a file really is, by its content, and refuses what could harm the machine or mislead."""

import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

from giamngheo.foundation.sheets.errors import UnreadableFile, reason_of
from giamngheo.foundation.sheets.tables import MIB, Limits

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS: Final = (
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gz"),
    (b"{\\rtf", "văn bản RTF"),
    (b"MZ", "chương trình Windows"),
    (b"\x7fELF", "chương trình"),
)
_TEXT_ENDINGS: Final = {".csv", ".tsv", ".txt", ".xls", ".xlsx", ""}
_ARCHIVES: Final = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".tar")
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    NotImplementedError,
    struct.error,
    ValueError,
)
_CONTROLS: Final = re.compile(r"[\x01-\x08\x0e-\x1f]")
_MOST_ENTRIES: Final = 10_000
_RATIO: Final = 200  # real sheets stay under about 60; deflate can reach 1,032
_RATIO_FROM: Final = 20 * MIB
_BIFF_FILEPASS: Final = 0x002F
_BIFF_BOUNDSHEET: Final = 0x0085
_BIFF_EOF: Final = 0x000A


def inspect(path: Path, limits: Limits) -> str:
    """Return xlsx, xls, ods, csv or parquet; UnreadableFile for anything that is not safely one of these."""
    start = _first_bytes(path, limits)
    if start.startswith(b"PK"):
        return _inspect_zip(path, limits)
    if start.startswith(_OLE):
        return _inspect_ole(path)
    if start.startswith(b"PAR1"):
        return _inspect_parquet(path)
    for signature, name in _OTHER_KINDS:
        if start.startswith(signature):
            raise refusal(
                path, f"là {name}, không phải bảng tính", "Hãy chọn tệp Excel, ODS, CSV hoặc Parquet"
            )
    return _inspect_text(path, start)


def refusal(path: Path, what: str, remedy: str) -> UnreadableFile:
    """Return the error "Tệp «name» what. remedy."."""
    return UnreadableFile(f"Tệp «{path.name}» {what}. {remedy}.")


def broken(path: Path) -> UnreadableFile:
    """Return the error for a file that is cut off or damaged."""
    return refusal(
        path,
        "bị hỏng hoặc tải về chưa hết nên không đọc được",
        "Hãy mở lại bằng Excel hoặc LibreOffice, lưu thành .xlsx; nếu không mở được, hãy xin lại tệp gốc",
    )


def _first_bytes(path: Path, limits: Limits) -> bytes:
    if path.is_dir():
        raise UnreadableFile(f"«{path.name}» là thư mục, không phải tệp. Hãy chọn một tệp trong thư mục đó.")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4096)
    except FileNotFoundError:
        raise UnreadableFile(f"Không tìm thấy tệp «{path.name}». Hãy kiểm tra lại tên và nơi lưu.") from None
    except OSError as error:
        raise refusal(
            path,
            f"không mở được ({reason_of(error, 'lỗi khi đọc')})",
            "Hãy đóng tệp ở chương trình khác hoặc xin quyền đọc",
        ) from None
    if size == 0 or not start.strip(b"\0"):
        raise refusal(path, "trống, không có dữ liệu", "Hãy chọn tệp khác hoặc tải lại")
    if size > limits.bytes:
        raise refusal(
            path,
            f"quá lớn ({size // MIB} MB; giới hạn {limits.bytes // MIB} MB)",
            "Hãy tách theo xã hoặc theo năm rồi chọn từng tệp",
        )
    return start


def _inspect_zip(path: Path, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            refuse_bomb(path, entries, limits)
            refuse_password(path, entries)
            return _kind_of_zip(path, archive, {entry.filename for entry in entries})
    except DAMAGED:
        raise broken(path) from None


def refuse_password(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a packed file that opens with a password only."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise _password(path)


def refuse_bomb(path: Path, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse a packed file that no honest program writes, or that is too large unpacked."""
    total = sum(entry.file_size for entry in entries)
    bloated = any(
        entry.file_size > _RATIO_FROM and entry.file_size > _RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    nested = any(entry.filename.lower().endswith(_ARCHIVES) for entry in entries)
    if bloated or nested or len(entries) > _MOST_ENTRIES or _overlap(entries):
        raise refusal(
            path,
            "được nén bất thường, có thể là tệp gây hại, nên không được mở",
            "Hãy mở bằng Excel, chép phần dữ liệu sang một tệp mới rồi lưu",
        )
    if total > limits.uncompressed_bytes:
        raise refusal(
            path,
            f"khi giải nén quá lớn ({total // MIB} MB; giới hạn {limits.uncompressed_bytes // MIB} MB)",
            "Hãy xóa các dòng, cột thừa hoặc tách tệp",
        )


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Tell whether two entries share bytes, which honest programs never write."""
    ends = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < ends:
            return True
        ends = entry.header_offset + 30 + entry.compress_size
    return False


def _kind_of_zip(path: Path, archive: zipfile.ZipFile, names: set[str]) -> str:
    lowered = {name.lower() for name in names}
    if "word/document.xml" in lowered or "ppt/presentation.xml" in lowered:
        raise refusal(
            path, "là văn bản Word hoặc trình chiếu", "Hãy chép bảng sang Excel rồi lưu thành .xlsx"
        )
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lowered):
        raise _macro(path)
    if "[Content_Types].xml" in names and b"macroEnabled" in _read_start(archive, "[Content_Types].xml"):
        raise _macro(path)
    if any(name.startswith("xl/workbook") and name.endswith(".xml") for name in lowered):
        return "xlsx"
    if any(name.startswith("xl/workbook") and name.endswith(".bin") for name in lowered):
        raise refusal(path, "là Excel nhị phân (.xlsb)", "Hãy mở bằng Excel và lưu thành .xlsx")
    if "mimetype" in names and b"opendocument.spreadsheet" in _read_start(archive, "mimetype"):
        if "META-INF/manifest.xml" in names and b"encryption-data" in _read_start(
            archive, "META-INF/manifest.xml"
        ):
            raise _password(path)
        if any(name.startswith(("basic/", "scripts/")) for name in lowered):
            raise _macro(path)
        return "ods"
    raise refusal(
        path, "là tệp nén, không phải bảng tính", "Hãy giải nén rồi chọn tệp .xlsx, .xls, .ods hoặc .csv"
    )


def _read_start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(4 * MIB)


def _inspect_ole(path: Path) -> str:
    import olefile  # noqa: PLC0415  only old .xls files need it

    try:
        with olefile.OleFileIO(str(path)) as ole:
            storages = {"/".join(parts).lower() for parts in ole.listdir(streams=True, storages=True)}
            if "encryptedpackage" in storages:
                raise _password(path)
            if any("vba" in name for name in storages):
                raise _macro(path)
            stream = next((name for name in ("Workbook", "Book") if ole.exists(name)), None)
            if stream is None:
                raise refusal(path, "không phải bảng tính Excel", "Hãy chọn tệp .xlsx, .xls, .ods hoặc .csv")
            _inspect_biff(path, ole.openstream(stream).read(8 * MIB))
    except (OSError, struct.error, IndexError, ValueError, TypeError):
        raise broken(path) from None
    return "xls"


def _inspect_biff(path: Path, stream: bytes) -> None:
    """Walk the records of the workbook's first part: a password, or a sheet of Excel 4 macros, is refused."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == _BIFF_FILEPASS:
            raise _password(path)
        if kind == _BIFF_BOUNDSHEET and length >= 6 and stream[place + 9] == 1:
            raise _macro(path)
        if kind == _BIFF_EOF:
            return
        place += 4 + length


def _inspect_parquet(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(-4, 2)
        if file.read(4) != b"PAR1":
            raise broken(path)
    return "parquet"


def _inspect_text(path: Path, start: bytes) -> str:
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = start.decode("utf-16", errors="replace") if wide else start.decode("latin-1").removeprefix("ï»¿")
    head = text.lstrip().lower()
    if head.startswith(
        ("<!doctype", "<html", "<table", "<?xml", "<head", "<meta", "<style", "mime-version:")
    ):
        raise refusal(
            path,
            "thực ra là trang web (HTML/XML) đặt đuôi bảng tính",
            "Hãy mở bằng Excel, chọn «Lưu thành» (Save As) kiểu .xlsx rồi chọn lại",
        )
    # A stray NUL in a text is dropped later; many of them, or other control codes too, mean no text.
    binary = "\0" in text and (text.count("\0") > len(text) // 50 + 1 or _CONTROLS.search(text))
    if binary or path.suffix.lower() not in _TEXT_ENDINGS:
        raise refusal(path, "không phải bảng tính", "Hãy chọn tệp .xlsx, .xls, .ods, .csv hoặc .parquet")
    return "csv"


def _password(path: Path) -> UnreadableFile:
    return refusal(
        path, "được đặt mật khẩu nên không đọc được", "Hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi chọn lại"
    )


def _macro(path: Path) -> UnreadableFile:
    return refusal(
        path,
        "có chứa macro (chương trình) nên bị từ chối để an toàn",
        "Hãy mở bằng Excel và lưu thành .xlsx không macro rồi chọn lại",
    )
