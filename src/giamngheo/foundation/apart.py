"""Runs a module in a process of its own, with limits: for files of unknown origin.

A file of a few kilobytes may make its reader ask for all memory there is; a process with limits dies alone,
and the person gets a message. The module reads its request with `asked`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import giamngheo

_SECONDS_MORE: Final = 60


def run_apart(
    module: str, request: dict[str, Any], *, memory_bytes: int, seconds: int
) -> dict[str, Any] | None:
    """The answer that the module writes to its output as JSON; None where it died or said nothing."""
    limited = request | {"memory_bytes": memory_bytes, "seconds": seconds}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", module],
            input=json.dumps(limited),
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=_environment(),
            check=False,
            timeout=seconds * 2 + _SECONDS_MORE,
        )
    except subprocess.TimeoutExpired:
        return None
    answer = done.stdout.strip()
    if done.returncode != 0 or not answer:
        return None
    told: dict[str, Any] = json.loads(answer)
    return told


def asked() -> dict[str, Any]:
    """What the process is to do; from here on it lives within its limits."""
    request: dict[str, Any] = json.load(sys.stdin)
    _limit(request["memory_bytes"], request["seconds"])
    return request


def answer(**told: Any) -> None:
    """Say how it went."""
    sys.stdout.write(json.dumps(told))


def _limit(memory_bytes: int, seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415  only Unix has it; elsewhere the process is apart but unlimited
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _environment() -> dict[str, str]:
    """Return the process's environment: our package on its path, few threads (their stacks cost memory)."""
    root = str(Path(giamngheo.__file__).resolve().parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "POLARS_MAX_THREADS": "2", "PYTHONUTF8": "1"}
