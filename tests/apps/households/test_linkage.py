"""Who may be one person told twice: errors of Vietnamese lists are seen through, relatives left apart."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from bench.people import made_people

from giamngheo.apps.households.linkage import (
    COMPARISONS,
    LIKELY,
    PEOPLE,
    Parameters,
    pairs_between,
    pairs_within,
    scored_against,
    sentence_of,
)
from giamngheo.apps.households.linkage.blocking import KEYS, with_keys, without_common_keys
from giamngheo.apps.households.linkage.prepared import prepared

BORN = date(1980, 5, 12)
NUMBER = "999180000001"


def record(**said: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "full_name": "Mẫu Thị Hoà",
        "sex": "female",
        "birth_date": BORN,
        "birth_precision": "day",
        "personal_number": "",
        "former_number": "",
        "village": 1,
        "head_name": "Mẫu Văn Cha",
    }
    return told | said


def frame(*records: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{"id": place, **one} for place, one in enumerate(records)], schema=PEOPLE)


def commune() -> pl.DataFrame:
    """About 280 households of made-up people, so that names have a frequency; ids from 1000 on."""
    people, _ = made_people(1_200)
    once = people.filter(pl.col("id") < 1_000)
    return once.with_columns(pl.col("id") + 1000, pl.col("village") + 10).select(PEOPLE.names())


def found(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any] | None:
    """The pair of two records within a commune, if it is shown."""
    pairs = pairs_within(pl.concat([frame(first, second), commune()])).pairs
    rows = pairs.filter(left=0, right=1).to_dicts()
    return rows[0] if rows else None


@pytest.mark.parametrize(
    ("other", "comparison", "level"),
    [
        ({"full_name": "Mẫu Thị Hòa"}, "given", "same"),
        ({"full_name": "Mẫu Thị Ho\u0061\u0300"}, "given", "same"),
        ({"full_name": "MAU THI HOA"}, "given", "accents"),
        ({"full_name": "Mau  Thi-Hoa"}, "middle", "accents"),
        ({"full_name": "M. T. Hoà"}, "middle", "abbreviated"),
        ({"birth_date": date(1980, 1, 1), "birth_precision": "year"}, "birth", "year"),
        ({"birth_date": date(1980, 1, 1)}, "birth", "year"),
        ({"birth_date": date(1980, 12, 5)}, "birth", "swapped"),
        ({"birth_date": date(1980, 5, 2), "full_name": "Mẫu Thị Hoà"}, "birth", "month"),
        ({"birth_date": date(1970, 5, 12)}, "birth", "slip"),
        ({"village": 2}, "place", "head"),
    ],
)
def test_what_lists_write_otherwise_is_one_person(other: dict[str, Any], comparison: str, level: str) -> None:
    pair = found(record(), record(**other))
    assert pair is not None
    assert pair[comparison] == level
    assert sentence_of(comparison, level)


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        ({"personal_number": NUMBER}, {"personal_number": NUMBER}, "same"),
        ({"personal_number": "013180000001"}, {"personal_number": "13180000001"}, "same"),
        ({"personal_number": "003180000001"}, {"personal_number": "3180000001"}, "same"),
        ({"personal_number": NUMBER}, {"personal_number": "999 180 000 001"}, "same"),
        ({"personal_number": NUMBER}, {"personal_number": "999180000011"}, "slip"),
        (
            {"personal_number": NUMBER, "former_number": "999000001"},
            {"personal_number": "999000001"},
            "former",
        ),
        ({"personal_number": NUMBER}, {"personal_number": ""}, None),
        ({"personal_number": ""}, {"personal_number": ""}, None),
    ],
)
def test_numbers_are_compared_as_people_write_them(
    first: dict[str, Any], second: dict[str, Any], level: str | None
) -> None:
    pair = found(record(**first), record(**second))
    assert pair is not None
    assert pair["number"] == level


def test_an_empty_number_and_one_digit_over_and_over_match_nobody() -> None:
    people = [
        record(personal_number=number, full_name=name, birth_date=date(1950 + place, 3, 4), village=place)
        for place, (name, number) in enumerate(
            [("Mẫu An", ""), ("Thử Bình", ""), ("Ví Chi", "999999999999"), ("Trình Dung", "999999999999")]
        )
    ]
    told = pairs_within(frame(*people), at_least=0.0)
    assert told.pairs.is_empty() and told.compared == 0


@pytest.mark.parametrize(
    "other",
    [
        {"full_name": "Mẫu Thị Hồng"},  # a twin
        {"full_name": "Mẫu Thị Hoan"},  # a twin whose name sounds alike
        {"full_name": "Mẫu Văn Hoà", "sex": "male"},  # a twin brother
        {"birth_date": date(1983, 9, 21)},  # a sister, the same name in the same home
        {"birth_date": date(1955, 2, 3)},  # the mother of the same name
        {"full_name": "Mẫu Thị Hoàn", "personal_number": "999180000002"},  # a twin registered right after
        {"full_name": "Mẫu Thị Lan", "birth_date": date(1978, 5, 12)},
    ],
)
def test_relatives_are_not_doubles(other: dict[str, Any]) -> None:
    assert found(record(personal_number=NUMBER), record(**other)) is None


def test_a_surname_and_a_common_name_prove_nothing() -> None:
    first = record(full_name="Nguyễn Thị Hoa", village=1, head_name="Mẫu Một")
    second = record(
        full_name="Nguyễn Thị Hoa",
        village=2,
        head_name="Thử Hai",
        birth_date=date(1980, 1, 1),
        birth_precision="year",
    )
    common = [
        record(full_name="Nguyễn Thị Hoa", birth_date=date(1950 + n, 3, 5), village=3 + n % 4, head_name="")
        for n in range(40)
    ]
    pairs = pairs_within(pl.concat([frame(first, second, *common), commune()])).pairs
    assert pairs.filter(left=0, right=1).is_empty()


def test_a_new_list_is_compared_with_the_known_and_not_with_itself() -> None:
    new = frame(record(), record(full_name="MAU THI HOA"), record(full_name="Ví Mới", village=9))
    known = pl.concat([frame(record(full_name="Mẫu Thị Hòa")).with_columns(pl.col("id") + 77), commune()])
    told = pairs_between(new, known.select(PEOPLE.names())).pairs
    assert sorted(told.select("left", "right").rows()) == [(0, 77), (1, 77)]


def test_a_key_that_hundreds_share_is_dropped_and_told() -> None:
    people = frame(
        *(
            record(full_name=f"Mẫu Thị {chr(97 + n % 26)}{chr(97 + n // 26)}", personal_number=NUMBER)
            for n in range(300)
        )
    )
    (kept,), dropped = without_common_keys(with_keys(prepared(people)))
    told = {one.key: (one.keys, one.records) for one in dropped}
    assert told["number"] == (1, 300) and told["k_rest_birth"] == (1, 300)
    assert kept["number"].null_count() == 300
    assert "lặp ở 300 người" in str(dropped[0])
    assert pairs_within(people).compared < 300 * 30


def test_an_empty_list_and_one_without_anything_have_no_pairs() -> None:
    nothing = record(full_name="", sex="", birth_date=None, birth_precision="", village=None, head_name="")
    assert pairs_within(pl.DataFrame(schema=PEOPLE)).pairs.is_empty()
    assert pairs_within(frame(nothing, nothing)).pairs.is_empty()


def test_one_against_few_weighs_as_the_whole_does_without_the_commonness_of_names() -> None:
    said = frame(record())
    others = frame(record(full_name="MAU THI HOA"), record(full_name="Mẫu Thị Hồng"), record(village=2))
    told = scored_against(pl.concat([said] * 3), others, 400)
    assert told["right"].to_list()[-1] == 1
    assert told.filter(pl.col("probability") >= LIKELY)["right"].to_list() == [2, 0]
    assert set(told.columns) == {"left", "right", "probability", *(one.name for one in COMPARISONS)}


def test_a_small_list_uses_the_shipped_weights_and_a_large_one_its_own() -> None:
    people, true = made_people(24_000)
    told = pairs_within(people)
    assert told.parameters is Parameters.LEARNT
    right = told.pairs.join(true, on=["left", "right"], how="semi").height
    assert right / told.pairs.height > 0.93
    assert right / true.height > 0.87
    small = pairs_within(people.filter(pl.col("village") < 1))  # a commune of some hundred households
    assert small.parameters is Parameters.SHIPPED
    among = true.join(people.filter(pl.col("village") < 1), left_on="right", right_on="id", how="semi")
    among = among.join(people.filter(pl.col("village") < 1), left_on="left", right_on="id", how="semi")
    assert small.pairs.join(among, on=["left", "right"], how="semi").height / among.height > 0.85
    again = pairs_within(people).pairs
    for one, other in zip(
        told.pairs.sort("left", "right").rows(), again.sort("left", "right").rows(), strict=True
    ):
        assert one[:2] + one[3:] == other[:2] + other[3:]
        assert one[2] == pytest.approx(other[2], abs=1e-9)


def test_shares_of_every_comparison_are_shares_and_codes_are_single() -> None:
    for comparison in COMPARISONS:
        assert abs(sum(level.m for level in comparison.levels) - 1) < 0.02, comparison.name
        assert len({level.code for level in comparison.levels}) == len(comparison.levels)
        assert comparison.levels[-1].condition == "ELSE" and not comparison.levels[-1].agrees
    assert set(KEYS) <= set(with_keys(prepared(pl.DataFrame(schema=PEOPLE))).columns)
