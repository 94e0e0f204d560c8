"""`giamngheo up`: the whole product on this machine: database, background worker, web server."""

import argparse
import contextlib
import http.client
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.parser import VietnameseParser
from giamngheo.config.database import serving
from giamngheo.config.places import build_folder, data_folder
from giamngheo.config.postgres.folder import require_writable
from giamngheo.config.running import (
    AlreadyRunningError,
    Child,
    claim,
    close_demonstration,
    migrate,
    open_demonstration,
    web_server,
    worker,
)
from giamngheo.config.secret_key import make_secret_key

_SECONDS_TO_ANSWER = 60
_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
_SECONDS_BETWEEN_LOOKS = 0.2


def add_parser(subparsers: "argparse._SubParsersAction[VietnameseParser]") -> None:
    """Add this command to the command line."""
    made = subparsers.add_parser(
        "up",
        help="chạy phần mềm trên máy này và mở bằng trình duyệt",
        description="Khởi động cơ sở dữ liệu, bộ chạy nền và máy chủ web. Dừng: Ctrl-C.",
    )
    made.add_argument("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="địa chỉ lắng nghe (127.0.0.1)")
    made.add_argument("--port", default=8000, type=_port, metavar="CỔNG", help="cổng lắng nghe (8000)")
    made.add_argument(
        "--demonstration",
        action="store_true",
        help="mở kèm địa bàn và tài khoản trình diễn do máy sinh ra (chỉ khi lắng nghe trên máy này)",
    )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"cổng «{text}» không hợp lệ; ghi một số từ 1 đến 65535")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Start everything, say where it is, and stop everything on Ctrl-C or SIGTERM."""
    address = f"http://{f'[{args.host}]' if ':' in args.host else args.host}:{args.port}/"
    if not (build_folder() / "static" / "staticfiles.json").is_file():
        return _fail("giao diện chưa được dựng.", "chạy «make run» (hoặc deploy/prepare) trước.")
    if args.demonstration and args.host not in _THIS_MACHINE:
        return _fail(
            f"không mở phần trình diễn ở địa chỉ {args.host}: mật khẩu trình diễn ai cũng biết.",
            "bỏ --demonstration, hoặc để --host 127.0.0.1.",
        )
    require_writable(data_folder())
    try:
        with claim(data_folder(), address), _told_to_stop() as stop:
            return _serve(args.host, args.port, address, stop, demonstration=args.demonstration)
    except AlreadyRunningError as running:
        print(f"Phần mềm đang chạy sẵn tại {running.address} – mở địa chỉ này bằng trình duyệt.")
        return ExitCode.DONE


def _serve(host: str, port: int, address: str, stop: threading.Event, *, demonstration: bool) -> int:
    trouble = _trouble_with_port(host, port)
    if trouble:
        return _fail(trouble, f"dừng chương trình đó hoặc chọn cổng khác: giamngheo up --port {port + 1}")
    make_secret_key()
    print("[1/3] Cơ sở dữ liệu …", flush=True)
    with serving(lambda line: print(f"      {line}", flush=True)):
        print("[2/3] Cập nhật bảng dữ liệu …", flush=True)
        said = migrate()
        if said is not None:
            print(f"Lỗi: không cập nhật được bảng dữ liệu.\n{said}", file=sys.stderr)
            return ExitCode.UNUSABLE_DATABASE
        said = open_demonstration() if demonstration else close_demonstration()
        if said is not None:
            print(f"Lỗi: không chuẩn bị được phần trình diễn.\n{said}", file=sys.stderr)
            return ExitCode.UNUSABLE_DATABASE
        print("[3/3] Máy chủ web và bộ chạy nền …", flush=True)
        with worker() as background, web_server(host, port) as web:
            if not _answers(host, port, web, stop):
                if stop.is_set():
                    return ExitCode.DONE
                return _fail(
                    "máy chủ web không trả lời.", "xem các dòng ở trên, sửa nguyên nhân rồi chạy lại."
                )
            _say_where(address, demonstration=demonstration)
            code = _watch(web, background, stop)
            print("\nĐang dừng …", flush=True)
    print("Đã dừng. Dữ liệu được giữ nguyên.")
    return code


def _watch(web: Child, background: Child, stop: threading.Event) -> int:
    while not stop.wait(_SECONDS_BETWEEN_LOOKS):
        if web.has_ended():
            return _fail("máy chủ web dừng ngoài ý muốn.", "xem các dòng ở trên rồi chạy lại.")
        if background.has_ended() and not background.start_again():
            return _fail("bộ chạy nền dừng nhiều lần.", "xem các dòng ở trên rồi chạy lại.")
    return ExitCode.DONE


def _answers(host: str, port: int, web: Child, stop: threading.Event) -> bool:
    """Whether the server gives a page before it dies, a minute passes, or we are told to stop."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    until = time.monotonic() + _SECONDS_TO_ANSWER
    while time.monotonic() < until and not web.has_ended() and not stop.wait(_SECONDS_BETWEEN_LOOKS):
        connection = http.client.HTTPConnection(reached, port, timeout=10)
        try:
            connection.request("GET", "/", headers={"Host": "localhost"})
            connection.getresponse().read()
            return True
        except (OSError, http.client.HTTPException):
            continue
        finally:
            connection.close()
    return False


def _trouble_with_port(host: str, port: int) -> str | None:
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except PermissionError:
        return f"không được phép mở cổng {port} (cổng dưới 1024 cần quyền quản trị)."
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno not in {98, 48}:  # in use, on Linux and macOS
            return f"không mở được địa chỉ {host}:{port} ({error.strerror})."
        return f"cổng {port} đang được chương trình khác dùng."
    return None


def _say_where(address: str, *, demonstration: bool) -> None:
    with_account = "dong.can-bo hoặc tài khoản trình diễn khác" if demonstration else "tài khoản của bạn"
    print(
        f"\nĐang chạy tại {address}\n"
        f"  1. Mở {address}phan-loai/ để phân loại một danh sách hộ (có sẵn danh sách mẫu).\n"
        f"  2. Mở {address}chuan-ngheo/ để xem chuẩn nghèo theo ngày.\n"
        f"  3. Mở {address}dang-nhap/ để đăng nhập bằng {with_account};\n"
        "     rồi xem «Sổ hộ», «Sổ tay», «Nhập danh sách».\n"
        "  4. Nhấn Ctrl-C để dừng; chạy lại thì dữ liệu vẫn còn.",
        flush=True,
    )


def _fail(what: str, remedy: str) -> int:
    print(f"Lỗi: {what}\n  Cần làm: {remedy}", file=sys.stderr, flush=True)
    return ExitCode.SERVER_FAILED


@contextlib.contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    """An event that Ctrl-C, SIGTERM and a closed terminal set, instead of interrupting whatever runs."""
    stop = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        stop.set()

    before = {
        number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
