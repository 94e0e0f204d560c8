"""`giamngheo package`: looked at first, made, checked without a database, taken in; exit codes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings
from tests.apps.packages.made import frozen, installations
from tests.factories.places import make_country

from giamngheo.apps.packages.models import Package
from giamngheo.apps.packages.states import Way
from giamngheo.config.command_line import main as command_line
from giamngheo.config.command_line.exit_codes import ExitCode

pytestmark = pytest.mark.django_db
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def called(*words: object) -> tuple[int, str, str]:
        code = command_line.main(["package", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


def test_made_checked_and_taken_in(run: Run, settings: Settings, tmp_path: Path) -> None:
    both = installations(settings, tmp_path)
    country = make_country()
    snapshot, out = frozen(country, "Mẫu Một", "Mẫu Hai"), tmp_path / "goi.zip"
    code, said, _ = run("make", snapshot.pk, "--out", out)
    assert code == ExitCode.DONE and "13 biểu của 3 đơn vị" in said and "Chưa lập gói" in said
    assert not out.exists() and not Package.objects.exists()
    code, said, _ = run("make", snapshot.pk, "--out", out, "--commit")
    assert code == ExitCode.DONE and "Đã lập gói lần 1" in said
    code, said, _ = run("check", out)
    assert code == ExitCode.DONE and "Chữ ký đúng" in said and "Các số khớp." in said
    command = [sys.executable, "-m", "giamngheo.config.command_line.main", "package", "check", str(out)]
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    alone = subprocess.run(command, env=bare, capture_output=True, text=True, check=False)
    assert (alone.returncode, alone.stdout) == (ExitCode.DONE, said)  # on a machine without a database
    code, _, wrong = run("take", out)
    assert code == ExitCode.WRONG_CALL and "Chưa biết bên ký" in wrong
    both.know_each_other(country)
    code, said, _ = run("take", out)
    assert code == ExitCode.DONE and "Chưa ghi gì" in said
    assert not Package.objects.filter(way=Way.TAKEN).exists()
    code, said, _ = run("take", out, "--commit")
    assert f"/goi-bao-cao/{Package.objects.get(way=Way.TAKEN).pk}/" in said
    assert "không có gì thay đổi" in run("take", out, "--commit")[1]


def test_what_cannot_be_done_is_told_with_its_code(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "a.zip"
    broken.write_bytes(b"abc")
    code, _, wrong = run("check", broken)
    assert code == ExitCode.WRONG_CALL and "không phải gói .zip" in wrong
    assert run("check", tmp_path / "khong-co.zip")[0] == ExitCode.UNREADABLE_INPUT
    code, _, wrong = run("make", 999, "--out", tmp_path / "b.zip")
    assert code == ExitCode.WRONG_CALL and "Không có bản chốt số 999" in wrong
