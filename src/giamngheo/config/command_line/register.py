"""`giamngheo register`: a list of households into the register, looked at first, taken back as a whole."""

import argparse
import sys
import uuid
from pathlib import Path
from typing import Any

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.on_database import database_at_hand

EXAMPLES = """ví dụ:
  giamngheo register import ho.xlsx --area 26734 --source "sổ của xã" --day 31/12/2025
  giamngheo register import ho.xlsx --area 26734 --source "sổ của xã" --day 31/12/2025 --out xem.xlsx --commit
  giamngheo register import ngheo.xlsx --area 26734 --source "hộ nghèo" --day 31/12/2025 \\
      --decision 123/QĐ-UBND --decision-day 15/12/2025 --since 1/1/2026
  giamngheo register undo 0b6f… --reason "nhầm tệp" --commit

Không có --commit thì chỉ xem trước, không ghi gì.
mã kết thúc: 0 xong; 1 xong nhưng có dòng phải sửa; 2 gọi sai; 3 không đọc được tệp; 5 không ghi được;
6 cơ sở dữ liệu không dùng được"""

_COUNTED = (
    ("new_homes", "hộ mới"),
    ("known_homes", "hộ đã có trong sổ"),
    ("new", "người trong hộ mới"),
    ("added", "người thêm vào hộ đã có"),
    ("changed", "người có thay đổi"),
    ("same", "người không thay đổi"),
    ("moved", "hộ đổi nơi ở"),
    ("classes_written", "hộ ghi diện theo quyết định"),
    ("class_same", "hộ có diện như trong sổ"),
    ("missing_people", "người vắng trong danh sách"),
    ("missing_homes", "hộ vắng trong danh sách"),
)


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Register the command and its own commands."""
    parser = subparsers.add_parser(
        "register",
        help="sổ hộ: nhập danh sách, hoàn tác một lần nhập",
        description="Nhập danh sách hộ và nhân khẩu vào sổ.",
        epilog=EXAMPLES,
    )
    deeds = parser.add_subparsers(title="Việc", dest="deed", metavar="VIỆC", required=True)
    taken = deeds.add_parser("import", help="nhập một tệp .xlsx .xls .ods .csv")
    taken.add_argument("file", metavar="TỆP", type=Path, help="danh sách như đơn vị đang lưu")
    taken.add_argument("--area", metavar="MÃ", required=True, help="mã xã, phường hoặc thôn của các hộ")
    taken.add_argument("--source", metavar="TÊN", required=True, help="tên danh sách, năm sau ghi cùng tên")
    taken.add_argument("--day", metavar="NGÀY", required=True, help="ngày của danh sách")
    decided = taken.add_argument_group("quyết định công nhận, cho các hộ mà dòng không ghi quyết định")
    decided.add_argument("--decision", metavar="SỐ", default="", help="số quyết định, như 123/QĐ-UBND")
    decided.add_argument("--decision-day", metavar="NGÀY", help="ngày ký")
    decided.add_argument("--decided-by", metavar="NGƯỜI", default="", help="người, cơ quan ký")
    decided.add_argument("--since", metavar="NGÀY", help="có hiệu lực từ ngày; không ghi thì lấy ngày ký")
    decided.add_argument(
        "--left-poor",
        choices=("near_poor", "not_poor"),
        default="",
        help="«thoát nghèo» trong danh sách là thành hộ cận nghèo hay không nghèo",
    )
    taken.add_argument("--map", metavar="TỆP", type=Path, help="nội dung các cột (YAML, JSON)")
    taken.add_argument("--out", metavar="TỆP", type=Path, help="ghi lại tệp kèm nhận xét ở từng ô (.xlsx)")
    taken.add_argument("--commit", action="store_true", help="ghi thật")
    undo = deeds.add_parser("undo", help="hoàn tác cả một lần nhập")
    undo.add_argument("batch", metavar="SỐ", type=uuid.UUID, help="số của lần nhập, in ra khi ghi")
    undo.add_argument("--reason", metavar="LÝ_DO", required=True, help="vì sao hoàn tác")
    undo.add_argument("--commit", action="store_true", help="ghi thật")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; what must be corrected is told on the error output."""
    with database_at_hand():
        # After Django is set up.
        from giamngheo.apps.exchange.lists.recognition import MappingError  # noqa: PLC0415
        from giamngheo.apps.households.actions import RegisterError  # noqa: PLC0415
        from giamngheo.foundation.sheets import SheetError  # noqa: PLC0415

        try:
            return _import(args) if args.deed == "import" else _undo(args)
        except (RegisterError, MappingError, ValueError) as error:
            print(f"Lỗi: {error}", file=sys.stderr)
            return ExitCode.WRONG_CALL
        except SheetError as error:
            print(f"Lỗi: {error}", file=sys.stderr)
            return ExitCode.UNREADABLE_INPUT
        except OSError as error:
            print(f"Lỗi: không ghi được «{args.out}»: {error.strerror}.", file=sys.stderr)
            return ExitCode.UNWRITABLE_OUTPUT


def _import(args: argparse.Namespace) -> int:
    from django.db import transaction  # noqa: PLC0415

    from giamngheo.apps.exchange.lists.recognition import ColumnMapping, read_mapping  # noqa: PLC0415
    from giamngheo.apps.exchange.register.preparing import Asked, prepare_import  # noqa: PLC0415
    from giamngheo.apps.exchange.register.returned import write_returned  # noqa: PLC0415
    from giamngheo.apps.exchange.register.standings import ListDecision, sentence_of  # noqa: PLC0415
    from giamngheo.apps.exchange.register.writing import write  # noqa: PLC0415
    from giamngheo.apps.households.actions import About  # noqa: PLC0415
    from giamngheo.foundation.areas.queries import find  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415
    from giamngheo.foundation.text import parse_day, whole  # noqa: PLC0415

    day = parse_day(args.day)
    area = find(args.area, day)
    if area is None:
        raise ValueError(f"không có đơn vị mã «{args.area}» vào ngày {args.day}; xem «giamngheo areas find»")
    mapping = read_mapping(args.map.read_bytes()) if args.map else ColumnMapping()
    decision = ListDecision(
        args.decision.strip()[:60],
        parse_day(args.decision_day) if args.decision_day else None,
        args.decided_by.strip()[:200],
        parse_day(args.since) if args.since else None,
        args.left_poor,
    )
    asked = Asked(area.pk, args.source[:60], day, mapping, decision)
    batch = None
    if args.commit:
        about = About(day, source=f"«{args.file.name}» ({asked.scheme})"[:200])
        with transaction.atomic():
            found = prepare_import(args.file, asked)
            batch = write(found.plan, asked.scheme, about, SYSTEM)
    else:
        found = prepare_import(args.file, asked)
    counts = found.plan.counts
    faults = found.faults.frame
    for note in found.opened.notes:
        print(note)
    for name, words in _COUNTED:
        if counts[name]:
            print(f"{whole(counts[name]):>10} {words}")
    if sentence := sentence_of(counts):
        print(sentence)
    for row in faults.head(20).iter_rows(named=True):
        place = f"dòng {row['row']}, trang «{row['sheet']}»" if row["row"] else f"trang «{row['sheet']}»"
        print(f"{place}: {row['reason']}. {row['remedy']} ({row['effect']})", file=sys.stderr)
    if faults.height > 20:
        print(f"… và {whole(faults.height - 20)} nhận xét nữa; dùng --out để có đủ.", file=sys.stderr)
    if args.out:
        told = {"Tệp": args.file.name, "Nguồn": asked.scheme, "Ngày của danh sách": args.day}
        write_returned(
            found.opened, faults, told | {words: counts[name] for name, words in _COUNTED}, args.out
        )
    print(f"Đã ghi vào sổ, lần nhập {batch}." if batch else "Chưa ghi gì: thêm --commit để ghi vào sổ.")
    return ExitCode.ROWS_TO_CORRECT if faults.height else ExitCode.DONE


def _undo(args: argparse.Namespace) -> int:
    from django.utils import timezone  # noqa: PLC0415

    from giamngheo.apps.households.actions import About  # noqa: PLC0415
    from giamngheo.apps.households.bulk import undo_batch  # noqa: PLC0415
    from giamngheo.apps.households.models import Event  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

    events = Event.objects.filter(batch=args.batch).count()
    if not args.commit:
        print(f"Lần nhập này có {events} địa bàn. Chưa hoàn tác: thêm --commit.")
        return ExitCode.DONE
    undo_batch(args.batch, About(timezone.localdate(), args.reason, source="dòng lệnh"), SYSTEM)
    print("Đã hoàn tác cả lần nhập.")
    return ExitCode.DONE
