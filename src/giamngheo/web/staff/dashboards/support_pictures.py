"""How far support reaches those who need it or are entitled to it, by the figures of «Kết quả»."""

from collections.abc import Sequence
from typing import Final

from giamngheo.apps.results.models import Actual
from giamngheo.apps.results.queries import coverage_in
from giamngheo.law.vocabulary.frameworks import Indicator
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.numbers import day, number, percent
from giamngheo.web.components.pictures.bars import Bar, Part, bars
from giamngheo.web.components.pictures.canvas import PLAIN
from giamngheo.web.staff.dashboards.picture import Column, Picture
from giamngheo.web.staff.dashboards.reaching import Seen

_SECTION: Final = "Hỗ trợ đã đến đâu"
_NONE: Final = (
    "Chưa có số của năm {year}: chưa ai nhập bao nhiêu người, hộ có nhu cầu hay đủ điều kiện đã được hỗ trợ. "
    "Nhập ở «Kết quả», chỉ tiêu tính trên người có nhu cầu hoặc đủ điều kiện."
)
_NOT_SEEN: Final = "Bạn không giữ vai trò được xem «Kết quả» ở đây. Cách xử lý: nhờ người quản trị giao."


def coverage(seen: Seen) -> Picture:
    """Of those in need or entitled, how many were helped: in the year of the figures, else in this year."""
    closing = seen.snapshot.closing.year
    for year in dict.fromkeys((closing, today().year)):
        if seen.sees_results and (found := coverage_in(seen.area_id, year)):
            return _coverage(seen, year, found)
    why = _NONE.format(year=closing) if seen.sees_results else _NOT_SEEN
    return Picture("ho-tro", _SECTION, _SECTION, empty=why)


def _coverage(seen: Seen, year: int, found: Sequence[tuple[Indicator, Actual]]) -> Picture:
    """The fewest first."""
    rows = sorted(
        (
            (indicator.name, one.numerator or 0, one.denominator or 0, indicator.among, one)
            for indicator, one in found
        ),
        key=lambda row: (row[1] / row[2], row[0]),
    )
    name, helped, whole, *_ = rows[0]
    least = f"{number(helped)} trên {number(whole)} ({percent(helped / whole)})"
    return Picture(
        "ho-tro",
        _SECTION,
        f"Ít nhất: {name[:1].lower()}{name[1:]}, {least}",
        f"Trong số người, hộ có nhu cầu hoặc đủ điều kiện của {seen.name}, số đã được hỗ trợ năm {year}.",
        "Nguồn: «Kết quả», số gần nhất trong năm của từng chỉ tiêu; ngày và căn cứ ở bảng dưới.",
        lambda width: bars(
            [
                Bar(
                    name,
                    (
                        Part(
                            helped / whole,
                            f"{percent(helped / whole)} · {number(helped)}/{number(whole)}",
                            PLAIN,
                        ),
                    ),
                )
                for name, helped, whole, *_ in rows
            ],
            width,
        ),
        (
            Column("Hỗ trợ", "text"),
            Column("Đã được"),
            Column("Trong số"),
            Column("Tỷ lệ", "percent"),
            Column("Tính trên", "text"),
            Column("Đến ngày", "text"),
            Column("Căn cứ", "text"),
        ),
        tuple(
            (
                name,
                helped,
                whole,
                helped / whole,
                among.label if among else "",
                day(one.as_of),
                one.source_line,
            )
            for name, helped, whole, among, one in rows
        ),
        note="Số do đơn vị nhập kèm chứng minh hoặc đếm từ sổ; phần mềm chưa ghi từng hộ đã nhận khoản nào.",
    )
