"""The processes of a running product: one claim on the data, the web server, the background worker."""

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from giamngheo.foundation.audit.database_role import APP_ROLE

_SECONDS_TO_STOP = 15
_STARTS_AGAIN_AT_MOST = 5
_MANAGE = (sys.executable, "-m", "giamngheo.config.command_line.main", "manage")


class AlreadyRunningError(Exception):
    """Another process serves this data, at `address`."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Child:
    """A process of ours that is stopped with us; Ctrl-C in the terminal reaches only us."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self._command = [*_ends_with_us(), *command]
        self._environment = {**os.environ, **(environment or {})}
        self._started_again = 0
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command, env=self._environment, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def has_ended(self) -> bool:
        """Whether the process is over."""
        return self._process.poll() is not None

    def start_again(self) -> bool:
        """Start an ended process again; False after too many times."""
        self._started_again += 1
        if self._started_again > _STARTS_AGAIN_AT_MOST:
            return False
        self._process = self._start()
        return True

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        if not self.has_ended():
            self._process.terminate()
        try:
            self._process.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _ends_with_us() -> list[str]:
    """Before a command: have the system stop it should we be killed without a chance to (Linux only)."""
    found = shutil.which("setpriv") if sys.platform == "linux" else None
    return [found, "--pdeathsig", "TERM", "--"] if found else []


def migrate() -> str | None:
    """Bring the tables up to date; gives what was said if that failed."""
    result = subprocess.run(
        [*_MANAGE, "migrate", "--noinput", "--verbosity", "0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        start_new_session=True,
    )
    return None if result.returncode == 0 else result.stdout.strip()


def open_demonstration() -> str | None:
    """Make the demonstration, telling the progress; gives what was said if that failed."""
    for command in (
        ["demonstration", "open"],
        ["fill_demonstration_register"],
        ["fill_demonstration_sheets"],
        ["fill_demonstration_reviews"],
        ["fill_demonstration_activities"],
        ["fill_demonstration_results"],
        ["fill_demonstration_budgets"],
        ["fill_demonstration_dashboards"],
        ["fill_demonstration_reports"],
        ["fill_demonstration_coordination"],
        ["fill_demonstration_fund"],
        ["fill_demonstration_oversight"],
    ):
        result = subprocess.run(
            [*_MANAGE, *command],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
            start_new_session=True,
        )
        if result.returncode != 0:
            return result.stderr.strip()
    return None


def close_demonstration() -> str | None:
    """Close the accounts whose password everybody knows; gives what was said if that failed."""
    result = subprocess.run(
        [*_MANAGE, "demonstration", "close"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        start_new_session=True,
    )
    return None if result.returncode == 0 else (result.stderr or result.stdout).strip()


def worker() -> Child:
    """The process that does the background work."""
    return Child([*_MANAGE, "worker"])


def web_server(host: str, port: int) -> Child:
    """Gunicorn with two processes of four threads."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    named = [name for name in (os.environ.get("GIAMNGHEO_HOSTS", ""), host) if name]
    command = [sys.executable, "-m", "gunicorn", "giamngheo.config.wsgi:application", "--bind", bind]
    command += ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--timeout", "120"]
    command += ["--graceful-timeout", "10", "--log-level", "warning", "--no-control-socket"]
    return Child(command, {"GIAMNGHEO_HOSTS": ",".join(named), "GIAMNGHEO_DATABASE_ROLE": APP_ROLE})


@contextlib.contextmanager
def claim(data: Path, address: str) -> Iterator[None]:
    """Be the one product that serves this data; raises AlreadyRunningError if another does."""
    descriptor = os.open(data / "up.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(_written_address(descriptor)) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"address": address, "process": os.getpid()}).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _written_address(descriptor: int) -> str:
    try:
        return str(json.loads(os.pread(descriptor, 4096, 0))["address"])
    except (ValueError, KeyError):
        return "địa chỉ chưa rõ (vừa mới khởi động)"
