"""The embedded PostgreSQL: made once, started by the first process, joined by others, stopped by the last."""

import contextlib
import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from giamngheo.config.postgres import folder
from giamngheo.config.postgres.account import Account, account_for
from giamngheo.config.postgres.errors import UnusableDatabaseError
from giamngheo.config.postgres.locks import SharedUse, alone
from giamngheo.config.postgres.programs import programs
from giamngheo.config.postgres.sockets import PORT, socket_folder
from giamngheo.foundation.audit.database_role import APP_ROLE

DATABASE = "giamngheo"
ROLE = "giamngheo"  # owns the database without being a superuser, so that row-level rules bind it
_START_SECONDS = 300  # recovery after a power cut may read much log
_QUICK_SECONDS = 60
_ANSWERS, _STARTING_UP = 0, 1  # exit codes of pg_isready

# Other complaints (no memory, no semaphores) say nothing against the folder.
_WORDS_OF_DAMAGE = r"PANIC|checkpoint|control file|invalid|incompatible|corrupt|No such file or directory"

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "log_line_prefix": "%m ",
    "timezone": "UTC",
    # Solid state or memory: at the 4 of a turning disk, whole tables are read for the rows of one commune.
    "random_page_cost": "1.1",
    # After each checkpoint every page that changes is written whole once more: a province's review had two.
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
}


def kept_in_memory(memory: int) -> str:
    """How much of the database the server keeps at hand on a machine of so many bytes: an eighth of them.

    No less than PostgreSQL takes by itself, nor more than half a gigabyte: the machine is not ours alone.
    """
    return f"{min(max(memory // 8 // 1024**2, 128), 512)}MB"


class EmbeddedServer:
    """One process's use of the server on a data folder; `tell` receives progress in Vietnamese."""

    def __init__(
        self,
        data: Path,
        tell: Callable[[str], None] = lambda _: None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.data = data
        self.folder = data / "postgres"
        self._tell = tell
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        self._settings = {**_SETTINGS, "shared_buffers": kept_in_memory(memory), **(settings or {})}
        self._mutex = data / "postgres.lock"
        self._use = SharedUse(data / "postgres.users")

    def __enter__(self) -> "EmbeddedServer":
        self.join()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def join(self) -> None:
        """Join the running server, or make its folder and start it; raises UnusableDatabaseError."""
        folder.require_writable(self.data)
        with self._alone():
            account = account_for(self.data)
            if folder.holds_a_database(self.folder):
                folder.require_own(self.folder, account.user_id)
            else:
                self._create(account)
            self._use.take()
            try:
                if self._state(account) != _ANSWERS:
                    self._start(account)
                self._ensure_database(account)
            except BaseException:
                if self._use.drop() and self._state(account) == _ANSWERS:
                    self._stop(account)
                raise

    def leave(self) -> None:
        """Stop using the server; the last user stops it."""
        with self._alone():
            if self._use.drop():
                self._stop(account_for(self.data))

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            lock = alone(self._mutex)
            lock.__enter__()
        except OSError as error:
            raise UnusableDatabaseError(
                f"Không mở được tệp khoá {self._mutex}.",
                f"hệ điều hành báo: {error.strerror}",
                "chạy lại bằng tài khoản đã tạo thư mục dữ liệu này.",
            ) from None
        try:
            yield
        finally:
            lock.__exit__(None, None, None)

    def _create(self, account: Account) -> None:
        self._tell("Tạo cơ sở dữ liệu lần đầu (vài giây) …")
        folder.require_room(self.data, folder.ROOM_TO_CREATE)
        account.let_through(self.folder)
        # Made aside and renamed: an interrupted creation never leaves half a folder in the right place.
        with tempfile.TemporaryDirectory(dir=self.data, prefix="postgres-dang-tao-") as aside:
            account.make_folder(Path(aside))
            made = Path(aside) / "postgres"
            options = [
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
            ]
            options += ["--auth-local=trust", "--auth-host=reject", "--no-instructions"]
            command: list[str | Path] = [programs(account) / "initdb", "-D", made, "-U", "postgres", *options]
            result = account.run(command, timeout=_START_SECONDS)
            if result.returncode != 0:
                raise self._failed("Không tạo được cơ sở dữ liệu.", result.stderr)
            if self.folder.is_dir():
                self.folder.rmdir()  # only ever an empty one: `holds_a_database` said so
            made.rename(self.folder)

    def _start(self, account: Account) -> None:
        self._tell("Khởi động cơ sở dữ liệu …")
        folder.require_room(self.data, folder.ROOM_TO_START)
        account.let_through(self.folder)
        account.make_folder(self.data / "run")
        account.make_folder(socket_folder(self.data))
        self._drop_stale_mark()
        log = self.data / "run" / "postgres.log"
        account.make_file(log)
        already_written = log.stat().st_size
        options = " ".join(
            f"-c {shlex.quote(f'{name}={value}')}"
            for name, value in {
                **self._settings,
                "unix_socket_directories": str(socket_folder(self.data)),
                "port": str(PORT),
            }.items()
        )
        command: list[str | Path] = [programs(account) / "pg_ctl", "start", "-w", "-t", str(_START_SECONDS)]
        try:
            # pg_ctl hands these paths to a shell unquoted: relative ones hold no sign a shell would read.
            result = account.run(
                [*command, "-D", "postgres", "-l", "run/postgres.log", "-o", options],
                timeout=_START_SECONDS + 10,
                inside=self.data,
            )
        except subprocess.TimeoutExpired:
            raise self._failed("Cơ sở dữ liệu chưa khởi động xong sau 5 phút.", "timeout") from None
        if result.returncode != 0:
            with log.open(encoding="utf-8", errors="replace") as lines:
                lines.seek(already_written)
                raise self._failed_to_start(lines.read() or result.stderr)

    def _stop(self, account: Account) -> None:
        result = account.run(
            [programs(account) / "pg_ctl", "stop", "-m", "fast", "-w", "-t", "60", "-D", self.folder],
            timeout=70,
        )
        if result.returncode != 0 and self._state(account) == _ANSWERS:
            raise self._failed("Cơ sở dữ liệu không dừng được.", result.stderr)

    def _state(self, account: Account) -> int:
        command: list[str | Path] = [
            programs(account) / "pg_isready",
            "-q",
            "-h",
            socket_folder(self.data),
            "-p",
            str(PORT),
        ]
        state = account.run([*command, "-t", "10"], timeout=_QUICK_SECONDS).returncode
        if state == _STARTING_UP:  # another process is starting or recovering it: pg_ctl would refuse
            state = account.run([*command, "-t", "60"], timeout=2 * _QUICK_SECONDS).returncode
        return state

    def _ensure_database(self, account: Account) -> None:
        """Make the database and the two roles, as far as they are missing."""
        found = self._sql(
            account,
            f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"
            f" UNION ALL SELECT 2 FROM pg_roles WHERE rolname = '{ROLE}'"
            f" UNION ALL SELECT 3 FROM pg_roles WHERE rolname = '{APP_ROLE}'",
        ).split()
        if "2" not in found:
            self._sql(account, f"CREATE ROLE {ROLE} LOGIN CREATEDB")
        if "3" not in found:
            self._sql(account, f"CREATE ROLE {APP_ROLE} NOLOGIN; GRANT {APP_ROLE} TO {ROLE}")
        if "1" not in found:
            self._sql(account, f"CREATE DATABASE {DATABASE} OWNER {ROLE}")

    def _sql(self, account: Account, statement: str) -> str:
        command: list[str | Path] = [
            programs(account) / "psql",
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
        ]
        where: list[str | Path] = [
            "-h",
            socket_folder(self.data),
            "-p",
            str(PORT),
            "-U",
            "postgres",
            "-d",
            "postgres",
        ]
        result = account.run([*command, *where, "-c", statement], timeout=_QUICK_SECONDS)
        if result.returncode != 0:
            raise self._failed("Cơ sở dữ liệu không trả lời đúng.", result.stderr)
        return str(result.stdout)

    def _drop_stale_mark(self) -> None:
        """Remove a postmaster.pid whose number another program has now, as after a restart of the machine."""
        mark = self.folder / "postmaster.pid"
        try:
            number = int(mark.read_text(encoding="ascii").splitlines()[0])
            name = Path(f"/proc/{number}/comm").read_text(encoding="utf-8").strip()
        except (OSError, ValueError, IndexError):
            return  # PostgreSQL itself clears the mark of a process that is gone
        if name != "postgres":
            mark.unlink()

    def _failed_to_start(self, log: str) -> UnusableDatabaseError:
        complaints = [line for line in log.splitlines() if re.search(r"\b(FATAL|PANIC)\b", line)]
        if any(re.search(_WORDS_OF_DAMAGE, line) for line in complaints):
            return folder.damaged_by_log(self.folder, complaints[-1])
        return self._failed("Cơ sở dữ liệu không khởi động được.", "\n".join(complaints) or log)

    def _failed(self, what: str, said: str) -> UnusableDatabaseError:
        if "No space left on device" in said:
            return folder.disk_full(self.data, free=0)
        return UnusableDatabaseError(
            what,
            f"PostgreSQL báo: {said.strip() or 'không rõ'}",
            f"xem nhật ký {self.data / 'run' / 'postgres.log'}, sửa nguyên nhân rồi chạy lại.",
        )
