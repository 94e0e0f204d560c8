"""Units compared: rates with the gap between them, and the same as a map or as tiles."""

from collections.abc import Mapping
from typing import Any

from giamngheo.apps.dashboards.counting import RESULT
from giamngheo.web.components.numbers import number, percent
from giamngheo.web.components.pictures.bars import Bar, Level, Part, bars
from giamngheo.web.components.pictures.canvas import POOR
from giamngheo.web.components.pictures.places import Place, outlined, tiles
from giamngheo.web.staff.dashboards.picture import Column, Picture, by_table, most_of, source_of
from giamngheo.web.staff.dashboards.reaching import Seen

_TOO_FEW = "Đơn vị này không chia thành các đơn vị nhỏ hơn có hộ trong sổ nên không có gì để so."


def comparison(seen: Seen) -> Picture:
    """The rate of poor households of each unit below, the highest first, beside that of the whole."""
    rated = _rated(seen)
    if len(rated) < 2:
        return Picture("so-sanh", "So sánh các đơn vị", "So sánh các đơn vị", empty=_TOO_FEW)
    in_order = sorted(rated.items(), key=lambda one: -one[1])
    (top, most), (bottom, least) = in_order[0], in_order[-1]
    whole = float(seen.figures.rate("poor") or 0)
    rows = [
        Bar(name, (Part(rate, f"{percent(rate)} · {number(seen.below[name].listed('poor'))} hộ", POOR),))
        for name, rate in in_order
    ]
    title = (
        f"Các nơi bằng nhau: {percent(most)} hộ nghèo"
        if most == least
        else f"Cao nhất {top} {percent(most)}, thấp nhất {bottom} {percent(least)}: "
        f"cách nhau {number((most - least) * 100, 1)} điểm phần trăm"
    )
    return Picture(
        "so-sanh",
        "So sánh các đơn vị",
        title,
        f"Tỷ lệ hộ nghèo ngày {seen.snapshot.closing:%d/%m/%Y}, các đơn vị của {seen.name}.",
        source_of([seen.snapshot], [by_table(RESULT)]),
        lambda width: bars(rows, width, Level(whole, f"cả đơn vị {percent(whole)}")),
        (
            Column(seen.unit_head, "text"),
            Column("Tổng số hộ"),
            Column("Hộ nghèo"),
            Column("Tỷ lệ", "percent"),
            Column("Hộ cận nghèo"),
            Column("Tỷ lệ cận nghèo", "percent"),
        ),
        tuple(
            (
                name,
                one.households,
                one.listed("poor"),
                rate,
                one.listed("near_poor"),
                float(one.rate("near_poor") or 0),
            )
            for name, rate in in_order
            for one in [seen.below[name]]
        ),
    )


def places(seen: Seen, outlines: Mapping[int, Any]) -> Picture:
    """Where poor households are: the outlines of the units where all are known, else tiles."""
    if not seen.below:
        return Picture("ban-do", "Bản đồ", "Hộ nghèo ở đâu", empty=_TOO_FEW)
    rated = _rated(seen)
    told = [
        Place(
            name,
            rated.get(name),
            percent(rated[name]) if name in rated else "chưa có hộ",
            outlines.get(one.unit),
        )
        for name, one in seen.below.items()
    ]
    most = max(rated.values(), default=0.0)
    ends = ("0 %", percent(most))
    has_map = bool(outlines) and all(one.outline for one in told)
    title = "Chưa có hộ nào trong sổ của các đơn vị"
    if rated:
        where, most = most_of(list(rated.items()), "nơi")
        title = f"Hộ nghèo nhiều nhất, {percent(most)}: {where}"
    if len(rated) > 1 and len(set(rated.values())) == 1:
        title = f"Mọi nơi bằng nhau: {percent(most)} hộ nghèo"
    missing = sum(one.outline is None for one in told)
    return Picture(
        "ban-do",
        "Bản đồ",
        title,
        f"Tỷ lệ hộ nghèo ngày {seen.snapshot.closing:%d/%m/%Y}, các đơn vị của {seen.name}"
        + (", theo ranh giới." if has_map else ", mỗi ô một đơn vị, xếp theo tên."),
        source_of([seen.snapshot], [by_table(RESULT)]),
        lambda width: (outlined if has_map else tiles)(told, width, ends),
        (Column(seen.unit_head, "text"), Column("Hộ nghèo"), Column("Tỷ lệ", "percent")),
        tuple((one.name, seen.below[one.name].listed("poor"), one.share) for one in told),
        "" if has_map else f"Chưa có ranh giới của {missing} đơn vị nên vẽ bằng ô.",
    )


def _rated(seen: Seen) -> dict[str, float]:
    """The rate of each unit below that has households, by name."""
    found = {name: one.rate("poor") for name, one in seen.below.items()}
    return {name: float(rate) for name, rate in found.items() if rate is not None}
