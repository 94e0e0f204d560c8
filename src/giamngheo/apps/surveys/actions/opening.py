"""Sheets opened for households, with what the register knows of them."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys.actions.writing import SurveyError, lacking
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.register import Known, households_on, known_answers
from giamngheo.apps.surveys.states import VersionKind
from giamngheo.foundation.audit.actions import Actor, record_all
from giamngheo.foundation.audit.actions import Deed as Line
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import LawError
from giamngheo.law.questionnaires.library import questionnaire, with_points
from giamngheo.law.questionnaires.stored import as_stored
from giamngheo.law.vocabulary.questionnaires import Questionnaire

_AT_ONCE = 2_000
_MOST_TOLD = 10


def open_sheet(
    household: Household,
    form: str,
    occasion: str,
    day: date,
    actor: Actor,
    *,
    reviewer: Actor | None = None,
    asked_also: Collection[str] = (),
) -> FilledSheet:
    """As `open_sheets` for one household."""
    (sheet,) = open_sheets([household], form, occasion, day, actor, reviewer=reviewer, asked_also=asked_also)
    return sheet


@transaction.atomic
def open_sheets(
    households: Sequence[Household],
    form: str,
    occasion: str,
    day: date,
    actor: Actor,
    *,
    reviewer: Actor | None = None,
    asked_also: Collection[str] = (),
    area_id: int | None = None,
) -> list[FilledSheet]:
    """Open a sheet of a form for each household, as it was in the register on the day; a line of trail each.

    Members stand on it by the number of the person; who people are and where they live is written in as the
    register has it, all else is empty. `asked_also` are the items of the signed table of points, `area_id` is
    the village on whose list they stand, else each sheet is of where its household lives on the day. The
    number of questions of the database does not grow with the households. Raises SurveyError.
    """
    asked = with_points(_form_to_fill(form, day), list(asked_also))
    known = households_on([one.pk for one in households], day)
    _refuse_strangers(households, known, day)
    _refuse_opened(households, form, occasion)
    opened = []
    for household in households:
        home = known[household.pk]
        answers = known_answers(asked, home)
        sheet = FilledSheet(
            household=household,
            household_code=household.code,
            area_id=home.residence.area_id if area_id is None else area_id,
            occasion=occasion,
            form=asked.id,
            form_version=asked.version,
            asked_also=list(asked_also),
            day=day,
            reviewer_id=reviewer.id if reviewer else None,
            reviewer_name=reviewer.name if reviewer else "",
            missing=lacking(asked, answers),
        )
        opened.append((sheet, as_stored(asked, answers)))
    try:
        with transaction.atomic():
            FilledSheet.objects.bulk_create([sheet for sheet, _ in opened], _AT_ONCE)
    except IntegrityError as error:  # somebody opened one of them between our look and now
        raise SurveyError(
            "Một phiếu trong danh sách vừa được người khác mở. "
            "Cách xử lý: tải lại trang rồi mở các phiếu còn lại."
        ) from error
    SheetVersion.objects.bulk_create(
        [
            SheetVersion(
                sheet=sheet,
                number=1,
                kind=VersionKind.OPENED,
                answers=answers,
                author_id=actor.id,
                author_name=actor.name,
            )
            for sheet, answers in opened
        ],
        _AT_ONCE,
    )
    record_all(actor, [_line(sheet) for sheet, _ in opened])
    return [sheet for sheet, _ in opened]


@transaction.atomic
def ask_also(occasions: Collection[str], form: str, items: Collection[str]) -> int:
    """Let the sheets of these occasions ask these items too; returns how many did not. Answers stay.

    Whoever takes a table of points over tells the trail: it is one deed for all sheets.
    """
    rows = FilledSheet.objects.filter(occasion__in=list(occasions), form=form)
    rows = rows.exclude(asked_also__contains=list(items))
    changed = 0
    for held in list(rows.order_by().values_list("asked_also", flat=True).distinct()):
        asked = list(dict.fromkeys((*held, *items)))
        changed += rows.filter(asked_also=held).update(asked_also=asked)
    return changed


def _form_to_fill(name: str, day: date) -> Questionnaire:
    try:
        form = questionnaire(name)
    except LawError as error:
        raise SurveyError(str(error)) from error
    if form.empty or not form.sheet:
        raise SurveyError(
            f"«{form.paper or form.name}» chưa có câu hỏi nên chưa mở phiếu được. {form.empty}".rstrip()
        )
    if not form.holds_on(day):
        raise SurveyError(
            f"«{form.paper or form.name}» không dùng vào ngày {day_text(day)}. "
            "Cách xử lý: chọn phiếu của giai đoạn đó, hoặc xem lại ngày."
        )
    return form


def _refuse_strangers(households: Sequence[Household], known: dict[int, Known], day: date) -> None:
    if strangers := [one.code for one in households if one.pk not in known]:
        raise SurveyError(
            f"Ngày {day_text(day)} không có trong sổ: hộ {_some(strangers)}. "
            "Cách xử lý: xem lịch sử của hộ và chọn đúng ngày, hoặc bỏ hộ khỏi danh sách."
        )


def _refuse_opened(households: Sequence[Household], form: str, occasion: str) -> None:
    rows = FilledSheet.objects.filter(household__in=households, occasion=occasion, form=form)
    codes = list(rows.order_by("household_code").values_list("household_code", flat=True))
    if codes:
        raise SurveyError(
            f"Đợt này đã mở phiếu cho hộ {_some(codes)}. Cách xử lý: mở phiếu đã có để điền tiếp."
        )


def _some(codes: Sequence[str]) -> str:
    more = len(codes) - _MOST_TOLD
    return ", ".join(codes[:_MOST_TOLD]) + (f" và {more} hộ khác" if more > 0 else "")


def _line(sheet: FilledSheet) -> Line:
    return Line(
        "surveys.opened",
        f"Mở phiếu của hộ {sheet.household_code}",
        sheet.area_id,
        ("surveys.FilledSheet", sheet.pk),
        {"occasion": sheet.occasion, "form": sheet.form, "day": sheet.day.isoformat()},
    )
