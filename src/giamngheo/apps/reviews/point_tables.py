"""By which tables of B1 points a round reckons, what its sheets ask for them, and the points item by item.

Without a table nothing is reckoned: the sum that the sheet writes down counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import narwhals.stable.v2 as nw
import polars as pl
from django.db.models import F

from giamngheo.apps.reviews.models import Proposal, Round, RoundTable
from giamngheo.apps.reviews.occasions import number_of_round
from giamngheo.apps.surveys.content import kept
from giamngheo.apps.surveys.forms import form_of, read
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.saying import in_words
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.areas.regions import region_of
from giamngheo.foundation.prepared_queries import Asked, OneOf, PreparedQuery
from giamngheo.law.library import LawError, Rules, regions, rules_for
from giamngheo.law.point_tables import NoPointTableError, point_table_for
from giamngheo.law.questionnaires.evidence import evidence_of
from giamngheo.law.questionnaires.sheets import Sheet
from giamngheo.law.vocabulary.formulas import URBAN
from giamngheo.law.vocabulary.point_tables import PointTable
from giamngheo.law.vocabulary.questionnaires import Questionnaire
from giamngheo.law.vocabulary.standards import Residence
from giamngheo.measurement.income import ITEM, LACKING, RECKONED, with_items, with_reckoned_points
from giamngheo.measurement.tables import INCOME_POINTS, Frame

WRITTEN: Final = "written_points"
"""The sum as it stands on the sheet, beside the reckoned one."""

_TABLES: Final = PreparedQuery(
    lambda: RoundTable.objects.filter(OneOf(F("round_id"), Asked("rounds"))).order_by("pk")
)


@dataclass(frozen=True)
class Loaded:
    """The loaded tables that fit a commune on a day; `region` is empty where it is not known."""

    region: str
    tables: Mapping[Residence, PointTable]

    @property
    def region_name(self) -> str:
        """What the region is called; empty where it is not known."""
        return regions()[self.region].name if self.region else ""


@dataclass(frozen=True)
class Item:
    """One item of the table: what it asks, the answer in words, the points; None while it is unanswered."""

    name: str
    answer: str
    points: int | None


@dataclass(frozen=True)
class Reckoned:
    """The points of a sheet by a table, and what was written down; `table` None: unknown where it lives."""

    table: RoundTable | None
    items: tuple[Item, ...]
    total: int | None
    written: int | None

    @property
    def lacking(self) -> tuple[str, ...]:
        """The items to ask for before the points are known."""
        return tuple(item.name for item in self.items if item.points is None)

    @property
    def differs(self) -> bool:
        """Whether a sum was written down that is not the reckoned one."""
        return None not in (self.total, self.written) and self.total != self.written


def tables_of(one: Round) -> dict[Residence, RoundTable]:
    """By which table the round reckons for town and country: the last that was taken over."""
    return tables_of_all([one])[one.pk]


def tables_of_all(rounds: Sequence[Round]) -> dict[int, dict[Residence, RoundTable]]:
    """The same of each of these rounds, by number. One question."""
    found: dict[int, dict[Residence, RoundTable]] = {one.pk: {} for one in rounds}
    for row in _TABLES.rows(rounds=list(found)):
        found[row.round_id][Residence(row.residence)] = row
    return found


def asked_of(one: Round, tables: Mapping[Residence, RoundTable] | None = None) -> list[str]:
    """What the sheets of a round ask beside the form's own questions: the sum, the items of its tables."""
    held = tables_of(one) if tables is None else tables
    items = (name for row in held.values() for name in row.table.questions)
    return list(dict.fromkeys((*one.asked_also, *items)))


def loaded_for(area_id: int, day: date, rules: Rules, folder: Path) -> Loaded:
    """The loaded tables for a commune; LawError where a table was changed after it was loaded.

    Whether it is town or country is told by its kind; where that leaves it open, tables of both may fit.
    """
    path = path_of(area_id, day)
    province = next((unit for unit in path if unit.tier == Tier.PROVINCE), None)
    region = region_of(province.area_id, day).id if province is not None else ""
    told = {rules.residence(unit.kind) for unit in path if unit.tier == Tier.COMMUNE} - {None}
    found = {}
    for place in Residence:
        if told and place not in told:
            continue
        try:
            found[place] = point_table_for(rules, place, region or None, folder)
        except NoPointTableError:
            continue
    return Loaded(region, found)


def with_points(households: pl.DataFrame, tables: Mapping[Residence, RoundTable]) -> pl.DataFrame:
    """The evidence of a round with the reckoned points (`measurement.income.with_reckoned_points`)."""
    if not tables:
        return households
    found: pl.DataFrame = _lazily(households, tables).collect().to_native()
    return found


def reckoned_on(sheet: FilledSheet, form: Questionnaire, now: Sheet) -> Reckoned | None:
    """The points of what a sheet says now; None where its round has no table, or it is of no round."""
    number = number_of_round(sheet.occasion)
    one = Round.objects.filter(pk=number).first() if number is not None else None
    tables = tables_of(one) if one is not None else {}
    if one is None or not tables:
        return None
    try:
        return _reckoned(form, rules_for(one.opened_on), now, tables)
    except LawError:
        return None


def reckoned_in(proposal: Proposal) -> Reckoned | None:
    """The points of a proposal, item by item, as they were reckoned; None where no table was used."""
    row, version = proposal.point_table, proposal.sheet_version
    if row is None:
        return None
    form = form_of(version.sheet)
    try:
        return _reckoned(
            form, rules_for(proposal.day), read(form, version.answers), {row.table.residence: row}
        )
    except LawError:
        return None


def table_column(tables: Mapping[Residence, RoundTable], columns: Sequence[str]) -> pl.Expr:
    """By which table a household of the evidence was reckoned; null where by none."""
    by_place = {place: pl.lit(row.pk, pl.Int64) for place, row in tables.items()}
    nothing = pl.lit(None, pl.Int64)
    if URBAN not in columns:
        return nothing
    found = pl.when(pl.col(URBAN)).then(by_place.get(Residence.URBAN, nothing))
    return found.when(~pl.col(URBAN)).then(by_place.get(Residence.RURAL, nothing)).otherwise(nothing)


def still_to_ask(households: pl.DataFrame) -> pl.Expr:
    """What of the points is to be asked or looked at again; null where nothing."""
    if RECKONED not in households.columns:
        return pl.lit(None, pl.String)
    written = pl.col(WRITTEN)
    differs = pl.when(written != pl.col(RECKONED)).then(
        pl.format(
            "điểm B1 ghi trên phiếu ({}) khác điểm tính theo bảng ({}), sửa lại phiếu", written, RECKONED
        )
    )
    lacking = pl.when(pl.col(RECKONED).is_null() & written.is_null() & (pl.col(LACKING) != "")).then(
        pl.format("để tính điểm B1 theo bảng: {}", LACKING)
    )
    return pl.coalesce(differs, lacking)


def _reckoned(
    form: Questionnaire, rules: Rules, now: Sheet, tables: Mapping[Residence, RoundTable]
) -> Reckoned | None:
    asked = [name for row in tables.values() for name in row.table.questions]
    households = evidence_of(form, rules, now, also=[INCOME_POINTS, *asked]).households
    is_urban = households.get_column(URBAN).item()
    row = None if is_urban is None else tables.get(Residence.URBAN if is_urban else Residence.RURAL)
    if is_urban is not None and row is None:
        return None
    frame = _lazily(households, tables)
    frame = frame if row is None else with_items(frame, row.table)
    told = frame.collect().to_native().row(0, named=True)
    if row is None:
        return Reckoned(None, (), told[RECKONED], told[WRITTEN])
    items = tuple(
        Item(question.text, in_words(question, kept(told.get(name))), told[ITEM + name])
        for name in row.table.questions
        if (question := form.question(name)) is not None
    )
    return Reckoned(row, items, told[RECKONED], told[WRITTEN])


def _lazily(households: pl.DataFrame, tables: Mapping[Residence, RoundTable]) -> Frame:
    """The households with the reckoned points, the sum that was written down beside them."""
    written = pl.col(INCOME_POINTS) if INCOME_POINTS in households.columns else pl.lit(None)
    kept_too = households.lazy().with_columns(written.cast(pl.Int64).alias(WRITTEN))
    return with_reckoned_points(nw.from_native(kept_too), {place: row.table for place, row in tables.items()})
