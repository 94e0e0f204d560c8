"""Short words for sheets of tests; nobody is real."""

from datetime import date
from typing import Any

from tests.apps.households.made import about, said

from giamngheo.apps.households.actions import record_household
from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys.actions import open_sheet, save_draft, seal
from giamngheo.apps.surveys.content import Box, boxes_of
from giamngheo.apps.surveys.forms import form_of
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.queries import sheet_now
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.questionnaires.asking import completeness
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.sheets import Answer, Sheet
from giamngheo.law.questionnaires.stored import as_stored, from_stored
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Question

WHO, OTHER = Actor(1, "Thử Văn Ghi"), Actor(2, "Thử Thị Khác")
FORM, OCCASION, DAY = "household_survey_2022_2026", "thu-2026", date(2026, 10, 1)
BEFORE, LAST_DAY = "thu-2025", date(2025, 10, 1)


def family(area: Area, name: str = "Mẫu", **of_head: Any) -> Household:
    """A head born 12/05/1980, a daughter of whom the year 2015 is known."""
    head = {"sex": "male", "birth_date": date(1980, 5, 12), "birth_precision": "day", "ethnicity": "kinh"}
    child = {"sex": "female", "birth_date": date(2015, 1, 1), "birth_precision": "year"}
    members = [said("head", f"{name} Văn Cha", **head, **of_head), said("child", f"{name} Thị Con", **child)]
    return record_household(area.pk, members, about(date(2025, 8, 1)), WHO)


def opened(household: Household, occasion: str = OCCASION, day: date = DAY) -> FilledSheet:
    return open_sheet(household, FORM, occasion, day, WHO)


def full_answers(sheet: FilledSheet) -> dict[Box, Answer]:
    """An answer for every box that must be answered and is not yet."""
    form = form_of(sheet)
    now = whole = sheet_now(sheet)
    while missing := completeness(form, whole).missing:
        stored = as_stored(form, whole)
        for box in missing:
            answers = [one["answers"] for one in stored["members"] if one["key"] == box.member]
            held = answers[0] if answers else stored["household"]
            held[box.question.id] = _plain_answer(box.question, sheet.day)
        whole = from_stored(form, stored)
    before = boxes_of(now)
    return {box: answer for box, answer in boxes_of(whole).items() if before.get(box) != answer}


def sealed(household: Household, occasion: str = OCCASION, day: date = DAY) -> FilledSheet:
    """A sheet of the household filled in and sealed."""
    sheet = opened(household, occasion, day)
    filled(sheet)
    seal(sheet, version(sheet), WHO)
    sheet.refresh_from_db()
    return sheet


def filled(sheet: FilledSheet) -> None:
    save_draft(sheet, full_answers(sheet), version(sheet), WHO)
    sheet.refresh_from_db()


def version(sheet: FilledSheet) -> int:
    return FilledSheet.objects.get(pk=sheet.pk).version


def now(sheet: FilledSheet) -> Sheet:
    return sheet_now(FilledSheet.objects.get(pk=sheet.pk))


def keys(sheet: FilledSheet) -> list[str]:
    return list(now(sheet).members)


def _plain_answer(question: Question, day: date) -> Any:
    special = {"housing_area": 60.0, "review_date": day.isoformat(), "reviewer": "Thử Văn Rà"}
    if question.id in special:
        return special[question.id]
    if question.kind is AnswerKind.CHOICE:
        code = next(iter(codes_of(question)))
        return [code] if question.several else code
    return True if question.kind is AnswerKind.YES_NO else 1
