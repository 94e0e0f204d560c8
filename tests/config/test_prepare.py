"""Preparing the checkout: pinned, without addresses of registries, and free of cost the second time."""

import json
import subprocess
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2]


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
        old = tmp_path / name
        old.write_text("#!/bin/sh\ncase $1 in --version) echo Python 3.9.2;; *) exit 1;; esac\n")
        old.chmod(0o755)
    (tmp_path / "deploy").mkdir()
    script = tmp_path / "deploy" / "prepare"
    script.write_bytes((_CHECKOUT / "deploy" / "prepare").read_bytes())
    result = subprocess.run(
        ["bash", script],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
    )
    assert result.returncode == 1
    assert "cần Python từ 3.11" in result.stderr
    assert "Python 3.9.2" in result.stderr
    assert "sudo apt-get install" in result.stderr


def test_the_lock_of_the_front_end_pins_by_hash_and_names_no_registry() -> None:
    packages = json.loads((_CHECKOUT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: found for name, found in packages.items() if name}
    assert fetched
    for name, found in fetched.items():
        assert "resolved" not in found, name
        assert found["integrity"].startswith("sha512-"), name


def test_every_pinned_library_has_its_hash_and_no_index_is_named() -> None:
    for name in ("run.txt", "dev.txt"):
        text = (_CHECKOUT / "requirements" / name).read_text(encoding="utf-8")
        assert "--index-url" not in text
        assert "://" not in text
        pinned = [line for line in text.splitlines() if line and line[0] not in " #-"]
        assert pinned
        assert [line for line in pinned if not line.rstrip().endswith("\\")] == []
