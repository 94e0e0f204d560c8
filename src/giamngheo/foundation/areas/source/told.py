"""What the data files hold and what in them needs a person's eye: numbers by province, and a list by unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.areas.source.lines import Source
from giamngheo.foundation.text import whole

LIST_COLUMNS: Final = ("Điều cần xem", "Mã", "Đơn vị", "Thuộc", "Chi tiết")
NUMBER_COLUMNS: Final = (
    *("Mã", "Tỉnh, thành phố", "Cấp huyện cũ", "Cấp xã cũ", "Cấp xã mới", "Giữ nguyên"),
    *("Chuyển trọn", "Bị chia", "Chưa rõ về đâu"),
)
_NO_SUCCESSOR: Final = "Đơn vị cũ chưa rõ chuyển về đâu"
_NO_PREDECESSOR: Final = "Đơn vị mới chưa rõ từ đâu"
_UNMATCHED: Final = "Khoá của nguồn không khớp đơn vị nào"
_ISLAND: Final = "Huyện đảo không có xã"
_TAKEN: Final = "Nguồn lẫn xã trùng tên, đã bỏ nơi nhận này"
_UNDECIDED: Final = "Nghi lẫn xã trùng tên, giữ như nguồn"
_MISSTATED: Final = "Loại ghi khác với tên, lấy theo tên"
_RENAMED: Final = "Giữ nguyên, đổi tên hoặc cách viết"
_DIVIDED: Final = "Bị chia, nguồn không nêu tỷ lệ"


@dataclass(frozen=True)
class Numbers:
    """How many units and successions there are in all."""

    provinces_before: int
    districts_before: int
    communes_before: int
    provinces_after: int
    communes_after: int
    provinces_stay: int
    communes_stay: int
    communes_whole: int
    communes_divided: int
    divisions: int
    without_successor: int
    without_predecessor: int
    island_districts: int
    unmatched_keys: int
    taken_out: int


def numbers(source: Source) -> Numbers:
    """Count units and successions; `divisions` are the parts into which divided communes went."""
    communes = _communes(source.before)["code"].implode()
    of_communes = source.successions.filter(pl.col("from_code").is_in(communes))
    divided = of_communes.filter(~pl.col("is_whole"))
    return Numbers(
        provinces_before=_count(source.before, Tier.PROVINCE),
        districts_before=_count(source.before, Tier.DISTRICT),
        communes_before=_count(source.before, Tier.COMMUNE),
        provinces_after=_count(source.after, Tier.PROVINCE),
        communes_after=_count(source.after, Tier.COMMUNE),
        provinces_stay=_count(source.stays, Tier.PROVINCE),
        communes_stay=_count(source.stays, Tier.COMMUNE),
        communes_whole=of_communes.filter("is_whole").height,
        communes_divided=divided["from_code"].n_unique(),
        divisions=divided.height,
        without_successor=_without_successor(source).height,
        without_predecessor=_without_predecessor(source).height,
        island_districts=_islands(source).height,
        unmatched_keys=source.unmatched.height,
        taken_out=source.taken_out.height,
    )


def by_province(source: Source) -> pl.DataFrame:
    """Return numbers by province of 01/07/2025, in the columns of NUMBER_COLUMNS."""
    provinces = source.after.filter(pl.col("tier") == Tier.PROVINCE).select(province="code", name="written")
    goes_to = source.successions.join(provinces.select(to_code="province"), "to_code", "semi")
    new_province = goes_to.select(province_code="from_code", province="to_code")
    before = source.before.join(new_province, "province_code", "left", maintain_order="left")
    communes = _communes(before)
    parts = source.successions.join(communes.select("province", from_code="code"), "from_code")
    found = [
        _per_province(before.filter(pl.col("tier") == Tier.DISTRICT)),
        _per_province(communes),
        _per_province(_communes(source.after).rename({"province_code": "province"})),
        _per_province(communes.join(source.stays, "code", "semi")),
        _per_province(parts.filter("is_whole")),
        _per_province(parts.filter(~pl.col("is_whole")).unique("from_code")),
        _per_province(_without_successor(source).join(new_province, "province_code")),
    ]
    table = provinces
    for place, numbers_of in enumerate(found):
        table = table.join(numbers_of.rename({"len": str(place)}), "province", "left", maintain_order="left")
    table = table.with_columns(pl.exclude("province", "name").fill_null(0).cast(pl.Int64)).sort("province")
    return table.rename(dict(zip(table.columns, NUMBER_COLUMNS, strict=True)))


def needing_eyes(source: Source) -> pl.DataFrame:
    """Return a row for each thing to be looked at, in the columns of LIST_COLUMNS, the gravest first."""
    old, new = _named(source.before), _named(source.after)
    parts = [
        _rows(_NO_SUCCESSOR, _without_successor(source), old, pl.lit("nguồn không nêu nơi nhận")),
        _rows(_NO_PREDECESSOR, _without_predecessor(source), new, pl.lit("nguồn không nêu nơi chuyển đến")),
        source.unmatched.select(
            what=pl.lit(_UNMATCHED),
            code=pl.lit(""),
            name="from_key",
            above=pl.lit(""),
            detail=pl.concat_str(pl.lit("về "), "to_key"),
        ),
        _rows(_ISLAND, _islands(source), old, pl.col("detail")),
        _rows(_TAKEN, _pairs(source.taken_out, new), old, pl.col("detail")),
        _rows(_UNDECIDED, _pairs(source.still_confused, new), old, pl.col("detail")),
        _rows(
            _MISSTATED,
            source.misstated.select(
                "code", detail=pl.concat_str(pl.lit("nguồn ghi loại «"), "stated", pl.lit("»"))
            ),
            pl.concat([old, new]).unique(["code", "name"], keep="first"),
            pl.col("detail"),
            also=source.misstated.select("code", name="written"),
        ),
        _rows(
            _RENAMED,
            source.stays.filter(pl.col("name") != pl.col("new_name")).select("code", detail="new_name"),
            old,
            pl.concat_str(pl.lit("từ 01/7/2025: "), "detail"),
        ),
        _rows(_DIVIDED, _divided(source, new), old, pl.col("detail")),
    ]
    return pl.concat(parts).rename(
        dict(zip(("what", "code", "name", "above", "detail"), LIST_COLUMNS, strict=True))
    )


def in_words(source: Source) -> Sequence[str]:
    """The numbers as sentences, for the screen."""
    n = numbers(source)
    return (
        f"Trước 01/7/2025: {n.provinces_before} đơn vị cấp tỉnh, {n.districts_before} cấp huyện, "
        f"{whole(n.communes_before)} cấp xã ({n.island_districts} huyện đảo không có xã).",
        f"Từ 01/7/2025: {n.provinces_after} đơn vị cấp tỉnh, {whole(n.communes_after)} cấp xã; giữ nguyên "
        f"{n.provinces_stay} đơn vị cấp tỉnh, {n.communes_stay} cấp xã.",
        f"Đơn vị cấp xã cũ: {whole(n.communes_whole)} chuyển trọn, {n.communes_divided} bị chia thành "
        f"{n.divisions} phần (nguồn không nêu tỷ lệ), {n.without_successor} chưa rõ về đâu.",
        f"Đơn vị cấp xã mới chưa rõ từ đâu: {n.without_predecessor}; khoá không khớp: {n.unmatched_keys}; "
        f"nơi nhận do nguồn lẫn xã trùng tên, đã bỏ: {n.taken_out}.",
    )


def _count(units: pl.DataFrame, tier: Tier) -> int:
    return units.filter(pl.col("tier") == tier).height


def _communes(units: pl.DataFrame) -> pl.DataFrame:
    return units.filter(pl.col("tier") == Tier.COMMUNE)


def _without_successor(source: Source) -> pl.DataFrame:
    old = source.before.filter(pl.col("tier").is_in([Tier.PROVINCE, Tier.COMMUNE]))
    return old.join(source.successions.select(code="from_code"), "code", "anti", maintain_order="left")


def _without_predecessor(source: Source) -> pl.DataFrame:
    new = source.after.filter(pl.col("tier") > Tier.NATION)
    return new.join(source.successions.select(code="to_code"), "code", "anti", maintain_order="left")


def _islands(source: Source) -> pl.DataFrame:
    """Return the districts without communes, with what became of them."""
    districts = source.before.filter(pl.col("tier") == Tier.DISTRICT)
    parents = _communes(source.before).select(code="parent_code")
    became = source.successions.join(
        source.after.select(to_code="code", to_name="written"), "to_code", maintain_order="left"
    ).select(code="from_code", detail=pl.concat_str(pl.lit("thành "), "to_name", pl.lit(", mã "), "to_code"))
    return (
        districts.join(parents, "code", "anti", maintain_order="left")
        .join(became, "code", "left", maintain_order="left")
        .with_columns(pl.col("detail").fill_null("nguồn không nêu nơi nhận"))
    )


def _divided(source: Source, new: pl.DataFrame) -> pl.DataFrame:
    divided = source.successions.filter(~pl.col("is_whole"))
    named = divided.join(new.select(to_code="code", to_name="name"), "to_code", maintain_order="left")
    return named.group_by(code="from_code", maintain_order=True).agg(
        detail=pl.concat_str("to_name", pl.lit(" ("), "to_code", pl.lit(")")).str.join("; ")
    )


def _pairs(pairs: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    named = pairs.join(new.select(to_code="code", to_name="name"), "to_code", maintain_order="left")
    return named.select(code="from_code", detail=pl.concat_str("to_name", pl.lit(", mã "), "to_code"))


def _named(units: pl.DataFrame) -> pl.DataFrame:
    """Return code, name and the names above each unit, the country left out."""
    above = units.select(parent_code="code", above="written", further="parent_code", above_kind="kind")
    joined = units.join(above, "parent_code", "left", maintain_order="left")
    further = units.select(further="code", further_name="written", further_kind="kind")
    joined = joined.join(further, "further", "left", maintain_order="left")
    nation = Kind.NATION.value
    return joined.select(
        "code",
        name="written",
        above=pl.concat_str(
            pl.when(pl.col("above_kind") != nation).then("above"),
            pl.when(pl.col("further_kind") != nation).then("further_name"),
            separator=", ",
            ignore_nulls=True,
        ),
    )


def _rows(
    what: str, found: pl.DataFrame, named: pl.DataFrame, detail: pl.Expr, also: pl.DataFrame | None = None
) -> pl.DataFrame:
    if also is not None:
        named = named.join(also, ["code", "name"], "semi")
    extra = [name for name in ("detail",) if name in found.columns]
    joined = found.select("code", *extra).join(named, "code", maintain_order="left")
    return joined.select(what=pl.lit(what), code="code", name="name", above="above", detail=detail)


def _per_province(units: pl.DataFrame) -> pl.DataFrame:
    return units.group_by("province").len()
