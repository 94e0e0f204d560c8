"""`giamngheo measure` from file to table: what comes out, what is told, and how it ends."""

import csv
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from giamngheo.apps.exchange.indices import Request, measure_file
from giamngheo.config.command_line import measure
from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.config.command_line.parser import VietnameseParser
from giamngheo.measurement.indices.measures import COLUMNS

# Made-up households.
HOUSEHOLDS = """ma,xa,so_nguoi,a,b,c,d
H1,Xã Đông,4,0,0,0,0
H2,Xã Đông,7,0,1,0,1
H3,Xã Tây,5,1,1,1,1
H4,,4,0,1,0,0
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ho.csv"
    path.write_text(HOUSEHOLDS, encoding="utf-8")
    return path


def call(*arguments: str | Path) -> int:
    parser = VietnameseParser()
    measure.add_parser(parser.add_subparsers())
    args = parser.parse_args(["measure", *map(str, arguments)])
    return int(args.run(args))


def read(path: Path) -> dict[tuple[str, str, str, str], str]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert tuple(rows[0]) == COLUMNS
    return {(row["by"], row["group"], row["measure"], row["indicator"]): row["value"] for row in rows}


def test_a_list_without_options_is_measured_on_its_columns_of_zeros_and_ones(file, tmp_path, capsys):
    assert call(file, "--cutoff", "1/2", "--by", "xa", "-o", tmp_path / "ra.csv") == ExitCode.DONE
    found = read(tmp_path / "ra.csv")
    assert found["", "", "H", ""] == "0.5"
    assert found["", "", "A", ""] == "0.75"
    assert found["", "", "M0", ""] == "0.375"
    assert found["xa", "Xã Tây", "M0", ""] == "1.0"
    assert found["xa", "(trống)", "population_share", ""] == "0.25"
    assert "a, b, c, d" in capsys.readouterr().err


def test_each_by_gives_its_own_block(file, tmp_path):
    assert (
        call(file, "--indicators", "a,b", "--by", "xa", "--by", "c", "-o", tmp_path / "ra.csv")
        == ExitCode.DONE
    )
    found = read(tmp_path / "ra.csv")
    assert {by for by, _, _, _ in found} == {"", "xa", "c"}
    assert found["c", "1", "H", ""] == "1.0"


def test_dimensions_are_named_by_their_text(file, tmp_path):
    assert call(file, "--dimensions", "a,b;c;d", "-o", tmp_path / "ra.csv") == ExitCode.DONE
    found = read(tmp_path / "ra.csv")
    names = [indicator for _, _, name, indicator in found if name == "dimension_contribution"]
    assert names == ["a,b", "c", "d"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_every_ending_holds_the_same_table(file, tmp_path, ending):
    output = tmp_path / f"ra{ending}"
    assert call(file, "--weight", "so_nguoi", "-o", output) == ExitCode.DONE
    if ending == ".xlsx":
        table = pl.read_excel(output, infer_schema_length=None)
    else:
        table = pl.read_csv(output) if ending == ".csv" else pl.read_parquet(output)
    assert tuple(table.columns) == COLUMNS
    row = table.filter(pl.col("measure") == "H").row(0, named=True)
    assert row["value"] == pytest.approx(12 / 20)
    assert row["se"] is not None


@pytest.mark.parametrize("source", [".xlsx", ".parquet"])
def test_every_kind_of_file_gives_the_same_numbers(file, tmp_path, source):
    table = pl.read_csv(file)
    other = file.with_suffix(source)
    if source == ".xlsx":
        table.write_excel(other)
    else:
        table.write_parquet(other)
    tables = [
        measure_file(Request(path, by=("xa",), cutoff=Fraction(1, 2))).indices.table for path in (file, other)
    ]
    assert tables[0].equals(tables[1])


def test_ticks_and_words_are_understood_and_blanks_are_left_out_and_told(tmp_path, capsys):
    path = tmp_path / "tick.csv"
    path.write_text("a,b\nx,Có\nX,không\nx,\n,có\n", encoding="utf-8")
    assert call(path, "--indicators", "a,b", "-o", tmp_path / "ra.csv") == ExitCode.ROWS_TO_CORRECT
    assert read(tmp_path / "ra.csv")["", "", "raw_headcount", "b"] == "0.5"
    told = capsys.readouterr().err
    assert "Bỏ 2 trong 4 dòng" in told
    assert "a (1 ô), b (1 ô)" in told


def test_a_value_that_is_no_answer_is_named_with_row_column_reason_and_remedy(tmp_path, capsys):
    path = tmp_path / "sai.csv"
    path.write_text("a,b\n1,0\n7,1\n0,có lẽ\n", encoding="utf-8")
    assert call(path, "--indicators", "a,b", "-o", tmp_path / "ra.csv") == ExitCode.ROWS_TO_CORRECT
    told = capsys.readouterr().err
    assert "Dòng dữ liệu 2, cột «a»: không hiểu giá trị «7»" in told
    assert "Dòng dữ liệu 3, cột «b»: không hiểu giá trị «có lẽ»" in told
    assert "hãy sửa" in told
    assert read(tmp_path / "ra.csv")["", "", "raw_headcount", "a"] == "1.0"


def test_at_most_twenty_bad_values_are_named_and_the_rest_counted(tmp_path, capsys):
    path = tmp_path / "sai.csv"
    path.write_text("a,b\n0,1\n" + "7,1\n" * 30, encoding="utf-8")
    assert call(path, "--indicators", "a,b", "-o", tmp_path / "ra.csv") == ExitCode.ROWS_TO_CORRECT
    told = capsys.readouterr().err
    assert told.count("không hiểu giá trị") == 20
    assert "Còn 10 ô sai khác" in told


def test_a_row_without_a_weight_is_left_out_and_told(tmp_path, capsys):
    path = tmp_path / "nang.csv"
    path.write_text('a,w\n1,"1,5"\n0,"0,5"\n0,\n0,-3\n', encoding="utf-8")
    assert call(path, "--weight", "w", "--full-count", "-o", tmp_path / "ra.csv") == ExitCode.ROWS_TO_CORRECT
    assert read(tmp_path / "ra.csv")["", "", "H", ""] == "0.75"
    assert "2 dòng có trọng số trống, âm" in capsys.readouterr().err


def test_weights_that_do_not_add_up_to_one_are_normalised_and_told(file, tmp_path, capsys):
    assert (
        call(file, "--indicators", "a,b", "--weights", "a=1,b=3", "-o", tmp_path / "ra.csv") == ExitCode.DONE
    )
    assert "Tổng trọng số đã nêu là 4" in capsys.readouterr().err


def test_a_stratum_with_one_unit_is_told(file, tmp_path, capsys):
    assert call(file, "--strata", "xa", "-o", tmp_path / "ra.csv") == ExitCode.DONE
    assert "2 tầng chỉ có một đơn vị mẫu" in capsys.readouterr().err


def test_without_an_output_a_vietnamese_table_is_printed(file, capsys):
    assert call(file, "--cutoff", "1/2", "--by", "xa", "--weight", "so_nguoi") == ExitCode.DONE
    printed = capsys.readouterr().out
    assert "Tỷ lệ nghèo đa chiều (H)" in printed
    assert "70,83\N{NO-BREAK SPACE}%" in printed
    assert "khoảng tin cậy 95 %" in printed
    assert "(trống)" in printed


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--by", "Xa"], "Có phải ý là «xa»?"),
        (["--indicators", "a,z"], "Tệp không có cột «z»"),
        (["--indicators", "a,b", "--dimensions", "a;c"], "«c» có trong --dimensions"),
        (["--indicators", "a,b", "--dimensions", "a,b;b"], "hai chiều"),
        (["--dimensions", "a,b;"], "chưa nêu cột nào"),
        (["--indicators", "a,b", "--weights", "a=1"], "Chưa có trọng số cho: b"),
        (["--weights", "a=1/2,b=1/2"], "Chưa có trọng số cho: c, d"),
        (["--indicators", "a", "--weights", "a=-1"], "số âm"),
        (["--indicators", "a", "--weights", "a"], "Không hiểu «a» trong --weights"),
        (["--indicators", "a", "--weights", "a=1/0"], "phải là số hoặc phân số"),
        (["--cutoff", "0"], "Ngưỡng nghèo"),
        (["--cutoff", "một nửa"], "phải là số hoặc phân số"),
        (["--weight", "ma"], "không phải là số"),
        (["-o", "ra.docx"], "phải kết thúc bằng"),
        (["-o", "khong/co/ra.csv"], "Không có thư mục"),
    ],
)
def test_a_wrong_call_ends_with_two_and_says_why(file, capsys, options, words):
    assert call(file, *options) == ExitCode.WRONG_CALL
    assert words in capsys.readouterr().err


def test_writing_over_the_input_is_refused(file, capsys):
    assert call(file, "-o", file) == ExitCode.WRONG_CALL
    assert file.read_text(encoding="utf-8") == HOUSEHOLDS
    assert "trùng với tệp đầu vào" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["khong_co.csv", "hong.parquet", "rong.csv"])
def test_a_file_that_cannot_be_read_ends_with_three_and_writes_nothing(tmp_path, capsys, name):
    (tmp_path / "hong.parquet").write_bytes(b"PAR1 khong phai parquet")
    (tmp_path / "rong.csv").write_text("a,b\n", encoding="utf-8")
    assert call(tmp_path / name, "-o", tmp_path / "ra.csv") == ExitCode.UNREADABLE_INPUT
    assert name in capsys.readouterr().err
    assert not (tmp_path / "ra.csv").exists()


def test_a_file_broken_in_the_middle_ends_with_three(tmp_path, capsys):
    path = tmp_path / "giua.parquet"
    pl.DataFrame({"a": [0, 1] * 5_000}).write_parquet(path, compression="zstd")
    whole = bytearray(path.read_bytes())
    whole[4:60] = b"\xff" * 56
    path.write_bytes(whole)
    assert call(path) == ExitCode.UNREADABLE_INPUT
    assert "giua.parquet" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_ends_with_five_and_leaves_no_piece(file, tmp_path, capsys):
    (tmp_path / "ra.csv").mkdir()
    assert call(file, "-o", tmp_path / "ra.csv") == ExitCode.UNWRITABLE_OUTPUT
    assert "không ghi được" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ho.csv", "ra.csv"]


def test_a_group_named_like_a_formula_is_written_as_text(tmp_path):
    path = tmp_path / "cong_thuc.csv"
    path.write_text("nhom,a\n=1+1,1\n=1+1,0\n", encoding="utf-8")
    assert call(path, "--by", "nhom", "-o", tmp_path / "ra.csv") == ExitCode.DONE
    assert ("nhom", "'=1+1", "H", "") in read(tmp_path / "ra.csv")


def test_the_command_loads_nothing_heavy_before_it_runs():
    code = (
        "import sys, giamngheo.config.command_line.measure; "
        "print(sorted({'polars', 'scipy', 'numpy'} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert loaded.strip() == "[]"
