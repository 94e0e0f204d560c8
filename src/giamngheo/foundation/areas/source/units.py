"""The units of both orders as frames: one row a unit, codes as text, kinds by their names.

Columns: tier, code, name, written (the name after the word of its kind), kind, parent_code, province_code,
key. `key` is what the converter calls the unit: its plain name after those above it
(`province_district_commune`, since 2025 `province_commune`). An island district without communes has that of
a commune with an empty end.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import polars as pl

from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.areas.source.package import SourceFiles, not_as_known

NATION: Final = "VN"
_NATION_NAME: Final = "Việt Nam"
_BEFORE: Final = "admin_units_legacy"
_AFTER: Final = "admin_units"
_COLUMNS: Final = {
    _BEFORE: (
        *("province", "provinceCode", "provinceKey"),
        *("district", "districtCode", "districtKey"),
        *("ward", "wardCode", "wardKey", "wardType"),
    ),
    _AFTER: ("province", "provinceCode", "provinceKey", "ward", "wardCode", "wardKey", "wardType"),
}
_WORDS: Final = {
    Tier.PROVINCE: {"Thành phố": Kind.CENTRAL_CITY, "Tỉnh": Kind.PROVINCE},
    Tier.DISTRICT: {
        "Thành phố": Kind.PROVINCIAL_CITY,
        "Thị xã": Kind.TOWN,
        "Quận": Kind.URBAN_DISTRICT,
        "Huyện": Kind.RURAL_DISTRICT,
    },
    Tier.COMMUNE: {
        "Thị trấn": Kind.TOWNSHIP,
        "Đặc khu": Kind.SPECIAL_ZONE,
        "Phường": Kind.WARD,
        "Xã": Kind.COMMUNE,
    },
}


def units_before(files: SourceFiles) -> pl.DataFrame:
    """Return nation, provinces, districts and communes until 30/06/2025."""
    rows = _rows(files.dataset, _BEFORE)
    commune_key = pl.concat_str("provinceKey", "districtKey", pl.col("wardKey").fill_null(""), separator="_")
    district_key = pl.concat_str("provinceKey", "districtKey", separator="_")
    empty = pl.col("ward").is_null()
    districts = rows.group_by("districtCode", maintain_order=True).agg(
        pl.col("district", "provinceCode").first(),
        pl.when(empty.any()).then(commune_key.first()).otherwise(district_key.first()).alias("key"),
    )
    communes = rows.filter(~empty)
    return _checked(
        files,
        _nation(),
        _provinces(rows),
        _tier(
            districts,
            Tier.DISTRICT,
            name="district",
            code="districtCode",
            parent_code="provinceCode",
            key=pl.col("key"),
        ),
        _tier(
            communes,
            Tier.COMMUNE,
            name="ward",
            code="wardCode",
            parent_code="districtCode",
            key=commune_key,
        ),
    )


def units_after(files: SourceFiles) -> pl.DataFrame:
    """Return nation, provinces and communes since 01/07/2025."""
    rows = _rows(files.dataset, _AFTER)
    key = pl.concat_str("provinceKey", "wardKey", separator="_")
    communes = _tier(rows, Tier.COMMUNE, name="ward", code="wardCode", parent_code="provinceCode", key=key)
    return _checked(files, _nation(), _provinces(rows), communes)


def misstated_kinds(files: SourceFiles) -> pl.DataFrame:
    """Return code, written name and stated kind of communes whose stated kind is not that of their name."""
    found = []
    for table in (_BEFORE, _AFTER):
        rows = _rows(files.dataset, table).filter(pl.col("ward").is_not_null())
        named = pl.col("ward").str.to_lowercase().str.starts_with(pl.col("wardType").str.to_lowercase() + " ")
        found.append(rows.filter(~named).select(code="wardCode", written="ward", stated="wardType"))
    return pl.concat(found)


def _rows(path: Path, table: str) -> pl.DataFrame:
    columns = _COLUMNS[table]
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            rows = base.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
    except sqlite3.DatabaseError as error:
        raise not_as_known(path, str(error)) from None
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    text = pl.all().str.normalize("NFC").str.replace_all(r"\s+", " ").str.strip_chars()
    return frame.select(text).with_columns(
        pl.when(pl.col(name) != "").then(name) for name in columns if name.startswith("ward")
    )


def _nation() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "tier": [Tier.NATION.value],
            "code": [NATION],
            "name": [_NATION_NAME],
            "written": [_NATION_NAME],
            "kind": [Kind.NATION.value],
            "parent_code": [""],
            "province_code": [""],
            "key": [""],
        }
    )


def _provinces(rows: pl.DataFrame) -> pl.DataFrame:
    provinces = rows.group_by("provinceCode", maintain_order=True).agg(
        pl.col("province", "provinceKey").first(), pl.lit(NATION).first().alias("above")
    )
    return _tier(
        provinces,
        Tier.PROVINCE,
        name="province",
        code="provinceCode",
        parent_code="above",
        key=pl.col("provinceKey"),
    )


def _tier(
    rows: pl.DataFrame, tier: Tier, *, name: str, code: str, parent_code: str, key: pl.Expr
) -> pl.DataFrame:
    words = _WORDS[tier]
    kind = pl.coalesce(
        pl.when(_begins(pl.col(name), word)).then(pl.lit(kind.value)) for word, kind in words.items()
    )
    # «Thị Trấn» too is «Thị trấn».
    short = pl.coalesce(
        pl.when(_begins(pl.col(name), word)).then(pl.col(name).str.slice(len(word) + 1)) for word in words
    )
    written = (
        pl.coalesce(pl.when(_begins(pl.col(name), word)).then(pl.lit(f"{word} ")) for word in words) + short
    )
    return rows.select(
        tier=pl.lit(tier.value, pl.Int64),
        code=code,
        name=short,
        written=written,
        kind=kind,
        parent_code=parent_code,
        province_code="provinceCode",
        key=key,
    )


def _begins(name: pl.Expr, word: str) -> pl.Expr:
    return name.str.to_lowercase().str.starts_with(f"{word.lower()} ")


def _checked(files: SourceFiles, *tiers: pl.DataFrame) -> pl.DataFrame:
    units = pl.concat(tiers)
    for wrong, what in (
        (pl.col("code").is_null() | (pl.col("code") == ""), "có đơn vị không có mã"),
        (pl.col("code").is_duplicated(), "có mã đứng ở hai đơn vị"),
        (pl.col("kind").is_null(), "có đơn vị không rõ loại"),
        (pl.col("key").is_duplicated(), "có hai đơn vị cùng một khoá"),
        (~pl.col("parent_code").is_in([*units["code"], ""]), "có đơn vị không rõ cấp trên"),
    ):
        found = units.filter(wrong)
        if found.height:
            raise not_as_known(
                files.dataset, f"{what} (mã {', '.join(found['code'].fill_null('trống').head(5))})"
            )
    return units
