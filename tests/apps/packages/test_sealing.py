"""What is opened was signed, whole and small; everything else is refused with what to do."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giamngheo.apps.packages import sealing
from giamngheo.apps.packages.contents import FORMAT, Named, Report
from giamngheo.apps.packages.keys import (
    OwnKey,
    fingerprint_of,
    is_fingerprint,
    is_signed,
    make_own_key,
    own_key,
)
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.sealing import MANIFEST, SIGNATURE, Sealed, files_of, seal, unseal

FILES = {"tables/causes.json": b'{"table":"causes","lines":[]}', "units.json": b"[]"}


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> OwnKey:
    return make_own_key(tmp_path_factory.mktemp("khoa"))


def report(files: dict[str, bytes] = FILES, **change: object) -> Report:
    told = Report(
        format=FORMAT,
        key="00000000-0000-4000-8000-000000000001",
        unit=Named("99901", "xã Mẫu"),
        period="2026",
        opening=date(2025, 12, 31),
        closing=date(2026, 12, 14),
        title="Kết quả thử",
        edition=1,
        snapshot="00000000-0000-4000-8000-000000000002",
        snapshot_manifest="0" * 64,
        standard="national_2022_2026",
        law="1" * 64,
        engine="0",
        made_at=datetime(2026, 12, 15, tzinfo=UTC),
        made_by="Thử Cán Bộ",
        files=files_of(files),
    )
    return msgspec.structs.replace(told, **change)


def with_entries(sealed: Sealed, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The zip with other entries."""
    with zipfile.ZipFile(io.BytesIO(sealed.content)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    return zipped(entries)


def zipped(entries: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return kept.getvalue()


def test_what_was_sealed_is_opened_as_it_was(key: OwnKey) -> None:
    sealed = seal(report(), FILES, key)
    found = unseal(sealed.content)
    assert (found.manifest, dict(found.files), found.key) == (report(), FILES, key.public)
    assert (found.manifest_hash, found.sha256) == (sealed.manifest_hash, sealed.sha256)
    assert "OwnKey(gnk1-" in repr(key) and key.public.startswith("gnk1-")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda all_: all_.pop(MANIFEST), "không có manifest.json"),
        (lambda all_: all_.pop(SIGNATURE), "không có manifest.json hoặc signature.json"),
        (lambda all_: all_.pop("units.json"), "thiếu tệp units.json"),
        (lambda all_: all_.update({"results.json": b"[]"}), "không có trong bảng kê"),
        (lambda all_: all_.update({"units.json": b"[{}]"}), "khác với tệp đã ký"),
        (
            lambda all_: all_.update({MANIFEST: all_[MANIFEST].replace(b"99901", b"99902")}),
            "Chữ ký không đúng",
        ),
        (lambda all_: all_.update({MANIFEST: b'{"format":2}'}), "dạng thức 2, phần mềm này đọc dạng thức 1"),
        (lambda all_: all_.update({MANIFEST: b"x"}), "manifest.json của gói không đọc được"),
        (lambda all_: all_.update({MANIFEST: b" " * 3_000_000}), "dài quá mức"),
        (lambda all_: all_.update({SIGNATURE: b"{}"}), "signature.json của gói không đọc được"),
        (lambda all_: all_.update({SIGNATURE: b'{"key":"x","signature":""}'}), "signature.json của gói"),
        (lambda all_: all_.update({"../ngoai.json": b""}), "tên lạ"),
        (lambda all_: all_.update({"/etc/passwd": b""}), "tên lạ"),
        (lambda all_: all_.update({"tables\\x.json": b""}), "tên lạ"),
        (lambda all_: all_.update({"a/b/c.json": b""}), "tên lạ"),
        (lambda all_: all_.update({f"t{one}.json": b"" for one in range(300)}), "hơn 202 tệp"),
    ],
)
def test_what_is_not_as_it_was_signed_is_refused(
    key: OwnKey, change: Callable[[dict[str, bytes]], None], said: str
) -> None:
    with pytest.raises(PackageError, match=said) as refused:
        unseal(with_entries(seal(report(), FILES, key), change))
    assert "Cách xử lý: " in str(refused.value)


@pytest.mark.parametrize("title", ["một\0hai", "x" * 201])
def test_words_that_cannot_be_kept_are_refused_however_they_are_signed(key: OwnKey, title: str) -> None:
    with pytest.raises(PackageError, match=r"manifest\.json của gói không"):
        unseal(seal(report(title=title), FILES, key).content)


def test_a_bomb_a_large_and_a_doubled_file_are_refused(key: OwnKey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "LARGEST_UNFOLDED", 1_000_000)
    bomb = with_entries(seal(report(), FILES, key), lambda all_: all_.update({"bomb.json": b"0" * 2_000_000}))
    assert len(bomb) < 10_000
    with pytest.raises(PackageError, match="bung ra lớn hơn"):
        unseal(bomb)
    # What an entry says of its size may be a lie: no more than that is ever unfolded.
    lying = bomb.replace((2_000_000).to_bytes(4, "little"), (2).to_bytes(4, "little"))
    with pytest.raises(PackageError, match="đã hỏng"):
        unseal(lying)
    kept = io.BytesIO(seal(report(), FILES, key).content)
    with zipfile.ZipFile(kept, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("units.json", b"[]")
    with pytest.raises(PackageError, match="trùng tên"):
        unseal(kept.getvalue())
    monkeypatch.setattr(sealing, "LARGEST", 100)
    with pytest.raises(PackageError, match="không phải gói báo cáo"):
        unseal(b"0" * 101)


@pytest.mark.parametrize("content", [b"", b"PK", b"gibberish" * 100, zipped({})])
def test_what_is_no_zip_or_an_empty_one_is_refused(content: bytes) -> None:
    with pytest.raises(PackageError, match="Cách xử lý"):
        unseal(content)


@settings(max_examples=150)
@given(place=st.integers(0, 10**6), byte=st.integers(0, 255), cut=st.booleans())
def test_whatever_a_byte_becomes_nothing_but_what_was_signed_comes_out(
    place: int, byte: int, cut: bool
) -> None:
    sealed = _one()
    at = place % len(sealed.content)
    changed = sealed.content[:at] if cut else sealed.content[:at] + bytes([byte]) + sealed.content[at + 1 :]
    try:
        found = unseal(changed)
    except PackageError:
        return
    assert (found.manifest, dict(found.files), found.key) == (sealed.manifest, FILES, sealed.key)


_KEPT: list[Sealed] = []


def _one() -> Sealed:
    if not _KEPT:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            _KEPT.append(seal(report(), FILES, make_own_key(Path(folder))))
    return _KEPT[0]


def test_a_key_is_made_once_and_signs_for_packages_alone(tmp_path: Path) -> None:
    assert own_key(tmp_path) is None
    made = make_own_key(tmp_path)
    assert make_own_key(tmp_path).public == made.public and [one.name for one in tmp_path.iterdir()] == [
        "package_key"
    ]
    signature = made.sign(b"abc")
    assert is_signed(made.public, b"abc", signature)
    assert not is_signed(made.public, b"abd", signature) and not is_signed(made.public, b"abc", "?")
    told = fingerprint_of(made.public)
    assert len(told) == 39 and is_fingerprint(told.replace(" ", ""), made.public)
    assert not is_fingerprint(told[:-1], made.public) and not is_fingerprint("", made.public)
