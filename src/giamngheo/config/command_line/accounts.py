"""`giamngheo accounts`: the first administrator, whom nobody in the product can invite."""

import argparse
import getpass
import sys

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.on_database import database_at_hand
from giamngheo.config.command_line.parser import VietnameseParser


def add_parser(subparsers: "argparse._SubParsersAction[VietnameseParser]") -> None:
    """Add this command to the command line."""
    made = subparsers.add_parser(
        "accounts",
        help="lập người quản trị đầu tiên",
        description="Việc về tài khoản mà chỉ người giữ máy chủ làm được.",
    )
    deeds = made.add_subparsers(title="Việc", dest="deed", metavar="VIỆC", required=True)
    first = deeds.add_parser(
        "first-administrator",
        help="lập một người quản trị của một đơn vị; mật khẩu được hỏi ở bàn phím",
        description="Lập một người quản trị của một đơn vị. Người này mời những người khác trong phần mềm.",
    )
    first.add_argument("username", metavar="TÊN_ĐĂNG_NHẬP", help="chữ không dấu, ví dụ lan.nguyen")
    first.add_argument("--name", metavar="HỌ_TÊN", required=True, help="họ và tên")
    first.add_argument("--area", metavar="MÃ", default="VN", help="mã đơn vị (mặc định VN: cả nước)")


def run(args: argparse.Namespace) -> int:
    """Ask for the password twice and make the account."""
    with database_at_hand():
        from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415
        from django.core.exceptions import ValidationError  # noqa: PLC0415
        from django.utils import timezone  # noqa: PLC0415

        from giamngheo.foundation.accounts.first import FirstError, make_first_administrator  # noqa: PLC0415

        password = getpass.getpass("Mật khẩu: ")
        if getpass.getpass("Gõ lại mật khẩu: ") != password:
            return _refused("hai lần gõ không giống nhau. Chạy lại lệnh.")
        try:
            validate_password(password)
            made = make_first_administrator(
                args.username, args.name, password, area_code=args.area, day=timezone.localdate()
            )
        except ValidationError as error:
            return _refused(" ".join(error.messages))
        except FirstError as error:
            return _refused(str(error))
    print(f"Đã lập người quản trị «{made.username}» của đơn vị mã {args.area}.")
    return ExitCode.DONE


def _refused(why: str) -> int:
    print(f"Lỗi: chưa lập được tài khoản: {why}", file=sys.stderr)
    return ExitCode.WRONG_CALL
