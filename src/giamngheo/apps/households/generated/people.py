"""Who lives in the generated households, and what is said of them."""

from typing import Final

import polars as pl

from giamngheo.apps.households.generated.answers import with_answers
from giamngheo.apps.households.generated.drawing import Draws

_SURNAMES: Final = ("Mẫu", "Thử", "Trình", "Diễn", "Ví")
_MIDDLE: Final = {
    "male": ("Văn", "Văn", "Văn", "Hữu", "Đức", "Ngọc", "Minh", "Quang", "Xuân", "Thanh", "Công", "Bá"),
    "female": ("Thị", "Thị", "Thị", "Thị", "Ngọc", "Thu", "Kim", "Thanh", "Minh", "Bích", "Hồng", "Diệu"),
}
_MEN: Final = (
    "An Bình Cường Cảnh Dũng Duy Đạt Đức Giang Hải Hiếu Hoà Hoàng Hùng Huy Khánh Khoa Kiên Lâm Long Lợi Minh "
    "Nam Nghĩa Nhân Phong Phúc Phước Quân Quý Sang Sơn Tài Tâm Tấn Thành Thắng Thiện Thịnh Tiến Toàn Trí "
    "Trung Tuấn Tùng Việt Vinh Vũ"
)
_WOMEN: Final = (
    "An Anh Bích Chi Cúc Diễm Dung Duyên Đào Giang Hà Hạnh Hằng Hiền Hoa Hoà Hồng Huệ Hương Khánh Lan Lê "
    "Liên Linh Loan Lý Mai My Nga Ngân Ngọc Nguyệt Nhung Nụ Oanh Phương Phượng Quyên Tâm Thảo Thơm Thu Thuỷ "
    "Thuý Trang Trinh Tuyết Vân Xuân Yến"
)
_GIVEN: Final = {"male": tuple(_MEN.split()), "female": tuple(_WOMEN.split())}
# Of each how many there are, their first place in the household, how many years after the head the first is.
_YOUNGER: Final = {"child": ("children", 3, 21), "grandchild": ("grandchildren", 9, 48)}
LAST_YEAR: Final = 2025


def people(homes: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """One row a person, heads first in every household; the fields of `Particulars` by their names."""
    born, man = pl.col("born"), pl.col("man")
    head = _of(homes, 0, "head", born, man)
    spouse = _of(homes.filter("spouse"), 1, "spouse", born + draws.between("spouse born", -4, 10), ~man)
    parent = _of(
        homes.filter("parent"), 2, "parent", born - draws.between("parent born", 20, 10), draws.of("m") < 0.3
    )
    child = _several(homes, "child", draws)
    grandchild = _several(homes, "grandchild", draws)
    folk = pl.concat([head, spouse, parent, child, grandchild]).filter(pl.col("year") <= LAST_YEAR)
    folk = folk.sort("household", "place").with_row_index("key").with_columns(pl.col("key").cast(pl.Int64))
    return with_answers(_named(folk, draws), draws)


def _of(homes: pl.DataFrame, place: int, relationship: str, year: pl.Expr, man: pl.Expr) -> pl.DataFrame:
    return homes.select(
        household="key",
        place=pl.lit(place, pl.Int32),
        relationship=pl.lit(relationship),
        year=year.cast(pl.Int32),
        sex=pl.when(man).then(pl.lit("male")).otherwise(pl.lit("female")),
        family=_family_of(relationship),
    )


def _family_of(relationship: str) -> pl.Expr:
    """By what a surname is drawn: children bear that of the household, who came into it their own."""
    own = pl.col("key") * 16
    return own + 1 if relationship == "spouse" else own


def _several(homes: pl.DataFrame, relationship: str, draws: Draws) -> pl.DataFrame:
    """Children, three years apart or more."""
    column, place, later = _YOUNGER[relationship]
    each = homes.with_columns(child=pl.int_ranges(0, pl.col(column))).explode("child").drop_nulls("child")
    each = each.with_columns(home=pl.col("key"), key=pl.col("key") * 8 + pl.col("child"))
    year = pl.col("born") + later + pl.col("child") * 3 + draws.between(f"{relationship} born", 0, 9)
    man = draws.of(f"{relationship} man") < 0.52
    told = each.with_columns(year=year.cast(pl.Int32), boy=man, key=pl.col("home"))
    return _of(told, place, relationship, pl.col("year"), pl.col("boy")).with_columns(
        place=(pl.lit(place) + told["child"]).cast(pl.Int32)
    )


def _named(folk: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    surname = (draws.of("surname", pl.col("family")) * len(_SURNAMES)).floor().cast(pl.Int32)
    male = pl.col("sex") == "male"
    words = [
        pl.when(male)
        .then(draws.any_of(f"{what} male", by_sex["male"]))
        .otherwise(draws.any_of(f"{what} female", by_sex["female"]))
        for what, by_sex in (("middle", _MIDDLE), ("given", _GIVEN))
    ]
    first = surname.replace_strict(dict(enumerate(_SURNAMES)), return_dtype=pl.String)
    return folk.with_columns(full_name=pl.concat_str(first, *words, separator=" "))
