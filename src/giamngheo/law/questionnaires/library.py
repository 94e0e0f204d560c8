"""Finds and reads the forms."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from giamngheo.law.library import LAW, LawError, read_packs
from giamngheo.law.vocabulary.questionnaires import Asked, Questionnaire, Section

POINTS_SECTION = "income_points"


def questionnaires_under(law: Path) -> dict[str, Questionnaire]:
    """Every form of one law folder, by id.

    Raises:
        BrokenPackError: where a form does not read, or stands in a folder of another name.
    """
    return read_packs(law, "questionnaires/*/questionnaire.yaml", Questionnaire, "phiếu")


@lru_cache
def questionnaires() -> Mapping[str, Questionnaire]:
    """Every form by id: the product's own, then those an operator keeps under `GIAMNGHEO_LAW`."""
    own = os.environ.get("GIAMNGHEO_LAW")
    return {**questionnaires_under(LAW), **(questionnaires_under(Path(own)) if own else {})}


def questionnaire(name: str) -> Questionnaire:
    """The form of a standard.

    Raises:
        LawError: where no form has the id.
    """
    if name not in questionnaires():
        raise LawError(f"Không có phiếu «{name}». Các phiếu đã nạp: {', '.join(sorted(questionnaires()))}.")
    return questionnaires()[name]


def forms_on(day: date) -> tuple[Questionnaire, ...]:
    """The forms to fill in on the day, those that are still empty among them."""
    return tuple(form for form in questionnaires().values() if form.holds_on(day))


def with_points(form: Questionnaire, items: Sequence[str]) -> Questionnaire:
    """The form with the items of a signed table of points (`PointTable.questions`) asked in a last section.

    Items that the sheet asks already stay where they are; a table without new ones changes nothing.
    """
    asked = {question.id for question in form.sheet}
    own = tuple(
        question.id
        for question in form.questions
        if question.id in items and question.id not in asked and question.of is Asked.HOUSEHOLD
    )
    if not own:
        return form
    section = Section(
        id=POINTS_SECTION, title="Mục tính điểm B1 của bảng đã nạp", of=Asked.HOUSEHOLD, questions=own
    )
    return msgspec.structs.replace(form, sections=(*form.sections, section))
