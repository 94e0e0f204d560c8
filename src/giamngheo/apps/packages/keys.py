"""The key pair of an installation (Ed25519), and keys of others as they are passed on and read out.

The private half is a file of the data folder that its owner alone reads; it is in no table, line or answer.
"""

import base64
import contextlib
import hashlib
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from giamngheo.apps.packages.refusals import PackageError

MARK: Final = "gnk1-"
"""How every public key begins, so that nobody takes it for a token or a password."""

_FILE: Final = "package_key"
_CONTEXT: Final = b"giamngheo package 1\n"
"""Signed before what is signed: a signature made for something else holds for no package."""
_BYTES: Final = 32
_TOLD: Final = 32
_UNREADABLE: Final = "chép lại nguyên dòng bắt đầu bằng «gnk1-» ở trang Khóa của bên gửi."


@dataclass(frozen=True)
class OwnKey:
    """The key pair of this installation."""

    _private: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """The half that others register."""
        return _told(self._private.public_key().public_bytes_raw())

    def sign(self, content: bytes) -> str:
        """The signature of a content."""
        return base64.b64encode(self._private.sign(_CONTEXT + content)).decode()

    def __repr__(self) -> str:
        return f"OwnKey({self.public})"


def own_key(folder: Path) -> OwnKey | None:
    """The key pair kept in a data folder; None where there is none yet."""
    try:
        kept = (folder / _FILE).read_bytes()
    except FileNotFoundError:
        return None
    if len(kept) != _BYTES:
        raise PackageError(
            "Tệp khóa của máy chủ bị hỏng nên không ký được.",
            f"người vận hành lấy lại tệp {_FILE} trong thư mục dữ liệu từ bản sao lưu.",
        )
    return OwnKey(Ed25519PrivateKey.from_private_bytes(kept))


def make_own_key(folder: Path) -> OwnKey:
    """The key pair kept in a data folder, made where there is none."""
    path = folder / _FILE
    folder.mkdir(parents=True, exist_ok=True)
    # Written aside and linked: two that come at once end with one whole key.
    aside = folder / f"{_FILE}.{secrets.token_hex(8)}"
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    try:
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink()
    made = own_key(folder)
    assert made is not None
    return made


def read_public(text: str) -> str:
    """A public key as it was passed on; raises PackageError where it is none."""
    found = re.search(rf"{MARK}[0-9A-Za-z_\-]{{43}}(?![0-9A-Za-z_\-])", text)
    if found is None:
        raise PackageError("Đây không phải khóa công khai.", _UNREADABLE, "khoa")
    _bytes_of(found[0])
    return found[0]


def fingerprint_of(public: str) -> str:
    """What people compare by telephone: 32 signs in groups of four, of the key's SHA-256."""
    told = hashlib.sha256(_bytes_of(public)).hexdigest()[:_TOLD]
    return " ".join(told[place : place + 4] for place in range(0, _TOLD, 4))


def is_fingerprint(typed: str, public: str) -> bool:
    """Whether what was typed by hand is the fingerprint of a key, however it was spaced."""
    return re.sub(r"[\s.:\-]", "", typed.lower()) == fingerprint_of(public).replace(" ", "")


def is_signed(public: str, content: bytes, signature: str) -> bool:
    """Whether a content was signed by who holds the other half of a key."""
    try:
        signed = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(_bytes_of(public)).verify(signed, _CONTEXT + content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _told(raw: bytes) -> str:
    return MARK + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes_of(public: str) -> bytes:
    raw = base64.urlsafe_b64decode(public.removeprefix(MARK) + "=")
    if _told(raw) != public:  # several spellings of one key would be several keys
        raise PackageError("Khóa công khai chép sai.", _UNREADABLE, "khoa")
    return raw
