"""The words that tell a person why, what is missing, and what would change the class."""

import pytest
from tests.measurement import generated as gen

from giamngheo.measurement.reasons import with_reasons
from giamngheo.measurement.run import classify

RULES = gen.rules("national_2022_2026")
RURAL = {"urban": False, "income_per_head": 1_500_000}

CASES = {
    "poor": (RURAL | {"deprivation_count": 3}, "thiếu hụt 3 chỉ số", None, "bớt 1 chỉ số thiếu hụt"),
    "near-poor": (
        RURAL | {"deprivation_count": 2},
        "Hộ cận nghèo theo NĐ 07/2021/NĐ-CP",
        None,
        "thêm 1 chỉ số",
    ),
    "one đồng above": (
        {"urban": False, "income_per_head": 1_500_001, "deprivation_count": 3},
        "thu nhập 1.500.001 đồng/người/tháng trên chuẩn nghèo về thu nhập 1.500.000",
        None,
        None,
    ),
    "by points": (
        {"urban": True, "income_points": 175, "deprivation_points": 20},
        "điểm B1 175 không quá",
        None,
        "thêm 1 chỉ số",
    ),
    "indicators missing": (RURAL, "chưa rõ có từ 3", "số chỉ số thiếu hụt hoặc điểm B2", None),
    "residence missing": (
        {"income_per_head": 1_800_000, "deprivation_count": 1},
        "1.500.000 đồng (nông thôn), 2.000.000 đồng (thành thị)",
        "khu vực (nông thôn hay thành thị)",
        "nếu ở thành thị thì là hộ cận nghèo",
    ),
    "contradiction": (
        RURAL | {"deprivation_count": 4, "deprivation_points": 20},
        "mâu thuẫn",
        "xem lại các căn cứ về chỉ số thiếu hụt",
        "hộ nghèo",
    ),
}


def said(rows):
    return gen.collected(with_reasons(classify(gen.frame(rows, gen.TOTALS), RULES, explain=True), RULES))


@pytest.mark.parametrize("case", CASES)
def test_a_household_is_told_why_what_is_missing_and_what_would_change_it(case):
    row, reason, missing, pivot = CASES[case]
    found = said([row])[0]
    assert reason in found["reason"]
    for expected, told in ((missing, found["missing"]), (pivot, found["pivot"])):
        assert told is None if expected is None else expected in told


def test_every_certain_class_names_its_clause_and_nothing_as_missing():
    for row in said([case[0] for case in CASES.values()]):
        assert ("NĐ 07/2021/NĐ-CP" in row["reason"]) or row["class_code"] == 0
        assert (row["missing"] is None) == (row["class_code"] != 0)


def test_one_household_reads_the_same_words_as_in_the_table():
    rows = [case[0] for case in CASES.values()]
    words = [(row["reason"], row["missing"], row["pivot"]) for row in said(rows)]
    assert words == [tuple(said([row])[0][k] for k in ("reason", "missing", "pivot")) for row in rows]
