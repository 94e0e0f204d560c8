"""What the measure makes of sealed sheets: frames in, rows of proposals out; nothing is decided here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final

import narwhals.stable.v2 as nw
import polars as pl
from django.db.models import Q

from giamngheo.apps.households.statuses import statuses_of
from giamngheo.apps.reviews.folding import outcome_of
from giamngheo.apps.reviews.models import Round, RoundTable
from giamngheo.apps.reviews.point_tables import asked_of, still_to_ask, table_column, tables_of, with_points
from giamngheo.apps.surveys.evidence import measured_answers
from giamngheo.law.library import Rules, rules_for
from giamngheo.law.questionnaires.evidence import Evidence, evidence_frames, evidence_of_many
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.vocabulary.procedures import Outcome
from giamngheo.law.vocabulary.questionnaires import Questionnaire
from giamngheo.law.vocabulary.results import NOT_MET, UNKNOWN
from giamngheo.law.vocabulary.standards import HouseholdClass, Residence
from giamngheo.measurement.determining import MET, ON_THE_LISTS, determined
from giamngheo.measurement.prepared import Columns, Prepared, columns_of
from giamngheo.measurement.reasons import MISSING, PIVOT, REASON, with_reasons
from giamngheo.measurement.run import classify
from giamngheo.measurement.tables import (
    CLASS_CODE,
    HOUSEHOLD,
    INCOME_POINTS,
    POINTS_AT_LEAST,
    POINTS_AT_MOST,
    Frame,
    deprived,
)

_CLASSES: Final = [one.value for one in HouseholdClass]
_ON_A_LIST: Final = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)
_MADE: Final[dict[str, Any]] = {
    "household_class": pl.String,
    "income_points": pl.Int64,
    "point_table_id": pl.Int64,
    "points_at_least": pl.Int64,
    "points_at_most": pl.Int64,
    "deprivations": pl.List(pl.String),
    "reason": pl.String,
    "missing": pl.String,
    "pivot": pl.String,
}
SCHEMA: Final[dict[str, Any]] = {"household_id": pl.Int64, **_MADE}


@dataclass(frozen=True)
class Basis:
    """By what a round is scored: its form and what is asked beside it, the rules of its day, what its
    procedure finds out, its tables of points."""

    form: Questionnaire
    also: tuple[str, ...]
    rules: Rules
    outcome: Outcome
    tables: Mapping[Residence, RoundTable]


def basis_of(one: Round, tables: Mapping[Residence, RoundTable]) -> Basis:
    """By what a round with these tables of points is scored. Raises LawError."""
    asked = tuple(asked_of(one, tables))
    return Basis(questionnaire(one.form), asked, rules_for(one.opened_on), outcome_of(one), tables)


def proposed(one: Round, villages: Sequence[int] | None = None, occasion: str = "") -> pl.DataFrame:
    """What is found of every household whose sheet is sealed, with its reasons; a frame of `SCHEMA`.

    By the standard of the day on which the round was opened, for all villages of it alike; with an `occasion`
    of the sheets under that one (second visits). Raises LawError.
    """
    within = Q() if villages is None else Q(area__in=list(villages))
    basis = basis_of(one, tables_of(one))
    answers = measured_answers(occasion or one.occasion, basis.form, within, basis.also)
    return proposed_by(answers, basis, "household_id")


def proposed_by(
    answers: Evidence, basis: Basis, key: str, household_of: Mapping[int, int] | None = None
) -> pl.DataFrame:
    """What is found of the households of answers (`measured_answers`), however many rounds they are of.

    A frame of `SCHEMA` with what the answers call their households, as a number, in the column `key`;
    `household_of` tells their numbers in the register where that is another one.
    """
    if answers.households.is_empty():
        return pl.DataFrame(schema={key: pl.Int64, **_MADE})
    if not basis.outcome.decides_the_lists:
        households = evidence_of_many(basis.form, basis.rules, answers, basis.also).households
        return _determined(households, basis, key, household_of)
    return _worded(_classified(answers, basis), basis, key)


def _classified(answers: Evidence, basis: Basis) -> pl.DataFrame:
    form, rules, also = basis.form, basis.rules, basis.also
    if not basis.tables:
        of_each = (columns_of(frame) for frame in (answers.households, answers.members))
        return _measure_of_answers(form, rules, also, *of_each)(answers.households, answers.members)
    evidence = evidence_of_many(form, rules, answers, also)
    homes, people = with_points(evidence.households, basis.tables), evidence.members
    return _measure(rules, columns_of(homes), columns_of(people))(homes, people)


def _worded(found: pl.DataFrame, basis: Basis, key: str) -> pl.DataFrame:
    """What is classified as a frame of `SCHEMA`."""
    rules, tables = basis.rules, basis.tables
    # Put together as text first: a list of twelve that are mostly null takes twenty times as long.
    certain = pl.concat_str(
        pl.lit(""),
        *(
            pl.when(pl.col(deprived(text.id))).then(pl.lit(f",{text.id}"))
            for text in rules.standard.deprivations
            if deprived(text.id) in found.columns
        ),
        ignore_nulls=True,
    )
    return found.select(
        pl.col(HOUSEHOLD).cast(pl.Int64).alias(key),
        household_class=pl.col(CLASS_CODE).replace_strict(
            list(range(len(_CLASSES))), _CLASSES, return_dtype=pl.String
        ),
        income_points=_held(found, INCOME_POINTS),
        point_table_id=table_column(tables, found.columns),
        points_at_least=pl.col(POINTS_AT_LEAST),
        points_at_most=pl.col(POINTS_AT_MOST),
        deprivations=certain.str.split(",").list.slice(1),
        reason=pl.col(REASON),
        missing=pl.when(pl.col(MISSING).is_not_null())
        .then(pl.concat_str(pl.col(MISSING), still_to_ask(found), separator="; ", ignore_nulls=True))
        .fill_null(""),
        pivot=pl.col(PIVOT).fill_null(""),
    )


@lru_cache(maxsize=8)
def _measure_of_answers(
    form: Questionnaire, rules: Rules, also: tuple[str, ...], of_households: Columns, of_members: Columns
) -> Prepared:
    """The measure with its words, from answers on, for all pieces of one piece of work."""

    def plan(households: Frame, members: Frame) -> Frame:
        return _explained(rules, *evidence_frames(form, rules, households, members, also))

    return Prepared(plan, of_households, of_members)


@lru_cache(maxsize=8)
def _measure(rules: Rules, of_households: Columns, of_members: Columns) -> Prepared:
    """The measure with its words, of evidence with reckoned points."""
    return Prepared(partial(_explained, rules), of_households, of_members)


def _explained(rules: Rules, households: Frame, members: Frame) -> Frame:
    return with_reasons(classify(households, rules, members, explain=True), rules)


def _determined(
    households: pl.DataFrame, basis: Basis, key: str, household_of: Mapping[int, int] | None
) -> pl.DataFrame:
    """Whether each meets the condition of the procedure; of its deprivations nothing is known."""
    rules, outcome = basis.rules, basis.outcome
    keys = households.get_column(HOUSEHOLD).cast(pl.Int64).to_list()
    numbers = keys if household_of is None else [household_of[one] for one in keys]
    held = statuses_of(numbers, rules.day)
    listed = [number in held and held[number].household_class in _ON_A_LIST for number in numbers]
    asked = households.with_columns(pl.Series(ON_THE_LISTS, listed, pl.Boolean))
    answered = determined(nw.from_native(asked.lazy()), rules, outcome.measure)
    found: pl.DataFrame = answered.collect().to_native()
    (met,) = outcome.recognised
    return found.select(
        pl.col(HOUSEHOLD).cast(pl.Int64).alias(key),
        household_class=pl.when(pl.col(MET))
        .then(pl.lit(met))
        .otherwise(pl.when(~pl.col(MET)).then(pl.lit(NOT_MET)).otherwise(pl.lit(UNKNOWN))),
        income_points=pl.lit(None, pl.Int64),
        point_table_id=pl.lit(None, pl.Int64),
        points_at_least=pl.lit(0, pl.Int64),
        points_at_most=pl.lit(rules.most_points, pl.Int64),
        deprivations=pl.lit([], pl.List(pl.String)),
        reason=pl.col(REASON),
        missing=pl.col(MISSING).fill_null(""),
        pivot=pl.lit(""),
    )


def _held(frame: pl.DataFrame, name: str) -> Any:
    return pl.col(name).cast(pl.Int64) if name in frame.columns else pl.lit(None, pl.Int64)
