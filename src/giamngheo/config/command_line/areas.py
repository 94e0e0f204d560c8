"""`giamngheo areas`: load units, prepare changes, put them in force, undo, find, load boundaries."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.on_database import database_at_hand

EXAMPLES = """ví dụ:
  giamngheo areas load                       xem trước dữ liệu hai kỳ (63 và 34 tỉnh)
  giamngheo areas load --commit              lưu thành hai đợt chờ cho hiệu lực
  giamngheo areas activate 1 --commit        cho đợt số 1 có hiệu lực
  giamngheo areas template mau.xlsx          tệp mẫu để ghi thay đổi
  giamngheo areas import dot.xlsx --day 1/3/2026 --instrument "NQ số …" --commit
  giamngheo areas tree 01 --on 30/6/2025
  giamngheo areas find tan lap
  giamngheo areas boundaries load xa.topo.json --on 1/7/2025 --commit

Không có --commit thì chỉ xem trước, không ghi gì.
mã kết thúc: 0 xong; 1 có dòng phải sửa; 2 gọi sai hoặc không làm được với đợt này; 3 không đọc được tệp;
5 không ghi được; 6 cơ sở dữ liệu không dùng được"""


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Register the command and its own commands."""
    parser = subparsers.add_parser(
        "areas",
        help="địa bàn: nạp, soạn đợt thay đổi, cho hiệu lực, tra cứu, ranh giới",
        description="Đơn vị hành chính theo thời gian.",
        epilog=EXAMPLES,
    )
    deeds = parser.add_subparsers(title="Việc", dest="deed", metavar="VIỆC", required=True)
    load = deeds.add_parser("load", help="nạp đơn vị của hai kỳ từ gói dữ liệu đã cài")
    load.add_argument("--list", metavar="TỆP", type=Path, help="ghi danh sách điều cần xem (.xlsx, .csv)")
    _may_commit(load)
    deeds.add_parser("batches", help="liệt kê các đợt thay đổi")
    show = deeds.add_parser("show", help="xem một đợt: trước, sau, điều cần sửa")
    _takes_batch(show)
    show.add_argument("--list", metavar="TỆP", type=Path, help="ghi toàn bộ trước và sau (.xlsx, .csv)")
    _add_import(deeds)
    template = deeds.add_parser("template", help="ghi tệp mẫu để điền thay đổi")
    template.add_argument("file", metavar="TỆP", type=Path, help="tệp sẽ ghi (.xlsx, .csv)")
    template.add_argument("--villages", action="store_true", help="mẫu danh sách thôn, tổ dân phố")
    activate = deeds.add_parser("activate", help="cho một đợt có hiệu lực")
    _takes_batch(activate)
    _may_commit(activate)
    undo = deeds.add_parser("undo", help="hoàn tác một đợt đã có hiệu lực")
    _takes_batch(undo)
    undo.add_argument("--reason", metavar="LÝ_DO", required=True, help="vì sao hoàn tác")
    _may_commit(undo)
    tree = deeds.add_parser("tree", help="cây đơn vị vào một ngày")
    tree.add_argument("code", metavar="MÃ", nargs="?", help="mã đơn vị; không nêu thì từ cả nước")
    tree.add_argument("--on", metavar="NGÀY", help="ngày xem (mặc định: hôm nay)")
    tree.add_argument("--depth", metavar="SỐ", type=int, default=1, help="số cấp bên dưới (mặc định 1)")
    find = deeds.add_parser("find", help="tìm đơn vị của mọi thời kỳ theo tên không dấu hoặc mã")
    find.add_argument("words", metavar="TỪ", nargs="+", help="tên hoặc mã")
    find.add_argument("--on", metavar="NGÀY", help="ngày xem (mặc định: hôm nay)")
    boundaries = deeds.add_parser("boundaries", help="ranh giới trên bản đồ")
    of_boundaries = boundaries.add_subparsers(
        title="Việc", dest="boundary_deed", metavar="VIỆC", required=True
    )
    outlines = of_boundaries.add_parser("load", help="nạp tệp TopoJSON hoặc GeoJSON")
    outlines.add_argument("file", metavar="TỆP", type=Path, help="tệp ranh giới có mã đơn vị ở mỗi hình")
    outlines.add_argument("--on", metavar="NGÀY", required=True, help="ranh giới có từ ngày này")
    outlines.add_argument("--property", metavar="TÊN", help="thuộc tính có mã đơn vị (mặc định: tự tìm)")
    outlines.add_argument("--source", metavar="NGUỒN", help="nguồn ranh giới (mặc định: tên tệp)")
    _may_commit(outlines)
    parser.set_defaults(run=run)


def _add_import(deeds: "argparse._SubParsersAction[Any]") -> None:
    made = deeds.add_parser("import", help="soạn một đợt từ tệp .xlsx .xls .ods .csv")
    made.add_argument("file", metavar="TỆP", type=Path, help="tệp theo mẫu (xem «giamngheo areas template»)")
    made.add_argument("--day", metavar="NGÀY", required=True, help="ngày thay đổi có hiệu lực")
    made.add_argument("--instrument", metavar="VĂN_BẢN", required=True, help="văn bản quyết định")
    made.add_argument("--title", metavar="TÊN", help="tên đợt (mặc định: tên tệp)")
    made.add_argument("--sheet", metavar="TRANG", help="trang tính, nếu tệp có nhiều trang")
    made.add_argument("--villages", action="store_true", help="tệp là danh sách thôn, tổ dân phố")
    _may_commit(made)


def _takes_batch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("batch", metavar="ĐỢT", type=int, help="số của đợt (xem «giamngheo areas batches»)")


def _may_commit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--commit", action="store_true", help="ghi thật")


def run(args: argparse.Namespace) -> int:
    """Do what was asked; faults are told on the error output, the exit code tells scripts."""
    with database_at_hand():
        # After Django is set up.
        from giamngheo.config.command_line import areas_deeds  # noqa: PLC0415
        from giamngheo.foundation.areas.actions import BatchError, FaultyBatchError  # noqa: PLC0415
        from giamngheo.foundation.areas.boundary_files import UnreadableBoundariesError  # noqa: PLC0415
        from giamngheo.foundation.areas.line_files import UnusableListError  # noqa: PLC0415
        from giamngheo.foundation.areas.source.package import UnusableSourceError  # noqa: PLC0415
        from giamngheo.foundation.sheets import SheetError, UnwritableFile  # noqa: PLC0415

        try:
            told = areas_deeds.DEEDS[args.deed](args)
        except FaultyBatchError as error:
            return _fail(error, ExitCode.ROWS_TO_CORRECT)
        except (areas_deeds.WrongCallError, BatchError) as error:
            return _fail(error, ExitCode.WRONG_CALL)
        except UnwritableFile as error:
            return _fail(error, ExitCode.UNWRITABLE_OUTPUT)
        except (UnusableSourceError, UnusableListError, UnreadableBoundariesError, SheetError) as error:
            return _fail(error, ExitCode.UNREADABLE_INPUT)
        _print(told.lines, sys.stdout)
        _print(told.faults, sys.stderr)
        return told.code


def _fail(error: Exception, code: ExitCode) -> int:
    print(f"Lỗi: {error}", file=sys.stderr)
    return code


def _print(lines: Iterable[str], stream: Any) -> None:
    for line in lines:
        print(line, file=stream)
