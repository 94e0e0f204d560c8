"""The zip of a package: sealed with a signature, and opened without trusting anything in it.

`signature.json` signs the bytes of `manifest.json`, which names every other file with its hash. What is
opened is bounded first: size, number and names of files, how far they unfold. Nothing is written to a disk.
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from giamngheo.apps.packages.contents import FORMAT, Answer, File, Report
from giamngheo.apps.packages.keys import OwnKey, is_signed, read_public
from giamngheo.apps.packages.refusals import PackageError

MANIFEST, SIGNATURE = "manifest.json", "signature.json"
LARGEST: Final = 32 * 1024 * 1024
LARGEST_UNFOLDED: Final = 128 * 1024 * 1024
MOST_FILES: Final = 202
_LARGEST_HEAD: Final = 2 * 1024 * 1024
_MIB: Final = 1024 * 1024
_MADE: Final = (1980, 1, 1, 0, 0, 0)
_AGAIN: Final = "tải lại tệp từ bên gửi, hoặc nhờ bên gửi lập gói khác."


class _Signature(msgspec.Struct, frozen=True):
    key: str
    signature: str


@dataclass(frozen=True)
class Sealed:
    """A package or an answer whose files are those that were signed; by whom is not known yet."""

    manifest: Report | Answer
    manifest_hash: str
    key: str
    files: Mapping[str, bytes]
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash of the whole zip."""
        return hashlib.sha256(self.content).hexdigest()


def files_of(files: Mapping[str, bytes]) -> tuple[File, ...]:
    """What a manifest says of files."""
    return tuple(
        File(path, len(content), hashlib.sha256(content).hexdigest()) for path, content in files.items()
    )


def seal(manifest: Report | Answer, files: Mapping[str, bytes], key: OwnKey) -> Sealed:
    """The zip of a manifest with the files that it names, signed."""
    head = msgspec.json.format(msgspec.json.encode(manifest))
    signature = msgspec.json.encode(_Signature(key.public, key.sign(head)))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in ((MANIFEST, head), (SIGNATURE, signature), *files.items()):
            archive.writestr(zipfile.ZipInfo(path, _MADE), content, zipfile.ZIP_DEFLATED)
    hashed = hashlib.sha256(head).hexdigest()
    return Sealed(manifest, hashed, key.public, files, kept.getvalue())


def unseal(content: bytes) -> Sealed:
    """A zip as it was sealed; raises PackageError for everything else, telling which trouble it is."""
    if len(content) > LARGEST:
        raise PackageError(
            f"Tệp lớn hơn {LARGEST // _MIB} MB nên không phải gói báo cáo.", "chọn đúng tệp gói (.zip)."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = _unfolded(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise PackageError("Tệp không phải gói .zip hoặc đã hỏng trên đường gửi.", _AGAIN) from error
    head, signature = files.pop(MANIFEST, None), files.pop(SIGNATURE, None)
    if head is None or signature is None:
        raise PackageError(
            f"Trong tệp không có {MANIFEST} hoặc {SIGNATURE} nên không phải gói báo cáo.",
            "chọn đúng tệp gói do phần mềm này lập.",
        )
    _require_format(head)
    key = _signed_by(head, signature)
    manifest = _read(head)
    _require_same(manifest, files)
    return Sealed(manifest, hashlib.sha256(head).hexdigest(), key, files, content)


def _unfolded(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise PackageError(f"Trong gói có hơn {MOST_FILES} tệp nên không nhận.", _AGAIN)
    if sum(one.file_size for one in entries) > LARGEST_UNFOLDED:
        raise PackageError(
            f"Gói bung ra lớn hơn {LARGEST_UNFOLDED // _MIB} MB nên không nhận (có thể là tệp phá hoại).",
            "hỏi lại bên gửi; không mở tệp này bằng phần mềm khác.",
        )
    files: dict[str, bytes] = {}
    for one in entries:
        if one.filename in files or not _is_known(one.filename):
            raise PackageError(
                "Trong gói có tệp mang tên lạ hoặc trùng tên nên không nhận (có thể là tệp phá hoại).",
                "hỏi lại bên gửi; không mở tệp này bằng phần mềm khác.",
            )
        with archive.open(one) as file:
            files[one.filename] = file.read(one.file_size + 1)
    return files


def _is_known(name: str) -> bool:
    try:
        msgspec.convert({"path": name, "size": 0, "sha256": "0" * 64}, File)
    except msgspec.ValidationError:
        return False
    return True


def _require_format(head: bytes) -> None:
    class Format(msgspec.Struct):
        format: int

    if len(head) > _LARGEST_HEAD:
        raise PackageError("Bảng kê của gói dài quá mức nên không nhận.", _AGAIN)
    if b"\\u0000" in head:  # a sign that the database keeps not at all
        raise PackageError(f"{MANIFEST} của gói không đọc được.", _AGAIN)
    try:
        told = msgspec.json.decode(head, type=Format).format
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise PackageError(f"{MANIFEST} của gói không đọc được.", _AGAIN) from error
    if told != FORMAT:
        raise PackageError(
            f"Gói theo dạng thức {told}, phần mềm này đọc dạng thức {FORMAT}.",
            "nâng cấp phần mềm ở bên có phiên bản cũ hơn rồi lập, gửi lại gói.",
        )


def _signed_by(head: bytes, told: bytes) -> str:
    try:
        signature = msgspec.json.decode(told, type=_Signature)
        key = read_public(signature.key)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, PackageError) as error:
        raise PackageError(f"{SIGNATURE} của gói không đọc được.", _AGAIN) from error
    if key != signature.key or not is_signed(key, head, signature.signature):
        raise PackageError(
            "Chữ ký không đúng: bảng kê của gói đã bị sửa sau khi ký.",
            "không dùng gói này; nhờ bên gửi lập và gửi lại qua đường khác.",
        )
    return key


def _read(head: bytes) -> Report | Answer:
    try:
        return msgspec.json.decode(head, type=Report | Answer)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise PackageError(f"{MANIFEST} của gói không đúng dạng.", _AGAIN) from error


def _require_same(manifest: Report | Answer, files: Mapping[str, bytes]) -> None:
    """Raise PackageError unless the files are those that were signed, no fewer and no more."""
    named = {one.path: one for one in manifest.files} if isinstance(manifest, Report) else {}
    for path in sorted(named.keys() | files.keys()):
        if path not in files:
            raise PackageError(f"Gói thiếu tệp {path} có trong bảng kê.", _AGAIN)
        if path not in named:
            raise PackageError(f"Gói có tệp {path} không có trong bảng kê.", _AGAIN)
        if hashlib.sha256(files[path]).hexdigest() != named[path].sha256:
            raise PackageError(f"Tệp {path} khác với tệp đã ký.", _AGAIN)
