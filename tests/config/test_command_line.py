"""The command line speaks Vietnamese and ends with documented codes."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from giamngheo import __version__
from giamngheo.config.command_line import main as command_line
from giamngheo.config.command_line.exit_codes import MEANINGS, ExitCode
from giamngheo.config.command_line.parser import VietnameseParser, in_vietnamese
from giamngheo.foundation.audit.database_role import APP_ROLE


def _called(arguments: list[str], data: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    environment.pop("DATABASE_URL", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if data is not None:
        environment["GIAMNGHEO_DATA"] = str(data)
    return subprocess.run(
        [sys.executable, "-m", "giamngheo.config.command_line.main", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_help_is_in_vietnamese_and_tells_all_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        command_line.main(["--help"])
    said = capsys.readouterr().out
    assert end.value.code == ExitCode.DONE
    for word in ("Cách dùng:", "Lệnh", "Tuỳ chọn", "xem trợ giúp", *MEANINGS.values()):
        assert word in said
    for english in ("usage", "options", "positional", "show this help", "exit"):
        assert english not in said


def test_every_command_has_its_own_help_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    for name in command_line._COMMANDS:
        with pytest.raises(SystemExit) as end:
            command_line.main([name, "--help"])
        said = capsys.readouterr().out
        assert end.value.code == ExitCode.DONE
        assert f"Cách dùng: giamngheo {name}" in said
        assert "show this help" not in said


def test_every_exit_code_has_its_meaning() -> None:
    assert set(MEANINGS) == set(ExitCode)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        command_line.main(["--version"])
    assert (end.value.code, capsys.readouterr().out.strip()) == (0, __version__)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "thiếu tham số bắt buộc: LỆNH"),
        (["lên"], "giá trị 'lên' không có; chọn một trong"),
        (["up", "--port"], "tham số --port: cần đúng một giá trị"),
        (["up", "--port", "tám"], "cổng «tám» không hợp lệ"),
        (["up", "--port", "70000"], "cổng «70000» không hợp lệ"),
        (["up", "thêm"], "không hiểu tham số: thêm"),
    ],
)
def test_a_wrong_call_is_told_in_vietnamese_with_the_way_to_help(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        command_line.main(arguments)
    said = capsys.readouterr().err
    assert end.value.code == ExitCode.WRONG_CALL
    assert words in said
    assert "--help" in said
    assert "argument" not in said


def test_groups_of_exclusive_and_missing_arguments_are_told_in_vietnamese(
    capsys: pytest.CaptureFixture[str],
) -> None:
    parser = VietnameseParser(prog="x")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--a", action="store_true")
    either.add_argument("--b", action="store_true")
    for arguments, words in ([], "cần một trong các tham số"), (["--a", "--b"], "không dùng cùng với --a"):
        with pytest.raises(SystemExit):
            parser.parse_args(arguments)
        assert words in capsys.readouterr().err


def test_a_message_of_our_own_is_not_touched() -> None:
    assert in_vietnamese("tệp a.xlsx không mở được") == "tệp a.xlsx không mở được"


def test_an_unknown_command_of_django_is_a_wrong_call(data: Path) -> None:
    result = _called(["manage", "khong-co"], data)
    assert result.returncode == ExitCode.WRONG_CALL
    assert "không có lệnh «khong-co»" in result.stderr


def test_a_damaged_database_ends_with_its_own_code_and_no_traceback(data: Path) -> None:
    (data / "postgres").mkdir()
    (data / "postgres" / "base").mkdir()
    for command in (["manage", "migrate"], ["up", "--port", str(_free_port())]):
        result = _called(command, data)
        assert result.returncode == ExitCode.UNUSABLE_DATABASE
        assert "bị hỏng" in result.stderr
        assert "Traceback" not in result.stderr


def test_the_web_server_asks_the_database_under_the_role_that_owns_nothing(
    used_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = "from django.db import connection as c; k = c.cursor(); k.execute('SELECT current_user'); "
    program += "print(k.fetchone()[0])"
    monkeypatch.setenv("GIAMNGHEO_DATABASE_ROLE", APP_ROLE)
    asked = _called(["manage", "shell", "--no-imports", "-c", program], used_data)
    assert asked.stdout.strip() == APP_ROLE


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(data: Path) -> None:
    program = "from django.conf import settings; print(settings.SECRET_KEY)"
    keys = {
        _called(["manage", "shell", "--no-imports", "-c", program], data).stdout.strip() for _ in range(2)
    }
    assert keys == {(data / "secret_key").read_text().strip()}
    assert len(keys.pop()) >= 50
    assert (data / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_reader_that_goes_away_early_sees_no_complaint() -> None:
    command = f"{sys.executable} -m giamngheo.config.command_line.main --help | head -c 1"
    result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert result.stderr == ""


def test_the_command_line_loads_neither_django_nor_polars_before_a_command_asks() -> None:
    program = (
        "import sys, giamngheo.config.command_line.main\n"
        "print([name for name in ('django', 'polars', 'procrastinate', 'psycopg') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
