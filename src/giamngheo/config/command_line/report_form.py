"""`giamngheo report-form`: the blank of a form looked at and loaded, as on the page «Biểu mẫu tự lập»."""

import argparse
import sys
from pathlib import Path
from typing import Any

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.on_database import database_at_hand

EXAMPLES = """ví dụ:
  giamngheo report-form load bieu-03.xlsx --area 26734 --slot bieu_03 --level commune --period half_year
  giamngheo report-form load vay-von.xlsx --area 26734 --title "Vốn vay" --level commune village \\
      --period quarter --ordered-by "Công văn 12/UBND" --commit

Không có --commit thì chỉ xem trước, không ghi gì. Nạp xong, khai nguồn từng ô trên trang «Biểu mẫu tự lập».
mã kết thúc: 0 xong; 2 gọi sai; 3 không đọc được tệp; 6 cơ sở dữ liệu không dùng được"""
_LEVELS = {"village": 4, "commune": 3, "district": 2, "province": 1}
_PERIODS = ("month", "quarter", "half_year", "year", "ad_hoc")


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Register the command and its own commands."""
    parser = subparsers.add_parser(
        "report-form",
        help="biểu mẫu tự lập: nạp mẫu trắng .xlsx",
        description="Nạp mẫu trắng của biểu báo cáo.",
        epilog=EXAMPLES,
    )
    deeds = parser.add_subparsers(title="Việc", dest="deed", metavar="VIỆC", required=True)
    load = deeds.add_parser("load", help="nạp một tệp .xlsx")
    load.add_argument("file", metavar="TỆP", type=Path, help="mẫu trắng, không có macro")
    load.add_argument("--area", metavar="MÃ", required=True, help="mã đơn vị dùng biểu")
    load.add_argument("--slot", metavar="BIỂU", default="", help="biểu của thông tư, như bieu_03, mau_01")
    load.add_argument("--title", metavar="TÊN", default="", help="tên biểu; bỏ trống thì lấy số biểu")
    load.add_argument("--sheet", metavar="TRANG", default="", help="tên trang khi tệp có nhiều trang")
    load.add_argument("--level", nargs="+", choices=tuple(_LEVELS), required=True, help="cấp lập biểu")
    load.add_argument("--period", choices=_PERIODS, required=True, help="kỳ lập biểu")
    load.add_argument("--clause", metavar="ĐIỀU", default="", help="điều khoản quy định biểu")
    load.add_argument("--ordered-by", metavar="VĂN_BẢN", default="", help="văn bản yêu cầu báo cáo")
    load.add_argument("--commit", action="store_true", help="ghi thật")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    try:
        content = args.file.read_bytes()
    except OSError as error:
        print(f"Lỗi: không đọc được «{args.file}»: {error.strerror}.", file=sys.stderr)
        return ExitCode.UNREADABLE_INPUT
    with database_at_hand():
        # After Django is set up.
        from giamngheo.apps.report_forms.actions import ReportFormError  # noqa: PLC0415

        try:
            return _load(args, content)
        except ReportFormError as error:
            print(f"Lỗi: {error}", file=sys.stderr)
            return ExitCode.UNREADABLE_INPUT if "tep" in error.wrong else ExitCode.WRONG_CALL
        except ValueError as error:
            print(f"Lỗi: {error}", file=sys.stderr)
            return ExitCode.WRONG_CALL


def _load(args: argparse.Namespace, content: bytes) -> int:
    from django.utils import timezone  # noqa: PLC0415

    from giamngheo.apps.report_forms.actions import Blank, Terms, load_form, read_blank  # noqa: PLC0415
    from giamngheo.foundation.areas.queries import find  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415
    from giamngheo.law.report_forms.library import form_slots  # noqa: PLC0415

    area = find(args.area, timezone.localdate())
    if area is None:
        raise ValueError(f"không có đơn vị mã «{args.area}» hôm nay; xem «giamngheo areas find»")
    if args.slot and args.slot not in form_slots():
        raise ValueError(f"không có biểu «{args.slot}»; các biểu: {', '.join(form_slots())}")
    blank = Blank(content, args.file.name, args.sheet)
    sheet = read_blank(blank)
    print(f"Trang «{sheet.name}»: {sheet.rows} dòng, {sheet.columns} cột, {len(sheet.cells)} ô có chữ.")
    for told in sheet.told:
        print(told)
    if not args.commit:
        print("Chưa ghi gì: thêm --commit để nạp.")
        return ExitCode.DONE
    title = args.title or (form_slots()[args.slot].name if args.slot else "")
    terms = Terms([_LEVELS[one] for one in args.level], args.period, args.clause, args.ordered_by)
    version = load_form(area, title, blank, terms, SYSTEM, slot=args.slot)
    print(f"Đã nạp «{version.form.title}», phiên bản {version.number}, SHA-256 {version.sha256}.")
    return ExitCode.DONE
