"""The blank on which households and their members are listed, one row a member."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from giamngheo.apps.households.columns import (
    ADDRESS,
    FORMER_NUMBER,
    NUMBER,
    PERSONAL_NUMBER,
    RELATIONSHIP,
    SEVERAL,
    VILLAGE,
    Column,
    columns,
)
from giamngheo.apps.households.personal_numbers import LENGTH, OLD_LENGTH
from giamngheo.foundation.sheets import EntryColumn, EntryForm, write_entry_form

PLACE, SAMPLE = "STT", "mẫu"  # a row whose number is this word is a sample, not a member
_LENGTHS: Final = {PERSONAL_NUMBER: LENGTH, FORMER_NUMBER: OLD_LENGTH}
_LEAD: Final = (
    "DANH SÁCH HỘ VÀ THÀNH VIÊN",
    "Mỗi dòng một người, các dòng của một hộ liền nhau, chủ hộ đứng đầu. Ô có mũi tên: chọn trong danh mục. "
    "Không biết thì để trống.",
    f"Dòng có STT «{SAMPLE}» là ví dụ, người không có thật: xoá trước khi nộp.",
)
_SAMPLES: Final = (
    {
        NUMBER: "12",
        ADDRESS: "Xóm 3",
        "full_name": "Mẫu Văn An",
        RELATIONSHIP: "head",
        "sex": "male",
        "birth_date": "15/11/1980",
        PERSONAL_NUMBER: "999080000015",
        "ethnicity": "kinh",
        "work_status": "working",
        "has_health_insurance": "true",
        "can_work": "true",
    },
    {
        NUMBER: "12",
        "full_name": "Mẫu Thị Bích",
        RELATIONSHIP: "child",
        "sex": "female",
        "birth_date": "2016",
        "attending": "primary",
        "has_health_insurance": "true",
        "height": "127,5",
    },
)


def write_blank(path: Path, villages: Sequence[str]) -> None:
    """Write the blank as .xlsx; `villages` are those to choose from, free words where there are none."""
    known = columns()
    form = EntryForm(
        "Hộ và thành viên",
        _LEAD,
        [EntryColumn(PLACE, 6), *(_entry(column, villages) for column in known)],
        [_sample(told, known, villages) for told in _SAMPLES],
    )
    write_entry_form(path, form)


def _entry(column: Column, villages: Sequence[str]) -> EntryColumn:
    choices = villages if column.field == VILLAGE else list(column.choices.values())
    several = column.field in SEVERAL
    length = _LENGTHS.get(column.field)
    return EntryColumn(column.heading, column.width, choices, column.help, length, several)


def _sample(told: dict[str, str], known: Sequence[Column], villages: Sequence[str]) -> dict[str, str]:
    said = {
        column.heading: column.choices.get(told[column.field], told[column.field])
        for column in known
        if column.field in told
    }
    village = next(column.heading for column in known if column.field == VILLAGE)
    return {PLACE: SAMPLE, village: villages[0] if villages else "Thôn Mẫu", **said}
