"""`giamngheo law`: read the standards and procedures, check the packs, load a table of B1 points."""

import argparse
import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from giamngheo.config.command_line.exit_codes import ExitCode

if TYPE_CHECKING:
    from giamngheo.law.vocabulary.procedures import ProcedureKind

EXAMPLES = """ví dụ:
  giamngheo law list
  giamngheo law show 2022–2025 --on 21/11/2026
  giamngheo law show "rà soát định kỳ" --on 21/11/2025
  giamngheo law check
  giamngheo law load bang_diem.csv --source "Công báo số …" --vouched-by "Họ tên, chức vụ"
  giamngheo law points

mã kết thúc: 0 xong; 1 có lỗi trong gói luật hoặc bảng điểm; 2 gọi sai; 3 không đọc được tệp;
4 chưa có luật cho điều được hỏi; 5 không ghi được"""


def add_parser(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Register the command and its own commands."""
    parser = subparsers.add_parser(
        "law",
        help="xem chuẩn nghèo, quy trình, kiểm tra gói luật, nạp bảng điểm B1",
        description="Chuẩn nghèo và quy trình rà soát dưới dạng dữ liệu có điều khoản.",
        epilog=EXAMPLES,
    )
    actions = parser.add_subparsers(dest="law_action", metavar="VIỆC", required=True, title="việc")
    actions.add_parser("list", help="liệt kê các chuẩn, quy trình, chương trình").set_defaults(law=_list)
    show = actions.add_parser("show", help="đọc một chuẩn, quy trình hoặc chương trình với điều khoản")
    show.add_argument(
        "standard",
        metavar="CHUẨN",
        help="mã hoặc một phần tên: «2022–2025», «rà soát định kỳ», «poverty_reduction_2021_2025»",
    )
    show.add_argument(
        "--on", metavar="NGÀY", help="ngày xem, như 21/11/2026; không nêu thì lấy ngày cuối của chuẩn"
    )
    show.set_defaults(law=_show)
    actions.add_parser("check", help="kiểm tra các gói luật").set_defaults(law=_check)
    load = actions.add_parser("load", help="nạp bảng điểm B1 (không có --commit thì chỉ xem trước)")
    load.add_argument("file", metavar="TỆP", type=Path, help="bảng điểm .csv hoặc .yaml")
    load.add_argument("--source", metavar="NGUỒN", required=True, help="văn bản, số công báo của bảng điểm")
    load.add_argument(
        "--vouched-by", metavar="NGƯỜI", required=True, help="người chịu trách nhiệm về bảng điểm"
    )
    load.add_argument("--commit", action="store_true", help="ghi thật")
    load.set_defaults(law=_load)
    points = actions.add_parser("points", help="liệt kê các bảng điểm B1 đã nạp")
    points.set_defaults(law=_points)
    retire = actions.add_parser("retire", help="cho một bảng điểm B1 đã nạp thôi dùng")
    retire.add_argument("name", metavar="MÃ_BẢNG", help="mã bảng, xem bằng «giamngheo law points»")
    retire.add_argument("--reason", metavar="LÝ_DO", required=True, help="vì sao thôi dùng")
    retire.add_argument("--by", metavar="NGƯỜI", required=True, help="ai cho thôi dùng, kèm chức vụ")
    retire.add_argument("--commit", action="store_true", help="ghi thật")
    retire.set_defaults(law=_retire)
    for action in (load, points, retire):
        action.add_argument(
            "--data", metavar="THƯ MỤC", type=Path, help="thư mục dữ liệu (mặc định: của phần mềm)"
        )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; returns the exit code, tells faults on the error output."""
    from giamngheo.law.library import LawError, NoStandardError, OpenLawError  # noqa: PLC0415
    from giamngheo.law.point_table_files import UnreadableTableError  # noqa: PLC0415
    from giamngheo.law.procedures.library import NoProcedureError  # noqa: PLC0415

    code_of: dict[type[LawError], ExitCode] = {
        UnreadableTableError: ExitCode.UNREADABLE_INPUT,
        NoStandardError: ExitCode.LAW_NOT_APPLICABLE,
        NoProcedureError: ExitCode.LAW_NOT_APPLICABLE,
        OpenLawError: ExitCode.LAW_NOT_APPLICABLE,
    }
    try:
        code: int = args.law(args)
    except LawError as error:
        print(error, file=sys.stderr)
        return code_of.get(type(error), ExitCode.ROWS_TO_CORRECT)
    except BrokenPipeError:  # the reader has gone: `main` ends quietly
        raise
    except OSError as error:
        print(f"Không ghi được: {error.strerror or error}. Kiểm tra thư mục và quyền ghi.", file=sys.stderr)
        return ExitCode.UNWRITABLE_OUTPUT
    return code


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _list(_: argparse.Namespace) -> int:
    from giamngheo.law.procedures import reading as procedures_reading  # noqa: PLC0415
    from giamngheo.law.programmes import reading as programmes_reading  # noqa: PLC0415
    from giamngheo.law.reading import summaries  # noqa: PLC0415

    print("Chuẩn nghèo")
    _print(summaries())
    print("\nQuy trình")
    _print(procedures_reading.summaries())
    print("\nChương trình")
    _print(programmes_reading.summaries())
    return ExitCode.DONE


def _show(args: argparse.Namespace) -> int:
    from giamngheo.foundation.text.numbers import parse_day  # noqa: PLC0415
    from giamngheo.law.library import NoStandardError, rules_of  # noqa: PLC0415
    from giamngheo.law.procedures.reading import find_kind  # noqa: PLC0415
    from giamngheo.law.programmes import reading as programmes_reading  # noqa: PLC0415
    from giamngheo.law.reading import find, text_of  # noqa: PLC0415

    try:
        standard = find(args.standard)
    except NoStandardError:
        kind = find_kind(args.standard)
        if kind is None:
            programme = programmes_reading.find(args.standard)
            if programme is None:
                raise
            _print(programmes_reading.text_of(programme))
            return ExitCode.DONE
        return _show_procedure(kind, args.on)
    day: date | None = None
    if args.on is not None:
        try:
            day = parse_day(args.on)
        except ValueError as error:
            print(error, file=sys.stderr)
            return ExitCode.WRONG_CALL
        if not any(period.holds(day) for period in standard.periods):
            times = "; ".join(f"{p.first:%d/%m/%Y} đến {p.last:%d/%m/%Y}" for p in standard.periods)
            raise NoStandardError(
                f"{standard.short_name} không áp dụng vào ngày {day:%d/%m/%Y}; chuẩn này áp dụng {times}. "
                "Chọn ngày khác, hoặc xem các chuẩn bằng «giamngheo law list»."
            )
    _print(text_of(rules_of(standard.id, day)))
    return ExitCode.DONE


def _show_procedure(kind: "ProcedureKind", on: str | None) -> int:
    from giamngheo.foundation.text.numbers import parse_day  # noqa: PLC0415
    from giamngheo.law.procedures.library import procedure_for  # noqa: PLC0415
    from giamngheo.law.procedures.reading import latest_day, text_of  # noqa: PLC0415

    try:
        day = latest_day(kind) if on is None else parse_day(on)
    except ValueError as error:
        print(error, file=sys.stderr)
        return ExitCode.WRONG_CALL
    _print(text_of(procedure_for(kind, day)))
    return ExitCode.DONE


def _check(_: argparse.Namespace) -> int:
    import giamngheo  # noqa: PLC0415
    from giamngheo.law.library import LAW, BrokenPackError, standards  # noqa: PLC0415
    from giamngheo.law.linter.check import check  # noqa: PLC0415
    from giamngheo.law.linter.findings import Finding  # noqa: PLC0415

    product = Path(giamngheo.__file__).parent
    own = [Path(folder)] if (folder := os.environ.get("GIAMNGHEO_LAW")) else []
    found = check(LAW, [product / "measurement", product / "apps"], own)
    try:
        standards()
    except BrokenPackError as error:  # what only shows when all packs are put together
        found.append(Finding("standards", str(error)))
    _print(map(str, found))
    faults = sum(not finding.warning for finding in found)
    if faults:
        print(f"Có {faults} lỗi, {len(found) - faults} điều nhắc.")
        return ExitCode.ROWS_TO_CORRECT
    print(f"Các gói luật không có lỗi ({len(found)} điều nhắc).")
    return ExitCode.DONE


def _load(args: argparse.Namespace) -> int:
    import msgspec  # noqa: PLC0415

    from giamngheo.law.point_table_files import read_point_table  # noqa: PLC0415
    from giamngheo.law.point_tables import accepted, name_of, store  # noqa: PLC0415

    table = msgspec.structs.replace(
        read_point_table(args.file),
        source=args.source.strip(),
        vouched_by=args.vouched_by.strip(),
        loaded_at=date.today(),  # noqa: DTZ011 - the operator's own calendar day
    )
    folder = _data(args)
    accepted(table, folder)
    print(f"Bảng điểm: {name_of(table)}")
    print(f"  chuẩn {table.standard}, khu vực {table.residence.label}, vùng {table.region or 'mọi vùng'}")
    until = f"{table.valid_to:%d/%m/%Y}" if table.valid_to else "khi có bảng khác"
    print(f"  hiệu lực từ {table.valid_from:%d/%m/%Y} đến {until}; điểm gốc {table.base}")
    print(f"  {len(table.questions)} câu hỏi, {len(table.rows)} dòng điểm")
    print(f"  nguồn: {table.source}; chịu trách nhiệm: {table.vouched_by}")
    if not args.commit:
        print("Mới xem trước, chưa ghi gì. Thêm --commit để nạp.")
        return ExitCode.DONE
    print(f"Đã nạp vào {store(table, folder)}.")
    return ExitCode.DONE


def _points(args: argparse.Namespace) -> int:
    from giamngheo.law.point_tables import stored  # noqa: PLC0415

    tables = stored(_data(args))
    for name, table in tables.items():
        loaded = f"{table.loaded_at:%d/%m/%Y}" if table.loaded_at else "không rõ ngày"
        print(
            f"{name}: {table.residence.label}, vùng {table.region or 'mọi vùng'}, {len(table.rows)} dòng điểm"
        )
        print(f"  nguồn: {table.source}; chịu trách nhiệm: {table.vouched_by}; nạp {loaded}")
    if not tables:
        print(
            "Chưa nạp bảng điểm B1 nào. Nạp bằng «giamngheo law load TỆP --source … --vouched-by … --commit»."
        )
    return ExitCode.DONE


def _retire(args: argparse.Namespace) -> int:
    from giamngheo.law.point_tables import PointTableError, retire, stored  # noqa: PLC0415
    from giamngheo.law.vocabulary.point_tables import Retired  # noqa: PLC0415

    folder = _data(args)
    if args.name not in stored(folder):
        raise PointTableError(f"Không có bảng điểm «{args.name}» đang dùng. Xem «giamngheo law points».")
    if not args.commit:
        print("Mới xem trước, chưa ghi gì. Thêm --commit để bảng này thôi dùng cho các đợt mở sau.")
        return ExitCode.DONE
    note = Retired(args.reason, args.by, date.today())  # noqa: DTZ011 - the operator's own calendar day
    retire(args.name, folder, note)
    print(f"Bảng điểm {args.name} thôi dùng. Đợt đã dùng bảng giữ nguyên.")
    return ExitCode.DONE


def _data(args: argparse.Namespace) -> Path:
    from giamngheo.config.places import data_folder  # noqa: PLC0415

    return args.data if args.data is not None else data_folder()
