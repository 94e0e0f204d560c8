"""A data folder in which the product has run: made once in a run, because the first start takes a minute."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from giamngheo.config.postgres.locks import alone

UP = [sys.executable, "-m", "giamngheo.config.command_line.main", "up"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "GIAMNGHEO_DATA": str(data)}


class Running:
    """A started product: what it said so far, and its port."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [*UP, "--port", str(self.port)],
            env=environment(data),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)
            if "Ctrl-C" in line:
                return
        raise AssertionError("".join(self.said))


@pytest.fixture
def used_data(data: Path) -> Path:
    """As `data`, but that the product was started there before, and stopped."""
    of_the_run = Path(os.environ["GIAMNGHEO_DATA"])
    kept = of_the_run / "used"
    with alone(of_the_run / "used.lock"):
        if not kept.exists():
            made = Path(tempfile.mkdtemp(prefix="gn-"))
            first = Running(made)
            first.process.send_signal(signal.SIGINT)
            first.process.communicate(timeout=60)
            made.rename(kept)
    # With its owner: the server runs under an account of its own where tests run as root.
    subprocess.run(["cp", "-a", f"{kept}/.", data], check=True)
    return data
