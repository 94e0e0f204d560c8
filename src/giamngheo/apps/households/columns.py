"""The columns of a list of households and members, one row a member: the same for entry and for export."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from giamngheo.apps.households.models import Particulars
from giamngheo.apps.households.particulars import choices_of, label_of

CODE, NUMBER, VILLAGE, ADDRESS = "code", "number", "village", "address"
RELATIONSHIP, PERSONAL_NUMBER, FORMER_NUMBER = "relationship", "personal_number", "former_number"
YES_AND_NO: Final = {"true": "có", "false": "không"}
_YES_OR_NO: Final = frozenset(
    field.name for field in Particulars._meta.concrete_fields if field.get_internal_type() == "BooleanField"
)
_OF_MEMBERS: Final = (
    "full_name",
    RELATIONSHIP,
    "sex",
    "birth_date",
    PERSONAL_NUMBER,
    FORMER_NUMBER,
    "ethnicity",
    "attending",
    "education_level",
    "training_level",
    "work_status",
    "job_type",
    "contract",
    "pension",
    "social_assistance",
    "has_health_insurance",
    "is_meritorious",
    "disability_kind",
    "disability_degree",
    "serious_illness",
    "can_work",
    "height",
    "body_weight",
    "phone",
)
_NOT_SAID_OF_PEOPLE: Final = {
    CODE: "Mã hộ",
    NUMBER: "Số hộ",
    VILLAGE: "Thôn, tổ dân phố",
    ADDRESS: "Địa chỉ",
    RELATIONSHIP: "Quan hệ với chủ hộ",
    FORMER_NUMBER: "Số chứng minh nhân dân cũ",
}
_HELP: Final = {
    CODE: "Hộ đã có trong sổ: ghi mã hộ. Hộ mới: để trống, phần mềm đặt mã.",
    NUMBER: "Số hộ trên danh sách của xã. Các dòng liền nhau cùng thôn, cùng số là một hộ.",
    VILLAGE: "Ghi ở mọi dòng của hộ.",
    ADDRESS: "Số nhà, đường, xóm; ghi ở dòng chủ hộ là đủ.",
    RELATIONSHIP: "Mỗi hộ có đúng một chủ hộ.",
    "birth_date": "15/11/1980; không rõ ngày: 11/1980; chỉ rõ năm: 1980.",
    PERSONAL_NUMBER: "Đủ 12 chữ số. Chưa có thì để trống, không ghi số khác.",
    FORMER_NUMBER: "9 chữ số, nếu có.",
    "social_assistance": "Nhiều loại: ghi cách nhau bằng dấu chấm phẩy.",
    "height": "Xăng-ti-mét, như 112,5.",
    "body_weight": "Ki-lô-gam, như 20,5.",
}
SEVERAL: Final = frozenset({"social_assistance"})


@dataclass(frozen=True)
class Column:
    """A column: its field, its words of the paper, its choices (word by code), how it is filled in."""

    field: str
    heading: str
    choices: Mapping[str, str]
    help: str = ""

    @property
    def width(self) -> float:
        """How wide it is shown, in characters."""
        longest = max((len(word) for word in self.choices.values()), default=0)
        return float({"full_name": 28, ADDRESS: 28, VILLAGE: 24}.get(self.field, min(34, max(14, longest))))


@lru_cache
def columns() -> tuple[Column, ...]:
    """All columns in the order of the paper: the household, then the member."""
    return tuple(_column(field) for field in (CODE, NUMBER, VILLAGE, ADDRESS, *_OF_MEMBERS))


def _column(field: str) -> Column:
    heading = _NOT_SAID_OF_PEOPLE.get(field) or label_of(field)
    choices = YES_AND_NO if field in _YES_OR_NO else choices_of(field)
    return Column(field, heading, choices, _HELP.get(field, ""))
