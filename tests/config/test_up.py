"""`giamngheo up`: starts whole, says where, stops whole, and never twice on the same data."""

import http.client
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.config.conftest import UP, Running, environment, free_port

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.postgres.sockets import socket_folder


@pytest.fixture
def running(used_data: Path) -> Iterator[Running]:
    started = Running(used_data)
    yield started
    if started.process.poll() is None:
        started.process.terminate()
    started.process.communicate(timeout=60)


def _family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_stops_all_its_processes_when_told(
    data: Path, running: Running, way: signal.Signals
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=30)
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert answer.status == 200
    assert "Phân loại danh sách" in answer.read().decode()
    connection.close()
    assert f"http://127.0.0.1:{running.port}/" in "".join(running.said)
    family = _family(running.process)
    assert len(family) >= 4  # gunicorn with two workers, and the background worker
    running.process.send_signal(way)
    rest, _ = running.process.communicate(timeout=60)
    assert running.process.returncode == ExitCode.DONE
    assert "Dữ liệu được giữ nguyên" in rest
    assert [process for process in family if process.is_running()] == []
    assert not (socket_folder(data) / ".s.PGSQL.5432").exists()


def test_its_processes_end_even_when_it_is_killed(running: Running) -> None:
    family = _family(running.process)
    running.process.kill()
    _, alive = psutil.wait_procs(family, timeout=30)
    assert alive == []


def test_a_second_one_on_the_same_data_says_where_the_first_is(data: Path, running: Running) -> None:
    second = subprocess.run(
        [*UP, "--port", str(free_port())],
        env=environment(data),
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == ExitCode.DONE
    assert f"đang chạy sẵn tại http://127.0.0.1:{running.port}/" in second.stdout
    assert running.process.poll() is None


def test_a_busy_port_is_told_with_another_to_try_and_nothing_is_started(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = subprocess.run(
            [*UP, "--port", str(port)],
            env=environment(data),
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == ExitCode.SERVER_FAILED
    assert f"cổng {port} đang được chương trình khác dùng" in result.stderr
    assert f"--port {port + 1}" in result.stderr
    assert not (data / "postgres").exists()
