"""Finds the data files of the package by its list of files; the package itself is never imported."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

PACKAGE: Final = "vietnamadminunits"
_DATASET: Final = "data/dataset.db"
_CONVERTER: Final = "data/converter_2025.json"
_REMEDY: Final = (
    "Cần làm: chạy «deploy/prepare» (hoặc «make run») khi máy có mạng tới kho gói Python rồi làm lại."
)


class UnusableSourceError(Exception):
    """The data files are missing or not as known; the message is Vietnamese and says what to do."""


@dataclass(frozen=True)
class SourceFiles:
    """Where the two data files lie, and of which version."""

    version: str
    dataset: Path
    converter: Path

    @cached_property
    def mark(self) -> str:
        """The source in words, with the beginning of one hash over both files: other files, another mark."""
        digest = hashlib.sha256()
        for path in (self.dataset, self.converter):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return f"Gói dữ liệu {PACKAGE} {self.version} (sha256 {digest.hexdigest()[:16]})"


def source_files(package: str = PACKAGE) -> SourceFiles:
    """Find the data files of the installed package; raises UnusableSourceError."""
    try:
        found = distribution(package)
    except PackageNotFoundError:
        raise UnusableSourceError(
            f"Chưa có dữ liệu địa bàn trên máy này (gói «{package}»).\n"
            "Vì sao: bước cài dữ liệu chưa chạy hoặc gói đã bị gỡ.\n" + _REMEDY
        ) from None
    paths = [Path(str(found.locate_file(f"{package}/{name}"))) for name in (_DATASET, _CONVERTER)]
    for path in paths:
        if not path.is_file():
            raise UnusableSourceError(
                f"Gói dữ liệu địa bàn «{package}» không có tệp «{path.name}».\n"
                "Vì sao: gói cài dở dang hoặc không phải bản đã ghim.\n" + _REMEDY
            )
    return SourceFiles(found.version, *paths)


def not_as_known(path: Path, what: str) -> UnusableSourceError:
    """The error for a file whose content is not what this module was written for."""
    return UnusableSourceError(
        f"Không đọc được tệp dữ liệu địa bàn «{path.name}»: {what}.\n"
        "Vì sao: tệp hỏng hoặc gói dữ liệu đã đổi cấu trúc so với bản đã ghim.\n" + _REMEDY
    )
