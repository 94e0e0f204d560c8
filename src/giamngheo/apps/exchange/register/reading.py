"""The rows of a file: every row of a person with the household that it belongs to, nothing judged yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import polars as pl

from giamngheo.apps.exchange.lists.recognition import ColumnMapping, Recognition, recognise_fields
from giamngheo.apps.exchange.lists.shown import refuse_second_table, shown_tables
from giamngheo.apps.exchange.lists.villages import core_of, is_village
from giamngheo.apps.exchange.register.birth_columns import (
    parts_of_births,
    with_births_of_men_and_women,
    with_whole_births,
)
from giamngheo.apps.exchange.register.class_columns import with_class_columns
from giamngheo.apps.exchange.register.class_titles import classes_told_of
from giamngheo.apps.exchange.register.classing import with_said_classes
from giamngheo.apps.exchange.register.faults import LEFT_OUT, Faults
from giamngheo.apps.exchange.register.fields import register_fields
from giamngheo.apps.exchange.register.number_columns import with_personal_numbers
from giamngheo.apps.exchange.register.row_words import HOME, IS_HEAD, ROW, SHEET
from giamngheo.apps.exchange.register.spouse_columns import spouses_of, with_spouses
from giamngheo.apps.exchange.register.twice import refuse_two_heads, without_doubles
from giamngheo.foundation.sheets import Table, UnreadableFile
from giamngheo.foundation.text import plain_expr

_HEAD_WORDS: Final = ("chu ho", "chu ho gia dinh", "la chu ho", "chu", "ch", "chuho")
_IDENTITY: Final = {"head", "person"}
_SHARED: Final = ("_number", "_village", "village", "address", "code")
_UNSEEN: Final = r"[\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{feff}]"  # marks that nobody sees
_HEADINGS_IN_A_ROW: Final = 3
_SOME: Final = 0.3
_RUNS_OF_A_SHEET: Final = 10_000_000


@dataclass(frozen=True)
class Opened:
    """A file with its columns recognised, sheet by sheet; `notes` and `faults` are told to the person."""

    path: Path
    sheets: tuple[Recognition, ...]
    notes: tuple[str, ...]
    faults: Faults

    @property
    def height(self) -> int:
        """How many rows all sheets have."""
        return sum(sheet.table.body.height for sheet in self.sheets)


def open_register_list(path: Path, mapping: ColumnMapping) -> Opened:
    """Read a file and recognise the columns of every sheet of households or people that is shown.

    Raises:
        UnreadableFile: where it cannot be read or no sheet names people.
        MappingError: where the mapping names what is not there.
    """
    tables, unread = shown_tables(path, mapping)
    faults, notes, found = Faults(), [], []
    for one in unread:
        faults.tell_sheet(one.sheet, one.reason, one.remedy)
    first = next((table for table in tables if table.sheet == mapping.sheet), tables[0])
    for table in tables:
        recognised = recognise_fields(
            table,
            register_fields(),
            _said(table, mapping, is_first=table is first),
            numbered=parts_of_births(table) | spouses_of(table),
        )
        recognised = with_births_of_men_and_women(_with_given_names(recognised))
        recognised, doubts = with_class_columns(with_personal_numbers(recognised))
        if not _IDENTITY & recognised.field_ids:
            notes.append(f"Trang «{table.sheet}» không có cột họ tên nên không đọc vào sổ.")
            continue
        try:
            refuse_second_table(table)
            _refuse_headings_below(table)
        except UnreadableFile as error:
            faults.tell_sheet(table.sheet, str(error), "Tách mỗi bảng ra một trang rồi gửi lại.")
            continue
        if table.encoding != "unicode":
            notes.append(f"Trang «{table.sheet}» dùng phông cũ; chữ đã được đổi sang Unicode.")
        found.append(recognised)
        notes += [f"Trang «{table.sheet}»: {doubt}" for doubt in doubts]
    if not found:
        told = faults.frame.get_column("reason").to_list()
        raise UnreadableFile(
            told[0]
            if told
            else f"Tệp «{path.name}» không có cột «Họ và tên» hay «Chủ hộ» nào. Mở tệp, ghi tiêu đề cho cột "
            "họ tên rồi gửi lại, hoặc chọn lại nội dung của cột."
        )
    for name, (_, words) in classes_told_of(found).items():
        notes.append(f"Trang «{name}» không có cột diện hộ: diện hộ theo «{words}».")
    return Opened(path, tuple(found), tuple(notes), faults)


def _with_given_names(recognised: Recognition) -> Recognition:
    """A name in two columns under one heading: the column behind, with no heading of its own, is its end."""
    if "given_name" in recognised.field_ids:
        return recognised
    columns = list(recognised.columns)
    for place, column in enumerate(columns[:-1]):
        behind = columns[place + 1]
        if (
            column.field is None
            or column.field.id not in _IDENTITY
            or behind.field is not None
            or behind.chosen
        ):
            continue
        without_own = behind.heading.strip() in ("", column.heading.strip())
        words = behind.samples and all(sample.isalpha() for sample in behind.samples)
        if without_own and words:
            columns[place + 1] = replace(behind, field=register_fields()["given_name"])
            break
    return replace(recognised, columns=tuple(columns))


def _refuse_headings_below(table: Table) -> None:
    """Below a row of headings in another order the columns mean something else: nothing is guessed there."""
    words = [word.lower() for field in register_fields().values() for word in field.words]
    body = table.body
    texts = [name for name, dtype in body.schema.items() if dtype == pl.String]
    if not texts:
        return
    alike = pl.sum_horizontal(
        pl.col(name).str.strip_chars().str.to_lowercase().is_in(words).fill_null(value=False)
        for name in texts
    )
    found = body.filter(alike >= _HEADINGS_IN_A_ROW).get_column(ROW).to_list()
    if found:
        raise UnreadableFile(
            f"Trang «{table.sheet}», dòng {found[0]}: có một hàng tiêu đề nữa, nghĩa là hai bảng chồng nhau"
        )


def _said(table: Table, mapping: ColumnMapping, *, is_first: bool) -> dict[str, str | None]:
    own = mapping.sheets.get(table.sheet)
    if own is not None:
        return own.columns
    return mapping.columns if is_first else {}


def rows_of(opened: Opened) -> tuple[pl.DataFrame, bool]:
    """All rows of people with `sheet`, `row`, `home` (whose household), `is_head` and the texts of fields.

    Rows that say the same as one before are left out and told. Also whether the file lists members: a list of
    heads alone says nothing of who else lives there.
    """
    classes = {name: told[0] for name, told in classes_told_of(opened.sheets).items()}
    parts = [
        _with_homes(_texts(sheet, classes.get(sheet.table.sheet)), place)
        for place, sheet in enumerate(opened.sheets)
    ]
    flat = [part for part, is_flat in parts if is_flat]
    single = [part for part, is_flat in parts if not is_flat]
    frame = pl.concat([*flat, *single], how="diagonal")
    if flat and single:
        frame = _joined(frame, pl.concat(single, how="diagonal"), opened.faults)
    frame = with_spouses(with_said_classes(frame, opened.faults), opened.faults)
    return refuse_two_heads(without_doubles(frame, opened.faults), opened.faults), bool(flat)


def _with_homes(frame: pl.DataFrame, place: int) -> tuple[pl.DataFrame, bool]:
    """The rows with the household that each belongs to, and whether a household may have several rows."""
    flat = _looks_flat(frame)
    if flat:
        begins, name = _begins(frame), pl.coalesce("person", "head")
    else:
        begins, name = pl.lit(value=True), pl.coalesce("head", "person")
    frame = frame.with_columns(begins.alias("_begins"))
    run = pl.col("_begins").cast(pl.Int64).cum_sum() + place * _RUNS_OF_A_SHEET
    frame = frame.with_columns(run.alias("_run"))
    frame = frame.with_columns(_heads(frame, flat=flat).alias(IS_HEAD), name.alias("person"))
    frame = frame.with_columns(pl.col(column).drop_nulls().first().over("_run") for column in _SHARED)
    frame = frame.with_columns(pl.coalesce("_village", SHEET).alias("_place"))
    # Rows of one number of a place are one household wherever they stand, unless two heads claim it.
    heads = pl.col(IS_HEAD).sum().over("_number", "_place")
    same = pl.col("_number").is_not_null() & (heads <= 1)
    home = pl.when(same).then(pl.col("_run").min().over("_number", "_place")).otherwise("_run")
    return frame.with_columns(home.alias(HOME)), flat


def _begins(frame: pl.DataFrame) -> pl.Expr:
    """Where a household begins in a list of members: at its head, another number, village, name of a head.

    Without numbers and a column of heads a row that leaves its relationship open begins one as well: it may
    be another head, and nobody is put into the household above on a guess.
    """
    number, place = pl.col("_number"), pl.col("_village").forward_fill()
    other_place = place.shift(1).is_not_null() & place.ne_missing(place.shift(1))
    other_number = number.is_not_null() & (
        number.ne_missing(number.forward_fill().shift(1)) | place.ne_missing(place.shift(1))
    )
    begins = other_number | other_place | (pl.int_range(pl.len()) == 0)
    has_numbers = frame.get_column("_number").is_not_null().any()
    if _names_heads(frame):
        head = plain_expr(pl.col("head"))
        other_head = head.is_not_null() & head.ne_missing(head.forward_fill().shift(1))
        # The head may stand below others of the family; two heads of one name are two families.
        several = pl.col("_is_head").sum().over((begins | other_head).fill_null(value=False).cum_sum()) > 1
        return (begins | other_head | (pl.col("_is_head") & (head.is_null() | several))).fill_null(
            value=False
        )
    begins = begins | pl.col("_is_head")
    if not has_numbers and frame.get_column("relationship").is_not_null().any():
        begins = begins | pl.col("relationship").is_null()
    if not has_numbers and _numbers_heads_alone(frame):
        begins = begins | pl.col("ordinal").is_not_null()
    return begins.fill_null(value=False)


def _names_heads(frame: pl.DataFrame) -> bool:
    """Whether one column names heads beside another of members."""
    return all(frame.get_column(name).is_not_null().any() for name in ("person", "head"))


def _heads(frame: pl.DataFrame, *, flat: bool) -> pl.Expr:
    """Who heads, of rows that know their `_run`."""
    if not flat:
        return pl.lit(value=True)
    by_name = (plain_expr(pl.col("person")) == plain_expr(pl.col("head"))).fill_null(value=False)
    if frame.get_column("_is_head").any():
        said = pl.col("_is_head")
        if not _names_heads(frame):
            return said
        return said | (by_name & pl.col("relationship").is_null() & ~said.any().over("_run"))
    return by_name if _names_heads(frame) else pl.col("_begins")


def _texts(sheet: Recognition, said_class: str | None) -> pl.DataFrame:
    """The cells of recognised columns as texts, blank ones as NULL, with the village and class above."""
    table = sheet.table
    cells = {c.field.id: f"c{c.index}" for c in sheet.columns if c.field is not None}
    frame = table.rows.with_columns(table.kinds.alias("kind"), _above(table)).filter(pl.col("kind") == "body")
    texts = [_text(column, frame.schema[column]).alias(name) for name, column in cells.items()]
    told = with_whole_births(frame.select(pl.lit(table.sheet).alias(SHEET), ROW, "_above", *texts))
    if said_class is not None:
        told = told.with_columns(pl.lit(said_class).alias("household_class"))
    missing = {"code", "household", "head", "person", "village", "address", "relationship"} - set(cells)
    told = told.with_columns(pl.lit(None, pl.String).alias(name) for name in sorted(missing))
    if "given_name" in cells:
        told = told.with_columns(
            pl.concat_str(name, "given_name", separator=" ", ignore_nulls=True).alias(name)
            for name in ("person", "head")
            if name in cells
        )
    by_sheet = pl.lit(table.sheet if is_village(table.sheet) else None, pl.String)
    relation = plain_expr(pl.col("relationship"))
    told = told.with_columns(pl.coalesce("village", "_above", by_sheet).alias("village"))
    # «thôn Đông» and «Đông» are one village, whoever wrote the rows.
    cores = {word: core_of(word) or None for word in told.get_column("village").drop_nulls().unique()}
    return told.with_columns(
        pl.col("village").replace_strict(cores, default=None, return_dtype=pl.String).alias("_village"),
        as_number(pl.col("household")).alias("_number"),
        relation.is_in(_HEAD_WORDS).fill_null(value=False).alias("_is_head"),
    )


def as_number(number: pl.Expr) -> pl.Expr:
    """A number of a household as lists are compared: «01» is «1», «h 1» is «H1»."""
    bare = number.str.to_lowercase().str.replace_all(r"\s+", "").str.replace(r"\.0$", "")
    return bare.str.replace(r"^0+(\d+)$", "$1")


def _text(column: str, dtype: pl.DataType) -> pl.Expr:
    """A cell as people read it: dates day first, whole numbers without a point."""
    cell = pl.col(column)
    if dtype.is_temporal():
        return cell.dt.strftime("%d/%m/%Y")
    if dtype.is_float():
        whole = cell.round(0) == cell
        return (
            pl.when(whole)
            .then(cell.cast(pl.Int64, strict=False).cast(pl.String))
            .otherwise(cell.cast(pl.String))
        )
    if dtype == pl.Boolean:
        return pl.when(cell).then(pl.lit("x"))
    text = cell.cast(pl.String).str.normalize("NFC").str.replace_all(_UNSEEN, "")
    text = text.str.replace_all(r"[\s\x00-\x1f]+", " ").str.strip_chars()
    return text.replace("", None)


def _above(table: Table) -> pl.Expr:
    """The last row above that parts the list, where it names a village: «Thôn Đông»."""
    names = []
    for row in table.rows.filter(table.kinds == "group").drop(ROW).iter_rows():
        words = [cell.strip() for cell in row if isinstance(cell, str) and cell.strip()][:2]
        names.append(next((word for word in words if is_village(word)), None))
    groups = pl.DataFrame(
        {ROW: table.rows.filter(table.kinds == "group").get_column(ROW), "_above": names},
        schema={ROW: pl.Int64, "_above": pl.String},
    ).drop_nulls()
    if groups.is_empty():
        return pl.lit(None, pl.String).alias("_above")
    behind = groups.get_column(ROW).search_sorted(table.rows.get_column(ROW), side="left")
    values: Sequence[str | None] = [None, *groups.get_column("_above").to_list()]
    return pl.Series("_above", [values[place] for place in behind.to_list()], dtype=pl.String)  # type: ignore[return-value]


def _looks_flat(frame: pl.DataFrame) -> bool:
    """Whether the rows are members: some are no heads, or a number is shared by neighbours or blank below."""
    if frame.get_column("relationship").is_not_null().any():
        return not frame.filter(pl.col("relationship").is_not_null()).get_column("_is_head").all()
    if frame.get_column("person").is_not_null().any() and frame.get_column("head").is_not_null().any():
        return True
    number = pl.struct("_number", "_village")
    share = frame.select(
        ((number == number.shift(1)) & pl.col("_number").is_not_null()).mean().fill_null(0).alias("shared"),
        pl.col("_number").is_null().mean().fill_null(1).alias("blank"),
    ).row(0)
    if share[1] == 1:
        return _numbers_heads_alone(frame)
    # A slip of the pen makes two neighbours alike, or one number missing, in a list of heads too.
    return share[1] > _SOME or (share[0] > _SOME and not _are_doubles(frame))


def _numbers_heads_alone(frame: pl.DataFrame) -> bool:
    """Whether only some rows have an ordinal, as where «STT» counts households and members stand below."""
    if "ordinal" not in frame.columns or frame.get_column("relationship").is_not_null().any():
        return False
    blank = frame.get_column("ordinal").is_null().mean()
    return isinstance(blank, float) and _SOME < blank < 1


def _are_doubles(frame: pl.DataFrame) -> bool:
    """Whether neighbours of one number also bear one name: the row is there twice, not a second member."""
    name = plain_expr(pl.coalesce("head", "person"))
    same = frame.select(
        (pl.struct("_number", "_village") == pl.struct("_number", "_village").shift(1)).alias("number"),
        (name == name.shift(1)).alias("name"),
    ).filter("number")
    return bool(same.get_column("name").fill_null(value=False).all())


def _joined(frame: pl.DataFrame, single: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """Households of one sheet with the members of another, by number and village.

    The row of a household only fills what the members' rows leave open; where nobody is listed as its member
    the head alone is. A member whose village is blank is of the only household of that number; of a number
    that several households bear it is told: nobody is guessed.
    """
    of_homes = single.get_column(SHEET).unique()
    single = single.unique(["_number", "_village"], keep="first", maintain_order=True)
    by_village = single.get_column("_village").is_not_null().all()
    if by_village:
        frame = _with_villages_of(single, frame)
    keys = ["_number", "_village"] if by_village else ["_number"]
    shared = single.filter(pl.col("_number").is_duplicated() & pl.col("_number").is_not_null())
    of_members = ~pl.col(SHEET).is_in(of_homes.implode())
    unsure = pl.col("_village").is_null() if by_village else pl.lit(value=True)
    lost = frame.select(
        (pl.col("_number").is_in(shared.get_column("_number").implode()) & of_members & unsure)
        .fill_null(value=False)
        .alias("lost")
    ).to_series()
    faults.tell(
        frame.filter(lost),
        "household",
        "nhiều hộ cùng mang số này, không biết người này thuộc hộ nào",
        "Ghi thôn của người này." if by_village else "Thêm cột thôn vào cả hai bảng.",
        LEFT_OUT,
    )
    frame = frame.filter(~lost)
    joined = pl.col("_number").is_not_null()
    home = pl.when(joined).then(pl.col(HOME).min().over(keys)).otherwise(HOME)
    frame = frame.with_columns(home.alias(HOME))
    return frame.with_columns(pl.col(name).drop_nulls().first().over(HOME) for name in (*_SHARED, "_place"))


def _with_villages_of(single: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """Rows without a village have that of the only household that bears their number."""
    once = single.filter(pl.col("_number").is_not_null() & pl.col("_number").is_unique())
    villages = once.select("_number", _theirs="_village", _called_so="village")
    filled = frame.join(villages, on="_number", how="left", maintain_order="left")
    return filled.with_columns(
        pl.coalesce("village", pl.when(pl.col("_village").is_null()).then("_called_so")).alias("village"),
        pl.coalesce("_village", "_theirs").alias("_village"),
    ).drop("_theirs", "_called_so")
