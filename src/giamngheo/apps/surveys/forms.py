"""The form that a kept sheet is filled in by, and its versions read as sheets."""

from giamngheo.apps.surveys.content import Content
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.law.questionnaires.library import questionnaire, with_points
from giamngheo.law.questionnaires.sheets import Sheet
from giamngheo.law.questionnaires.stored import from_stored
from giamngheo.law.vocabulary.questionnaires import Questionnaire


def form_of(sheet: FilledSheet) -> Questionnaire:
    """The form of a sheet, with the items of points that this sheet asks; LawError where it is not loaded."""
    return with_points(questionnaire(sheet.form), sheet.asked_also)


def read(form: Questionnaire, content: Content, people: dict[str, str] | None = None) -> Sheet:
    """A version's answers as a sheet; `people` are the keys under which some members are known now."""
    sheet = from_stored(form, content)
    if not people:
        return sheet
    members = {key: answers for key, answers in sheet.members.items() if key not in people}
    for key, answers in sheet.members.items():
        if key in people:
            members.setdefault(people[key], answers)
    return Sheet(sheet.day, sheet.household, members)
