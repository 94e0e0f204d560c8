"""Tables packed together in a .zip: taken out under plain names, what could harm is refused."""

import zipfile
from pathlib import Path

import pytest

from giamngheo.foundation.sheets import Limits, UnreadableFile, is_pack_of_tables, unpack_tables


def packed(place: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return place


def test_tables_come_out_without_the_way_to_them_and_nothing_else_does(tmp_path: Path) -> None:
    file = packed(
        tmp_path / "a.zip",
        **{"form.csv": b"a\n1\n", "..__..__etc__form-members.csv": b"b\n2\n", "media__anh.jpg": b"x"},
    )
    (tmp_path / "out").mkdir()
    found = unpack_tables(file, tmp_path / "out")
    assert [(one.parent.name, one.name) for one in found] == [
        ("out", "form.csv"),
        ("out", "form-members.csv"),
    ]
    assert found[1].read_bytes() == b"b\n2\n"
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["form-members.csv", "form.csv"]


@pytest.mark.parametrize(
    ("files", "is_pack"),
    [
        ({"a.csv": b"1"}, True),
        ({"[Content_Types].xml": b"", "a.csv": b"1"}, False),
        ({"a.txt": b"1"}, False),
        ({"__MACOSX__._a.csv": b"1"}, False),
    ],
)
def test_a_pack_of_tables_is_told_from_a_workbook(
    tmp_path: Path, files: dict[str, bytes], is_pack: bool
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__MACOSX__", "__MACOSX/"), content)
    assert is_pack_of_tables(tmp_path / "a.zip") is is_pack


def test_what_is_no_zip_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 hong")
    assert not is_pack_of_tables(tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.csv": b"0" * 30_000_000}, "nén bất thường"),
        ({"a.csv": b"1", "b.zip": b"PK"}, "nén bất thường"),
        ({"x__a.csv": b"1", "y__a.csv": b"2"}, "hai bảng cùng tên"),
        ({f"{number}.csv": b"1" for number in range(30)}, "có 30 bảng"),
    ],
)
def test_what_no_server_packs_is_refused(tmp_path: Path, files: dict[str, bytes], words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        unpack_tables(packed(tmp_path / "a.zip", **files), tmp_path)


def test_a_pack_that_is_too_large_unpacked_is_refused(tmp_path: Path) -> None:
    file = packed(tmp_path / "a.zip", **{"a.csv": bytes(range(256)) * 8_000})
    with pytest.raises(UnreadableFile, match="quá lớn"):
        unpack_tables(file, tmp_path, Limits(uncompressed_bytes=1_000_000))
