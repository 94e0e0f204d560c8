"""What may be said of a person: fields in the order of the paper, their choices, and what cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from unicodedata import category

from giamngheo.apps.households.personal_numbers import OLD_LENGTH, fault_of
from giamngheo.apps.households.states import BirthPrecision
from giamngheo.law.library import code_list
from giamngheo.law.questionnaires.library import questionnaire

FORM: Final = "household_survey_2022_2026"
_LEAST_BIRTH: Final = date(1900, 1, 1)
_LONGEST_NAME: Final = 200
_PICTURE: Final = "So"  # little pictures of the phone's keyboard, among others
_NOT_OF_THE_FORM: Final = {
    "full_name": "Họ và tên",
    "birth_date": "Ngày sinh",
    "is_meritorious": "Người có công với cách mạng",
    "disability_kind": "Dạng khuyết tật",
    "disability_degree": "Mức độ khuyết tật",
    "can_work": "Có khả năng lao động",
    "phone": "Số điện thoại",
    "former_number": "Số chứng minh nhân dân cũ",
}
FROM_LISTS: Final = {
    "ethnicity": "ethnic_groups",
    "relationship": "relationships",
    "disability_kind": "disability_kinds",
    "disability_degree": "disability_degrees",
}
FROM_FORM: Final = (
    "sex",
    "attending",
    "education_level",
    "training_level",
    "work_status",
    "job_type",
    "contract",
    "pension",
    "social_assistance",
)


@dataclass(frozen=True)
class Fault:
    """What of a person or household cannot be: which field, why, what to do."""

    field: str
    sentence: str
    remedy: str

    def __str__(self) -> str:
        return f"{label_of(self.field)}: {self.sentence} {self.remedy}"


def label_of(field: str) -> str:
    """The word of the paper for a field."""
    question = questionnaire(FORM).question(field)
    return _NOT_OF_THE_FORM.get(field) or (question.text if question else field)


@lru_cache
def choices_of(field: str) -> Mapping[str, str]:
    """The codes that a field may have, with the words of the paper; nothing where it is no choice."""
    if field in FROM_LISTS:
        return {code.id: code.name for code in code_list(FROM_LISTS[field]).values()}
    question = questionnaire(FORM).question(field) if field in FROM_FORM else None
    return {code.id: code.label for code in question.codes} if question else {}


def faults_of(said: Mapping[str, Any], day: date) -> list[Fault]:
    """What cannot be of what is said of a person on a day; an empty value says nothing."""
    return [*_of_name(said), *_of_choices(said), *_of_birth(said, day), *_of_numbers(said), *_of_size(said)]


def _of_name(said: Mapping[str, Any]) -> list[Fault]:
    if "full_name" not in said:
        return []
    name = str(said["full_name"]).strip()
    if not name:
        return [Fault("full_name", "chưa ghi tên.", "Ghi họ và tên như trong giấy tờ.")]
    if len(name) > _LONGEST_NAME:
        return [Fault("full_name", "dài hơn 200 chữ.", "Ghi riêng họ tên, chuyển phần còn lại sang ghi chú.")]
    if any(character.isdigit() for character in name):
        return [Fault("full_name", f"«{name}» có chữ số.", "Ghi riêng họ tên, chuyển số sang ô của nó.")]
    if not any(map(str.isalpha, name)) or any(category(character) == _PICTURE for character in name):
        return [Fault("full_name", f"«{name}» không phải họ tên.", "Ghi họ và tên như trong giấy tờ.")]
    return []


def _of_choices(said: Mapping[str, Any]) -> list[Fault]:
    found = []
    for field in (*FROM_LISTS, *FROM_FORM):
        value = said.get(field)
        known = choices_of(field)
        for one in value if isinstance(value, list | tuple) else [value]:
            if one and one not in known:
                told = ", ".join(known.values())
                found.append(Fault(field, f"không có lựa chọn «{one}».", f"Chọn một trong: {told}."))
    return found


def _of_birth(said: Mapping[str, Any], day: date) -> list[Fault]:
    birth, precision = said.get("birth_date"), said.get("birth_precision")
    if birth is None:
        return []
    if precision not in BirthPrecision.values:
        return [Fault("birth_date", "chưa rõ biết đủ ngày hay chỉ năm.", "Ghi ngày, tháng/năm, hoặc năm.")]
    if birth > day:
        return [Fault("birth_date", f"{birth:%d/%m/%Y} sau ngày ghi.", "Xem lại năm sinh.")]
    if birth < _LEAST_BIRTH:
        return [Fault("birth_date", f"năm {birth.year} quá xa.", "Xem lại năm sinh.")]
    return []


def _of_numbers(said: Mapping[str, Any]) -> list[Fault]:
    number = said.get("personal_number") or ""
    why = fault_of(number, said.get("sex") or "", said.get("birth_date")) if number else None
    found = []
    if why is not None:
        remedy = "Đối chiếu với thẻ căn cước; chưa rõ thì để trống."
        found.append(Fault("personal_number", f"{why}.", remedy))
    former = said.get("former_number") or ""
    if former and not (former.isascii() and former.isdigit() and len(former) == OLD_LENGTH):
        remedy = "Ghi đủ 9 chữ số; số 12 chữ số ghi ở ô số định danh."
        found.append(Fault("former_number", "không phải 9 chữ số.", remedy))
    return found


def _of_size(said: Mapping[str, Any]) -> list[Fault]:
    found = []
    for field in ("height", "body_weight"):
        value = said.get(field)
        question = questionnaire(FORM).question(field)
        if value is None or question is None or question.limits is None:
            continue
        least, greatest = question.limits.least, question.limits.greatest
        if least is not None and greatest is not None and not least <= Decimal(value) <= greatest:
            told = f"{value} {question.unit} ngoài khoảng {least:g}–{greatest:g}."
            found.append(Fault(field, told, f"Ghi theo {question.unit}."))
    return found
