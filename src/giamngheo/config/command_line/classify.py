"""`giamngheo classify`: a list in, the same list out with who is poor, why, and what is missing."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.places import data_folder

if TYPE_CHECKING:
    from giamngheo.apps.exchange.lists.classification import Asked, ClassifiedList, OpenedList

FAULTS_SHOWN = 20
ENDINGS = (".xlsx", ".csv", ".parquet")

# The modules that compute are imported inside the functions: help and mistakes in calling answer at once.


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "classify",
        help="phân loại một danh sách hộ",
        description="Phân loại từng hộ trong danh sách: nghèo, cận nghèo, mức sống trung bình, không nghèo "
        "hay chưa xác định được; ghi lại danh sách kèm kết quả, lý do và phần còn thiếu.",
    )
    parser.add_argument("file", metavar="TỆP", type=Path, help="danh sách .xlsx .xls .csv .ods .parquet")
    parser.add_argument(
        "-o", "--output", metavar="TỆP_RA", type=Path, help="nơi ghi kết quả (.xlsx, .csv, .parquet)"
    )
    parser.add_argument(
        "--on", metavar="NGÀY", help="ngày áp dụng chuẩn, ví dụ 15/11/2026 (mặc định: hôm nay)"
    )
    parser.add_argument(
        "--area-kind",
        metavar="LOẠI",
        help="xã, phường, thị trấn, nông thôn hoặc thành thị, cho hộ không ghi khu vực",
    )
    parser.add_argument(
        "--map", metavar="TỆP", type=Path, help="tệp nhận cột (YAML hoặc JSON) sửa lại cột nhận sai"
    )
    parser.add_argument(
        "--sheet",
        metavar="TRANG",
        help="chỉ phân loại trang này (mặc định: mọi trang có danh sách hộ)",
    )
    parser.add_argument("--members", metavar="TỆP", type=Path, help="danh sách thành viên, nếu ở tệp riêng")
    parser.add_argument(
        "--standard", metavar="CHUẨN", help="dùng chuẩn này thay cho chuẩn của ngày (xem «law list»)"
    )
    parser.add_argument("--territory", metavar="MÃ", default="vn", help="mã tỉnh có chuẩn riêng cao hơn")
    parser.add_argument(
        "--region", metavar="VÙNG", help="vùng của bảng điểm B1 đã nạp, nếu bảng chia theo vùng"
    )
    parser.add_argument(
        "--blank-is-no",
        action="store_true",
        help="ô chỉ số để trống là không thiếu hụt (mặc định: chưa biết)",
    )
    parser.add_argument(
        "--show-map", action="store_true", help="chỉ in các cột nhận được, dạng tệp cho --map"
    )
    parser.add_argument("--by", metavar="CỘT", help="tổng hợp theo cột này (chỉ với tệp .parquet)")
    parser.add_argument(
        "--engine", choices=("polars", "duckdb", "spark"), help="máy tính toán cho tệp .parquet lớn"
    )
    parser.add_argument(
        "--master", default="local[*]", metavar="ĐỊA_CHỈ", help="cụm Spark, ví dụ spark://máy:7077"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Classify and write; the exit code is one of those in the program's help."""
    from giamngheo.apps.exchange.lists.classification import NoEvidenceError  # noqa: PLC0415
    from giamngheo.apps.exchange.lists.recognition import MappingError  # noqa: PLC0415
    from giamngheo.apps.exchange.lists.residence import UnknownResidenceError  # noqa: PLC0415
    from giamngheo.foundation.sheets import UnreadableFile, UnwritableFile  # noqa: PLC0415
    from giamngheo.law.library import LawError  # noqa: PLC0415
    from giamngheo.measurement.engines import EngineMissingError  # noqa: PLC0415

    try:
        return _run(args)
    except (MappingError, UnknownResidenceError, EngineMissingError, argparse.ArgumentTypeError) as error:
        return _said(error, ExitCode.WRONG_CALL)
    except (UnreadableFile, NoEvidenceError) as error:
        return _said(error, ExitCode.UNREADABLE_INPUT)
    except LawError as error:
        return _said(error, ExitCode.LAW_NOT_APPLICABLE)
    except UnwritableFile as error:
        return _said(error, ExitCode.UNWRITABLE_OUTPUT)


def _said(error: Exception, code: int) -> int:
    print(error, file=sys.stderr)
    return code


def _run(args: argparse.Namespace) -> int:
    asked = _asked(args)
    if args.output is not None and args.output.suffix.lower() not in ENDINGS:
        raise argparse.ArgumentTypeError(
            f"Không ghi được tệp đuôi «{args.output.suffix}». Chọn đuôi .xlsx, .csv hoặc .parquet."
        )
    if args.engine or args.by:
        return _at_scale(args, asked)
    from giamngheo.apps.exchange.lists.classification import classify_list, open_list  # noqa: PLC0415
    from giamngheo.apps.exchange.lists.results import sheets_beside, write_result  # noqa: PLC0415

    opened = open_list(args.file, asked, args.members)
    if args.show_map:
        _show_mapping(opened)
        return ExitCode.DONE
    _tell_columns(opened)
    classified = classify_list(opened)
    _tell_result(classified)
    if args.output is not None:
        write_result(classified, args.output)
        print(f"Đã ghi: {args.output}")
        if args.output.suffix.lower() != ".xlsx" and (beside := sheets_beside(classified)):
            print(f"Tệp này chỉ có danh sách hộ; ghi ra .xlsx để có cả trang: {', '.join(beside)}.")
    return ExitCode.ROWS_TO_CORRECT if classified.faults.height else ExitCode.DONE


def _asked(args: argparse.Namespace) -> "Asked":
    import msgspec  # noqa: PLC0415

    from giamngheo.apps.exchange.lists.classification import Asked  # noqa: PLC0415
    from giamngheo.apps.exchange.lists.recognition import ColumnMapping, MappingError, read_mapping  # noqa: PLC0415
    from giamngheo.foundation.text import parse_day  # noqa: PLC0415

    try:
        day = parse_day(args.on) if args.on else date.today()  # noqa: DTZ011 - the officer's own calendar day
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    mapping = ColumnMapping()
    if args.map is not None:
        try:
            mapping = read_mapping(args.map.read_bytes())
        except OSError as error:
            raise MappingError(f"Không mở được tệp nhận cột «{args.map}»: kiểm tra đường dẫn.") from error
    if args.sheet:
        mapping = msgspec.structs.replace(mapping, sheet=args.sheet)
    if args.blank_is_no:
        mapping = msgspec.structs.replace(mapping, blank_is_no=True)
    return Asked(
        day,
        args.area_kind,
        args.standard,
        args.territory,
        mapping,
        point_tables=data_folder(),
        region=args.region,
    )


def _at_scale(args: argparse.Namespace, asked: "Asked") -> int:
    from giamngheo.apps.exchange.lists.at_scale import classify_snapshot  # noqa: PLC0415

    outcome = classify_snapshot(
        args.file, asked, output=args.output, by=args.by, engine=args.engine or "polars", master=args.master
    )
    print(outcome.text)
    if args.output is not None:
        print(f"Đã ghi: {args.output}")
    return ExitCode.ROWS_TO_CORRECT if outcome.faults else ExitCode.DONE


def _show_mapping(opened: "OpenedList") -> None:
    import msgspec  # noqa: PLC0415

    from giamngheo.apps.exchange.lists.recognition import as_mapping  # noqa: PLC0415

    print(msgspec.yaml.encode(as_mapping(*(sheet.recognition for sheet in opened.sheets))).decode(), end="")


def _tell_columns(opened: "OpenedList") -> None:
    from giamngheo.apps.exchange.lists.opening import alike  # noqa: PLC0415

    print(f"Chuẩn áp dụng: {opened.rules.standard.name} (ngày {opened.rules.day:%d/%m/%Y})")
    groups = [[sheet.recognition for sheet in group] for group in alike(opened.sheets)]
    for same in [*groups, *([[opened.members]] if opened.members is not None else [])]:
        recognition, rows = same[0], sum(one.table.body.height for one in same)
        names = ", ".join(f"«{one.table.sheet}»" for one in same) + (" (cùng cột)" if len(same) > 1 else "")
        print(f"Trang {names}: {rows} dòng; nhận được các cột:")
        for column in recognition.columns:
            if column.field is not None:
                print(f"  {column.letter:>3}  {column.heading}  →  {column.field.label}")
        left = [c.letter for c in recognition.columns if c.field is None and c.heading]
        if left:
            print(f"       giữ nguyên, không dùng: {', '.join(left)}")
    for note in opened.notes:
        print(f"Lưu ý: {note}")


def _tell_result(classified: "ClassifiedList") -> None:
    from giamngheo.apps.exchange.lists.results import counts_of_classes  # noqa: PLC0415
    from giamngheo.foundation.text import percent, whole  # noqa: PLC0415

    total = classified.frame.height
    for note in classified.notes[len(classified.opened.notes) :]:
        print(f"Lưu ý: {note}")
    print(f"Kết quả: {whole(total)} hộ")
    for label, count in counts_of_classes(classified):
        share = percent(100 * count / total) if total else ""
        print(f"  {label:<26} {whole(count):>10}  {share:>8}")
    faults = classified.faults
    if faults.height:
        print(
            f"Có {whole(faults.height)} chỗ phải sửa (ô sai coi như chưa biết; các ô khác vẫn dùng):",
            file=sys.stderr,
        )
        for fault in faults.head(FAULTS_SHOWN).iter_rows(named=True):
            where = f"Trang «{fault['sheet']}»"
            if fault["row"] is not None:  # else of the whole sheet
                where += f", dòng {fault['row']}, cột {fault['column']} «{fault['heading']}»"
                where += f" = «{fault['value'] or ''}»"
            print(f"  {where}: {fault['reason']}. {fault['remedy']}", file=sys.stderr)
        if faults.height > FAULTS_SHOWN:
            print("  … xem đủ ở trang «Cần sửa» của tệp kết quả .xlsx.", file=sys.stderr)
