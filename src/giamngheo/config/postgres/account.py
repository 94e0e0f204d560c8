"""Under which system account the embedded PostgreSQL runs, which refuses to run as root."""

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from giamngheo.config.postgres.errors import UnusableDatabaseError

_NAME = "giamngheo"


@dataclass(frozen=True)
class Account:
    """A system account by its numbers; `borrowed` when root lends itself to it."""

    user_id: int
    group_id: int
    borrowed: bool

    def run(
        self, command: Sequence[str | Path], timeout: float, inside: Path = Path("/")
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, speaking English, in a folder open to it (ours may be closed)."""
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
        lent: dict[str, object] = {}
        if self.borrowed:
            lent = {"user": self.user_id, "group": self.group_id, "extra_groups": []}
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [str(part) for part in command],
            env=environment,
            cwd=inside,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
            **lent,
        )

    def make_folder(self, folder: Path) -> None:
        """Make a folder of this account that nobody else may enter, or check that it is one."""
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {self.user_id, os.geteuid()}:
            raise UnusableDatabaseError(
                f"Không dùng được thư mục {folder}.",
                "thư mục này do tài khoản khác tạo sẵn",
                "xoá thư mục này rồi chạy lại.",
            )
        if self.borrowed:
            os.chown(folder, self.user_id, self.group_id)
        folder.chmod(0o700)

    def make_file(self, file: Path) -> None:
        """Make an empty file this account may write, or give it one that a restoring root left as its own."""
        file.touch(mode=0o600)
        if self.borrowed:
            os.chown(file, self.user_id, self.group_id)

    def let_through(self, folder: Path) -> None:
        """Where root lends itself: let the account pass (only pass) through the folders above `folder`."""
        if not self.borrowed:
            return
        for above in folder.resolve().parents:
            mode = above.stat().st_mode
            if not mode & stat.S_IXOTH:
                above.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


def account_for(data: Path) -> Account:
    """The account to run PostgreSQL under: oneself, or for root the owner of the data, or one made for it."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), borrowed=False)
    for folder in (data / "postgres", data):
        if folder.exists() and folder.stat().st_uid != 0:
            owner = folder.stat()
            return Account(owner.st_uid, owner.st_gid, borrowed=True)
    try:
        found = pwd.getpwnam(_NAME)
    except KeyError:
        found = _make_account()
    return Account(found.pw_uid, found.pw_gid, borrowed=True)


def _make_account() -> pwd.struct_passwd:
    command = [
        "useradd",
        "--system",
        "--user-group",
        "--no-create-home",
        "--shell",
        "/usr/sbin/nologin",
        _NAME,
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        return pwd.getpwnam(_NAME)
    except (OSError, subprocess.CalledProcessError, KeyError):
        raise UnusableDatabaseError(
            f"Không tạo được tài khoản hệ thống «{_NAME}» để chạy PostgreSQL.",
            "PostgreSQL không chạy bằng tài khoản root",
            f"tạo tài khoản bằng lệnh: {' '.join(command)}; hoặc chạy lại bằng tài khoản thường.",
        ) from None
