"""Villages of communes from a list: names and kinds in, lines that create them with codes of their own out.

No instrument gives villages a code, so one is made: the commune's and a running number. A number that any
village of a commune of that code ever had, or was to have in a batch, does not come again.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.line_files import (
    KIND_WORDS,
    ROW,
    VILLAGE_KINDS,
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
from giamngheo.foundation.areas.lines import SCHEME
from giamngheo.foundation.areas.models import Change, Code, Version
from giamngheo.foundation.areas.states import BatchState, Verb
from giamngheo.foundation.sheets import SheetOut, write_csv, write_workbook
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import plain, plain_expr

_WORDS: Final = {
    "name": ("tên", "tên thôn", "tên thôn, tổ dân phố", "thôn", "tổ dân phố"),
    "kind_words": ("loại", "loại thôn", "loại đơn vị"),
    "parent_code": ("mã xã", "mã phường", "mã đơn vị cấp xã", "mã xã, phường", "thuộc (mã)"),
}
_DIGITS: Final = 3
_OPEN: Final = (BatchState.DRAFT, BatchState.PROPOSED)
TEMPLATE_COLUMNS: Final = ("Tên", "Loại", "Mã xã")
_EXAMPLE: Final = (("Đông Mẫu", "thôn", "99001"), ("Số 5", "tổ dân phố", "99002"), ("Nà Mẫu", "bản", "99001"))


@dataclass(frozen=True)
class VillageList:
    """Lines that create villages (`place` is the row in the file), faults, rows that are there already."""

    lines: pl.DataFrame
    faults: list[Fault]
    there: list[int]
    left_out: list[int]

    def changes(self) -> list[Change]:
        """The lines as rows of a batch that is still to be saved."""
        return [Change(**row) for row in self.lines.to_dicts()]


def read_village_list(path: Path, day: date, sheet: str | None = None) -> VillageList:
    """Read a list of villages for communes of this day; raises UnreadableFile and UnusableListError."""
    said = read_fields(path, _WORDS, ("name", "parent_code"), sheet)
    is_line = pl.col("is_body") | (pl.col("name").is_not_null() & pl.col("parent_code").is_not_null())
    left_out = said.filter(~is_line)[ROW].to_list()
    rows = said.filter(is_line).with_columns(kind=kind_of("kind_words", pl.col("parent_code")))
    by_name = pl.when(pl.col("kind_words").is_null()).then(_kind_in_front(pl.col("name")))
    rows = rows.with_columns(kind=pl.coalesce("kind", by_name)).with_columns(name=bare_name("name", "kind"))
    communes = _communes(day)
    faults = faults_of(rows, _checks(list(communes), day), _WORDS)
    good = good_rows(rows, faults).with_columns(key=plain_expr(pl.col("name")))
    known = pl.DataFrame(
        _known(good["parent_code"].unique().to_list(), communes, day),
        schema={"parent_code": pl.String, "kind": pl.String, "key": pl.String},
        orient="row",
    ).unique()
    on = ["parent_code", "kind", "key"]
    there = good.join(known, on, "semi", maintain_order="left")[ROW].to_list()
    return VillageList(
        _numbered(good.join(known, on, "anti", maintain_order="left")), faults, there, left_out
    )


def write_village_template(path: Path) -> None:
    """Write a list to fill in, with examples."""
    example = pl.DataFrame(_EXAMPLE, schema=dict.fromkeys(TEMPLATE_COLUMNS, pl.String), orient="row")
    if path.suffix.lower() == ".csv":
        write_csv(path, example)
        return
    lead = [["DANH SÁCH THÔN, TỔ DÂN PHỐ (các dòng dưới là ví dụ, xoá trước khi ghi)"]]
    write_workbook(path, [SheetOut("Thôn", TEMPLATE_COLUMNS, example, lead=lead, column_widths=(32, 18, 12))])


def _checks(communes: list[str], day: date) -> list[Check]:
    known = pl.col("parent_code").is_in(communes)
    lost = code_checks("parent_code")
    kinds = kinds_in_words(VILLAGE_KINDS)
    same = pl.struct("parent_code", "kind", plain_expr(pl.col("name")))
    said = pl.col("name").is_not_null() & pl.col("parent_code").is_not_null()
    return [
        Check(pl.col("name").is_null(), "name", "chưa ghi tên.", "ghi tên thôn, tổ dân phố."),
        Check(pl.col("name").str.len_chars() > 200, "name", "tên dài hơn 200 chữ.", "ghi tên ngắn hơn."),
        Check(
            ~pl.col("kind").is_in(VILLAGE_KINDS).fill_null(False),
            "kind_words",
            "chưa ghi loại, hoặc không rõ loại «{value}».",
            f"ghi một trong: {kinds}.",
        ),
        Check(pl.col("parent_code").is_null(), "parent_code", "chưa ghi mã xã.", "ghi mã xã đủ 5 chữ số."),
        *lost,
        Check(
            ~known & ~pl.any_horizontal(check.wrong for check in lost),
            "parent_code",
            f"ngày {day_text(day)} không có xã, phường, đặc khu nào mang mã «{{value}}».",
            "xem lại mã, hoặc ngày của đợt.",
        ),
        Check(
            said & ~same.is_first_distinct(),
            "name",
            "«{value}» đã có ở một dòng trên của cùng xã.",
            "bỏ dòng thừa, hoặc ghi tên phân biệt.",
        ),
    ]


def _kind_in_front(name: pl.Expr) -> pl.Expr:
    """The kind that a name begins with: «Thôn Đông» is of kind thôn."""
    words = plain_expr(name)
    mine = sorted(
        ((word, kind) for word, kind in KIND_WORDS.items() if kind in VILLAGE_KINDS),
        key=lambda one: -len(one[0]),
    )
    return pl.coalesce(pl.when(words.str.starts_with(f"{word} ")).then(pl.lit(kind)) for word, kind in mine)


def _communes(day: date) -> dict[str, int]:
    """The communes of the day by code."""
    held = Code.objects.filter(
        scheme=SCHEME,
        valid__contains=day,
        area__versions__tier=Tier.COMMUNE,
        area__versions__valid__contains=day,
    )
    return dict(held.values_list("code", "area_id"))


def _known(codes: list[str], communes: dict[str, int], day: date) -> list[tuple[str, str, str]]:
    """Commune, kind and plain name of the villages there are, or that an open batch is to create."""
    code_of = {communes[code]: code for code in codes}
    living = Version.objects.filter(parent_id__in=code_of, valid__contains=day).values_list(
        "parent_id", "kind", "name"
    )
    open_lines = Change.objects.filter(
        verb=Verb.CREATE, parent_code__in=codes, batch__state__in=_OPEN
    ).values_list("parent_code", "kind", "name")
    return [
        *((code_of[parent], kind, plain(name)) for parent, kind, name in living if parent is not None),
        *((code, kind, plain(name)) for code, kind, name in open_lines),
    ]


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Give each village its code, in the order of the list, after the last number of its commune."""
    last = pl.DataFrame(
        list(_last_numbers(rows["parent_code"].unique().to_list()).items()),
        schema={"parent_code": pl.String, "last": pl.Int64},
        orient="row",
    )
    number = pl.col("last").fill_null(0) + pl.int_range(1, pl.len() + 1).over("parent_code")
    return rows.join(last, "parent_code", "left", maintain_order="left").select(
        place=ROW,
        verb=pl.lit(Verb.CREATE.value),
        code=pl.col("parent_code") + number.cast(pl.String).str.zfill(_DIGITS),
        name="name",
        kind="kind",
        parent_code="parent_code",
    )


def next_village_code(commune: str) -> str:
    """The code of the next village of a commune; the caller saves it before another one asks."""
    return f"{commune}{_last_numbers([commune]).get(commune, 0) + 1:0{_DIGITS}}"


def _last_numbers(communes: list[str]) -> dict[str, int]:
    """The highest number ever given in each of these communes: in force, ended, or in any batch."""
    codes, lines = Code.objects.filter(scheme=SCHEME), Change.objects.filter(verb=Verb.CREATE)
    if len(communes) == 1:
        codes = codes.filter(code__startswith=communes[0])
        lines = lines.filter(code__startswith=communes[0])
    given = pl.DataFrame(
        [*codes.values_list("code"), *lines.values_list("code")], schema={"code": pl.String}, orient="row"
    )
    found = [
        given.with_columns(
            commune=pl.col("code").str.slice(0, length), rest=pl.col("code").str.slice(length)
        ).filter(pl.col("rest").str.contains(rf"^\d{{{_DIGITS},9}}$"), pl.col("commune").is_in(communes))
        for length in {len(commune) for commune in communes}
    ]
    if not found:
        return {}
    numbers = pl.concat(found).group_by("commune").agg(pl.col("rest").cast(pl.Int64).max())
    return dict(numbers.rows())
