"""What can go wrong with a file; every message is Vietnamese and says what happened, why, and what to do."""

import errno
from typing import Final

_REASONS: Final = {
    errno.ENOENT: "thư mục không có",
    errno.ENOTDIR: "thư mục không có",
    errno.EISDIR: "tên đó là một thư mục",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.ENOSPC: "đĩa đã đầy",
    errno.ENAMETOOLONG: "tên tệp quá dài",
    errno.EROFS: "đĩa chỉ cho đọc",
}


class SheetError(Exception):
    """A file of tables could not be used."""


class UnreadableFile(SheetError):  # noqa: N818  says more than UnreadableFileError
    """A file was refused or could not be read."""


class UnwritableFile(SheetError):  # noqa: N818  as above
    """A file could not be written; what stood there before is untouched."""


def reason_of(error: Exception, otherwise: str) -> str:
    """Return the reason of an error of the system in Vietnamese, or the general words given."""
    return _REASONS.get(getattr(error, "errno", None) or 0, otherwise)
