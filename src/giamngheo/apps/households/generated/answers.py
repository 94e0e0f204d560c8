"""What is said of generated people: by age, each answer missing now and then."""

from typing import Final

import polars as pl

from giamngheo.apps.households.generated.drawing import Draws

MISSING: Final = 0.03
_TODAY: Final = 2026
_ETHNICITY: Final = {"kinh": 0.92, "cham": 0.05, "hoa": 0.01, "ra_glai": 0.02}
_WORK: Final = {"working": 0.66, "no_regular_job": 0.16, "no_job": 0.06, "retired_or_homemaker": 0.08}
_JOB: Final = {"public": 0.12, "enterprise": 0.38, "household": 0.14, "other": 0.36}
_TRAINING: Final = {
    "none": 0.62,
    "on_the_job": 0.08,
    "elementary": 0.08,
    "intermediate": 0.08,
    "college": 0.06,
    "university": 0.08,
}
_SCHOOL: Final = {"none": 0.08, "primary": 0.24, "lower_secondary": 0.34, "upper_secondary": 0.34}
_DISABILITY: Final = {
    "mobility": 0.4,
    "hearing_speech": 0.12,
    "sight": 0.14,
    "mental": 0.18,
    "intellectual": 0.1,
    "other": 0.06,
}
_DEGREE: Final = {"extremely_severe": 0.14, "severe": 0.5, "mild": 0.36}
_SURE: Final = frozenset(
    {"full_name", "sex", "birth_date", "birth_precision", "personal_number", "former_number"}
)


def with_answers(folk: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """People with birth, numbers and the answers of the paper."""
    age = _TODAY - pl.col("year")
    grown, small = age >= 15, age < 16
    ill = draws.of("disability") < 0.025
    told = {
        "ethnicity": draws.one_of("ethnicity", _ETHNICITY),
        "attending": _attending(age, draws),
        "education_level": pl.when(grown).then(draws.one_of("school", _SCHOOL)),
        "training_level": pl.when(grown).then(draws.one_of("training", _TRAINING)),
        "work_status": _work(age, draws),
        "pension": pl.when(age >= 60).then(
            draws.one_of("pension", {"pension": 0.2, "merit": 0.03, "none": 1})
        ),
        "social_assistance": _assistance(age, draws),
        "has_health_insurance": draws.of("insured") < 0.93,
        "is_meritorious": (draws.of("merit") < 0.02) & (age > 40),
        "disability_kind": pl.when(ill).then(draws.one_of("kind", _DISABILITY)),
        "disability_degree": pl.when(ill).then(draws.one_of("degree", _DEGREE)),
        "serious_illness": draws.of("illness") < 0.02,
        "height": pl.when(small).then((62 + age * 6.4 + draws.of("height") * 12).round(1)),
        "body_weight": pl.when(small).then((6 + age * 2.6 + draws.of("weight") * 6).round(1)),
        "phone": pl.when((age >= 18) & (draws.of("has phone") < 0.6)).then(
            pl.format("0000{}", draws.between("phone", 100_000, 899_999))
        ),
    }
    said = _born(folk, draws).with_columns(**told)
    working = pl.col("work_status") == "working"
    said = said.with_columns(
        job_type=pl.when(working).then(draws.one_of("job", _JOB)),
        contract=pl.when(working).then(
            draws.one_of("contract", {"has_contract": 0.42, "no_contract": 0.2, "not_wage_earner": 1})
        ),
        can_work=pl.when(grown).then((age < 75) & (pl.col("work_status") != "unable").fill_null(True)),
    )
    missing = [*told, "job_type", "contract", "can_work"]
    said = said.with_columns(
        pl.when(draws.of(f"{name} missing") >= MISSING).then(pl.col(name)).alias(name) for name in missing
    )
    return said.drop("place", "year", "family")


def _born(folk: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """Birth as far as it is known, and numbers: twelve digits of nobody, nine of the old card."""
    precision = draws.one_of("precision", {"day": 0.88, "month": 0.03, "": 0.005, "year": 1})
    month = pl.when(pl.col("birth_precision") == "year").then(1).otherwise(draws.between("month", 1, 12))
    day = pl.when(pl.col("birth_precision") == "day").then(draws.between("day", 1, 28)).otherwise(1)
    known = pl.col("birth_precision").is_not_null()
    born = folk.with_columns(birth_precision=precision.replace("", None)).with_columns(
        birth_date=pl.when(known).then(pl.date(pl.col("year"), month, day)),
        known=known & (draws.of("card") < 0.82),
    )
    mark = (pl.col("year") // 100 - 19) * 2 + (pl.col("sex") == "female").cast(pl.Int32)
    place = pl.int_range(1, pl.len() + 1).over("known", "year", "sex").cast(pl.String).str.zfill(6)
    year = (pl.col("year") % 100).cast(pl.String).str.zfill(2)
    number = pl.concat_str(pl.lit("999"), mark.cast(pl.String), year, place)
    old = (pl.col("year") < 1995) & (draws.of("old card") < 0.3)
    return born.with_columns(
        personal_number=pl.when("known").then(number).otherwise(pl.lit("")),
        former_number=pl.when(old).then(pl.format("99{}", pl.col("key").cast(pl.String).str.zfill(7))),
    ).drop("known")


def _attending(age: pl.Expr, draws: Draws) -> pl.Expr:
    later = draws.one_of("studying", {"higher": 0.24, "vocational": 0.1, "none": 1})
    kept = pl.when(draws.of("at school") < 0.96)
    return (
        pl.when(age < 3)
        .then(None)
        .when(age < 6)
        .then(kept.then(pl.lit("preschool")).otherwise(pl.lit("none")))
        .when(age < 11)
        .then(kept.then(pl.lit("primary")).otherwise(pl.lit("none")))
        .when(age < 15)
        .then(kept.then(pl.lit("lower_secondary")).otherwise(pl.lit("none")))
        .when(age < 18)
        .then(pl.when(draws.of("at school") < 0.85).then(pl.lit("upper_secondary")).otherwise(pl.lit("none")))
        .when(age < 23)
        .then(later)
        .otherwise(pl.lit("none"))
    )


def _work(age: pl.Expr, draws: Draws) -> pl.Expr:
    return (
        pl.when(age < 15)
        .then(None)
        .when(age < 19)
        .then(pl.lit("studying"))
        .when(age >= 70)
        .then(draws.one_of("old work", {"retired_or_homemaker": 0.7, "unable": 0.3}))
        .otherwise(draws.one_of("work", {**_WORK, "unable": 0.04}))
    )


def _assistance(age: pl.Expr, draws: Draws) -> pl.Expr:
    kind = (
        pl.when(age >= 80)
        .then(pl.lit("elderly"))
        .when(draws.of("assisted") < 0.012)
        .then(pl.lit("severe_disability"))
        .when((age < 16) & (draws.of("orphan") < 0.004))
        .then(pl.lit("orphan"))
        .otherwise(pl.lit("none"))
    )
    return pl.concat_list(kind)
