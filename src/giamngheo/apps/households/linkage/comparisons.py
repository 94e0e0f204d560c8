"""How two records are compared: by what, in which levels, in which words, and how much each level tells.

`m` is the share of such a level among records of one person, `u` among records of different people: the
defaults of the product, reckoned from what is known of real lists (accents missing, birth by year only,
numbers cut) and of Vietnamese names. A large area tells its own, which are estimated; `fixed` ones never are:
they say what lists cannot teach (twins are two people).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Level:
    """One way in which two records agree or differ: SQL of DuckDB over l and r, and the words for people."""

    code: str
    sentence: str
    condition: str
    m: float
    u: float
    frequency: str = ""  # the column whose commonness decides: «Thị» tells little, «Khuê» much
    least_u: float = 0.0
    fixed: bool = False
    agrees: bool = True


@dataclass(frozen=True)
class Comparison:
    """What is compared; NULL where `unknown` holds, else the first level whose condition holds."""

    name: str
    unknown: str
    levels: tuple[Level, ...]


_SAME_HOME: Final = "home_l = home_r"
_NO_ACCENTS: Final = "(unmarked_l OR unmarked_r)"
# The first test is cheap and never refuses what the second finds in words of three letters and more.
_ONE_SLIP: Final = "(jaro_similarity({0}_l, {0}_r) > 0.77 AND damerau_levenshtein({0}_l, {0}_r) <= 1)"
_ONE_DIGIT: Final = "(jaro_similarity({0}_l, {0}_r) > 0.9 AND damerau_levenshtein({0}_l, {0}_r) <= 1)"
_ELSE: Final = "ELSE"

GIVEN: Final = Comparison(
    "given",
    "given_l IS NULL OR given_r IS NULL",
    (
        Level("same", "trùng tên", "given_toned_l = given_toned_r", 0.80, 0.011, "given_toned", 0.0002),
        Level(
            "accents",
            "tên chỉ khác dấu",
            f"given_l = given_r AND {_NO_ACCENTS}",
            0.13,
            0.006,
            "given",
            0.0002,
        ),
        Level("tones", "tên khác dấu thanh", "given_l = given_r", 0.03, 0.006),
        Level(
            "within_home",
            "hai tên khác nhau trong cùng một hộ",
            f"{_SAME_HOME} AND NOT (length(given_l) = 1 OR length(given_r) = 1)",
            2**-18,
            0.5,
            fixed=True,
            agrees=False,
        ),
        Level(
            "slip",
            "tên chỉ khác một chữ cái",
            f"length(given_l) > 2 AND length(given_r) > 2 AND {_ONE_SLIP.format('given')}",
            0.03,
            0.02,
        ),
        Level("different", "khác tên", _ELSE, 0.004, 0.95, agrees=False),
    ),
)
MIDDLE: Final = Comparison(
    "middle",
    "middle_l IS NULL OR middle_r IS NULL",
    (
        Level("same", "trùng tên đệm", "middle_toned_l = middle_toned_r", 0.76, 0.10, "middle_toned", 0.0005),
        Level(
            "accents",
            "tên đệm chỉ khác dấu",
            f"middle_l = middle_r AND {_NO_ACCENTS}",
            0.13,
            0.05,
            "middle",
            0.0005,
        ),
        Level(
            "abbreviated",
            "tên đệm viết tắt",
            "(middle_l = middle_initials_r OR middle_r = middle_initials_l)",
            0.02,
            0.01,
        ),
        Level(
            "slip",
            "tên đệm chỉ khác một chữ cái",
            f"middle_l = middle_r OR {_ONE_SLIP.format('middle')}",
            0.05,
            0.03,
        ),
        Level("different", "khác tên đệm", _ELSE, 0.03, 0.80, agrees=False),
    ),
)
# Nearly four in ten are Nguyễn: a surname that agrees tells next to nothing, whatever its commonness.
SURNAME: Final = Comparison(
    "surname",
    "surname_l IS NULL OR surname_r IS NULL",
    (
        Level("same", "trùng họ", "surname_l = surname_r", 0.95, 0.22),
        Level(
            "abbreviated",
            "họ viết tắt hoặc gõ nhầm",
            f"starts_with(surname_l, surname_r) OR starts_with(surname_r, surname_l) OR"
            f" {_ONE_SLIP.format('surname')}",
            0.03,
            0.03,
        ),
        Level("different", "khác họ", _ELSE, 0.01, 0.75, agrees=False),
    ),
)
BIRTH: Final = Comparison(
    "birth",
    "year_l IS NULL OR year_r IS NULL",
    (
        Level("day", "cùng ngày sinh", "born_l = born_r AND NOT year_only_l", 0.62, 0.00004),
        Level("swapped", "ngày và tháng sinh đổi chỗ", "born_l = swapped_r", 0.03, 0.00004),
        Level("month", "cùng tháng, năm sinh", "year_l = year_r AND month_l = month_r", 0.03, 0.0012),
        Level("year", "cùng năm sinh", "year_l = year_r AND (year_only_l OR year_only_r)", 0.25, 0.004),
        Level(
            "slip",
            "ngày sinh khác một chữ số",
            "born_l IS NOT NULL AND born_r IS NOT NULL AND NOT year_only_l AND NOT year_only_r"
            " AND (year_l = year_r OR born_l % 10000 = born_r % 10000)"
            " AND damerau_levenshtein(digits_l, digits_r) <= 1",
            0.04,
            0.002,
        ),
        Level(
            "near",
            "năm sinh lệch một năm",
            "abs(year_l - year_r) = 1 AND (year_only_l OR year_only_r)",
            0.015,
            0.012,
        ),
        Level("years_apart", "năm sinh cách nhau trên mười năm", "abs(year_l - year_r) > 10", 0.002, 0.75,
              fixed=True, agrees=False),
        Level("different", "khác ngày sinh", _ELSE, 0.012, 0.24, agrees=False),
    ),
)  # fmt: skip
SEX: Final = Comparison(
    "sex",
    "sex_l IS NULL OR sex_r IS NULL",
    (
        Level("same", "cùng giới tính", "sex_l = sex_r", 0.997, 0.5),
        Level("different", "khác giới tính", _ELSE, 0.002, 0.5, fixed=True, agrees=False),
    ),
)
_BOTH: Final = "{0}_l IS NOT NULL AND {0}_r IS NOT NULL"
NUMBER: Final = Comparison(
    "number",
    f"NOT ({_BOTH.format('number')}) AND NOT ({_BOTH.format('former')})",
    (
        Level("same", "trùng số định danh cá nhân", "number_l = number_r", 0.90, 2**-23, fixed=True),
        Level("former", "trùng số chứng minh nhân dân cũ", "former_l = former_r", 0.05, 2**-20, fixed=True),
        # Twins are registered one after another: theirs differ in a digit as well.
        Level(
            "slip",
            "số chỉ khác một chữ số",
            f"given_l = given_r AND ({_ONE_DIGIT.format('number')} OR {_ONE_DIGIT.format('former')})",
            0.03,
            0.00002,
            fixed=True,
        ),
        Level("different", "khác số", _ELSE, 0.02, 1.0, fixed=True, agrees=False),
    ),
)
PLACE: Final = Comparison(
    "place",
    "village_l IS NULL OR village_r IS NULL",
    (
        Level("home", "cùng thôn, cùng chủ hộ", _SAME_HOME, 0.55, 0.002, "home", 0.0005),
        Level("head", "chủ hộ trùng tên, khác thôn", "head_l = head_r AND village_l <> village_r", 0.1, 0.001,
              "head", 0.0005),
        Level("village", "cùng thôn, tổ dân phố", "village_l = village_r", 0.2, 0.1, "village", 0.001),
        Level("different", "khác thôn, khác chủ hộ", _ELSE, 0.15, 0.9, agrees=False),
    ),
)  # fmt: skip

COMPARISONS: Final = (GIVEN, MIDDLE, SURNAME, BIRTH, SEX, NUMBER, PLACE)
_SENTENCES: Final[Mapping[tuple[str, str], Level]] = {
    (comparison.name, level.code): level for comparison in COMPARISONS for level in comparison.levels
}


def level_of(comparison: str, code: str) -> Level | None:
    """The level by its code; None for what was not compared."""
    return _SENTENCES.get((comparison, code))


def sentence_of(comparison: str, code: str) -> str:
    """The words for a level, empty for what was not compared."""
    level = level_of(comparison, code)
    return level.sentence if level else ""
