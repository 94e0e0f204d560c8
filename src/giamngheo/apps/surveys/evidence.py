"""What sealed sheets give the measure, as columns: of any number in one question of the database."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from typing import Any, Final

import polars as pl
from django.db.models import Case, F, Q, TextField, When
from django.db.models.functions import Cast

from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.queries import last_versions
from giamngheo.apps.surveys.states import SheetState
from giamngheo.law.library import Rules
from giamngheo.law.questionnaires.evidence import HOUSEHOLD, Evidence, evidence_of_many, looked_at
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.questionnaires.measured import Shape, measured_frames, shape_of
from giamngheo.law.questionnaires.stored_columns import stored_frames
from giamngheo.law.vocabulary.questionnaires import Questionnaire

TOLD: Final = "told"
_AT_ONCE: Final = 5_000  # sheets in memory as text; frames hold the rest


def evidence_of_sealed(
    occasion: str, form: str, rules: Rules, within: Q, also: Collection[str] = ()
) -> Evidence:
    """The evidence that the sealed sheets of an occasion give the measure; `household` is its number as text.

    `also` as `measured_answers` has it.
    """
    asked = questionnaire(form)
    return evidence_of_many(asked, rules, measured_answers(occasion, asked, within, also), also)


def measured_answers(occasion: str, form: Questionnaire, within: Q, also: Collection[str] = ()) -> Evidence:
    """The answers of the sealed sheets of an occasion that the measure looks at, a column a question.

    One question of the database for any number: answers are read as they come and held as columns. `also` are
    columns of the form that stand on no sheet by themselves: the items of a signed table of points.
    """
    shape = shape_of(form, also)
    told = _told_of_sealed(occasion, form.id, within, shape)
    return _together(answers_of(form, shape, part, also) for part in told)


def answers_of(form: Questionnaire, shape: Shape, told: pl.DataFrame, also: Collection[str] = ()) -> Evidence:
    """The answers that the measure looks at of versions, a column a question.

    `told` has a row for each: `household`, the key as text, and `told`, the line of this shape that is kept
    of it, or else its answers as JSON.
    """
    is_line = pl.col(TOLD).str.starts_with(shape.mark)
    lines, whole = told.filter(is_line), told.filter(~is_line)
    parts = [measured_frames(shape, lines.get_column(HOUSEHOLD), lines.get_column(TOLD))]
    if not whole.is_empty():
        parts.append(stored_frames(form, whole.iter_rows(), looked_at(form, also)))
    return _together(parts)


def sealed_answers(occasion: str, form: str, within: Q) -> Evidence:
    """The answers of these sheets as they are, a column a question (`stored_columns.stored_frames`)."""
    asked = questionnaire(form)
    told = _told_of_sealed(occasion, form, within)
    return _together(stored_frames(asked, part.iter_rows()) for part in told)


def _told_of_sealed(
    occasion: str, form: str, within: Q, shape: Shape | None = None
) -> Iterator[pl.DataFrame]:
    """Parts of some thousand rows, the first of them even where there is none: `household`, `told`."""
    sealed = FilledSheet.objects.filter(within, occasion=occasion, form=form, state=SheetState.SEALED)
    told: Any = Cast("answers", TextField())
    if shape is not None:
        told = Case(When(measured__startswith=shape.mark, then=F("measured")), default=told)
    versions = last_versions(sealed).order_by("sheet_id").annotate(told=told)
    rows = versions.values_list("sheet__household_id", "told").iterator(_AT_ONCE)
    parts = iter(lambda: list(islice(rows, _AT_ONCE)), [])
    schema = {HOUSEHOLD: pl.Int64(), TOLD: pl.String()}
    for part in chain([[]], parts):
        yield pl.DataFrame(part, schema, orient="row").cast({HOUSEHOLD: pl.String()})


def _together(parts: Iterable[Evidence]) -> Evidence:
    """The frames of several parts, columns by name."""
    found = list(parts)
    homes, folk = found[0].households, found[0].members
    return Evidence(
        pl.concat(one.households.select(homes.columns) for one in found),
        pl.concat(one.members.select(folk.columns) for one in found),
    )
