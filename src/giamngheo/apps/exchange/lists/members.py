"""Joins members to households by the numbers that communes give, which repeat from village to village."""

from collections.abc import Sequence

import polars as pl

from giamngheo.apps.exchange.lists.choosing import named
from giamngheo.apps.exchange.lists.evidence import FAULT_COLUMNS, ROW, Evidence
from giamngheo.apps.exchange.lists.fields import FieldKind
from giamngheo.apps.exchange.lists.points import CODE
from giamngheo.apps.exchange.lists.recognition import Recognition
from giamngheo.foundation.text import plain_expr
from giamngheo.law.vocabulary.formulas import URBAN
from giamngheo.measurement.tables import DEPRIVED, HOUSEHOLD

KEYS_OF_A_SHEET = 10_000_000
"""The key of a household is its row, plus this for every sheet before its own: more than a sheet may have."""
RUN = "_run"
"""In members of a flat list: the row of their household."""

_SEGMENT, _CODE, _VILLAGE, _PART, _AGAIN = "_segment", "_code", "_village", "_part", "_again"
_FIX = "Ghi mỗi hộ một mã, các thành viên của một hộ ở những dòng liền nhau."


def looks_flat(frame: pl.DataFrame, breaks: Sequence[int] = ()) -> bool:
    """Whether evidence reads as a row a member: codes repeat on neighbouring rows or are blank below a code.

    Where relationships are told, no household of several rows has two heads: a list of heads is not flat.
    """
    if HOUSEHOLD not in frame.columns:
        return False
    runs = _runs(frame, breaks).filter(pl.col(_CODE).is_not_null())
    return not runs.is_empty() and runs.select(_PART, "_heads").n_unique() < runs.height


def split(
    together: Evidence, recognition: Recognition | None = None, breaks: Sequence[int] = ()
) -> tuple[Evidence, Evidence]:
    """A flat list, a row a member, as households (the first row of each run) and members.

    A household is a run of neighbouring rows of one code and village without a sub-heading (`breaks`: the
    rows of those) in between; a second head begins another. A code only written beside the head holds for the
    rows below it. Values of the household that contradict each other are told and unknown; so are the members
    of a code that comes again apart from its first rows.
    """
    runs = _runs(together.frame, breaks)
    runs = runs.with_columns(pl.col(ROW).first().over(_PART, "_heads").alias(RUN))
    firsts = runs.group_by(_PART, maintain_order=True).agg(
        pl.col(ROW).first().alias("_first"), pl.col(_SEGMENT, _VILLAGE, _CODE).first()
    )
    again = firsts.filter(
        pl.col(_CODE).is_not_null() & ~pl.struct(_SEGMENT, _VILLAGE, _CODE).is_first_distinct()
    )
    runs = runs.with_columns(pl.col(_PART).is_in(again.get_column(_PART).to_list()).alias(_AGAIN))
    lost = runs.filter(pl.col(ROW) == pl.col(RUN))
    reasons = {
        "mã này đã có ở những dòng khác, cách xa; chưa xét thành viên ở đây": pl.col(_AGAIN),
        "mã này có hai chủ hộ liền nhau; coi là hai hộ": pl.col("_heads") > 0,
        "thành viên không có mã hộ": pl.col(_CODE).is_null(),
    }
    told = [_cells(lost.filter(holds), recognition, reason, _FIX) for reason, holds in reasons.items()]
    households, contradictions = _households(together, runs, recognition)
    helpers = [_SEGMENT, _CODE, _VILLAGE, _PART, _AGAIN, "_heads"]
    members = runs.filter(~pl.col(_AGAIN) & pl.col(_CODE).is_not_null()).drop(helpers)
    return Evidence(households, [*together.faults, *told, *contradictions]), Evidence(members)


def _runs(frame: pl.DataFrame, breaks: Sequence[int]) -> pl.DataFrame:
    """The rows with their run (`_part`, by code and village) and how many heads stood before in it."""
    village = (
        plain_expr(pl.col("village")).replace("", None)
        if "village" in frame.columns
        else pl.lit(None, pl.String)
    )
    behind = pl.Series(sorted(breaks), dtype=pl.Int64)
    segment = pl.Series(_SEGMENT, behind.search_sorted(frame.get_column(ROW)), dtype=pl.Int64)
    known = frame.with_columns(segment, village.forward_fill().alias(_VILLAGE), _code(HOUSEHOLD).alias(_CODE))
    place = pl.struct(_SEGMENT, _VILLAGE).rle_id()
    filled = known.with_columns(
        pl.col(_CODE).forward_fill().over(place),
        pl.col(HOUSEHOLD).replace("", None).forward_fill().over(place),
    ).with_columns(pl.struct(_SEGMENT, _VILLAGE, _CODE).rle_id().alias(_PART))
    if "village" in frame.columns:
        filled = filled.with_columns(pl.col("village").replace("", None).forward_fill())
    heads = _is_head(filled).cast(pl.Int64).cum_sum().over(_PART) - 1
    return filled.with_columns(heads.clip(lower_bound=0).alias("_heads"))


def _is_head(frame: pl.DataFrame) -> pl.Expr:
    if "relationship" not in frame.columns:
        return pl.lit(value=False)
    return (
        plain_expr(pl.col("relationship"))
        .is_in(["chu ho", "chu ho gia dinh", "la chu ho"])
        .fill_null(value=False)
    )


def _code(name: str) -> pl.Expr:
    """Codes are the same without regard to case and spaces; signs count: «1.2» is not «12»."""
    text = pl.col(name).cast(pl.String).str.normalize("NFC").str.to_lowercase()
    return text.str.replace_all(r"\s+", "").replace("", None)


def _households(
    together: Evidence, runs: pl.DataFrame, recognition: Recognition | None
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """A row for each run, with what its rows say alike; what they say differently is unknown, and told."""
    frame, told = together.frame, []
    stated = _stated_residence(runs)
    own = [name for name in frame.columns if name != ROW]
    if together.blank_is_no:  # a blank was read as «no» in every row: one «yes» is what the household says
        ticks = [name for name in own if name.startswith(DEPRIVED)]
        stated = stated.with_columns(pl.col(ticks).max().over(RUN))
    first = stated.group_by(RUN, maintain_order=True).agg(pl.col(c).drop_nulls().first() for c in own)
    for name in _of_household(own, recognition):
        said = pl.col(name).drop_nulls().first().over(RUN)
        differs = stated.filter(pl.col(name).is_not_null() & (pl.col(name) != said))
        if differs.height:
            second = differs.unique(RUN, keep="first", maintain_order=True)
            reason = "trái với dòng khác của cùng hộ; coi như chưa biết"
            told.append(_cells(second, recognition, reason, "Ghi một giá trị cho cả hộ.", name))
            wrong = second.get_column(RUN).to_list()
            first = first.with_columns(pl.when(~pl.col(RUN).is_in(wrong)).then(pl.col(name)).alias(name))
    return first.rename({RUN: ROW}).select(frame.columns), told


def _stated_residence(runs: pl.DataFrame) -> pl.DataFrame:
    """Where a row of a run names its place, rows that only follow the list's default say nothing."""
    named = [
        pl.col(c).is_not_null() & (pl.col(c) != "") for c in ("area_kind", "commune") if c in runs.columns
    ]
    if not named or URBAN not in runs.columns:
        return runs
    here = pl.any_horizontal(named)
    return runs.with_columns(pl.when(here | ~here.any().over(RUN)).then(pl.col(URBAN)).alias(URBAN))


def _of_household(names: Sequence[str], recognition: Recognition | None) -> list[str]:
    """The columns that are the household's and count: neither names nor answers of members."""
    if recognition is None:
        return [name for name in names if name.startswith(DEPRIVED)]
    counting = {
        c.field.id
        for c in recognition.columns
        if c.field is not None and not c.field.of_member and c.field.kind is not FieldKind.TEXT
    } - {"area_kind"}
    return [name for name in names if name in counting or name == URBAN or name.startswith(DEPRIVED)]


def _cells(
    rows: pl.DataFrame, recognition: Recognition | None, reason: str, remedy: str, name: str = HOUSEHOLD
) -> pl.DataFrame:
    """Faults of one column, a row each."""
    places = {URBAN: ("area_kind", "commune")}.get(name, (name, "deprivation_list"))
    found = [recognition.column(place) for place in places] if recognition is not None else []
    column = next((c for c in found if c is not None), None)
    return rows.select(
        sheet=pl.lit(recognition.table.sheet if recognition is not None else ""),
        row=ROW,
        column=pl.lit(column.letter if column is not None else ""),
        heading=pl.lit(column.heading if column is not None else ""),
        value=pl.col(places[0] if name == URBAN and places[0] in rows.columns else name).cast(pl.String),
        reason=pl.lit(reason),
        remedy=pl.lit(remedy),
    )


def with_keys(evidence: Evidence, place: int) -> pl.DataFrame:
    """Households with a `household` key of the list's own: the place of their sheet and their row."""
    frame = evidence.frame
    if HOUSEHOLD in frame.columns:
        frame = frame.rename({HOUSEHOLD: CODE})
    return frame.with_columns((pl.col(ROW) + place * KEYS_OF_A_SHEET).alias(HOUSEHOLD))


def of_flat(members: Evidence, place: int) -> pl.DataFrame:
    """Members of a flat list: each row knows its household."""
    own = members.frame.drop(HOUSEHOLD)
    return own.with_columns((pl.col(RUN) + place * KEYS_OF_A_SHEET).alias(HOUSEHOLD)).drop(RUN)


def join(
    sheets: Sequence[tuple[str, pl.DataFrame]], members: Evidence, recognition: Recognition, *, by_name: bool
) -> tuple[pl.DataFrame | None, pl.DataFrame]:
    """Members with the `household` key of theirs, and the faults of joining.

    `sheets` are the households of each sheet with their keys. A member finds its household by code, and by
    village as well where all lists name villages; a village that only the name of a sheet tells (`by_name`)
    counts where codes alone do not do. Members of a code that two rows share, or that no row has, are told
    and left out: nobody is guessed.
    """
    coded = [(sheet, frame) for sheet, frame in sheets if CODE in frame.columns]
    if not coded:
        return None, pl.DataFrame(schema=FAULT_COLUMNS)
    theirs = members.frame
    bare = _digits_alone(pl.concat([frame.get_column(CODE) for _, frame in coded]), theirs[HOUSEHOLD])
    own = pl.concat(
        frame.select(
            pl.col(HOUSEHOLD).alias("_key_row"),
            _key(CODE, bare=bare).alias("_household"),
            (_key("village", bare=bare) if "village" in frame.columns else pl.lit(None, pl.String)).alias(
                "_village"
            ),
            pl.lit(sheet).alias("_sheet"),
        )
        for sheet, frame in coded
    )
    codes = own.get_column("_household").drop_nulls()
    villages = all("village" in frame.columns for _, frame in [*coded, ("", theirs)])
    names = ["_household"]
    if villages and not (by_name and codes.n_unique() == codes.len()):
        names = ["_household", "_village"]
    theirs = theirs.with_columns(_key(name.removeprefix("_"), bare=bare).alias(name) for name in names)
    single = own.filter(pl.struct(names).is_unique() & pl.col("_household").is_not_null())
    joined = theirs.join(single.select("_key_row", *names), on=names, how="left", maintain_order="left")
    lost = joined.filter(pl.col("_key_row").is_null())
    shared = (
        own.filter(~pl.struct(names).is_unique())
        .group_by(names)
        .agg(pl.col("_sheet").unique(maintain_order=True).str.join("», «").alias("_shared"))
    )
    kept = (
        joined.filter(pl.col("_key_row").is_not_null())
        .drop(HOUSEHOLD, *names)
        .rename({"_key_row": HOUSEHOLD})
    )
    told = lost.join(shared, on=names, how="left")
    return kept, _told(told, named([sheet for sheet, _ in coded]), recognition)


def _digits_alone(*lists: pl.Series) -> bool:
    """Whether «01» may be «1»: all codes of both lists are digits, and no two households become one."""
    codes = [codes.alias("code").to_frame().select(_code("code")).to_series().drop_nulls() for codes in lists]
    if not all(told.str.contains(r"^\d+$").all() for told in codes):
        return False
    return codes[0].n_unique() == codes[0].str.strip_chars_start("0").n_unique()


def _key(name: str, *, bare: bool) -> pl.Expr:
    if name not in (CODE, HOUSEHOLD):
        return plain_expr(pl.col(name).cast(pl.String)).replace("", None)
    code = _code(name)
    return code.str.replace(r"^0+(\d)", "$1") if bare else code


def _told(lost: pl.DataFrame, there: str, members: Recognition) -> pl.DataFrame:
    column = members.column(HOUSEHOLD)
    if lost.is_empty() or column is None:
        return pl.DataFrame(schema=FAULT_COLUMNS)
    shared = pl.format("nhiều hộ ở «{}» cùng mang mã này, không biết thành viên thuộc hộ nào", "_shared")
    reason = (
        pl.when(pl.col("_shared").is_not_null())
        .then(shared)
        .when(pl.col(HOUSEHOLD).is_null())
        .then(pl.lit("thành viên không có mã hộ"))
        .otherwise(pl.lit(f"không có hộ nào ở {there} mang mã này"))
    )
    return lost.select(
        sheet=pl.lit(members.table.sheet),
        row=ROW,
        column=pl.lit(column.letter),
        heading=pl.lit(column.heading),
        value=pl.col(HOUSEHOLD).cast(pl.String),
        reason=reason,
        remedy=pl.lit("Sửa mã hộ cho khớp, mỗi hộ một mã (hoặc thêm cột thôn vào cả hai bảng)."),
    )
