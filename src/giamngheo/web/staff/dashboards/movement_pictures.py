"""Who came onto the lists and who left them between both days, as a flow."""

from typing import Final

from giamngheo.apps.dashboards.counting import NEAR_POOR_MOVES, POOR_MOVES
from giamngheo.apps.dashboards.queries import Figures
from giamngheo.web.components.numbers import number
from giamngheo.web.components.pictures.canvas import LIGHT, NEAR_POOR, PLAIN, POOR
from giamngheo.web.components.pictures.flow import Band, Group, flow
from giamngheo.web.staff.dashboards.picture import Column, Picture, by_table, source_of
from giamngheo.web.staff.dashboards.reaching import Seen

_OFF, _AWAY, _UNTOLD = "off", "away", "untold"
_FIRST: Final = {
    "poor": Group("Hộ nghèo đầu kỳ", POOR),
    "near": Group("Cận nghèo đầu kỳ", NEAR_POOR),
    _OFF: Group("Ngoài danh sách", PLAIN),
    _AWAY: Group("Chuyển đến, tách hộ", LIGHT),
    _UNTOLD: Group("Chưa rõ đầu kỳ", LIGHT),
}
_LAST: Final = {
    "poor": Group("Hộ nghèo cuối kỳ", POOR),
    "near": Group("Cận nghèo cuối kỳ", NEAR_POOR),
    _OFF: Group("Ra khỏi danh sách", PLAIN),
    _AWAY: Group("Chuyển đi, chết, nhập hộ", LIGHT),
    _UNTOLD: Group("Chưa rõ cuối kỳ", LIGHT),
}


def movement(seen: Seen) -> Picture:
    """From which group of the opening day to which of the closing day, in households."""
    bands = _bands(seen.figures)
    snapshot = seen.snapshot
    days = f"từ ngày {snapshot.opening:%d/%m/%Y} đến ngày {snapshot.closing:%d/%m/%Y}"
    if not any(one.count for one in bands):
        return Picture(
            "dien-bien",
            "Diễn biến",
            "Diễn biến hộ nghèo, hộ cận nghèo",
            empty=f"Không có hộ nghèo, hộ cận nghèo nào {days}.",
        )
    return Picture(
        "dien-bien",
        "Diễn biến",
        _found(seen.figures),
        f"Số hộ đi từ nhóm nào sang nhóm nào {days}, {seen.name}.",
        source_of([snapshot], [by_table(POOR_MOVES), by_table(NEAR_POOR_MOVES)]),
        lambda width: flow(_FIRST, _LAST, bands, number, width),
        (Column("Từ", "text"), Column("Đến", "text"), Column("Số hộ")),
        tuple((_FIRST[one.start].name, _LAST[one.end].name, one.count) for one in bands if one.count),
        "Dải của rất ít hộ vẽ rộng hơn phần của nó để đọc được số.",
    )


def _bands(one: Figures) -> list[Band]:
    def poor(what: str) -> int:
        return one.moved(POOR_MOVES, what)

    def near(what: str) -> int:
        return one.moved(NEAR_POOR_MOVES, what)

    left_poor = ("escaped_to_near_poor", "escaped_above_near_poor", "other_decrease", "untold_out")
    left_near = ("escaped", "became_poor", "other_decrease", "untold_out")
    return [
        Band("poor", "poor", poor("opening") - sum(map(poor, left_poor))),
        Band("poor", "near", poor("escaped_to_near_poor")),
        Band("poor", _OFF, poor("escaped_above_near_poor")),
        Band("poor", _AWAY, poor("other_decrease")),
        Band("poor", _UNTOLD, poor("untold_out")),
        Band("near", "poor", near("became_poor")),
        Band("near", "near", near("opening") - sum(map(near, left_near))),
        Band("near", _OFF, near("escaped")),
        Band("near", _AWAY, near("other_decrease")),
        Band("near", _UNTOLD, near("untold_out")),
        Band(_OFF, "poor", poor("relapsed") + poor("newly_arising")),
        Band(_OFF, "near", near("relapsed") + near("newly_arising")),
        Band(_AWAY, "poor", poor("other_increase")),
        Band(_AWAY, "near", near("other_increase")),
        Band(_UNTOLD, "poor", poor("untold_in")),
        Band(_UNTOLD, "near", near("untold_in")),
    ]


def _found(one: Figures) -> str:
    out = one.moved(POOR_MOVES, "escaped_to_near_poor") + one.moved(POOR_MOVES, "escaped_above_near_poor")
    relapsed, arising = one.moved(POOR_MOVES, "relapsed"), one.moved(POOR_MOVES, "newly_arising")
    fell = one.moved(POOR_MOVES, "from_near_poor")
    if not out + relapsed + arising + fell:
        return "Không hộ nào thoát nghèo và không hộ nào rơi vào nghèo trong kỳ"
    parts = [
        f"{number(count)} hộ {words}"
        for count, words in (
            (relapsed, "tái nghèo"),
            (arising, "nghèo phát sinh mới"),
            (fell, "từ cận nghèo thành nghèo"),
        )
        if count
    ]
    into = ", ".join(parts) if parts else "không hộ nào rơi vào nghèo"
    return f"{number(out)} hộ thoát nghèo; {into}"
