"""How official papers write days and cite texts, in words (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from datetime import date
from typing import Final

from giamngheo.law.library import instruments
from giamngheo.law.vocabulary.texts import Clause, Instrument

TO_COMPARE: Final = "[cần đối chiếu công báo]"
_TWO_DIGITS: Final = 3  # from this month on a month is written without a zero
# Who issues texts whose numbers end so.
_ISSUERS: Final = {
    "NĐ-CP": "của Chính phủ",
    "QĐ-TTg": "của Thủ tướng Chính phủ",
    "TT-BLĐTBXH": "của Bộ trưởng Bộ Lao động - Thương binh và Xã hội",
    "TT-BNNMT": "của Bộ trưởng Bộ Nông nghiệp và Môi trường",
}
_NAMED_BY_TITLE: Final = ("Luật", "Bộ luật")
_VERBS: Final = ("về", "quy định", "sửa đổi", "hướng dẫn", "phân định", "ban hành", "phê duyệt", "công bố")


def day_in_words(day: date | None, year: int | None = None) -> str:
    """«ngày 05 tháng 02 năm 2026»: zeros before days below ten and months one and two; dots for no day."""
    if day is None:
        return f"ngày ..... tháng ..... năm {year or '.....'}"
    month = f"{day.month:02}" if day.month < _TWO_DIGITS else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def basis_of(clause: Clause) -> str:
    """«Căn cứ Nghị định số 07/2021/NĐ-CP ngày 27 tháng 01 năm 2021 của Chính phủ …», with its mark.

    What `instruments.yaml` does not know for sure is marked, so that nobody signs it unread.
    """
    text = instruments()[clause.instrument]
    place = f"{clause.at} " if clause.at else ""
    mark = "" if text.verified else f" {TO_COMPARE}"
    return f"Căn cứ {place}{_named(text)}{mark}"


def _named(text: Instrument) -> str:
    if text.kind in _NAMED_BY_TITLE:
        return f"{text.title} {day_in_words(text.issued)}" if text.issued else text.title
    whose = _ISSUERS.get(text.number.rsplit("/", 1)[-1], "")
    number = f"số {text.number}" if text.number else "số ....."
    title = text.title[:1].lower() + text.title[1:]
    if not title.startswith(_VERBS):
        title = f"về {title}"
    return " ".join(part for part in (text.kind, number, day_in_words(text.issued), whose, title) if part)
