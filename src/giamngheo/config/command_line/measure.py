"""`giamngheo measure`: multidimensional poverty of a table of 0/1 answers, by Alkire and Foster."""

import argparse
import os
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from giamngheo.config.command_line.exit_codes import ExitCode

if TYPE_CHECKING:
    import polars as pl

    from giamngheo.apps.exchange.indices import Outcome, Request

ENDINGS = (".csv", ".xlsx", ".parquet")

SHEET_ROWS = 1_048_575
"""A sheet holds no more below its heading."""

SHEET = "Nghèo đa chiều"

EXAMPLES = """Ví dụ:
  giamngheo measure ho.csv
  giamngheo measure ho.xlsx --dimensions "viec_lam,phu_thuoc;dinh_duong,bao_hiem" --by xa -o ket_qua.xlsx
  giamngheo measure mau.parquet --weight trong_so --strata tinh --cluster dia_ban -o ket_qua.csv"""


class WrongCallError(ValueError):
    """An option that cannot be understood; the message is Vietnamese."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command and its options."""
    parser = subparsers.add_parser(
        "measure",
        help="đo nghèo đa chiều (H, A, M0) của một bảng 0/1",
        description="Đo nghèo đa chiều theo phương pháp Alkire-Foster từ một bảng mỗi dòng một hộ, "
        "mỗi chỉ số một cột (1 là thiếu hụt, 0 là không thiếu hụt).",
        epilog=EXAMPLES,
    )
    option = parser.add_argument
    option("file", metavar="TỆP", type=Path, help="tệp .csv, .xlsx, .xls, .ods hoặc .parquet")
    option("--indicators", metavar="a,b,…", help="các cột chỉ số; không nêu thì lấy mọi cột chỉ chứa 0 và 1")
    option(
        "--dimensions",
        metavar='"a,b;c,d"',
        help="các chiều, cách nhau bằng «;»: các chiều ngang nhau, các chỉ số trong một chiều ngang nhau",
    )
    option("--weights", metavar="a=1/6,…", help="trọng số của từng chỉ số, thay cho trọng số ngang nhau")
    option("--cutoff", metavar="1/3", default="1/3", help="ngưỡng nghèo: điểm từ ngưỡng trở lên là nghèo")
    option("--weight", metavar="CỘT", help="cột số người trong hộ hoặc trọng số mẫu")
    option("--by", metavar="CỘT", action="append", default=[], help="đo theo từng nhóm; nêu được nhiều lần")
    option("--strata", metavar="CỘT", help="cột tầng của mẫu")
    option("--cluster", metavar="CỘT", help="cột địa bàn (đơn vị mẫu cấp một) trong tầng")
    option(
        "--full-count",
        action="store_true",
        help="tệp là danh sách toàn bộ, --weight chỉ đếm người: không tính sai số",
    )
    option("-o", "--output", metavar="RA", type=Path, help="tệp kết quả .csv, .xlsx hoặc .parquet")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure, tell what was left out, write or print; returns the exit code."""
    # Polars, numpy and the readers take half a second to load; the command line must start at once.
    from giamngheo.apps.exchange.indices import measure_file  # noqa: PLC0415
    from giamngheo.foundation.sheets import SheetError  # noqa: PLC0415
    from giamngheo.measurement.indices.structure import StructureError  # noqa: PLC0415

    try:
        _check_output(args.output, args.file)
        outcome = measure_file(_request(args))
        _check_room(outcome.indices.table, args.output)
    except (WrongCallError, StructureError) as error:
        _tell(f"Lỗi: {error}")
        return ExitCode.WRONG_CALL
    except SheetError as error:
        _tell(f"Lỗi: {error}")
        return ExitCode.UNREADABLE_INPUT
    for note in outcome.notes:
        _tell(note)
    if args.output is None:
        _print(outcome)
    elif not _written(outcome.indices.table, args.output):
        return ExitCode.UNWRITABLE_OUTPUT
    return ExitCode.ROWS_TO_CORRECT if outcome.indices.left_out else ExitCode.DONE


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


def _request(args: argparse.Namespace) -> "Request":
    from giamngheo.apps.exchange.indices import Request  # noqa: PLC0415 - heavy, see run
    from giamngheo.measurement.indices.run import Design  # noqa: PLC0415

    return Request(
        path=args.file,
        indicators=_names(args.indicators, "--indicators"),
        dimensions=_dimensions(args.dimensions),
        weights=_weights(args.weights),
        cutoff=_fraction(args.cutoff, "Ngưỡng nghèo --cutoff"),
        by=tuple(dict.fromkeys(args.by)),
        design=Design(args.weight, args.strata, args.cluster, args.full_count),
    )


def _names(text: str | None, option: str) -> tuple[str, ...]:
    if text is None:
        return ()
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise WrongCallError(f"{option} chưa nêu cột nào. Hãy viết tên các cột, cách nhau bằng dấu phẩy.")
    return names


def _dimensions(text: str | None) -> tuple[tuple[str, ...], ...]:
    return (
        ()
        if text is None
        else tuple(_names(part, "Một chiều trong --dimensions") for part in text.split(";"))
    )


def _weights(text: str | None) -> dict[str, Fraction] | None:
    if text is None:
        return None
    found: dict[str, Fraction] = {}
    for part in _names(text, "--weights"):
        name, sign, value = part.rpartition("=")
        if not sign or not name.strip():
            raise WrongCallError(
                f"Không hiểu «{part}» trong --weights. Hãy viết tên=trọng số, ví dụ nha_o=1/6."
            )
        if name.strip() in found:
            raise WrongCallError(f"Trọng số của «{name.strip()}» được nêu hai lần. Hãy bỏ bớt một lần.")
        found[name.strip()] = _fraction(value, f"Trọng số của «{name.strip()}»")
    return found


def _fraction(text: str, what: str) -> Fraction:
    try:
        return Fraction(text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise WrongCallError(f"{what} phải là số hoặc phân số như 1/3, không thể là «{text}».") from None


def _check_output(output: Path | None, source: Path) -> None:
    if output is None:
        return
    if output.suffix.lower() not in ENDINGS:
        raise WrongCallError(
            f"Không biết ghi «{output.name}». Tên tệp kết quả phải kết thúc bằng {', '.join(ENDINGS)}."
        )
    if not output.resolve().parent.is_dir():
        raise WrongCallError(
            f"Không có thư mục «{output.parent}». Hãy tạo thư mục hoặc chọn nơi khác để ghi."
        )
    if output.resolve() == source.resolve():
        raise WrongCallError("Tệp kết quả trùng với tệp đầu vào. Hãy chọn tên khác để không mất dữ liệu.")


def _check_room(table: "pl.DataFrame", output: Path | None) -> None:
    if output is not None and output.suffix.lower() == ".xlsx" and table.height > SHEET_ROWS:
        raise WrongCallError("Kết quả có quá nhiều dòng cho một trang .xlsx. Hãy ghi ra .csv hoặc .parquet.")


def _written(table: "pl.DataFrame", output: Path) -> bool:
    """Write and say so, or say why it could not be written."""
    from giamngheo.foundation.sheets import UnwritableFile  # noqa: PLC0415 - heavy, see run

    try:
        _write(table, output)
    except UnwritableFile as error:
        _tell(f"Lỗi: {error}")
        return False
    except OSError as error:
        _tell(
            f"Lỗi: không ghi được «{output}» ({error.strerror or error}). Hãy kiểm tra quyền ghi, chỗ trống, "
            "đóng tệp nếu đang mở, hoặc chọn tên khác."
        )
        return False
    _tell(f"Đã ghi kết quả vào «{output}».")
    return True


def _write(table: "pl.DataFrame", output: Path) -> None:
    """Write beside and put in place at the end, so that a failed run leaves what was there before."""
    fresh = output.with_name(f".{output.stem}-{os.getpid()}{output.suffix}")
    try:
        if output.suffix.lower() == ".xlsx":
            from giamngheo.foundation.sheets import SheetOut, write_workbook  # noqa: PLC0415 - heavy, see run

            write_workbook(fresh, [SheetOut(SHEET, table.columns, table)])
        elif output.suffix.lower() == ".parquet":
            table.write_parquet(fresh)
        else:
            _defused(table).write_csv(fresh)
        fresh.replace(output)
    finally:
        fresh.unlink(missing_ok=True)


def _defused(table: "pl.DataFrame") -> "pl.DataFrame":
    """A group named like a formula gets an apostrophe, so that a spreadsheet shows it and does not run it."""
    import polars as pl  # noqa: PLC0415 - heavy, see run

    text = pl.col("by", "group", "indicator").replace("", None)
    return table.with_columns(
        pl.when(text.str.contains(r"^[=+\-@\t\r]")).then("'" + text).otherwise(text).name.keep()
    )


def _print(outcome: "Outcome") -> None:
    from giamngheo.config.command_line.measure_tables import lines  # noqa: PLC0415 - heavy, see run

    print("\n".join(lines(outcome)))
