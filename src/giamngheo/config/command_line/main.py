"""The one entry point: `giamngheo COMMAND`."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType

from giamngheo import __version__
from giamngheo.config.command_line import (
    accounts,
    areas,
    audit,
    classify,
    form,
    law,
    manage,
    measure,
    package,
    plan,
    register,
    report_form,
    up,
)
from giamngheo.config.command_line.exit_codes import MEANINGS, ExitCode
from giamngheo.config.command_line.parser import VietnameseParser
from giamngheo.config.postgres.errors import UnusableDatabaseError

_COMMANDS = {
    "up": up,
    "classify": classify,
    "measure": measure,
    "law": law,
    "form": form,
    "areas": areas,
    "register": register,
    "package": package,
    "plan": plan,
    "report-form": report_form,
    "accounts": accounts,
    "audit": audit,
    "manage": manage,
}


def parser() -> VietnameseParser:
    """The parser of the whole command line."""
    made = VietnameseParser(
        prog="giamngheo",
        description="Phần mềm giảm nghèo bền vững: hộ nào nghèo, cận nghèo, vì sao, còn thiếu gì.",
        epilog="Mã kết thúc:\n" + "\n".join(f"  {code.value}  {says}" for code, says in MEANINGS.items()),
    )
    made.add_argument("--version", action="version", version=__version__, help="xem phiên bản")
    commands = made.add_subparsers(title="Lệnh", dest="command", metavar="LỆNH", required=True)
    for command in _COMMANDS.values():
        command.add_parser(commands)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; errors are told in Vietnamese on the error stream."""
    given = parser().parse_args(arguments)
    before = signal.signal(signal.SIGTERM, _end_cleanly)
    try:
        return _run(_COMMANDS[given.command].run, given)
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(command: Callable[[argparse.Namespace], int], given: argparse.Namespace) -> int:
    try:
        code = command(given)
        sys.stdout.flush()
    except UnusableDatabaseError as error:
        print(f"Lỗi: {error}", file=sys.stderr)
        return ExitCode.UNUSABLE_DATABASE
    except KeyboardInterrupt:
        print("\nĐã dừng theo yêu cầu.", file=sys.stderr)
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # The reader (head, less) has gone; the interpreter would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    return code


def _end_cleanly(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
