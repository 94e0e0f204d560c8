"""Files that people hand in: known by what they hold, freed of what cameras add, found by nobody's guess."""

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from giamngheo.foundation.files import FileError, FileKind, forget, keep, open_kept
from giamngheo.foundation.files.keeping import LIMIT_BYTES

SECRET = b"GPS 21.0285 105.8542"


def segment(marker: int, said: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(said) + 2) + said


def exif(order: str, orientation: int) -> bytes:
    head = b"II*\x00" if order == "<" else b"MM\x00*"
    value = struct.pack(f"{order}HH", orientation, 0)
    entry = struct.pack(f"{order}HHI", 0x0112, 3, 1) + value
    return b"Exif\x00\x00" + head + struct.pack(f"{order}IH", 8, 1) + entry + b"\x00" * 4 + SECRET


def jpeg(*more: bytes) -> bytes:
    """A JPEG in its parts: two scans with a stuffed FF and a restart inside, and something behind it."""
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    tables = segment(0xDB, b"\x00" + b"\x10" * 64) + segment(0xC4, b"\xff\xd9" * 4)
    head = b"\xff\xd8" + segment(0xE0, b"JFIF\x00\x01\x01") + b"".join(more)
    return head + tables + scan + segment(0xC4, b"\x00\x01") + scan + b"\xff\xd9" + SECRET


def chunk(name: bytes, said: bytes) -> bytes:
    return struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))


def png() -> bytes:
    drawn = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    lines = chunk(b"IDAT", zlib.compress(b"\x00\x7f"))
    traces = chunk(b"tEXt", b"Comment\x00" + SECRET) + chunk(b"eXIf", SECRET)
    return b"\x89PNG\r\n\x1a\n" + drawn + traces + lines + chunk(b"IEND", b"") + SECRET


def webp_part(name: bytes, said: bytes) -> bytes:
    return name + struct.pack("<I", len(said)) + said + b"\x00" * (len(said) % 2)


def webp(*more: bytes, flags: int = 0) -> bytes:
    """A WebP in its parts, with something behind it."""
    parts = webp_part(b"VP8X", bytes((flags,)) + b"\x00" * 9) + webp_part(b"VP8L", b"\x2f\x00\x00")
    parts += b"".join(more)
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts + SECRET


def package(*names: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return made.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")
XLSX = package("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (jpeg(), FileKind.JPEG),
        (png(), FileKind.PNG),
        (webp(), FileKind.WEBP),
        (b"%PDF-1.7\n%%EOF", FileKind.PDF),
        (DOCX, FileKind.DOCX),
        (XLSX, FileKind.XLSX),
    ],
)
def test_a_file_is_known_by_its_content_and_kept_under_a_name_that_tells_nothing(
    tmp_path: Path, content: bytes, kind: FileKind
) -> None:
    kept, again = keep(BytesIO(content), tmp_path), keep(BytesIO(content), tmp_path)
    assert kept.kind is kind
    assert kept.stored != again.stored and kept.sha256 == again.sha256
    assert kept.stored.endswith(f".{kind}")
    with open_kept(kept.stored, tmp_path) as file:
        assert len(file.read()) == kept.size
    assert (tmp_path / kept.stored).stat().st_mode & 0o077 == 0
    forget(kept, tmp_path)
    with pytest.raises(FileNotFoundError):
        open_kept(kept.stored, tmp_path)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "rỗng"),
        (b"<html><script>alert(1)</script>", "không phải ảnh"),
        (b"MZ\x90\x00", "không phải ảnh"),
        (b"GIF89a", "không phải ảnh"),
        (package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "không có macro"),
        (package("word/document.xml"), "không phải ảnh"),
        (b"PK\x03\x04 broken", "không phải ảnh"),
        (jpeg()[:40], "bị hỏng"),
        (b"\xff\xd8\xff", "bị hỏng"),
        (png()[:50], "bị hỏng"),
        (webp()[:30], "bị hỏng"),
        (b"RIFF\x04\x00\x00\x00WEBP", "bị hỏng"),
        (b"%PDF-" + b"0" * LIMIT_BYTES, "lớn hơn 10 MB"),
    ],
)
def test_what_is_not_taken_is_told_with_its_remedy(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(FileError, match=why) as told:
        keep(BytesIO(content), tmp_path)
    assert "Cách xử lý" in str(told.value)
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_keeps_its_picture_and_which_way_up_it_is_and_nothing_else(
    tmp_path: Path, order: str
) -> None:
    traces = (segment(0xE1, exif(order, 6)), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + SECRET))
    colours, comment = segment(0xE2, b"ICC_PROFILE\x00\x01\x01colours"), segment(0xFE, SECRET)
    small_copy = segment(0xE2, b"MPF\x00" + SECRET)
    stored = keep(BytesIO(jpeg(*traces, colours, small_copy, comment)), tmp_path).stored
    content = (tmp_path / stored).read_bytes()
    assert SECRET not in content
    upright = segment(0xE1, b"Exif\x00\x00" + exif(">", 6)[6 : -len(SECRET)])
    assert content == jpeg(upright, colours)[: -len(SECRET)]


def test_a_photo_without_traces_stays_as_it_is(tmp_path: Path) -> None:
    plain = jpeg()[: -len(SECRET)]
    assert (tmp_path / keep(BytesIO(plain), tmp_path).stored).read_bytes() == plain
    drawn = (tmp_path / keep(BytesIO(png()), tmp_path).stored).read_bytes()
    assert SECRET not in drawn and drawn.endswith(chunk(b"IEND", b""))


@pytest.mark.parametrize("name", ["../secret", "/etc/hostname", "ab/../../secret"])
def test_a_name_that_leads_elsewhere_finds_nothing(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (tmp_path / "secret").write_bytes(SECRET)
    with pytest.raises(FileNotFoundError):
        open_kept(name, folder)


@pytest.mark.parametrize(("orientation", "flags"), [(1, 0x10), (6, 0x18)])
def test_a_webp_keeps_its_picture_and_which_way_up_it_is_and_nothing_else(
    tmp_path: Path, orientation: int, flags: int
) -> None:
    traces = webp_part(b"EXIF", exif("<", orientation)), webp_part(b"XMP ", SECRET)
    stored = keep(BytesIO(webp(*traces, webp_part(b"NEW ", SECRET), flags=0x1C)), tmp_path).stored
    upright = webp_part(b"EXIF", exif(">", 6)[6 : -len(SECRET)]) if orientation == 6 else b""
    assert (tmp_path / stored).read_bytes() == webp(upright, flags=flags)[: -len(SECRET)]


def test_who_takes_only_some_kinds_is_told_which(tmp_path: Path) -> None:
    for content in (DOCX, png()):
        with pytest.raises(FileError, match=r"^Tệp không phải ảnh \(JPEG\) hay PDF\. Cách xử lý"):
            keep(BytesIO(content), tmp_path, (FileKind.PDF, FileKind.JPEG))
