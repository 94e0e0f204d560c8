"""A change of units from a person's file: one line a deed; faults by row and column, good rows kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.line_files import (
    ROW,
    Check,
    Fault,
    bare_name,
    code_checks,
    faults_of,
    good_rows,
    kind_of,
    kinds_in_words,
    read_fields,
)
from giamngheo.foundation.areas.models import Change
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.sheets import SheetOut, write_csv, write_workbook
from giamngheo.foundation.sheets.values.ticks import tick
from giamngheo.foundation.text import plain_expr

FIELDS: Final = {
    "deed": ("việc", "việc làm", "loại việc", "nội dung thay đổi"),
    "code": ("mã", "mã cũ", "mã đơn vị"),
    "to_code": ("mã mới", "mã đơn vị mới", "mã đơn vị nhận", "chuyển về mã"),
    "name": ("tên mới", "tên", "tên đơn vị"),
    "kind_words": ("loại", "loại đơn vị"),
    "parent_code": ("thuộc (mã)", "thuộc", "mã cấp trên", "mã đơn vị cấp trên"),
    "whole": ("trọn", "chuyển trọn", "toàn bộ"),
    "part": ("tỷ lệ", "tỉ lệ", "phần"),
}
DEEDS: Final = {
    **dict.fromkeys(("lap", "thanh lap", "lap moi", "lap don vi"), Verb.CREATE.value),
    **dict.fromkeys(("cham dut", "giai the", "ket thuc", "cham dut don vi"), Verb.END.value),
    **dict.fromkeys(("chuyen ve", "nhap vao", "sap nhap vao", "chuyen ve don vi moi"), Verb.SUCCEED.value),
    "doi ten": Verb.RENAME.value,
    **dict.fromkeys(("doi loai", "chuyen loai"), Verb.CHANGE_KIND.value),
    **dict.fromkeys(("doi cap tren", "chuyen cap tren", "doi don vi cap tren"), Verb.MOVE.value),
}
USED: Final = {
    "to_code": (Verb.SUCCEED,),
    "name": (Verb.CREATE, Verb.RENAME),
    "kind_words": (Verb.CREATE, Verb.CHANGE_KIND),
    "parent_code": (Verb.CREATE, Verb.MOVE),
    "whole": (Verb.SUCCEED,),
    "part": (Verb.SUCCEED,),
}
_SURPLUS: Final = "ô này không dùng cho việc của dòng."
_KIND_IN_FRONT: Final = r"(?i)^(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s+"
_SHARE_TEXT: Final = r"^\d+(?:[.,]\d+)?$"
TEMPLATE_COLUMNS: Final = ("Việc", "Mã", "Mã mới", "Tên mới", "Loại", "Thuộc (mã)", "Trọn", "Tỷ lệ")
_EXAMPLE: Final = (
    ("lập", "99001", "", "Đông Mẫu", "xã", "99", "", ""),
    ("chấm dứt", "99101", "", "", "", "", "", ""),
    ("chuyển về", "99101", "99001", "", "", "", "có", ""),
    ("chấm dứt", "99102", "", "", "", "", "", ""),
    ("chuyển về", "99102", "99001", "", "", "", "không", "0,6"),
    ("chuyển về", "99102", "99103", "", "", "", "không", "0,4"),
    ("đổi tên", "99103", "", "Tây Mẫu", "", "", "", ""),
    ("đổi loại", "99103", "", "", "phường", "", "", ""),
    ("đổi cấp trên", "99104", "", "", "", "99", "", ""),
)
_EXPLAINED: Final = (
    ("Việc", "Một trong: lập, chấm dứt, chuyển về, đổi tên, đổi loại, đổi cấp trên. Mỗi dòng một việc."),
    (
        "Mã",
        "Lập: mã của đơn vị mới. Việc khác: mã của đơn vị vào hôm trước ngày của đợt. Dạng Văn bản, đủ số 0.",
    ),
    ("Mã mới", "Chỉ cho «chuyển về»: mã của đơn vị nhận trong ngày của đợt."),
    ("Tên mới", "Cho «lập» và «đổi tên»."),
    (
        "Loại",
        "Cho «lập» và «đổi loại»: " + kinds_in_words([kind.value for kind in Kind if kind != Kind.NATION]),
    ),
    ("Thuộc (mã)", "Cho «lập» và «đổi cấp trên»: mã của đơn vị cấp trên trong ngày của đợt."),
    ("Trọn", "Cho «chuyển về»: có nếu toàn bộ đơn vị về một nơi, không nếu bị chia."),
    ("Tỷ lệ", "Nếu bị chia và biết: phần chuyển về nơi này, như 0,4 hoặc 40%. Không biết thì để trống."),
)


@dataclass(frozen=True)
class BatchFile:
    """Lines that can be used (`place` is the row in the file), faults, and rows taken for titles or notes."""

    lines: pl.DataFrame
    faults: list[Fault]
    left_out: list[int]

    def changes(self) -> list[Change]:
        """The lines as rows of a batch that is still to be saved."""
        return [Change(**row) for row in self.lines.to_dicts()]


def read_batch_file(path: Path, sheet: str | None = None) -> BatchFile:
    """Read a file of changes; raises UnreadableFile and UnusableListError."""
    return lines_of(read_fields(path, FIELDS, ("deed", "code"), sheet))


def lines_of(said: pl.DataFrame) -> BatchFile:
    """Make lines of rows of words: `row`, `is_body` and the fields of `FIELDS` as text, null where blank."""
    verb = plain_expr(pl.col("deed")).replace_strict(DEEDS, default=None, return_dtype=pl.String)
    said = said.with_columns(verb=verb)
    is_line = pl.col("is_body") | pl.col("verb").is_not_null()
    left_out = said.filter(~is_line)[ROW].to_list()
    lines = said.filter(is_line)
    whole, share = tick(lines["whole"]), _share(lines["part"])
    lines = lines.with_columns(
        kind=kind_of("kind_words", pl.col("code")),
        is_whole=whole.value,
        whole_wrong=whole.problem.is_not_null(),
        share=share,
    ).with_columns(
        is_whole=pl.coalesce("is_whole", pl.col("share") == 1),
        name=pl.when(pl.col("verb") == Verb.RENAME)
        .then(pl.col("name").str.replace(_KIND_IN_FRONT, ""))
        .otherwise(bare_name("name", "kind")),
    )
    faults = faults_of(lines, _checks(), FIELDS)
    good = good_rows(lines, faults)
    return BatchFile(_as_lines(good), faults, left_out)


def _checks() -> Sequence[Check]:
    value = {field: pl.col(field).is_not_null() for field in FIELDS}
    verb = pl.col("verb")
    succeed = verb == Verb.SUCCEED
    all_deeds = "ghi một trong: lập, chấm dứt, chuyển về, đổi tên, đổi loại, đổi cấp trên."
    share = pl.col("share")
    kinds = kinds_in_words([kind.value for kind in Kind if kind != Kind.NATION])
    same = pl.struct("verb", "code", pl.col("to_code").fill_null(""))
    return (
        Check(~value["deed"], "deed", "chưa ghi việc.", all_deeds),
        Check(value["deed"] & verb.is_null(), "deed", "không rõ việc «{value}».", all_deeds),
        Check(~value["code"], "code", "chưa ghi mã nên không biết đơn vị nào.", "ghi mã của đơn vị."),
        *code_checks("code"),
        *code_checks("to_code"),
        *code_checks("parent_code"),
        *(
            Check(value[field] & ~verb.is_in([one.value for one in used]), field, _SURPLUS, remedy)
            for field, used in USED.items()
            for remedy in ("xoá ô này, hoặc thêm một dòng riêng cho việc đó.",)
        ),
        Check(succeed & ~value["to_code"], "to_code", "chưa ghi mã đơn vị nhận.", "ghi mã của đơn vị nhận."),
        Check(
            verb.is_in(["create", "rename"]) & ~value["name"], "name", "chưa ghi tên.", "ghi tên của đơn vị."
        ),
        Check(pl.col("name").str.len_chars() > 200, "name", "tên dài hơn 200 chữ.", "ghi tên ngắn hơn."),
        *(
            Check(
                verb.is_in(["create", "change_kind"]) & pl.col("kind").is_null() & wrong,
                "kind_words",
                sentence,
                f"ghi một trong: {kinds}.",
            )
            for wrong, sentence in (
                (~value["kind_words"], "chưa ghi loại."),
                (value["kind_words"], "không rõ loại «{value}»."),
            )
        ),
        Check(
            ((verb == Verb.MOVE) | ((verb == Verb.CREATE) & pl.col("kind").ne_missing(Kind.NATION.value)))
            & ~value["parent_code"],
            "parent_code",
            "chưa ghi mã đơn vị cấp trên.",
            "ghi mã của đơn vị mà đơn vị này thuộc về.",
        ),
        Check(
            pl.col("whole_wrong"),
            "whole",
            "không rõ «{value}» là chuyển trọn hay không.",
            "ghi có hoặc không.",
        ),
        Check(
            succeed
            & pl.col("is_whole").is_null()
            & ~pl.col("whole_wrong")
            & share.is_null()
            & ~value["part"],
            "whole",
            "chưa ghi chuyển trọn hay bị chia.",
            "ghi có nếu toàn bộ về một nơi, không nếu bị chia.",
        ),
        Check(
            value["part"] & (share.is_null() | (share <= 0) | (share > 1)),
            "part",
            "«{value}» không phải tỷ lệ từ trên 0 đến 1.",
            "ghi như 0,4 hoặc 40%, hoặc để trống nếu không biết.",
        ),
        Check(
            pl.col("is_whole") & (share < 1),
            "part",
            "ghi chuyển trọn nhưng tỷ lệ nhỏ hơn 1.",
            "bỏ tỷ lệ, hoặc ghi chuyển trọn là «không».",
        ),
        Check(
            value["code"] & verb.is_not_null() & ~same.is_first_distinct(),
            "code",
            "dòng này lặp lại một dòng ở trên (cùng việc, cùng mã).",
            "bỏ dòng thừa, hoặc sửa mã.",
        ),
    )


def _share(cells: pl.Series) -> pl.Series:
    """Return 0,4 · 0.4 · 40% as 0.4; null where it is no number."""
    text = cells.str.replace_all(" ", "", literal=True)
    percent = text.str.ends_with("%")
    bare = text.str.strip_chars_end("%")
    frame = pl.DataFrame({"bare": bare, "percent": percent})
    number = (
        pl.when(pl.col("bare").str.contains(_SHARE_TEXT))
        .then(pl.col("bare").str.replace(",", ".", literal=True))
        .cast(pl.Float64, strict=False)
    )
    share = pl.when("percent").then(number / 100).otherwise(number)
    return frame.select(share=share.round(6)).to_series()


def _as_lines(good: pl.DataFrame) -> pl.DataFrame:
    succeed = pl.col("verb") == Verb.SUCCEED
    text = ("code", "to_code", "name", "kind", "parent_code")
    return good.select(
        pl.col(ROW).alias("place"),
        "verb",
        pl.col(*text).fill_null(""),
        is_whole=pl.when(succeed).then(pl.col("is_whole").fill_null(False)),
        share=pl.when(succeed & (pl.col("share") < 1)).then("share"),
    )


def write_template(path: Path) -> None:
    """Write a file to fill in: an example of each deed, and (not in .csv) what each column means."""
    example = pl.DataFrame(_EXAMPLE, schema=dict.fromkeys(TEMPLATE_COLUMNS, pl.String), orient="row")
    if path.suffix.lower() == ".csv":
        write_csv(path, example)
        return
    explained = pl.DataFrame(_EXPLAINED, schema={"Cột": pl.String, "Ghi gì": pl.String}, orient="row")
    write_workbook(
        path,
        [
            SheetOut(
                "Thay đổi",
                TEMPLATE_COLUMNS,
                example,
                lead=[["THAY ĐỔI ĐƠN VỊ HÀNH CHÍNH (các dòng dưới là ví dụ, xoá trước khi ghi)"]],
                column_widths=(16, 10, 10, 24, 16, 12, 8, 8),
            ),
            SheetOut("Cách ghi", tuple(explained.columns), explained, column_widths=(14, 110)),
        ],
    )
