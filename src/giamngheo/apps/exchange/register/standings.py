"""What households of a list are recognised as, by which decision, against what the register holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from giamngheo.apps.exchange.register.class_words import (
    IN_SENTENCES,
    LEFT_NEAR_POOR,
    LEFT_POOR,
    NEAR_POOR,
    NOT_POOR,
    POOR,
)
from giamngheo.apps.exchange.register.classing import CLASH, CLASS_ROW, CLASS_SHEET, PAPER, SAID_CLASS
from giamngheo.apps.exchange.register.faults import CELL, NOTED, Faults
from giamngheo.apps.exchange.register.fields import CLASSES
from giamngheo.apps.exchange.register.row_words import HOME, IS_HEAD
from giamngheo.apps.households.actions import RegisterError
from giamngheo.apps.households.bulk.loading import recognitions_of
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole

AGAIN, OTHER, CLASHING, OPEN, FIRST, ON, NEEDLESS, SAME = (
    "again",
    "other",
    "clash",
    "open",
    "first",
    "on",
    "needless",
    "same",
)
"""What becomes of a class: put right for its day, another, two are said, no decision, first, goes on, …"""
WRITTEN: Final = (AGAIN, OTHER, FIRST, ON)
_ORDER: Final = (AGAIN, CLASHING, OTHER, OPEN, FIRST, ON, NEEDLESS, SAME)
_ABOUT: Final = 92
_KEPT: Final = ("income_points", "deprivation_points", "deprivations", "list_year")
_SCHEMA: Final[Mapping[str, Any]] = {
    HOME: pl.Int64,
    "household_id": pl.Int64,
    "area_id": pl.Int64,
    "sheet": pl.String,
    "row": pl.Int64,
    "full_name": pl.String,
    "number": pl.String,
    "household_class": pl.String,
    "since": pl.Date,
    "decision_number": pl.String,
    "decision_date": pl.Date,
    "decided_by": pl.String,
    "before": pl.String,
    "before_since": pl.Date,
    "later": pl.String,
    "what": pl.String,
    "income_points": pl.Int64,
    "deprivation_points": pl.Int64,
    "deprivations": pl.List(pl.String),
    "list_year": pl.Int64,
}


@dataclass(frozen=True)
class ListDecision:
    """What the person says of the decision of a list, once; what its columns say of a row goes before.

    `left_poor` is what «thoát nghèo» alone means in this list: near-poor or not poor; empty: nobody said.
    """

    number: str = ""
    day: date | None = None
    by: str = ""
    since: date | None = None
    left_poor: str = ""

    def refuse(self, today: date) -> None:
        """Raise RegisterError where it cannot be: a day to come, another class."""
        if late := next((day for day in (self.day, self.since) if day is not None and day > today), None):
            raise RegisterError(
                f"Ngày {day_text(late)} của quyết định chưa tới. Cách xử lý: xem lại ngày trên quyết định."
            )
        if self.left_poor not in ("", NEAR_POOR, NOT_POOR):
            raise RegisterError("Chưa rõ «thoát nghèo» là gì. Cách xử lý: chọn cận nghèo hoặc không nghèo.")

    @property
    def is_there(self) -> bool:
        """Whether it names a decision."""
        return bool(self.number) or self.day is not None


def no_standings() -> pl.DataFrame:
    """What a list without classes says of them."""
    return pl.DataFrame(schema=_SCHEMA)


def standings_of(people: pl.DataFrame, decision: ListDecision, today: date, faults: Faults) -> pl.DataFrame:
    """Of every household of a list with a class: what would be written of it, or why nothing (`what`).

    `people` are the rows of a plan. Sorted by what most needs a look; «number» is that of the list.
    """
    if SAID_CLASS not in people.columns:
        return no_standings()
    said = _decided(people, decision, today, faults)
    known = recognitions_of(said.get_column("household_id").drop_nulls().to_list())
    found = _compared(said, known)
    _tell_papers(found, next(name for name in CLASSES if name in people.columns), faults)
    rank = pl.col("what").replace_strict(dict(zip(_ORDER, range(len(_ORDER)), strict=True)))
    return found.sort(rank, "sheet", "row").select(*_SCHEMA)


def counts_of(standings: pl.DataFrame) -> dict[str, int]:
    """How many households have a class in the list, and what becomes of it."""
    what = standings.get_column("what")
    named = {f"class_{name}": int((what == name).sum()) for name in _ORDER}
    return {
        "classes": standings.height,
        "classes_written": int(what.is_in(WRITTEN).sum()),
        "left_poor_open": int((standings.get_column("household_class") == LEFT_POOR).sum()),
    } | named


def _decided(people: pl.DataFrame, decision: ListDecision, today: date, faults: Faults) -> pl.DataFrame:
    """A row a household: its class and decision; `_decided` whether both are whole."""
    fields = [name for name in CLASSES if name in people.columns]
    homes = people.filter(pl.col(IS_HEAD) & pl.col(SAID_CLASS).is_not_null()).select(
        HOME,
        "household_id",
        "area_id",
        "full_name",
        "number",
        SAID_CLASS,
        *PAPER,
        pl.coalesce(fields).alias(f"{fields[0]}_told"),
        sheet=pl.coalesce(CLASS_SHEET, "sheet"),
        row=pl.coalesce(CLASS_ROW, "row"),
    )
    for name in ("decision_date", "decided_since"):
        ahead = (pl.col(name) > today).fill_null(value=False)
        told = "ngày này chưa tới"
        faults.tell(homes.filter(ahead), name, told, "Xem lại ngày trên quyết định.", CELL)
        homes = homes.with_columns(pl.when(~ahead).then(name).alias(name))
    number, day, own = pl.col("decision_number"), pl.col("decision_date"), pl.col("_own")
    homes = homes.with_columns((number.is_not_null() | day.is_not_null()).alias("_own"))
    by_list = pl.lit(decision.is_there) & ~own
    # Without a number of its own the list's word fills what its columns leave open.
    fills = by_list | pl.lit(not decision.number)
    homes = homes.with_columns(
        pl.when(by_list).then(pl.lit(decision.number or None)).otherwise(number).alias("decision_number"),
        pl.when(by_list | (own & fills & day.is_null()))
        .then(pl.lit(decision.day, pl.Date))
        .otherwise(day)
        .alias("decision_date"),
        pl.coalesce("decided_by", pl.lit(decision.by or None)).alias("decided_by"),
        pl.coalesce("decided_since", pl.when(fills).then(pl.lit(decision.since, pl.Date))).alias("_since"),
    )
    homes = homes.with_columns(
        pl.coalesce("_since", "decision_date").alias("since"),
        pl.col(SAID_CLASS).replace({LEFT_POOR: decision.left_poor or LEFT_POOR}).alias("household_class"),
    )
    has_paper = pl.col("decision_number").is_not_null() | pl.col("decision_date").is_not_null()
    whole = has_paper & pl.col("since").is_not_null()
    homes = homes.with_columns(
        whole.alias("_whole"),
        (whole & ~pl.col("household_class").is_in([LEFT_POOR, CLASH])).alias("_decided"),
    )
    _tell_open(homes, fields[0], faults)
    return homes


def _tell_open(homes: pl.DataFrame, field: str, faults: Faults) -> None:
    """Households whose class is not written: where all lack a decision the page says so once."""
    faults.tell(
        homes.filter(pl.col("household_class") == LEFT_POOR),
        field,
        "«thoát nghèo» chưa nói hộ thành hộ cận nghèo hay đã ra khỏi cả hai danh sách",
        "Ghi «thoát nghèo, thành hộ cận nghèo» hoặc «không nghèo», hoặc chọn ở «Quyết định của danh sách».",
        CELL,
    )
    lacking = homes.filter(~pl.col("_whole") & (pl.col(SAID_CLASS) != CLASH))
    if lacking.height < homes.height:
        faults.tell(
            lacking,
            field,
            "chưa ghi diện hộ: chưa đủ số hoặc ngày của quyết định và ngày có diện",
            "Ghi số, ngày quyết định ở dòng này, hoặc ghi ở «Quyết định của danh sách».",
            NOTED,
        )


def _compared(said: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """`said` with what the register holds on its day, before and after, and what becomes of it."""
    said = said.with_row_index("_key").with_columns(_as_compared("decision_number").alias("_paper"))
    known = known.with_columns(_as_compared("decision_number").alias("_paper"))
    of_paper = said.select("_key", "household_id", "_paper", "since", _day="decision_date").join(
        known.select("household_id", "_paper", own_since="since", own_day="decision_date"),
        on=["household_id", "_paper"],
    )
    # Numbers begin anew each year: without both days only what holds from about the same day is one paper.
    near = (pl.col("own_since") - pl.col("since")).dt.total_days().abs() <= _ABOUT
    of_paper = of_paper.filter((pl.col("_day") == pl.col("own_day")).fill_null(near))
    # What the register has by the very decision is what is spoken of, whatever its day.
    of_paper = of_paper.sort("own_since").unique("_key", keep="last").select("_key", "own_since")
    said = said.join(of_paper, on="_key", how="left", maintain_order="left")
    said = said.with_columns(pl.coalesce("own_since", "since").alias("since"))
    pairs = said.select("_key", "household_id", _day="since").join(known, on="household_id")
    before = pairs.filter(pl.col("since") <= pl.col("_day")).sort("since").unique("_key", keep="last")
    later = pairs.filter(pl.col("since") > pl.col("_day")).sort("since").unique("_key", keep="first")
    said = said.join(
        before.select(
            "_key",
            "deprivations",
            "income_points",
            "deprivation_points",
            "list_year",
            before="household_class",
            before_since="since",
            _number="decision_number",
            _signed="decision_date",
            _by="decided_by",
        ),
        on="_key",
        how="left",
        maintain_order="left",
    ).join(later.select("_key", later="household_class"), on="_key", how="left", maintain_order="left")
    stands = (pl.col("before_since") == pl.col("since")).fill_null(value=False)
    same_class = (pl.col("before") == _written_class()).fill_null(value=False)
    adds = pl.any_horizontal(
        (
            pl.col("_paper").is_not_null()
            & (_as_compared("_number") != pl.col("_paper")).fill_null(value=True)
        ),
        (pl.col("decision_date") != pl.col("_signed")).fill_null(value=pl.col("decision_date").is_not_null()),
        pl.col("decided_by").is_not_null() & (pl.col("_by") == ""),
    )
    listed = pl.col("before").is_in([POOR, NEAR_POOR]).fill_null(value=False)
    what = (
        pl.when(pl.col(SAID_CLASS) == CLASH)
        .then(pl.lit(CLASHING))
        .when(~pl.col("_decided"))
        .then(pl.lit(OPEN))
        .when(stands & same_class & ~adds)
        .then(pl.lit(SAME))
        .when(stands)
        .then(pl.lit(AGAIN))
        .when((pl.col(SAID_CLASS) == NOT_POOR) & ~listed & ~pl.col("_own"))
        .then(pl.lit(NEEDLESS))
        .when(pl.col("before").is_null())
        .then(pl.lit(FIRST))
        .when(same_class)
        .then(pl.lit(ON))
        .otherwise(pl.lit(OTHER))
    )
    kept = stands & same_class
    return said.with_columns(
        what.alias("what"),
        _written_class().alias("household_class"),
        stands.alias("_stands"),
        *(pl.when(kept).then(name).alias(name) for name in _KEPT),
    )


def _written_class() -> pl.Expr:
    return pl.col("household_class").replace({LEFT_NEAR_POOR: NOT_POOR})


def _as_compared(name: str) -> pl.Expr:
    """A number of a decision without case and spaces; NULL where there is none."""
    return pl.col(name).str.to_lowercase().str.replace_all(r"\s+", "").replace("", None)


def _tell_papers(found: pl.DataFrame, field: str, faults: Faults) -> None:
    """One decision that recognises a household as two things, here and in the register."""
    odd = found.filter(
        (pl.col("what") == AGAIN)
        & (pl.col("before") != pl.col("household_class"))
        & pl.col("own_since").is_not_null()
    )
    reason = pl.format(
        "sổ ghi hộ này là {} theo cùng quyết định; danh sách ghi {}",
        pl.col("before").replace(IN_SENTENCES),
        pl.col("household_class").replace(IN_SENTENCES),
    )
    remedy = "Đối chiếu với quyết định; ghi vào sổ thì sửa theo danh sách."
    faults.tell(odd, field, reason, remedy, NOTED)


def to_write(standings: pl.DataFrame) -> pl.DataFrame:
    """The rows that are written."""
    return standings.filter(pl.col("what").is_in(WRITTEN))


def sentence_of(counts: Mapping[str, Any]) -> str:
    """What a person must know of the classes of a list as a whole; empty where they will be written."""
    if not counts.get("class_open"):
        return ""
    if not counts["classes_written"] + counts["class_same"]:
        return "Danh sách có cột diện hộ; chưa ghi vì chưa có quyết định."
    return f"Diện của {whole(counts['class_open'])} hộ chưa ghi: chưa đủ quyết định hoặc chưa rõ diện."
