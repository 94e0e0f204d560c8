"""Says of each row under the heading what it is; in doubt it is body, for nobody may be dropped silently."""

from typing import Final

import polars as pl

from giamngheo.foundation.sheets.heading import is_numbering

_TOTAL: Final = (
    r"^(tổng|tong)(\s*(cộng|số|hợp|cong|so|hop)\b.*)?\s*[:.]?$|^(cộng|cong)\s*([:.(]|$)"
    r"|^(cộng|cong)\s+(thôn|bản|ấp|xóm|khu|tổ|khối|buôn|làng|xã|phường|toàn)(\s|[:.(]|$)"
    r"|^(cộng|cong)\s+(trang|dồn|chung|mục|phần|[ivx]+)(\s|[:.(]|$)"
    r"|^(toàn|toan) (xã|phường|huyện|tỉnh|xa|phuong)\s*[:.]?$"
)
_GROUP: Final = (
    r"^(\(?(x{0,3}(ix|iv|v?i{1,3}|v|x)|[a-h])\)?\s*[.)/:\-–]\s*\S.*)$"
    r"|^(thôn|thon|bản|ấp|xóm|xom|khu|tổ|tdp|khối|khoi|buôn|làng|phum|sóc|khóm|xã|phường|đội)\s+\S"
)
_ROMAN: Final = r"^\(?(x{0,3}(ix|iv|v?i{1,3}|v|x)|[a-h])\)?\s*[.)]?$"
_NOTE: Final = (
    r"ngày.{0,12}tháng.{0,12}năm|người lập|xác nhận|^\s*(tm|kt|tl)\s*\.|chủ tịch|^ubnd|^uỷ ban|^ủy ban|ký tên"
    r"|\(ký|\bký, |ghi rõ họ tên|đóng dấu|^\(?\*?\s*(ghi chú|lưu ý|chú thích|chú ý)\s*:|^nơi nhận|trưởng thôn"
    r"|trưởng ban|^danh sách (này|có|trên)|^bằng chữ|^\*|cán bộ|giảm nghèo$|ban chỉ đạo"
)
_SUSPECT_CELLS: Final = 4
_SUSPECT_LETTERS: Final = list("tcivx(")


def row_kinds(cells: pl.DataFrame, headings: list[tuple[str, ...]]) -> pl.Series:
    """Return body, group, total, heading, numbering, note or empty for each row under a heading."""
    if not cells.height:
        return pl.Series("kind", [], pl.String)
    used = pl.all().is_not_null()
    facts = cells.select(
        pl.sum_horizontal(used).cast(pl.Int64).alias("filled"),
        pl.coalesce(pl.all()).str.strip_chars().str.to_lowercase().alias("first"),
    )
    usual = _usual(facts)
    # Most rows begin with a number or a name: only the others are worth the dear patterns.
    suspect = (facts["filled"] <= _SUSPECT_CELLS) | facts["first"].str.slice(0, 1).is_in(_SUSPECT_LETTERS)
    places = suspect.fill_null(True).arg_true()
    picked = facts[places].with_columns(_second(cells[places], facts[places]))
    looked_at = picked.select(*_looks(usual))
    described = pl.DataFrame(
        {
            name: pl.repeat(usually, facts.height, eager=True).scatter(places, looked_at[name])
            for name, usually in (("kind", "body"), ("few", False), ("said", False))
        }
    )
    named = _repeated_headings(cells, described["kind"], headings, facts["filled"])
    return _notes(described.with_columns(named), max(2, usual // 2), facts)


def _looks(usual: int) -> list[pl.Expr]:
    """Return what a row looks like by itself: kind; few (sparse, not numbered); said (speaks like a note)."""
    few = pl.col("filled") <= max(1, min(2, usual // 2))
    ordinal = pl.col("first").str.contains(r"^\d+[.)]?$")
    first, second = pl.col("first"), pl.col("second")
    roman = first.str.contains(_ROMAN)
    group = few & (first.str.contains(_GROUP) | (roman & second.str.contains(r"\p{L}{2}")))
    total = first.str.contains(_TOTAL) | (roman & second.str.contains(_TOTAL))
    kind = (
        pl.when(pl.col("filled") == 0)
        .then(pl.lit("empty"))
        .when(total)
        .then(pl.lit("total"))
        .when(group & pl.lit(usual >= 3))
        .then(pl.lit("group"))
        .otherwise(pl.lit("body"))
    )
    said = pl.concat_str(first, second.fill_null(""), separator=" ").str.contains(_NOTE)
    return [
        kind.alias("kind"),
        (few & ~ordinal).fill_null(False).alias("few"),
        said.fill_null(False).alias("said"),
    ]


def _second(cells: pl.DataFrame, facts: pl.DataFrame) -> pl.Series:
    """Return the second filled cell of the rows with few of them; null elsewhere."""
    sparse = (facts["filled"] >= 2) & (facts["filled"] <= max(4, cells.width // 4))
    places = sparse.arg_true()
    values: list[str | None] = [None] * cells.height
    if len(places) <= 50_000:
        for place, row in zip(places.to_list(), cells[places].iter_rows(), strict=True):
            filled = [text for text in row if text is not None]
            values[place] = filled[1].strip().lower()
    return pl.Series("second", values, pl.String)


def _usual(facts: pl.DataFrame) -> int:
    """Return how many cells a row of this table usually fills."""
    filled = facts["filled"].filter(facts["filled"] > 0)
    return int(filled.quantile(0.75, interpolation="nearest") or 1)


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
    suspects = cells.select((heads | (numbers & marked)) & (filled >= 2)).to_series().arg_true().to_list()
    for place in suspects:
        row = cells.row(place)
        words = [" ".join(text.split()) for text in row if text is not None]
        if all(word in texts for word in words) and len(words) >= 2:
            result[place] = "heading"
        elif place < 3 and is_numbering(row, width):
            result[place] = "numbering"
    return pl.Series("kind", result, pl.String)


def _notes(kinds: pl.DataFrame, strong_from: int, facts: pl.DataFrame) -> pl.Series:
    """Name the notes: rows of few words after the last full row, from the first that speaks like one."""
    kind = kinds["kind"].to_list()
    strong = ((kinds["kind"] == "body") & ~kinds["few"] & (facts["filled"] >= strong_from)).arg_true()
    start = int(strong[-1]) + 1 if len(strong) else 0
    if not len(strong):
        return kinds["kind"]
    few, said = kinds["few"].to_list(), kinds["said"].to_list()
    closed = False
    for place in range(max(0, start - 2), len(kind)):
        if kind[place] in ("total", "empty"):
            closed = closed or (kind[place] == "total" and place >= start)
        elif said[place] and facts["filled"][place] <= max(3, strong_from):
            kind[place], closed = "note", True
        elif closed and few[place] and place >= start:
            kind[place] = "note"
    return pl.Series("kind", kind, pl.String)
