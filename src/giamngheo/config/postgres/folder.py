"""Looks at a PostgreSQL folder before anything is started on it; never changes what it finds."""

import os
import shutil
from pathlib import Path

from giamngheo.config.postgres.errors import UnusableDatabaseError

MAJOR = 18
_MEGABYTE = 1024 * 1024
ROOM_TO_CREATE = 120 * _MEGABYTE
ROOM_TO_START = 40 * _MEGABYTE  # two segments of the write-ahead log and a little more

_FILES = ("global/pg_control", "postgresql.conf", "pg_hba.conf")
_FOLDERS = ("base", "global", "pg_wal", "pg_xact", "pg_multixact")
_SIZE_OF_CONTROL = 8192

_RESTORE = (
    "khôi phục cả thư mục này từ bản sao lưu gần nhất; hoặc đặt biến GIAMNGHEO_DATA trỏ tới một thư mục khác "
    "để bắt đầu với dữ liệu trống. Chương trình không sửa, không xoá gì trong thư mục hiện có."
)


def holds_a_database(folder: Path) -> bool:
    """Whether the folder is a whole PostgreSQL folder of our major version; False where one may be made.

    Raises UnusableDatabaseError for anything else: damaged, of another version, or not a folder.
    """
    if not folder.exists() and not folder.is_symlink():
        return False
    if not folder.is_dir():
        raise _damaged(folder, "đường dẫn này không phải là thư mục")
    try:
        empty = next(folder.iterdir(), None) is None
    except PermissionError:
        raise _of_someone_else(folder) from None
    if empty:
        return False
    _require_our_version(folder)
    _require_the_essentials(folder)
    return True


def require_own(folder: Path, user_id: int) -> None:
    """Refuse a folder that belongs to another account: PostgreSQL would not start on it."""
    if folder.exists() and folder.stat().st_uid != user_id:
        raise _of_someone_else(folder)


def require_writable(folder: Path) -> None:
    """Make the data folder if it is missing and refuse one in which nothing can be written."""
    probe = folder / f".thu-ghi.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UnusableDatabaseError(
            f"Không ghi được vào thư mục dữ liệu {folder}.",
            f"hệ điều hành báo: {error.strerror}",
            "cấp quyền ghi thư mục này cho tài khoản đang chạy, giải phóng ổ đĩa nếu đã đầy, "
            "hoặc đặt biến GIAMNGHEO_DATA trỏ tới một thư mục ghi được.",
        ) from None


def require_room(folder: Path, needed: int) -> None:
    """Refuse to start on a disk with less than `needed` bytes free, before PostgreSQL fails half-way."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise disk_full(folder, free, needed)


def disk_full(folder: Path, free: int, needed: int = ROOM_TO_START) -> UnusableDatabaseError:
    """The error for a full disk, with bytes told in MB."""
    return UnusableDatabaseError(
        f"Ổ đĩa chứa thư mục dữ liệu {folder} đã đầy.",
        f"chỉ còn trống {free // _MEGABYTE} MB, cần ít nhất {needed // _MEGABYTE} MB để ghi an toàn",
        "xoá bớt tệp không cần trên ổ đĩa này rồi chạy lại; hoặc đặt biến GIAMNGHEO_DATA trỏ tới ổ đĩa khác.",
    )


def damaged_by_log(folder: Path, last_words: str) -> UnusableDatabaseError:
    """The error for a folder that looks whole but on which PostgreSQL refused to start."""
    return _damaged(folder, f"PostgreSQL không khởi động được trên thư mục này và ghi lại: {last_words}")


def _require_our_version(folder: Path) -> None:
    try:
        written = (folder / "PG_VERSION").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise _damaged(folder, "thiếu tệp PG_VERSION") from None
    except PermissionError:
        raise _of_someone_else(folder) from None
    except (OSError, UnicodeDecodeError):
        raise _damaged(folder, "không đọc được tệp PG_VERSION") from None
    if not written.isascii() or not written.isdigit():
        raise _damaged(folder, "tệp PG_VERSION không ghi số phiên bản")
    if int(written) != MAJOR:
        raise _other_version(folder, int(written))


def _require_the_essentials(folder: Path) -> None:
    missing = [name for name in _FILES if not (folder / name).is_file()]
    missing += [name for name in _FOLDERS if not (folder / name).is_dir()]
    if missing:
        raise _damaged(folder, f"thiếu {', '.join(missing)}")
    if (folder / "global" / "pg_control").stat().st_size != _SIZE_OF_CONTROL:
        raise _damaged(folder, "tệp global/pg_control không đủ độ dài")


def _damaged(folder: Path, why: str) -> UnusableDatabaseError:
    return UnusableDatabaseError(f"Thư mục cơ sở dữ liệu {folder} bị hỏng.", why, _RESTORE)


def _of_someone_else(folder: Path) -> UnusableDatabaseError:
    return UnusableDatabaseError(
        f"Thư mục cơ sở dữ liệu {folder} thuộc về tài khoản khác.",
        "PostgreSQL chỉ chạy bằng chính tài khoản sở hữu thư mục dữ liệu",
        "chạy lại bằng tài khoản đã tạo thư mục này; hoặc đặt biến GIAMNGHEO_DATA trỏ tới thư mục của mình.",
    )


def _other_version(folder: Path, found: int) -> UnusableDatabaseError:
    if found > MAJOR:
        remedy = "cài bản phần mềm mới hơn (bản đã tạo thư mục này)"
    else:
        remedy = (
            f"chạy pg_dump của PostgreSQL {found} trên thư mục này để lấy dữ liệu ra, rồi nạp vào thư mục mới"
        )
    return UnusableDatabaseError(
        f"Thư mục cơ sở dữ liệu {folder} thuộc PostgreSQL {found}.",
        f"phần mềm này chạy PostgreSQL {MAJOR}, không mở được dữ liệu của phiên bản khác",
        f"{remedy}; hoặc đặt biến GIAMNGHEO_DATA trỏ tới một thư mục khác. "
        "Chương trình không sửa, không xoá gì trong thư mục hiện có.",
    )
