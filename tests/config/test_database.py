"""The embedded database: joined, never stopped under another's feet, never overwritten."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from giamngheo.config.database import connection_settings
from giamngheo.config.postgres import folder
from giamngheo.config.postgres.account import account_for
from giamngheo.config.postgres.errors import UnusableDatabaseError
from giamngheo.config.postgres.server import EmbeddedServer, kept_in_memory
from giamngheo.config.postgres.sockets import socket_folder


def _answers(data: Path) -> bool:
    return (socket_folder(data) / ".s.PGSQL.5432").exists()


def _contents(data: Path) -> dict[str, bytes]:
    whole = data / "postgres"
    return {str(path.relative_to(whole)): path.read_bytes() for path in whole.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole, stopped data folder that the tests copy."""
    data = tmp_path_factory.mktemp("made")
    with EmbeddedServer(data):
        pass
    return data


@pytest.fixture
def stopped(made: Path, data: Path) -> Path:
    """An own copy of a whole, stopped data folder."""
    own = data / "own"
    shutil.copytree(made, own)
    owner = (made / "postgres").stat()
    if os.geteuid() == 0:
        for path in [own / "postgres", *(own / "postgres").rglob("*")]:
            os.chown(path, owner.st_uid, owner.st_gid)
    return own


def test_the_last_user_stops_the_server_and_no_one_before(data: Path) -> None:
    first, second = EmbeddedServer(data), EmbeddedServer(data)
    first.join()
    second.join()
    first.leave()
    assert _answers(data)
    second.leave()
    assert not _answers(data)


def test_another_process_joins_the_running_server_and_leaves_it_running(data: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from giamngheo.config.postgres.server import EmbeddedServer\n"
        "with EmbeddedServer(Path(sys.argv[1]), print): pass\n"
    )
    with EmbeddedServer(data):
        result = subprocess.run(
            [sys.executable, "-c", program, str(data)], capture_output=True, text=True, check=True
        )
        assert result.stdout == ""  # nothing made, nothing started
        assert _answers(data)


def test_a_server_left_by_a_killed_process_is_joined_and_then_stopped(data: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from giamngheo.config.postgres.server import EmbeddedServer\n"
        "EmbeddedServer(Path(sys.argv[1])).join(); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(data)], check=False)
    assert _answers(data)
    with EmbeddedServer(data):
        pass
    assert not _answers(data)


def test_data_is_kept_from_one_start_to_the_next(stopped: Path) -> None:
    marker = "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('còn đây')"
    with EmbeddedServer(stopped) as server:
        server._sql(account_for(stopped), marker)
    with EmbeddedServer(stopped) as server:
        assert server._sql(account_for(stopped), "SELECT word FROM kept").strip() == "còn đây"


def test_a_path_too_long_for_a_socket_still_works(data: Path) -> None:
    long = data / ("thư mục dữ liệu của xã " * 5) / "dữ liệu"
    assert not str(socket_folder(long)).startswith(str(long))
    with EmbeddedServer(long):
        assert _answers(long)


def test_a_path_with_signs_that_shells_and_postgresql_read_still_works(data: Path) -> None:
    odd = data / "a, b $HOME 'c"
    with EmbeddedServer(odd):
        assert _answers(odd)


def test_a_mark_of_another_program_with_the_same_number_does_not_stop_the_start(stopped: Path) -> None:
    lines = [str(os.getpid()), str(stopped / "postgres"), "1700000000", "5432", "", "", "1 1", "ready"]
    mark = stopped / "postgres" / "postmaster.pid"
    mark.write_text("\n".join(lines) + "\n")
    owner = (stopped / "postgres").stat()
    os.chown(mark, owner.st_uid, owner.st_gid)
    with EmbeddedServer(stopped):
        assert _answers(stopped)


def _without_version(postgres: Path) -> None:
    (postgres / "PG_VERSION").unlink()


def _garbage_version(postgres: Path) -> None:
    (postgres / "PG_VERSION").write_bytes(b"\xff\x00??")


def _words_for_version(postgres: Path) -> None:
    (postgres / "PG_VERSION").write_text("mười tám\n", encoding="utf-8")


def _without_control(postgres: Path) -> None:
    (postgres / "global" / "pg_control").unlink()


def _short_control(postgres: Path) -> None:
    (postgres / "global" / "pg_control").write_bytes(b"x" * 100)


def _without_log(postgres: Path) -> None:
    shutil.rmtree(postgres / "pg_wal")


def _empty_log(postgres: Path) -> None:
    for path in (postgres / "pg_wal").iterdir():
        if path.is_file():
            path.unlink()


def _only_a_strange_file(postgres: Path) -> None:
    shutil.rmtree(postgres)
    postgres.mkdir()
    (postgres / "báo cáo.docx").write_bytes(b"of a person")


def _a_file_instead(postgres: Path) -> None:
    shutil.rmtree(postgres)
    postgres.write_bytes(b"of a person")


@pytest.mark.parametrize(
    "damage",
    [
        _without_version,
        _garbage_version,
        _words_for_version,
        _without_control,
        _short_control,
        _without_log,
        _empty_log,
        _only_a_strange_file,
        _a_file_instead,
    ],
)
def test_a_damaged_folder_is_refused_with_a_remedy_and_left_as_it_is(
    stopped: Path, damage: Callable[[Path], None]
) -> None:
    damage(stopped / "postgres")
    before = _contents(stopped)
    with pytest.raises(UnusableDatabaseError) as error:
        EmbeddedServer(stopped).join()
    assert "bị hỏng" in error.value.what
    assert str(stopped) in error.value.what
    assert "bản sao lưu" in error.value.remedy
    after = _contents(stopped)
    # A start that PostgreSQL itself gives up leaves only its own lock and options behind.
    assert {name: after.get(name) for name in before if name != "postmaster.opts"} == {
        name: text for name, text in before.items() if name != "postmaster.opts"
    }
    assert not _answers(stopped)


@pytest.mark.parametrize(("found", "word"), [("16", "pg_dump"), ("19", "mới hơn")])
def test_a_folder_of_another_version_is_refused_and_left_as_it_is(
    stopped: Path, found: str, word: str
) -> None:
    (stopped / "postgres" / "PG_VERSION").write_text(f"{found}\n")
    before = _contents(stopped)
    with pytest.raises(UnusableDatabaseError) as error:
        EmbeddedServer(stopped).join()
    assert f"PostgreSQL {found}" in error.value.what
    assert word in error.value.remedy
    assert _contents(stopped) == before


def test_a_data_folder_that_cannot_be_written_is_told(data: Path) -> None:
    in_the_way = data / "tệp"
    in_the_way.write_bytes(b"")
    with pytest.raises(UnusableDatabaseError, match="Không ghi được") as error:
        EmbeddedServer(in_the_way / "data").join()
    assert "GIAMNGHEO_DATA" in error.value.remedy


def test_a_full_disk_is_told_before_anything_is_started(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9 - 5, 5))
    with pytest.raises(UnusableDatabaseError, match="đã đầy"):
        EmbeddedServer(data).join()
    assert not (data / "postgres").exists()


def test_an_interrupted_creation_leaves_nothing_in_the_place_of_the_database(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", power_cut)
    with pytest.raises(KeyboardInterrupt):
        EmbeddedServer(data).join()
    assert not (data / "postgres").exists()
    monkeypatch.undo()
    with EmbeddedServer(data):
        assert _answers(data)


def test_the_product_does_not_work_as_superuser(data: Path) -> None:
    with EmbeddedServer(data) as server:
        asked = server._sql(account_for(data), "SELECT rolsuper FROM pg_roles WHERE rolname = 'giamngheo'")
    assert asked.strip() == "f"


def test_an_empty_folder_may_become_a_database(data: Path) -> None:
    (data / "postgres").mkdir()
    assert not folder.holds_a_database(data / "postgres")


def test_reading_the_settings_starts_nothing_and_writes_nothing(data: Path) -> None:
    environment = {**os.environ, "GIAMNGHEO_DATA": str(data / "none")}
    environment.pop("DATABASE_URL", None)
    program = "from giamngheo.config import settings; print(settings.DATABASES['default']['HOST'])"
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == str(data / "none" / "run")
    assert not (data / "none").exists()


def test_an_address_of_another_kind_of_database_is_refused_without_repeating_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://me:bimat@example.invalid/x")
    with pytest.raises(UnusableDatabaseError) as error:
        connection_settings()
    assert "bimat" not in str(error.value)
    assert "PostgreSQL" in str(error.value)


def test_an_own_server_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://lan:x@db.invalid:5433/ngheo")
    found = connection_settings()
    assert (found["HOST"], found["PORT"], found["NAME"], found["USER"]) == (
        "db.invalid",
        5433,
        "ngheo",
        "lan",
    )


@pytest.mark.parametrize(
    ("gigabytes", "kept"), [(0.5, "128MB"), (1, "128MB"), (2, "256MB"), (4, "512MB"), (64, "512MB")]
)
def test_a_small_machine_is_not_filled_by_the_database(gigabytes: float, kept: str) -> None:
    assert kept_in_memory(int(gigabytes * 1024**3)) == kept
