"""What a batch says of itself: its title, its instrument, the day from which it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from giamngheo.web.components.asked import day_needed, words_in

LONGEST_TITLE: Final = 300
LONGEST_INSTRUMENT: Final = 200


@dataclass(frozen=True)
class Heading:
    """Title, instrument and day of a batch as they were understood."""

    title: str
    instrument: str
    day: date


def read_heading(typed: Mapping[str, str], wrong: dict[str, str]) -> Heading | None:
    """Read the three fields; what is wrong is noted by the id of its field, and nothing is given then."""
    title = words_in(typed, "ten", LONGEST_TITLE)
    instrument = words_in(typed, "van-ban", LONGEST_INSTRUMENT)
    if not title:
        wrong["ten"] = "Chưa có tên đợt: gõ tên ngắn, ví dụ «Nhập thôn Đông vào thôn Tây»."
    if not instrument:
        wrong["van-ban"] = "Chưa có văn bản: gõ số và ký hiệu nghị quyết, quyết định."
    missing = "Chưa có ngày: gõ ngày đợt có hiệu lực, như 1/7/2025 hoặc 010725."
    day = day_needed(typed, "ngay", missing, wrong)
    return Heading(title, instrument, day) if title and instrument and day else None
