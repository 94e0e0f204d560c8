"""Preparing the checkout: pinned, without addresses of registries, and free of cost the second time."""

import importlib.util
import json
import subprocess
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2]
_PYTHON_WITHOUT_VENV = "case $* in *ensurepip* | *libatomic*) exit 1;; esac"


def test_a_second_preparation_has_nothing_to_do() -> None:
    result = subprocess.run(
        [_CHECKOUT / "deploy" / "prepare"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_a_python_that_is_too_old_is_told_with_the_remedy(tmp_path: Path) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        _stand_in(tmp_path, name, "case $1 in --version) echo Python 3.9.2;; *) exit 1;; esac")
    result = _prepare_with_stand_ins(tmp_path)
    assert result.returncode == 1
    assert "cần Python từ 3.11" in result.stderr
    assert "Python 3.9.2" in result.stderr
    assert "sudo apt-get install" in result.stderr


def test_all_that_the_system_lacks_is_asked_for_at_once_before_any_work(tmp_path: Path) -> None:
    _stand_in(tmp_path, "python3", _PYTHON_WITHOUT_VENV)
    _stand_in(tmp_path, "id", "echo 1000")
    _stand_in(tmp_path, "apt-get", "exit 1")
    _stand_in(tmp_path, "java", "echo 'openjdk version \"11.0.2\"' >&2")
    _stand_in(tmp_path, "fc-list", "exit 0")
    result = _prepare_with_stand_ins(tmp_path, "dev")
    assert (result.returncode, result.stdout) == (1, "")
    assert "máy này thiếu gói hệ thống" in result.stderr
    command = result.stderr.splitlines()[-1].split()
    assert command[:6] == ["sudo", "apt-get", "update", "&&", "sudo", "apt-get"]
    needed = {"python3-venv", "default-jre-headless", "libatomic1", "fontconfig", "fonts-croscore"}
    assert needed < set(command)
    assert not (tmp_path / ".venv").exists()


def test_the_missing_package_is_that_of_the_python_chosen(tmp_path: Path) -> None:
    _stand_in(tmp_path, "python3", "case $1 in --version) echo Python 3.10.12;; *) exit 1;; esac")
    _stand_in(tmp_path, "python3.11", "exit 1")
    _stand_in(tmp_path, "python3.12", _PYTHON_WITHOUT_VENV)
    _stand_in(tmp_path, "id", "echo 1000")
    _stand_in(tmp_path, "apt-get", "exit 1")
    result = _prepare_with_stand_ins(tmp_path)
    assert result.returncode == 1
    assert result.stderr.endswith("sudo apt-get install python3.12-venv\n")


def test_the_lock_of_the_front_end_pins_by_hash_and_names_no_registry() -> None:
    packages = json.loads((_CHECKOUT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: found for name, found in packages.items() if name}
    assert fetched
    for name, found in fetched.items():
        assert "resolved" not in found, name
        assert found["integrity"].startswith("sha512-"), name


def test_every_pinned_library_has_its_hash_and_no_index_is_named() -> None:
    for name in ("run.txt", "dev.txt", "data.txt"):
        text = (_CHECKOUT / "requirements" / name).read_text(encoding="utf-8")
        assert "--index-url" not in text
        assert "://" not in text
        pinned = [line for line in text.splitlines() if line and line[0] not in " #-"]
        assert pinned
        assert [line for line in pinned if not line.rstrip().endswith("\\")] == []


def test_the_units_of_administration_come_without_the_libraries_of_their_package() -> None:
    assert importlib.util.find_spec("vietnamadminunits") is not None
    for name in ("unidecode", "geopy", "shapely"):
        assert importlib.util.find_spec(name) is None, name


def _stand_in(folder: Path, name: str, script: str) -> None:
    """A program of the machine that another machine has otherwise, first in the path."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def _prepare_with_stand_ins(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Prepare `folder` as if it were a checkout nothing was ever done in."""
    (folder / "deploy").mkdir()
    script = folder / "deploy" / "prepare"
    script.write_bytes((_CHECKOUT / "deploy" / "prepare").read_bytes())
    return subprocess.run(
        ["bash", script, *words],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": f"{folder}:/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
    )
