"""`giamngheo audit verify`: is the trail as it was written?"""

import argparse
import sys

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.on_database import database_at_hand
from giamngheo.config.command_line.parser import VietnameseParser


def add_parser(subparsers: "argparse._SubParsersAction[VietnameseParser]") -> None:
    """Add this command to the command line."""
    made = subparsers.add_parser(
        "audit",
        help="kiểm tra nhật ký",
        description="Kiểm tra nhật ký: mọi dòng còn nguyên, đúng thứ tự, không thiếu, không thừa.",
    )
    deeds = made.add_subparsers(title="Việc", dest="deed", metavar="VIỆC", required=True)
    verify = deeds.add_parser(
        "verify",
        help="đi hết chuỗi và nêu dòng đầu tiên bị sửa, xoá hay chèn",
        description="Đi hết chuỗi và nêu dòng đầu tiên bị sửa, xoá hay chèn. Ghi lại «dấu cuối» được in ra "
        "(vào biên bản, sổ giao ca); lần sau đưa dấu đó vào --expect để biết dòng cuối có bị cắt bỏ không.",
    )
    verify.add_argument("--expect", metavar="DẤU", help="dấu cuối đã ghi lại ở lần kiểm tra trước")


def run(args: argparse.Namespace) -> int:
    """Verify the trail; the exit code tells scripts."""
    with database_at_hand():
        from giamngheo.foundation.audit.queries import verify  # noqa: PLC0415  after Django is set up

        told = verify(args.expect.strip().lower() if args.expect else None)
    if told.broken is None:
        print(f"Nhật ký nguyên vẹn: {told.lines} dòng.\nDấu cuối: {told.head or '(chưa có dòng nào)'}")
        return ExitCode.DONE
    print(
        f"Lỗi: nhật ký không còn nguyên vẹn: {told.broken}.\n"
        f"  {told.lines} dòng trước đó còn nguyên; dấu của dòng cuối ấy: {told.head or '(không có)'}\n"
        "  Cần làm: giữ nguyên hiện trạng máy chủ, đối chiếu với bản sao lưu gần nhất còn nguyên, báo người "
        "phụ trách an toàn thông tin.",
        file=sys.stderr,
    )
    return ExitCode.TRAIL_BROKEN
