"""Plans made once: the same answer as of a plan made for these frames, whoever asks and in what order."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.measurement.generated import HOME, MEMBER

from giamngheo.law.library import rules_of
from giamngheo.measurement.deprivations import members_concerned, with_deprivations
from giamngheo.measurement.prepared import Prepared, columns_of
from giamngheo.measurement.tables import Frame

RULES = rules_of("national_2022_2026")
HOMES = {"household": pl.String(), **{name: kind() for name, kind in HOME.items()}}
PEOPLE = {
    "household": pl.String(),
    "member": pl.String(),
    **{name: kind() for name, kind in MEMBER.items()},
}


def households(toilet: str | None) -> pl.DataFrame:
    return pl.DataFrame({"household": ["1", "2"], "toilet": [toilet, "none"]}).select(
        pl.col(name) if name in ("household", "toilet") else pl.lit(None, kind).alias(name)
        for name, kind in HOMES.items()
    )


def people(insured: bool | None) -> pl.DataFrame:
    told = pl.DataFrame(
        {
            "household": ["1", "2"],
            "member": ["11", "21"],
            "birth_earliest": 19800101,
            "birth_latest": 19801231,
        },
        {"household": pl.String, "member": pl.String, "birth_earliest": pl.Int32, "birth_latest": pl.Int32},
    ).with_columns(has_health_insurance=pl.lit(insured, pl.Boolean))
    return told.select(
        pl.col(name) if name in told.columns else pl.lit(None, kind).alias(name)
        for name, kind in PEOPLE.items()
    )


def test_it_gives_what_a_plan_of_these_frames_gives() -> None:
    judged = Prepared(
        partial(with_deprivations, rules=RULES), columns_of(households(None)), columns_of(people(None))
    )
    whom = Prepared(partial(members_concerned, rules=RULES), columns_of(people(None)))
    for toilet in ("septic", "none", None):
        for insured in (True, False, None):
            homes, folk = households(toilet), people(insured)
            lazy_homes, lazy_folk = (nw.from_native(frame.lazy()) for frame in (homes, folk))
            plain = with_deprivations(lazy_homes, lazy_folk, RULES).collect().to_native()
            assert_frame_equal(judged(homes, folk), plain, check_row_order=False)
            assert_frame_equal(whom(folk), members_concerned(lazy_folk, RULES).collect().to_native())


def test_many_at_once_each_get_their_own() -> None:
    def doubled(frame: Frame) -> Frame:
        return frame.with_columns(twice=nw.col("number") * 2).filter(nw.col("number") >= 0).select("twice")

    plan = Prepared(doubled, (("number", pl.Int64()), ("other", pl.String())))
    frames = [pl.DataFrame({"number": [n, n + 1], "other": ["a", "b"]}) for n in range(200)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(plan, frames))
    assert [one["twice"].to_list() for one in found] == [[2 * n, 2 * n + 2] for n in range(200)]


def test_a_plan_that_fails_leaves_nothing_behind() -> None:
    plan = Prepared(lambda frame: frame.head(1), (("number", pl.Int64()),))
    with pytest.raises(pl.exceptions.PolarsError):
        plan(pl.DataFrame({"another": [1]}))
    assert plan(pl.DataFrame({"number": [7, 8]}))["number"].to_list() == [7]
