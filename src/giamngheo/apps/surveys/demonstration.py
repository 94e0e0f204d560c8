"""Made-up sheets of the demonstration: of last year and this one, some filled in, some sealed, all marked."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any, Final

from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys.actions import give_reason, open_sheets, save_draft, seal
from giamngheo.apps.surveys.content import Box, boxes_of
from giamngheo.apps.surveys.desk import desk_of
from giamngheo.apps.surveys.forms import form_of
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.occasions import DEMONSTRATION, DEMONSTRATION_BEFORE
from giamngheo.apps.surveys.queries import sheet_now
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.questionnaires.asking import completeness
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.sheets import Sheet
from giamngheo.law.questionnaires.stored import as_stored, from_stored
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Question

FORM: Final = "household_survey_2022_2026"
BEFORE, DAY = date(2025, 10, 1), date(2026, 10, 1)
REASON: Final = "Dữ liệu trình diễn, không có thật"
_GIVEN: Final = 24  # sheets given to the reviewer of the demonstration; the others are nobody's
_LAST_YEAR, _SEALED, _HALF = 16, 6, 12
_SCHOOLS: Final = ((6, "preschool"), (11, "primary"), (15, "lower_secondary"), (18, "upper_secondary"))


def fill_sheets(villages: Sequence[int], reviewer: Actor, today: date) -> int:
    """Open the sheets of an occasion for the households of these villages, where it has none yet.

    Some have a sheet of the year before; the first are filled in and sealed, the next are half filled in.
    Gives how many were opened.
    """
    if FilledSheet.objects.filter(occasion=DEMONSTRATION).exists() or today < DAY:
        return 0
    homes = list(Household.objects.filter(area_id__in=villages, is_living=True).order_by("pk"))
    if not homes:
        return 0
    draw = Random(2026)
    for sheet in open_sheets(
        homes[:_LAST_YEAR], FORM, DEMONSTRATION_BEFORE, BEFORE, reviewer, reviewer=reviewer
    ):
        fill_whole(sheet, reviewer, draw)
    opened = open_sheets(homes[:_GIVEN], FORM, DEMONSTRATION, DAY, reviewer, reviewer=reviewer)
    for sheet in opened[:_SEALED]:
        fill_whole(sheet, reviewer, draw)
    for sheet in opened[_SEALED:_HALF]:
        answers = _answers(sheet, reviewer, draw)
        save_draft(sheet, dict(list(answers.items())[: len(answers) // 2]), sheet.version, reviewer)
    others = homes[_GIVEN:]
    return len(opened) + len(open_sheets(others, FORM, DEMONSTRATION, DAY, reviewer) if others else [])


def fill_whole(
    sheet: FilledSheet, reviewer: Actor, draw: Random, given: Mapping[str, Any] | None = None
) -> None:
    """Fill in a sheet with made-up answers and seal it; `given` are answers of the household by question."""
    answers = _answers(sheet, reviewer, draw) | {(name, None): said for name, said in (given or {}).items()}
    version = save_draft(sheet, answers, sheet.version, reviewer)
    sheet.refresh_from_db()
    desk = desk_of(sheet)
    if unexplained := {one.key: REASON for one in desk.rare if not one.reason}:
        version = give_reason(sheet, unexplained, reviewer)
    if not desk.wrong:
        seal(sheet, version.number, reviewer)


def _answers(sheet: FilledSheet, reviewer: Actor, draw: Random) -> dict[Box, Any]:
    """An answer for every box that must be answered: last year's where there is one, otherwise drawn."""
    form, before = form_of(sheet), sheet_now(sheet)
    offers = {box: offer.answer for box, offer in desk_of(sheet).offers.items()}
    whole: Sheet = before
    while missing := completeness(form, whole).missing:
        stored = as_stored(form, whole)
        members = {one["key"]: one["answers"] for one in stored["members"]}
        for place in missing:
            held = stored["household"] if place.member is None else members[place.member]
            name, offered = place.question.id, offers.get((place.question.id, place.member))
            if name in ("attending", "reviewer"):
                held[name] = reviewer.name if name == "reviewer" else _school(held, sheet.day)
            else:
                held[name] = offered if offered is not None else _drawn(place.question, sheet, draw)
        whole = from_stored(form, stored)
    known = boxes_of(before)
    return {box: answer for box, answer in boxes_of(whole).items() if known.get(box) != answer}


def _school(held: dict[str, Any], day: date) -> str:
    """The school of a child of that age, none of others."""
    age = day.year - int(held.get("birth_year", 0))
    reached = [school for until, school in _SCHOOLS if age < until]
    return reached[0] if reached else "none"


def _drawn(question: Question, sheet: FilledSheet, draw: Random) -> Any:
    if question.kind is AnswerKind.DATE:
        return sheet.day.isoformat()
    if question.kind is AnswerKind.CHOICE:
        return draw.choices(list(codes_of(question))[:4], (6, 2, 1, 1)[: len(codes_of(question))])[0]
    if question.kind is AnswerKind.YES_NO:
        return draw.random() < 0.7
    if question.id == "housing_area":
        return draw.randint(24, 96)
    return draw.randint(1, 4) if question.kind is not AnswerKind.TEXT else REASON
