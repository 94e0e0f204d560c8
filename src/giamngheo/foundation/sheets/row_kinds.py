"""Says of each row under the heading what it is; in doubt it is body, for nobody may be dropped silently."""

from itertools import pairwise
from typing import Final

import polars as pl

from giamngheo.foundation.sheets.heading import is_explanation, is_numbering
from giamngheo.foundation.sheets.row_marks import Marks, find_marks
from giamngheo.foundation.sheets.values.numbers import number_expr

_AREA: Final = (
    r"(thôn|thon|bản|ấp|xóm|xom|khu|tổ|tdp|khối|khoi|khóm|buôn|làng|phum|sóc|đội|xã|xa|phường|phuong"
    r"|thị trấn|huyện|huyen|tỉnh|tinh)"
)
_PART: Final = r"(trang|dồn|chung|mục|phần|nhóm|toàn|toan|[ivx]+)"
_TOTAL: Final = (
    r"^(tổng|tong|cộng|cong|t\s*[./]?\s*c|t\s*[./]?\s*cộng)\s*([:.(]|$)"
    r"|^(tổng|tong)\s*(cộng|số|hợp|cong|so|hop)\b"
    rf"|^(tổng|tong|cộng|cong)\s+({_AREA}|{_PART})(\s|[:.(]|$)"
    rf"|^(toàn|toan)\s+{_AREA}(\s|[:.(]|$)"
    rf"|^(trung bình|bình quân|tb|bq)(\s+({_AREA}|{_PART}).*|\s*[/:.(].*)?$"
    r"|^(số hộ|số khẩu|số nhân khẩu|trong đó|tỷ lệ|tỉ lệ)\b"
)
_PLACE: Final = rf"^\(?{_AREA}\s+\S"
_PERSON: Final = r"^\S+ (văn|thị)\b"
_SETTLED: Final = r"^(thôn|xóm|ấp|tdp|phường|khóm)\b"  # never a surname
_ROMAN: Final = r"^\(?(x{0,3}(ix|iv|v?i{1,3}|v|x))\)?\s*[.)]?$"
_ROMAN_WORDS: Final = r"^\(?(x{0,3}(ix|iv|v?i{1,3}|v|x))\)?\s*[.)/:\-–]\s*\S"
_ROMAN_ALONE: Final = r"^[IVX]+\.?$"
_LETTER: Final = r"^\(?[a-h]\)?\s*[.)]?$"
_COUNT_OF_HOUSEHOLDS: Final = r"\d+ hộ\b"
_NOTE: Final = (
    r"ngày.{0,12}tháng.{0,12}năm|người lập|xác nhận|^\s*(tm|kt|tl)\s*\.|chủ tịch|^ubnd|^uỷ ban|^ủy ban|ký tên"
    r"|\(ký|\bký, |ghi rõ họ tên|đóng dấu|^\(?\*?\s*(ghi chú|lưu ý|chú thích|chú ý)\s*:|^nơi nhận|trưởng thôn"
    r"|trưởng ban|^danh sách\b|^bằng chữ|^\*|cán bộ|giảm nghèo$|ban chỉ đạo"
)
# Written by us before what a .csv keeps at its end (titles and notes of a file that was sent, what a list of
# ours is): no row follows it.
OUTSIDE_THE_TABLE: Final = "Ghi chú: các dòng sau đây đứng ngoài bảng trong tệp đã gửi"
ABOUT_THE_LIST: Final = "Ghi chú: các dòng sau đây cho biết danh sách này là gì, không thuộc bảng"
_BELOW_IS_NO_ROW: Final = (OUTSIDE_THE_TABLE, ABOUT_THE_LIST)
_SUSPECT_CELLS: Final = 4
_SUSPECT_LETTERS: Final = list("tcbsivx(")
_LEAST_SUMMED: Final = 2


def row_kinds(cells: pl.DataFrame, headings: list[tuple[str, ...]]) -> pl.Series:
    """Return body, group, total, heading, numbering, note or empty for each row under a heading."""
    if not cells.height:
        return pl.Series("kind", [], pl.String)
    moved = (
        cells.select(pl.any_horizontal(pl.nth(range(min(2, cells.width))).is_in(_BELOW_IS_NO_ROW)))
        .to_series()
        .arg_true()
    )
    if len(moved):
        notes = pl.Series("kind", ["note"]).new_from_index(0, cells.height - moved[0])
        return row_kinds(cells[: moved[0]], headings).extend(notes)
    filled = cells.select(
        pl.sum_horizontal(pl.all().is_not_null()).cast(pl.Int64).alias("filled")
    ).to_series()
    usual = int(filled.filter(filled > 0).quantile(0.75, interpolation="nearest") or 1)
    marks = find_marks(cells, headings, usual)
    rows = _described(cells, filled, marks, usual)
    rows = rows.with_columns(_repeated_headings(cells, rows["kind"], headings, filled))
    rows = rows.with_columns(_notes(rows, marks, max(2, usual // 2)))
    return _unlabelled_total(cells, rows, marks)


def _described(cells: pl.DataFrame, filled: pl.Series, marks: Marks, usual: int) -> pl.DataFrame:
    """Return kind, filled; few (sparse), said (speaks like a note), marked (has the marks of a body row)."""
    first = pl.coalesce(pl.all()).str.strip_chars().str.to_lowercase()
    facts = cells.select(first.alias("first"), marks.ordinal().alias("ordinal"))
    # Most rows begin with a number or a name: only the others are worth the dear patterns.
    if marks.counts:
        suspect = ~facts["ordinal"]
    else:
        letter = facts["first"].str.slice(0, 1).is_in(_SUSPECT_LETTERS)
        suspect = (filled <= _SUSPECT_CELLS) | letter.fill_null(True)
    places = suspect.arg_true()
    looked_at = _looks(cells[places], filled[places], facts["ordinal"][places], marks, usual)
    usually: dict[str, str | bool] = {"kind": "body", "few": False, "said": False, "marked": True}
    described = {
        name: pl.repeat(value, len(filled), eager=True).scatter(places, looked_at[name])
        for name, value in usually.items()
    }
    return pl.DataFrame(described).with_columns(filled.alias("filled"))


def _looks(
    cells: pl.DataFrame, filled: pl.Series, ordinal: pl.Series, marks: Marks, usual: int
) -> pl.DataFrame:
    """Return what rows look like by themselves."""
    texts = pl.concat_list(pl.all().str.strip_chars().str.to_lowercase()).list.drop_nulls()
    at_ordinal = (
        pl.col(marks.ordinal_column).str.contains(r"\p{L}{2}").fill_null(False)
        if marks.ordinal_column
        else pl.lit(False)
    )
    alone = pl.col(marks.ordinal_column).str.contains(_ROMAN_ALONE) if marks.ordinal_column else pl.lit(False)
    facts = cells.select(
        texts.list.get(0, null_on_oob=True).fill_null("").alias("first"),
        texts.list.get(1, null_on_oob=True).fill_null("").alias("second"),
        marks.values().alias("values"),
        at_ordinal.alias("at_ordinal"),
        alone.alias("alone"),
        filled.alias("filled"),
        ordinal.alias("ordinal"),
    )
    first, second, values = pl.col("first"), pl.col("second"), pl.col("values")
    numbered = first.str.contains(_ROMAN) | first.str.contains(_LETTER)
    facts = facts.with_columns(pl.when(numbered).then(second).otherwise(first).alias("label"))
    few = pl.col("filled") <= max(1, min(2, usual // 2))
    group = _is_group(marks, numbered, few) & pl.lit(usual >= 3)
    kind = (
        pl.when(pl.col("filled") == 0)
        .then(pl.lit("empty"))
        .when(pl.col("label").str.contains(_TOTAL))
        .then(pl.lit("total"))
        .when(group)
        .then(pl.lit("group"))
        .otherwise(pl.lit("body"))
    )
    said = pl.concat_str(first, second, separator=" ").str.contains(_NOTE)
    marked = (values > 0) | pl.col("ordinal")
    return facts.select(kind.alias("kind"), few.alias("few"), said.alias("said"), marked.alias("marked"))


def _is_group(marks: Marks, numbered: pl.Expr, few: pl.Expr) -> pl.Expr:
    """Tell the rows that head a part: a village, a roman number with words, a lone text as ordinal."""
    first, label, bare = pl.col("first"), pl.col("label"), pl.col("values") == 0
    person = label.str.contains(_PERSON) & ~label.str.contains(_SETTLED)
    place = label.str.contains(_PLACE) & ~person
    # With values a place must stand where no household can: behind a roman number, instead of an ordinal.
    sure = numbered | pl.col("at_ordinal") | label.str.contains(_COUNT_OF_HOUSEHOLDS)
    headed = first.str.contains(_ROMAN) | pl.lit(marks.counts)
    counted = numbered & headed & ~pl.col("ordinal") & label.str.contains(r"\p{L}{2}")
    roman = first.str.contains(_ROMAN_WORDS)
    lone = (pl.col("filled") == 1) & (pl.col("at_ordinal") | pl.col("alone")) & pl.lit(marks.counts)
    return (place & (bare | sure)) | (bare & few & (counted | roman)) | lone


def _repeated_headings(
    cells: pl.DataFrame, kinds: pl.Series, headings: list[tuple[str, ...]], filled: pl.Series
) -> pl.Series:
    """Name the heading rows printed again on each page, and the rows that only number the columns."""
    texts = {text for path in headings for text in path}
    width = sum(1 for path in headings if path)
    result = kinds.to_list()
    heads = pl.any_horizontal(pl.all().is_in(list(texts))) if texts else pl.lit(False)
    numbers = pl.all_horizontal(pl.all().is_null() | pl.all().str.len_chars().le(12))
    marked = pl.any_horizontal(pl.all().str.contains(r"^\(1\)$|^1$|^A$"))
    repeats = cells.select((heads | (numbers & marked)) & (filled >= 2)).to_series()
    for place in (repeats | repeats.shift(1) | repeats.shift(2)).arg_true().to_list():
        row = cells.row(place)
        words = [" ".join(text.split()) for text in row if text is not None]
        if all(word in texts for word in words) and len(words) >= 2:
            result[place] = "heading"
        elif (place < 3 or result[place - 1] == "heading") and is_numbering(row, width):
            result[place] = "numbering"
        elif place and result[place - 1] == "heading" and is_explanation(row):
            result[place] = "heading"
    return pl.Series("kind", result, pl.String)


def _notes(rows: pl.DataFrame, marks: Marks, strong_from: int) -> pl.Series:
    """Name the notes: rows of few words after the last sure row of each part; headings start the parts."""
    strong = (rows["kind"] == "body") & ~rows["few"] & (rows["filled"] >= strong_from)
    if marks.any and bool((strong & rows["marked"]).any()):
        strong = (rows["kind"] == "body") & rows["marked"]
    starts = [0, *(rows["kind"] == "heading").arg_true().to_list(), rows.height]
    kind = rows["kind"].to_list()
    for begin, end in pairwise(starts):
        sure = strong[begin:end].arg_true()
        if not len(sure):
            continue
        after = begin + int(sure[-1]) + 1
        tail = rows[after:end].select("few", "said", "marked", "filled").rows()
        closed = False
        for place, (few, said, marked, filled) in enumerate(tail, start=after):
            if kind[place] == "total":
                closed = True
            elif marked or kind[place] in ("empty", "numbering"):
                continue
            elif said and filled <= max(3, strong_from):
                kind[place], closed = "note", True
            elif closed and few:
                kind[place] = "note"
    return pl.Series("kind", kind, pl.String)


def _unlabelled_total(cells: pl.DataFrame, rows: pl.DataFrame, marks: Marks) -> pl.Series:
    """Name a last body row total where it has no words and each number is the sum of its column above."""
    kinds = rows["kind"]
    body = (kinds == "body").arg_true()
    if len(body) <= _LEAST_SUMMED:
        return kinds
    last = int(body[-1])
    own = [name for name in cells.columns if cells[name][last] is not None]
    named = [
        name for name in cells.columns if name not in own and cells[name].null_count() <= cells.height // 2
    ]
    if not named or not own or marks.ordinal_column in own:
        return kinds
    totals = (kinds[:last] == "total").arg_true()
    for start in {0, int(totals[-1]) + 1 if len(totals) else 0}:
        above = cells[start:last].filter(kinds[start:last] == "body")
        if above.height >= _LEAST_SUMMED and _sums(above, cells[last], own):
            return kinds.scatter(last, "total")
    return kinds


def _sums(above: pl.DataFrame, row: pl.DataFrame, own: list[str]) -> bool:
    """Tell whether every cell of a row is a number and the sum of the numbers above it."""
    number = number_expr(pl.col(own), True, True)
    sums, numbers = above.select(number.sum()).row(0), row.select(number).row(0)
    return all(
        found is not None and abs(found - total) <= 1e-6 * max(1.0, abs(total))
        for found, total in zip(numbers, sums, strict=True)
    )
