"""What poor households lack, where most of them do, what each dimension adds to poverty, and the causes."""

from typing import Final

from giamngheo.apps.dashboards.counting import CAUSES
from giamngheo.apps.dashboards.queries import Figures
from giamngheo.law.library import code_list
from giamngheo.web.components.numbers import number, percent
from giamngheo.web.components.pictures.bars import Bar, Part, bars
from giamngheo.web.components.pictures.canvas import NEAR_POOR, PLAIN, POOR
from giamngheo.web.components.pictures.spans import Span, spans
from giamngheo.web.staff.dashboards.picture import Column, Picture, by_standard, by_table, most_of, source_of
from giamngheo.web.staff.dashboards.reaching import Seen

_SECTION: Final = "Thiếu hụt"
_NOBODY: Final = "Không hộ nghèo nào có quyết định ghi chỉ số thiếu hụt nên chưa có gì để vẽ."


def lacks(seen: Seen) -> Picture:
    """How many poor and near-poor households lack each service, under its dimension, the widest first."""
    one = seen.figures
    if not one.told("poor"):
        return Picture("thieu-hut", _SECTION, "Hộ nghèo thiếu gì", empty=_NOBODY)
    dimensions = sorted(
        seen.standard.dimensions,
        key=lambda of: -max((one.lacking("poor", lack.id) for lack in of.deprivations), default=0),
    )
    in_order = [
        (of.name, lack)
        for of in dimensions
        for lack in sorted(of.deprivations, key=lambda lack: -one.lacking("poor", lack.id))
    ]
    rows = [
        Bar(
            lack.name,
            (
                Part(one.lacking("poor", lack.id), f"{number(one.lacking('poor', lack.id))} nghèo", POOR),
                Part(
                    one.lacking("near_poor", lack.id),
                    f"{number(one.lacking('near_poor', lack.id))} cận nghèo",
                    NEAR_POOR,
                ),
            ),
            dimension,
        )
        for dimension, lack in in_order
    ]
    widest, count = most_of([(lack.name, one.lacking("poor", lack.id)) for _, lack in in_order], "chỉ số")
    return Picture(
        "thieu-hut",
        _SECTION,
        f"Thiếu nhiều nhất: {_small(widest)}, {number(int(count))} trên {number(one.told('poor'))} hộ nghèo "
        f"({percent(count / one.told('poor'))})"
        if count
        else "Không hộ nghèo nào bị ghi thiếu hụt",
        f"Số hộ có quyết định ghi thiếu từng dịch vụ, theo chiều thiếu hụt, {seen.name}. {_told(one)}",
        source_of([seen.snapshot], [by_standard(seen.standard)]),
        lambda width: bars(rows, width),
        (
            Column("Chiều", "text"),
            Column("Chỉ số", "text"),
            Column("Hộ nghèo"),
            Column("% hộ nghèo", "percent"),
            Column("Hộ cận nghèo"),
        ),
        tuple(
            (
                dimension,
                lack.name,
                one.lacking("poor", lack.id),
                one.lacking("poor", lack.id) / one.told("poor"),
                one.lacking("near_poor", lack.id),
            )
            for dimension, lack in in_order
        ),
    )


def lacks_by_place(seen: Seen) -> Picture:
    """Of each lack the units with the least and with the most of their poor households lacking it."""
    one = seen.figures
    told = {name: unit for name, unit in seen.below.items() if unit.told("poor")}
    if len(told) < 2:
        why = _NOBODY if not one.told("poor") else "Cần ít nhất hai đơn vị bên dưới có hộ nghèo để so."
        return Picture("thieu-o-dau", _SECTION, "Thiếu ở đâu nhiều nhất", empty=why)
    rows = []
    for lack in sorted(seen.standard.deprivations, key=lambda lack: -one.lacking("poor", lack.id)):
        shares = {name: unit.lacking("poor", lack.id) / unit.told("poor") for name, unit in told.items()}
        named, most = most_of(list(shares.items()), "nơi")
        rows.append(
            Span(
                lack.name,
                min(shares.values()),
                one.lacking("poor", lack.id) / one.told("poor"),
                most,
                f"nhiều nhất {named} {percent(most, 0)}" if most else "không nơi nào thiếu",
                percent(one.lacking("poor", lack.id) / one.told("poor"), 0),
            )
        )
    farthest = max(rows, key=lambda row: row.most - row.least)
    return Picture(
        "thieu-o-dau",
        _SECTION,
        f"Chênh nhau nhiều nhất là {_small(farthest.name)}: từ {percent(farthest.least, 0)} đến "
        f"{percent(farthest.most, 0)} hộ nghèo; {farthest.said}",
        f"Tỷ lệ hộ nghèo thiếu từng dịch vụ giữa các đơn vị, {seen.name}. {_told(one)}",
        source_of([seen.snapshot], [by_standard(seen.standard)]),
        lambda width: spans(rows, width),
        (
            Column(seen.unit_head, "text"),
            Column("Hộ nghèo"),
            *(Column(lack.name, "percent") for lack in seen.standard.deprivations),
        ),
        tuple(
            (
                name,
                unit.told("poor"),
                *(unit.lacking("poor", lack.id) / unit.told("poor") for lack in seen.standard.deprivations),
            )
            for name, unit in told.items()
        ),
    )


def contributions(seen: Seen) -> Picture:
    """H, A and M0 of the unit, and what each dimension adds."""
    found = seen.figures.indices(seen.standard)
    if found.a is None:
        return Picture("dong-gop", "H, A, M0", "H, A, M0 và đóng góp của từng chiều", empty=_NOBODY)
    parts = {
        of.name: float(sum(found.contributions.get(lack.id, 0) for lack in of.deprivations))
        for of in seen.standard.dimensions
    }
    in_order = sorted(parts.items(), key=lambda part: -part[1])
    most, share = most_of(in_order, "chiều")
    h, a, m0 = (None if one is None else float(one) for one in (found.h, found.a, found.m0))
    told = f"H = {percent(h)}, A = {percent(a)}"
    told += (
        f", M0 = {number(m0, 3)}"
        if m0 is not None
        else f"; chưa có M0 vì {number(found.poor - found.told)} hộ nghèo chưa ghi thiếu hụt"
    )
    rows = [Bar(name, (Part(share, percent(share), PLAIN),)) for name, share in in_order]
    return Picture(
        "dong-gop",
        "H, A, M0",
        f"{told}. Đóng góp nhiều nhất: {_small(most)}, {percent(share)}" if share else told,
        f"Phần của từng chiều trong mọi thiếu hụt của hộ nghèo, {seen.name}.",
        source_of([seen.snapshot], [by_standard(seen.standard), "H, A, M0 theo phương pháp Alkire–Foster"]),
        lambda width: bars(rows, width),
        (Column("Chỉ tiêu", "text"), Column("Giá trị", "percent")),
        (
            ("H: tỷ lệ hộ nghèo", h),
            ("A: phần chỉ số bị thiếu, bình quân hộ nghèo", a),
            (f"M0 = H × A ({number(m0, 3)})", m0),
            *((f"Đóng góp: {name}", share) for name, share in in_order),
        ),
        "Hộ nghèo là hộ được quyết định công nhận; mỗi chỉ số nặng như nhau (10 điểm B2); tính theo hộ.",
    )


def causes(seen: Seen) -> Picture:
    """What makes the households of both lists poor; one may have several causes."""
    one = seen.figures
    counted = {name: one.listed(name) - one[f"{CAUSES}.{name}_untold"] for name in ("poor", "near_poor")}
    if not any(counted.values()):
        return Picture(
            "nguyen-nhan", "Nguyên nhân", "Vì sao nghèo", empty="Sổ chưa ghi nguyên nhân nghèo của hộ nào."
        )
    told = {
        cause: (entry.name, one[f"{CAUSES}.poor_{cause}"], one[f"{CAUSES}.near_poor_{cause}"])
        for cause, entry in code_list("poverty_causes").items()
    }
    in_order = sorted(told.values(), key=lambda row: -row[1])
    rows = [
        Bar(
            name,
            (Part(poor, f"{number(poor)} nghèo", POOR), Part(near, f"{number(near)} cận nghèo", NEAR_POOR)),
        )
        for name, poor, near in in_order
    ]
    name, most = most_of([(name, poor) for name, poor, _ in in_order], "nguyên nhân")
    return Picture(
        "nguyen-nhan",
        "Nguyên nhân",
        f"Nguyên nhân gặp nhiều nhất: {_small(name)}, {number(int(most))} trên "
        f"{number(counted['poor'])} hộ nghèo",
        f"Số hộ theo nguyên nhân nghèo, {seen.name}. Một hộ có thể có nhiều nguyên nhân.",
        source_of([seen.snapshot], [by_table(CAUSES)]),
        lambda width: bars(rows, width),
        (Column("Nguyên nhân", "text"), Column("Hộ nghèo"), Column("Hộ cận nghèo")),
        (
            *in_order,
            ("Chưa ghi nguyên nhân", *(one[f"{CAUSES}.{name}_untold"] for name in ("poor", "near_poor"))),
        ),
    )


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _told(one: Figures) -> str:
    untold = one.listed("poor") - one.told("poor")
    return f"Không kể {number(untold)} hộ nghèo chưa ghi thiếu hụt." if untold > 0 else ""
