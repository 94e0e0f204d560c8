"""What the checks of honest numbers look at: sealed sheets of a round as columns, a row a household."""

from collections.abc import Sequence
from typing import Any, Final

import polars as pl
from django.db.models import Q

from giamngheo.apps.households.bulk.copying import asked
from giamngheo.apps.reviews.models import Round
from giamngheo.apps.reviews.point_tables import asked_of, tables_of, with_points
from giamngheo.apps.surveys.evidence import evidence_of_sealed
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.queries import unchanged_since_last
from giamngheo.law.library import Rules
from giamngheo.law.questionnaires.evidence import MEMBER
from giamngheo.measurement.tables import (
    BIRTH_EARLIEST,
    BIRTH_LATEST,
    HOUSEHOLD,
    INCOME,
    INCOME_POINTS,
    URBAN,
)

LISTS: Final[dict[str, Any]] = {
    "entry_id": pl.Int64,
    "household_id": pl.Int64,
    "area_id": pl.Int64,
    "class_before": pl.String,
    "class_now": pl.String,
    "points_at_least": pl.Int64,
    "points_at_most": pl.Int64,
    "reviewer_id": pl.Int64,
    "reviewer": pl.String,
    "sealed_at": pl.Float64,
}
"""A household whose sheet is sealed: the reviewer is who sealed it, `sealed_at` in seconds."""

ANSWERS: Final[dict[str, Any]] = {
    "household_id": pl.Int64,
    "urban": pl.Boolean,
    "income": pl.Int64,
    "block": pl.String,
    "answers": pl.Int64,
}
"""`income` in points or in đồng, as the round asks; `block` all measured answers as one text."""

_LISTS: Final = """
SELECT entry.id, entry.household_id, entry.area_id, entry.class_before,
    coalesce(nullif(entry.decided_class, ''), entry.proposed_class),
    proposal.points_at_least, proposal.points_at_most,
    sealed.author_id, sealed.author_name, extract(epoch FROM sealed.written_at)::float8
FROM reviews_entry AS entry
JOIN surveys_filledsheet AS sheet ON sheet.household_id = entry.household_id
    AND sheet.occasion = %(occasion)s AND sheet.form = %(form)s AND sheet.state = 'sealed'
JOIN surveys_sheetversion AS sealed ON sealed.sheet_id = sheet.id AND sealed.kind = 'sealed'
LEFT JOIN reviews_proposal AS proposal ON proposal.entry_id = entry.id AND proposal.number = entry.proposal
WHERE entry.round_id = %(round)s AND entry.left_out_on IS NULL
    AND (%(villages)s::bigint[] IS NULL OR entry.area_id = ANY(%(villages)s::bigint[]))
ORDER BY entry.area_id, entry.sort_key, entry.id
"""


def sealed_lists(one: Round, villages: Sequence[int] | None) -> pl.DataFrame:
    """The households whose sheets are sealed, a frame of `LISTS`; one question."""
    told = {"occasion": one.occasion, "form": one.form, "round": one.pk}
    return asked(_LISTS, {**told, "villages": None if villages is None else list(villages)}, LISTS)


def answered(one: Round, villages: Sequence[int] | None, rules: Rules) -> pl.DataFrame:
    """What these sheets answer, a frame of `ANSWERS`; one question."""
    within = Q() if villages is None else Q(area__in=list(villages))
    tables = tables_of(one)
    evidence = evidence_of_sealed(one.occasion, one.form, rules, within, asked_of(one, tables))
    if evidence.households.is_empty():
        return pl.DataFrame(schema=ANSWERS)
    of_home = [name for name in evidence.households.columns if name not in {HOUSEHOLD, URBAN}]
    homes = with_points(evidence.households, tables)
    income = next((name for name in (INCOME_POINTS, INCOME) if name in homes.columns), None)
    people = evidence.members
    of_member = [
        name for name in people.columns if name not in {HOUSEHOLD, MEMBER, BIRTH_EARLIEST, BIRTH_LATEST}
    ]
    told = people.select(HOUSEHOLD, told=pl.struct(of_member).struct.json_encode())
    by_home = told.group_by(HOUSEHOLD).agg(pl.col("told").sort().str.join(";").alias("of_people"))
    joined = homes.join(by_home, on=HOUSEHOLD, how="left")
    return joined.select(
        household_id=pl.col(HOUSEHOLD).cast(pl.Int64),
        urban=pl.col(URBAN),
        income=pl.col(income).cast(pl.Int64) if income else pl.lit(None, pl.Int64),
        block=pl.concat_str(
            pl.struct(of_home).struct.json_encode(), pl.col("of_people"), separator="|", ignore_nulls=True
        ),
        answers=pl.sum_horizontal(pl.col(name).is_not_null() for name in of_home).cast(pl.Int64),
    )


def unchanged(one: Round, households: Sequence[int]) -> set[int]:
    """Those of these households whose measured answers are all those of their last sheet of before."""
    sheets = FilledSheet.objects.filter(occasion=one.occasion, form=one.form, household__in=list(households))
    return set(unchanged_since_last(sheets))
