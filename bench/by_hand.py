"""The same counts as the product's, written by hand for Polars for this one question alone."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

CLASSES = ("unknown", "poor", "near_poor", "average_living_standard", "not_poor")
DAY = 20251001
CLEAN_WATER = ["piped", "drilled_well", "protected_dug_well", "protected_spring", "rain", "bottled"]
HYGIENIC = ["septic", "pour_flush", "ventilated_pit", "double_vault"]
LEVELS = ["preschool", "primary", "lower_secondary", "upper_secondary", "vocational", "higher"]


def _flags_per_commune(plan: pl.LazyFrame, code: pl.Expr) -> pl.LazyFrame:
    """Five sums a commune."""
    sized = "member_count" in plan.collect_schema().names()
    sums = [pl.len().alias("households")]
    for number, name in enumerate(CLASSES):
        here = pl.col("_code") == number
        sums.append(here.sum().alias(name))
        if sized:
            sums.append(pl.col("member_count").filter(here).sum().cast(pl.Int64).alias(f"persons_{name}"))
    if sized:
        sums.append(pl.col("member_count").sum().cast(pl.Int64).alias("persons"))
    return plan.with_columns(_code=code).group_by("commune").agg(sums)


def _pairs_then_wide(plan: pl.LazyFrame, code: pl.Expr) -> pl.LazyFrame:
    """One small row for each commune and class first, laid out wide afterwards."""
    pairs = (
        plan.select("commune", "member_count", _code=code)
        .group_by("commune", "_code")
        .agg(pl.len().alias("n"), pl.col("member_count").cast(pl.Int64).sum().alias("p"))
    )
    sums = [pl.col("n").sum().alias("households"), pl.col("p").sum().alias("persons")]
    for number, name in enumerate(CLASSES):
        here = pl.col("_code") == number
        sums += [
            pl.col("n").filter(here).sum().alias(name),
            pl.col("p").filter(here).sum().alias(f"persons_{name}"),
        ]
    return pairs.group_by("commune").agg(sums)


def _code_of_points() -> pl.Expr:
    b1, urban = pl.col("income_points"), pl.col("urban")
    below = pl.when(urban).then(b1 <= 175).otherwise(pl.when(~urban).then(b1 <= 140))
    below = pl.when(b1 <= 140).then(True).when(b1 > 175).then(False).otherwise(below)
    enough = pl.col("deprivation_points") >= 30
    return (
        pl.when(below & enough).then(1).when(below & ~enough).then(2).when(~below).then(4).otherwise(0)
    ).cast(pl.Int8)


def scored_flags(path: Path) -> pl.LazyFrame:
    """One pass, ten sums."""
    return _flags_per_commune(pl.scan_parquet(path), _code_of_points())


def scored_pairs(path: Path) -> pl.LazyFrame:
    """Group by commune and class, then wide."""
    return _pairs_then_wide(pl.scan_parquet(path), _code_of_points())


def scored_products(path: Path) -> pl.LazyFrame:
    """One pass; persons by multiplying."""
    plan = pl.scan_parquet(path).select(
        "commune", _m=pl.col("member_count").cast(pl.Int64), _code=_code_of_points()
    )
    sums = [pl.len().alias("households"), pl.col("_m").sum().alias("persons")]
    for number, name in enumerate(CLASSES):
        here = pl.col("_code") == number
        sums += [here.sum().alias(name), (here * pl.col("_m")).sum().alias(f"persons_{name}")]
    return plan.group_by("commune").agg(sums)


def _aged(years: int) -> pl.Expr:
    return pl.col("birth_earliest") <= DAY - years * 10_000


def _told(condition: pl.Expr) -> pl.Expr:
    """2 where true, 1 where not known, 0 where false."""
    return pl.when(condition).then(2).when(~condition).then(0).otherwise(1).cast(pl.Int8)


def _members(path: Path) -> pl.LazyFrame:
    work, none = pl.col("work_status"), pl.col("attending") == "none"
    child, adult = ~_aged(16), _aged(18)
    dependant = child | pl.col("social_assistance").is_in(["elderly", "severe_disability"])
    on_job = (work == "working") & (pl.col("training_level") == "on_the_job")
    trained = on_job | pl.col("training_level").is_in(
        ["elementary", "intermediate", "college", "university", "postgraduate"]
    )
    younger = ~adult & (pl.col("education_level") == "lower_secondary")
    reached = (pl.col("education_level") == "upper_secondary") | (adult & trained) | younger
    out = pl.any_horizontal(
        *(
            _aged(first) & child & ~pl.col("attending").is_in(LEVELS[skipped:])
            for skipped, first in enumerate((3, 6, 12))
        )
    )
    of_age = _aged(15) & (~_aged(60) | pl.lit(None, pl.Boolean))  # the upper age is open
    without_work = work.is_in(["no_job", "no_regular_job"]) | (
        (work == "working") & (pl.col("contract") == "no_contract")
    )
    return (
        pl.scan_parquet(path)
        .select(
            "household",
            employment=_told(of_age & without_work),
            certain=pl.when(dependant).then(1).otherwise(0),
            possible=pl.when(~dependant).then(0).otherwise(1),
            nutrition=_told(child & pl.col("undernourished")),
            insurance=_told(_aged(6) & ~pl.col("has_health_insurance")),
            adults=_told(_aged(16) & ~_aged(31) & none & ~reached),
            school=_told(out),
            internet=_told(pl.col("uses_internet")),
        )
        .group_by("household")
        .agg(
            pl.len().alias("n"),
            pl.col("employment", "nutrition", "insurance", "adults", "school", "internet").max(),
            pl.col("certain", "possible").sum(),
        )
    )


def _any_of_members(name: str) -> tuple[pl.Expr, pl.Expr]:
    """Whether it is certain, whether it is possible."""
    return pl.col(name) == 2, (pl.col(name) != 0) | pl.col(name).is_null()


def _surveyed(homes: Path, members: Path) -> tuple[pl.LazyFrame, pl.Expr]:
    plan = pl.scan_parquet(homes).join(_members(members), on="household", how="left")
    weak = [~pl.col(f"{part}_durable") for part in ("wall", "column", "roof")]
    means = ("television", "radio", "desktop_or_telephone", "laptop_or_tablet", "smartphone")
    house = [
        pl.col("housing_area") < pl.col("n") * 8,
        ~pl.col("water_source").is_in(CLEAN_WATER),
        ~pl.col("toilet").is_in(HYGIENIC),
        ~pl.any_horizontal(*(pl.col(f"has_{name}") for name in means)),
    ]
    pairs = [
        *(_any_of_members(name) for name in ("employment", "nutrition", "insurance", "adults", "school")),
        (pl.col("certain") * 2 > pl.col("n"), pl.col("possible") * 2 > pl.col("n")),
        (pl.col("internet") == 0, pl.col("internet") != 2),
        (
            pl.sum_horizontal(*(w.fill_null(False).cast(pl.Int8) for w in weak)) >= 2,
            pl.sum_horizontal(*(w.fill_null(True).cast(pl.Int8) for w in weak)) >= 2,
        ),
        *((h, h) for h in house),
    ]
    low = pl.sum_horizontal(*(c.fill_null(False).cast(pl.Int8) for c, _ in pairs))
    high = pl.sum_horizontal(*(p.fill_null(True).cast(pl.Int8) for _, p in pairs))
    enough = pl.when(low >= 3).then(True).when(high < 3).then(False)
    below, average = _below(1_500_000, 2_000_000), _below(2_250_000, 3_000_000)
    told = plan.with_columns(_enough=enough, _below=below, _average=average, member_count=pl.col("n"))
    b, e, a = pl.col("_below"), pl.col("_enough"), pl.col("_average")
    code = pl.when(b & e).then(1).when(b & ~e).then(2).when(~b & a).then(3).when(~b & ~a).then(4).otherwise(0)
    return told, code.cast(pl.Int8)


def _below(rural: int, urban: int) -> pl.Expr:
    income, town = pl.col("income_per_head"), pl.col("urban")
    return (
        pl.when(income <= rural)
        .then(True)
        .when(income > urban)
        .then(False)
        .otherwise(pl.when(town).then(income <= urban).when(~town).then(income <= rural))
    )


def surveyed_flags(homes: Path, members: Path) -> pl.LazyFrame:
    """One pass over the joined table, ten sums."""
    return _flags_per_commune(*_surveyed(homes, members))


def surveyed_pairs(homes: Path, members: Path) -> pl.LazyFrame:
    """Group by commune and class, then wide."""
    return _pairs_then_wide(*_surveyed(homes, members))


SCORED_QUERIES: dict[str, Callable[[Path], pl.LazyFrame]] = {
    "by hand: flags": scored_flags,
    "by hand: pairs": scored_pairs,
    "by hand: products": scored_products,
}
SURVEYED_QUERIES: dict[str, Callable[[Path, Path], pl.LazyFrame]] = {
    "by hand: flags": surveyed_flags,
    "by hand: pairs": surveyed_pairs,
}
