"""`giamngheo manage`: Django's own commands, with the database running."""

import argparse
import gc
import os
import sys

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.parser import VietnameseParser
from giamngheo.config.database import serving
from giamngheo.config.postgres.errors import UnusableDatabaseError
from giamngheo.config.secret_key import make_secret_key

# How many new objects and passes come before Python looks through memory for what is no more needed. With
# its own figures, migrations spent a third of their time looking.
_LOOKED_THROUGH = (100_000, 20, 20)


def add_parser(subparsers: "argparse._SubParsersAction[VietnameseParser]") -> None:
    """Add this command to the command line."""
    made = subparsers.add_parser(
        "manage",
        help="lệnh quản trị của Django (migrate, shell, worker …)",
        description="Chạy một lệnh của Django khi cơ sở dữ liệu đã sẵn sàng. Ví dụ: giamngheo manage migrate",
    )
    made.add_argument(
        "django", nargs=argparse.REMAINDER, metavar="LỆNH_DJANGO", help="lệnh và các tham số của nó"
    )


def run(args: argparse.Namespace) -> int:
    """Start or join the database and hand over to Django."""
    # Django takes 0.2 s to load: the commands that need no database must not pay for it.
    from django import setup  # noqa: PLC0415
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.core.management import execute_from_command_line, get_commands  # noqa: PLC0415
    from django.db import OperationalError  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamngheo.config.settings")
    words: list[str] = args.django or ["help"]
    with serving(lambda line: print(line, file=sys.stderr)):
        make_secret_key()
        try:
            setup()
            gc.collect()
            gc.freeze()
            gc.set_threshold(*_LOOKED_THROUGH)
            if words[0] not in get_commands() and words[0] not in {"help", "--help", "--version"}:
                print(
                    f"Lỗi: không có lệnh «{words[0]}». Xem các lệnh: giamngheo manage help", file=sys.stderr
                )
                return ExitCode.WRONG_CALL
            execute_from_command_line(["giamngheo manage", *words])
        except OperationalError as error:
            raise UnusableDatabaseError(
                "Cơ sở dữ liệu không trả lời.",
                f"PostgreSQL báo: {error}".strip(),
                "kiểm tra máy chủ PostgreSQL và biến DATABASE_URL rồi chạy lại.",
            ) from None
        except ImproperlyConfigured as error:
            print(f"Lỗi: cấu hình chưa đúng: {error}", file=sys.stderr)
            return ExitCode.WRONG_CALL
    return ExitCode.DONE
