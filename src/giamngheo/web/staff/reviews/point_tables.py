"""«Bảng điểm B1» of a round: by which tables it reckons, which are loaded; who leads takes them over."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from giamngheo.apps.reviews.actions import ReviewError, take_tables
from giamngheo.apps.reviews.models import Round
from giamngheo.apps.reviews.point_tables import Loaded, loaded_for, tables_of
from giamngheo.apps.surveys.saying import in_words, number_in_words
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.law.library import LawError, rules_for, standards
from giamngheo.law.point_tables import YES, name_of
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.vocabulary.point_tables import PointRow, PointTable
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Question, Questionnaire
from giamngheo.measurement.tables import INCOME_POINTS
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews.reaching import keeper_of, may_here, round_for


@dataclass(frozen=True)
class Shown:
    """A table as the page shows it: its items, each with the points of its answers."""

    table: PointTable
    name: str
    items: list[tuple[str, list[tuple[str, int]]]]


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def point_tables(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the tables of a round and those that are loaded for its commune, or take these over."""
    one = round_for(request, round_id)
    may_take = Permission.LEAD_REVIEWS in may_here(request, one.area_id)
    wrong = ""
    if request.method == "POST":
        if not may_take:
            raise PermissionDenied
        try:
            taken = take_tables(one, Path(settings.DATA), actor_of(request))
        except ReviewError as error:
            wrong = str(error)
        else:
            return redirect(f"{reverse('review-points', args=[one.pk])}?xong={len(taken)}")
    held = tables_of(one)
    loaded, fault = _loaded(one)
    fresh = {
        place: table
        for place, table in loaded.tables.items()
        if place not in held or held[place].name != name_of(table)
    }
    told = {
        "round": one,
        "held": [(row, shown_table(row.table)) for row in held.values()],
        "fresh": [shown_table(table) for table in fresh.values()],
        "replaces": {place for place in fresh if place in held},
        "region": loaded.region_name,
        "may_take": may_take,
        "may_load": keeper_of(request) is not None,
        "wrong": wrong or fault,
        "done": request.GET.get("xong", "") not in {"", "0"},
    }
    return render(request, "staff/reviews/point_tables.html", told, status=422 if wrong else 200)


def _loaded(one: Round) -> tuple[Loaded, str]:
    """What is loaded for the commune, and what is wrong with a table that cannot be read."""
    try:
        rules = rules_for(one.opened_on)
        if rules.has_points and INCOME_POINTS in one.asked_also:
            return loaded_for(one.area_id, one.opened_on, rules, Path(settings.DATA)), ""
    except LawError as error:
        return Loaded("", {}), str(error)
    return Loaded("", {}), ""


def shown_table(table: PointTable) -> Shown:
    """A table in words: what it asks, the points of each answer."""
    form = questionnaire(standards()[table.standard].standard.questionnaire or "")
    items = [(_text(form, name), [_row(form, row) for row in table.of(name)]) for name in table.questions]
    return Shown(table, name_of(table), items)


def _text(form: Questionnaire, name: str) -> str:
    question = form.question(name)
    return question.text if question is not None else name


def _row(form: Questionnaire, row: PointRow) -> tuple[str, int]:
    """An answer of the table in words: «từ 3 đến 4 người», «Nước máy», «Có»."""
    question = form.question(row.question)
    if question is None or row.answer is not None:
        is_yes_no = question is not None and question.kind is AnswerKind.YES_NO
        return in_words(question, row.answer == YES if is_yes_no else row.answer), row.points
    return _range(question, row), row.points


def _range(question: Question, row: PointRow) -> str:
    is_measure = question.kind is AnswerKind.NUMBER
    ends = (row.least, row.end)
    least, end = (None if value is None else number_in_words(question, value) for value in ends)
    unit = f" {question.unit}" if question.unit else ""
    if end is None:
        return "mọi số" if least is None else f"từ {least}{unit} trở lên"
    upto = f"dưới {end}{unit}" if is_measure else f"đến {end}{unit}"
    return upto if least is None else f"từ {least} {upto}"
