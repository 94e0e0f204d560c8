"""What a column of a list can mean: the fields, their Vietnamese labels and the words that head them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import msgspec

from giamngheo.law.library import Rules
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Question, Use
from giamngheo.measurement.tables import deprived

HEADINGS = Path(__file__).with_name("headings.yaml")


class FieldKind(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    TICK = "tick"
    WHOLE = "whole"
    AMOUNT = "amount"
    AREA_KIND = "area_kind"
    CHOICE = "choice"
    DECIMAL = "decimal"
    BIRTH = "birth"
    NUMBERS = "numbers"


@dataclass(frozen=True)
class Field:
    """One meaning: `words` are the headings that name it, `codes` the answers of a choice by their label."""

    id: str
    label: str
    kind: FieldKind
    words: tuple[str, ...]
    of_member: bool = False
    codes: tuple[tuple[str, str], ...] = ()


_BASE: dict[str, tuple[str, FieldKind, bool]] = {
    "household": ("Mã hộ", FieldKind.TEXT, False),
    "ordinal": ("Số thứ tự", FieldKind.TEXT, False),
    "head": ("Họ tên chủ hộ", FieldKind.TEXT, False),
    "village": ("Thôn, tổ dân phố", FieldKind.TEXT, False),
    "commune": ("Xã, phường", FieldKind.TEXT, False),
    "area_kind": ("Khu vực hoặc loại đơn vị", FieldKind.AREA_KIND, False),
    "member_count": ("Số nhân khẩu", FieldKind.WHOLE, False),
    "income_per_head": ("Thu nhập bình quân đầu người/tháng", FieldKind.AMOUNT, False),
    "household_income": ("Tổng thu nhập của hộ (không dùng để phân loại)", FieldKind.TEXT, False),
    "income_points": ("Điểm B1", FieldKind.WHOLE, False),
    "deprivation_points": ("Điểm B2", FieldKind.WHOLE, False),
    "deprivation_count": ("Số chỉ số thiếu hụt", FieldKind.WHOLE, False),
    "deprivation_list": ("Các chỉ số thiếu hụt (ghi số thứ tự)", FieldKind.NUMBERS, False),
    "person": ("Họ tên thành viên", FieldKind.TEXT, True),
    "relationship": ("Quan hệ với chủ hộ", FieldKind.TEXT, True),
    "birth_date": ("Ngày sinh hoặc năm sinh", FieldKind.BIRTH, True),
}

_QUESTION_KINDS = {
    AnswerKind.YES_NO: FieldKind.TICK,
    AnswerKind.CHOICE: FieldKind.CHOICE,
    AnswerKind.NUMBER: FieldKind.DECIMAL,
    AnswerKind.WHOLE: FieldKind.WHOLE,
}


class _Headings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    fields: dict[str, tuple[str, ...]]
    deprivations: dict[str, tuple[str, ...]]


@lru_cache
def _headings() -> _Headings:
    return msgspec.yaml.decode(HEADINGS.read_bytes(), type=_Headings)


def fields_for(rules: Rules) -> Mapping[str, Field]:
    """Every field that a list can have under a standard, by id: identity, evidence, deprivations, answers."""
    known = _headings()
    found = [
        Field(name, label, kind, known.fields[name], of_member)
        for name, (label, kind, of_member) in _BASE.items()
    ]
    found += [
        Field(
            deprived(text.id),
            f"Thiếu hụt: {text.name}",
            FieldKind.TICK,
            (text.name, deprived(text.id), *known.deprivations.get(text.id, ())),
        )
        for text in rules.standard.deprivations
    ]
    taken = {field.id for field in found}
    if rules.standard.questionnaire is not None:
        questions = questionnaire(rules.standard.questionnaire).questions
        found += [
            field for field in map(_of_question, questions) if field is not None and field.id not in taken
        ]
    return {field.id: field for field in found}


def _of_question(question: Question) -> Field | None:
    """Only answers that measure something are read from a list; the rest of a form stays as it is."""
    kind = _QUESTION_KINDS.get(question.kind)
    if kind is None or not {Use.DEPRIVATION, Use.INCOME_POINTS} & set(question.used_for):
        return None
    return Field(
        question.id,
        question.text,
        kind,
        (question.text, question.id),
        of_member=question.of is Asked.MEMBER,
        codes=tuple((code.id, code.label) for code in question.codes),
    )
