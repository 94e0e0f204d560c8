"""`giamngheo plan`: a plan as a file in, structured data out; the plans that the system keeps."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from giamngheo.config.command_line import plan_kept
from giamngheo.config.command_line.exit_codes import ExitCode

if TYPE_CHECKING:
    from giamngheo.apps.programmes.plans.structure import Plan

EXAMPLES = """ví dụ:
  giamngheo plan read ke-hoach.docx -o plan.json
  giamngheo plan read ke-hoach.pdf > plan.json
  giamngheo plan schema > plan.schema.json
  giamngheo plan list --area 26734 --year 2026
  giamngheo plan show 12 --json > ke-hoach.json

mã kết thúc: 0 xong; 1 đọc xong nhưng có điều nghi ngờ hoặc dòng chưa hiểu; 2 gọi sai; 3 không đọc được tệp;
5 không ghi được kết quả; 6 cơ sở dữ liệu không dùng được

Ban hành kế hoạch do hai người làm nên chỉ làm trên trang «Kế hoạch giảm nghèo»."""

# The modules that read are imported inside the functions: help and mistakes in calling answer at once.


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Register the command and its own commands."""
    parser = subparsers.add_parser(
        "plan",
        help="đọc kế hoạch giảm nghèo thành dữ liệu; xem kế hoạch trong hệ thống",
        description="Đọc một kế hoạch thành dữ liệu có cấu trúc: cơ quan, căn cứ, chỉ tiêu, dự án, phân "
        "công …; mỗi phần "
        "kèm chỗ trong văn bản, điều chưa hiểu được liệt kê.",
        epilog=EXAMPLES,
    )
    actions = parser.add_subparsers(dest="plan_action", metavar="VIỆC", required=True, title="việc")
    reading = actions.add_parser("read", help="đọc một tệp kế hoạch")
    reading.add_argument("file", metavar="TỆP", type=Path, help="tệp .docx, .pdf có chữ, .txt hoặc .md")
    reading.add_argument(
        "-o", "--output", metavar="TỆP_RA", type=Path, help="nơi ghi kết quả .json (mặc định: in ra màn hình)"
    )
    reading.set_defaults(plan=_read)
    plan_kept.add_parsers(actions)
    actions.add_parser("schema", help="in lược đồ JSON của kết quả").set_defaults(plan=_schema)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; the exit code is one of those in the program's help."""
    code: int = args.plan(args)
    return code


def _read(args: argparse.Namespace) -> int:
    import msgspec  # noqa: PLC0415

    from giamngheo.apps.programmes.plans.opening import UnreadablePlanError, read_plan  # noqa: PLC0415
    from giamngheo.foundation.sheets.errors import reason_of  # noqa: PLC0415

    try:
        plan = read_plan(args.file)
    except UnreadablePlanError as error:
        print(f"Lỗi: {error}", file=sys.stderr)
        return ExitCode.UNREADABLE_INPUT
    written = msgspec.json.format(msgspec.json.encode(plan), indent=2) + b"\n"
    if args.output is None:
        sys.stdout.write(written.decode())
    else:
        try:
            args.output.write_bytes(written)
        except OSError as error:
            reason = reason_of(error, "không ghi được")
            print(f"Lỗi: không ghi được «{args.output}»: {reason}. Chọn nơi khác.", file=sys.stderr)
            return ExitCode.UNWRITABLE_OUTPUT
    _tell(plan, args.output)
    return ExitCode.ROWS_TO_CORRECT if plan.warnings or _not_understood(plan) else ExitCode.DONE


def _not_understood(plan: "Plan") -> int:
    return sum(
        one.reason not in {"số trang", "dấu vết ký số", "đường kẻ hoặc ký tự lạc"} for one in plan.unread
    )


def _tell(plan: "Plan", output: Path | None) -> None:
    """On the error stream, so that the JSON on the other stays whole."""
    said = [
        f"Cơ quan ban hành: {plan.issuer or 'chưa rõ'}; số {plan.number or 'chưa rõ'}; "
        f"ngày {plan.date or 'chưa rõ'}",
        f"Căn cứ {len(plan.legal_bases)}, chỉ tiêu {len(plan.targets)}, "
        f"dự án và tiểu dự án {len(plan.projects)}, chính sách {len(plan.policies)}, "
        f"giải pháp {len(plan.solutions)}, đơn vị được giao việc {len(plan.tasks)}",
        f"Dòng chưa hiểu: {_not_understood(plan)}",
        *(f"Nghi ngờ: {one.text}" for one in plan.warnings),
        *([f"Đã ghi: {output}"] if output is not None else []),
    ]
    print("\n".join(said), file=sys.stderr)


def _schema(_: argparse.Namespace) -> int:
    from giamngheo.apps.programmes.plans.schema import PUBLISHED  # noqa: PLC0415

    sys.stdout.write(PUBLISHED.read_text(encoding="utf-8"))
    return ExitCode.DONE
