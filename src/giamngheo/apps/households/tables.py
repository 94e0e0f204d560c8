"""What of the register goes into a snapshot: its households and people as they stood on two days.

No names and no numbers by which somebody is known elsewhere: who stands behind a figure is asked of the
register itself, by the household's number, with the rights of who asks. Columns: `law/vocabulary/published`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from giamngheo.apps.households.bulk.copying import asked_at_once
from giamngheo.apps.households.flags import LAST_BIRTH, Flag, question_of_flags
from giamngheo.apps.households.statuses import newly_escaped_from
from giamngheo.law.library import Rules, code_list
from giamngheo.law.vocabulary import published as at
from giamngheo.law.vocabulary.standards import HouseholdClass

_LISTED: Final = (HouseholdClass.POOR.code, HouseholdClass.NEAR_POOR.code)
_CODES: Final = {one.value: one.code for one in HouseholdClass}

# Where a household lives on each of the days; it may be in none of these areas on one of them.
_HOMES: Final = """
SELECT home.id, home.code, coalesce(later.area_id, first.area_id), first.area_id, later.area_id IS NOT NULL,
    first.area_id IS NULL AND (event.kind IN ('split', 'arrival') AND event.day > %(opening)s::date
        OR EXISTS (SELECT FROM households_residence AS elsewhere WHERE elsewhere.household_id = home.id
            AND elsewhere.superseded_by_id IS NULL AND elsewhere.valid @> %(opening)s::date))
FROM households_household AS home
JOIN households_event AS event ON event.id = home.recorded_by_id
LEFT JOIN households_residence AS later ON later.household_id = home.id AND later.superseded_by_id IS NULL
    AND later.valid @> %(closing)s::date AND later.area_id = ANY(%(areas)s::bigint[])
LEFT JOIN households_residence AS first ON first.household_id = home.id AND first.superseded_by_id IS NULL
    AND first.valid @> %(opening)s::date AND first.area_id = ANY(%(areas)s::bigint[])
WHERE later.area_id IS NOT NULL OR first.area_id IS NOT NULL
"""
_DECISIONS: Final = """
SELECT household_id, lower(valid), household_class, standard,
    deprivations IS NOT NULL, array_to_string(deprivations, ' ')
FROM households_recognition
WHERE superseded_by_id IS NULL AND lower(valid) <= %(closing)s::date
    AND household_id = ANY(%(homes)s::bigint[])
"""
_MEMBERS: Final = f"""
SELECT m.person_id, m.household_id, m.relationship, s.sex,
    to_char(s.birth_date, 'YYYYMMDD'), to_char({LAST_BIRTH}, 'YYYYMMDD'), s.ethnicity, s.attending,
    s.has_health_insurance, s.work_status
FROM households_membership AS m
JOIN households_particulars AS s ON s.person_id = m.person_id AND s.superseded_by_id IS NULL
    AND s.valid @> %(closing)s::date
WHERE m.superseded_by_id IS NULL AND m.valid @> %(closing)s::date
    AND m.household_id = ANY(%(homes)s::bigint[])
"""
_COUNTED_THEN: Final = """
SELECT household_id, count(*) FROM households_membership
WHERE superseded_by_id IS NULL AND valid @> %(opening)s::date AND household_id = ANY(%(homes)s::bigint[])
GROUP BY household_id
"""
_CAUSES: Final = """
SELECT household_id, cause FROM households_cause
WHERE superseded_by_id IS NULL AND valid @> %(closing)s::date AND household_id = ANY(%(homes)s::bigint[])
"""

_HOMES_READ: Final[dict[str, Any]] = {
    at.HOUSEHOLD: pl.Int64,
    at.CODE: pl.String,
    at.AREA: pl.Int64,
    at.AREA_OPENING: pl.Int64,
    at.IS_HERE: pl.Boolean,
    at.IS_NEWCOMER: pl.Boolean,
}
_DECISIONS_READ: Final[dict[str, Any]] = {
    at.HOUSEHOLD: pl.Int64,
    "since": pl.Date,
    "class": pl.String,
    "standard": pl.String,
    at.DEPRIVATIONS_TOLD: pl.Boolean,
    "named": pl.String,
}
_MEMBERS_READ: Final[dict[str, Any]] = {
    at.PERSON: pl.Int64,
    at.HOUSEHOLD: pl.Int64,
    at.RELATIONSHIP: pl.String,
    at.SEX: pl.String,
    at.BIRTH_EARLIEST: pl.Int32,
    at.BIRTH_LATEST: pl.Int32,
    at.ETHNICITY: pl.String,
    at.ATTENDING: pl.String,
    at.HAS_HEALTH_INSURANCE: pl.Boolean,
    at.WORK_STATUS: pl.String,
}


@dataclass(frozen=True)
class Published:
    """The households and the people of an area, frames of the columns of `law/vocabulary/published`."""

    households: pl.DataFrame
    people: pl.DataFrame


def published(areas: Sequence[int], opening: date, closing: date, rules: Rules) -> Published:
    """The register of these villages as it stood on both days, as known now, as far as who asks may see it.

    Seven questions, whatever the size. `rules` is the law of the closing day: its deprivations, its children.
    """
    homes = asked_at_once(_HOMES, _days(opening, closing) | {"areas": list(areas)}, _HOMES_READ)
    asked = _days(opening, closing) | {"homes": homes[at.HOUSEHOLD].to_list()}
    decisions = asked_at_once(_DECISIONS, asked, _DECISIONS_READ)
    members = asked_at_once(_MEMBERS, asked, _MEMBERS_READ)
    households = (
        homes.join(_classes(decisions, opening, rules), on=at.HOUSEHOLD, how="left")
        .join(_history(decisions, closing), on=at.HOUSEHOLD, how="left")
        .join(_counted(members, closing, rules), on=at.HOUSEHOLD, how="left")
        .join(_counted_then(asked), on=at.HOUSEHOLD, how="left")
        .join(_flags(asked["homes"], closing), on=at.HOUSEHOLD, how="left")
        .join(_causes(asked), on=at.HOUSEHOLD, how="left")
    )
    households = households.with_columns(
        pl.col(at.IS_HERE) & (pl.col(at.MEMBERS).fill_null(0) > 0),
        pl.col(
            at.CLASS_CODE,
            at.CLASS_CODE_OPENING,
            at.FIRST_LISTED,
            at.MEMBERS,
            at.MINORITY_MEMBERS,
            at.CHILDREN,
        ).fill_null(0),
        pl.col(at.LISTED_BEFORE, at.DEPRIVATIONS_TOLD, at.CAUSES_TOLD).fill_null(value=False),
        pl.col(f"^{at.CAUSE}.*$").fill_null(value=False),
    )
    of_homes = households.filter(at.IS_HERE).select(at.HOUSEHOLD, at.AREA, at.CLASS_CODE)
    return Published(
        households.sort(at.AREA, at.HOUSEHOLD),
        members.join(of_homes, on=at.HOUSEHOLD).sort(at.AREA, at.PERSON),
    )


def _days(opening: date, closing: date) -> dict[str, Any]:
    return {"opening": opening, "closing": closing}


def _classes(decisions: pl.DataFrame, opening: date, rules: Rules) -> pl.DataFrame:
    """By the last decision until each day; the deprivations that the later one names."""
    coded = _coded(decisions)
    then = coded.filter(pl.col("since") <= opening)
    ids = [one.id for one in rules.standard.deprivations]
    is_told = pl.col(at.DEPRIVATIONS_TOLD) & pl.col("standard").is_in([rules.standard.id, ""])
    named = pl.col("named").fill_null("").str.split(" ")
    now = (
        coded.group_by(at.HOUSEHOLD)
        .agg(pl.all().last())
        .select(
            at.HOUSEHOLD,
            pl.col("class").alias(at.CLASS_CODE),
            is_told.alias(at.DEPRIVATIONS_TOLD),
            *(pl.when(is_told).then(named.list.contains(one)).alias(f"{at.DEPRIVED}{one}") for one in ids),
        )
    )
    before = then.group_by(at.HOUSEHOLD).agg(
        pl.col("class").last().alias(at.CLASS_CODE_OPENING),
        pl.col("class").is_in(_LISTED).any().alias(at.LISTED_BEFORE),
    )
    return now.join(before, on=at.HOUSEHOLD, how="left")


def _coded(decisions: pl.DataFrame) -> pl.DataFrame:
    """The decisions in the order of their days, classes by their codes."""
    return decisions.with_columns(pl.col("class").replace_strict(_CODES, return_dtype=pl.Int8)).sort("since")


def _history(decisions: pl.DataFrame, closing: date) -> pl.DataFrame:
    """On which list each household first came; of who lately left the poor, whether it stayed away."""
    coded, earliest = _coded(decisions), newly_escaped_from(closing)
    first = coded.filter(pl.col("class").is_in(_LISTED)).group_by(at.HOUSEHOLD)
    listed = first.agg(pl.col("class").first().alias(at.FIRST_LISTED))
    if earliest is None:  # the law of the day does not say for how long somebody is newly escaped
        return listed.with_columns(pl.lit(None, pl.Boolean).alias(at.ESCAPED_STAYED))
    is_poor, before = pl.col("class") == HouseholdClass.POOR.code, pl.col("class").shift(1).over(at.HOUSEHOLD)
    left = coded.filter((before == HouseholdClass.POOR.code) & ~is_poor & (pl.col("since") >= earliest))
    escaped = left.group_by(at.HOUSEHOLD).agg(pl.col("since").min().alias("left"))
    back = (is_poor & (pl.col("since") > pl.col("left"))).any()
    stayed = coded.join(escaped, on=at.HOUSEHOLD).group_by(at.HOUSEHOLD).agg((~back).alias(at.ESCAPED_STAYED))
    return listed.join(stayed, on=at.HOUSEHOLD, how="left")


def _counted(members: pl.DataFrame, closing: date, rules: Rules) -> pl.DataFrame:
    """How many live in each household, how many of them are of a minority or children; who is its head."""
    under = rules.parameters.whole("child_under") if "child_under" in rules.parameters.by_id else None
    birthday = (closing.year - (under or 0)) * 10_000 + closing.month * 100 + closing.day
    is_child = pl.lit(value=False) if under is None else pl.col(at.BIRTH_EARLIEST) > birthday
    ethnicity = pl.col(at.ETHNICITY)
    return members.group_by(at.HOUSEHOLD).agg(
        pl.len().cast(pl.Int64).alias(at.MEMBERS),
        (ethnicity.is_not_null() & (ethnicity != at.KINH)).sum().cast(pl.Int64).alias(at.MINORITY_MEMBERS),
        is_child.sum().cast(pl.Int64).alias(at.CHILDREN),
        ethnicity.filter(pl.col(at.RELATIONSHIP) == "head").first().alias(at.HEAD_ETHNICITY),
    )


def _counted_then(asked: dict[str, Any]) -> pl.DataFrame:
    return asked_at_once(_COUNTED_THEN, asked, {at.HOUSEHOLD: pl.Int64, at.MEMBERS_OPENING: pl.Int64})


def _flags(homes: Sequence[int], closing: date) -> pl.DataFrame:
    sql, values = question_of_flags(homes, closing)
    return asked_at_once(sql, values, {at.HOUSEHOLD: pl.Int64} | dict.fromkeys(Flag, pl.Boolean))


def _causes(asked: dict[str, Any]) -> pl.DataFrame:
    """A column a cause; who told none is in none."""
    told = asked_at_once(_CAUSES, asked, {at.HOUSEHOLD: pl.Int64, "cause": pl.String})
    return told.group_by(at.HOUSEHOLD).agg(
        pl.lit(value=True).alias(at.CAUSES_TOLD),
        *((pl.col("cause") == one).any().alias(f"{at.CAUSE}{one}") for one in code_list("poverty_causes")),
    )
