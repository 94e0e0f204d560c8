"""How far second visits agree with the first: by question, by reviewer, and on the class.

Agreement is the share of equal answers; Cohen's kappa takes off what two people would agree on by chance. It
is empty where the answers leave nothing to agree on (all the same), and for numbers, of which the mean
difference is told instead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json import dumps
from typing import Any, Final

import polars as pl
from django.db.models import F

from giamngheo.apps.reviews.findings import Reviewer
from giamngheo.apps.reviews.models import Proposal, Revisit, Round
from giamngheo.apps.reviews.point_tables import asked_of
from giamngheo.apps.reviews.scoring import proposed
from giamngheo.apps.surveys.content import boxes
from giamngheo.apps.surveys.models import SheetVersion
from giamngheo.apps.surveys.register import OF_HOUSEHOLD
from giamngheo.apps.surveys.states import AGAIN, SheetState
from giamngheo.foundation.accounts.scope import among
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.questionnaires.sheets import BIRTH
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Question, Use
from giamngheo.law.vocabulary.standards import HouseholdClass

_NUMBERS: Final = (AnswerKind.NUMBER, AnswerKind.WHOLE, AnswerKind.MONEY)
_NONE: Final = "–"
_WRITTEN_IN: Final = frozenset((*BIRTH, *OF_HOUSEHOLD))
"""What the register writes into both sheets: nobody asked for it, so it tells nothing of two visits."""
_PAIRS: Final = {
    "revisit_id": pl.Int64,
    "question": pl.String,
    "first": pl.String,
    "second": pl.String,
    "difference": pl.Float64,
}


@dataclass(frozen=True)
class Agreed:
    """Pairs of answers and how many are equal; `kappa` None where it says nothing."""

    pairs: int
    equal: int
    kappa: float | None = None

    @property
    def share(self) -> float | None:
        """The share of equal answers."""
        return self.equal / self.pairs if self.pairs else None


@dataclass(frozen=True)
class OfQuestion:
    """A question with its pairs; `difference` is the mean one (without sign) of numbers."""

    question: Question
    agreed: Agreed
    difference: float | None


@dataclass(frozen=True)
class OfReviewer:
    """Who sealed the first sheets, how many were visited again, the answers and the classes."""

    reviewer: Reviewer
    sheets: int
    answers: Agreed
    classes: Agreed


@dataclass(frozen=True)
class Agreement:
    """All of a round: households drawn, visited again (second sheet sealed), the three tables.

    `crossed` counts classes of the first sheet against those of the second; `differing` are the entries whose
    classes are not the same.
    """

    drawn: int
    visited: int
    questions: tuple[OfQuestion, ...]
    reviewers: tuple[OfReviewer, ...]
    classes: Agreed
    crossed: dict[tuple[str, str], int]
    differing: tuple[int, ...]


def kappa(first: pl.Series, second: pl.Series) -> float | None:
    """Cohen's kappa of two columns of labels; None where chance alone would agree on everything."""
    pairs = len(first)
    if not pairs:
        return None
    one: dict[str, int] = dict(first.value_counts().iter_rows())
    other: dict[str, int] = dict(second.value_counts().iter_rows())
    by_chance = sum(count * other.get(label, 0) for label, count in one.items())  # times pairs²
    if by_chance == pairs * pairs:
        return None
    equal = int((first == second).sum())
    return (equal * pairs - by_chance) / (pairs * pairs - by_chance)


def agreement_of(one: Round, villages: Sequence[int] | None = None) -> Agreement:
    """How far the second visits of a round, or of these villages of it, agree; raises LawError.

    A fixed number of questions of the database; sheets of the sample are read one after the other.
    """
    held = Revisit.objects.filter(round=one)
    if villages is not None:
        held = held.filter(area__in=list(villages))
    visited = held.filter(sheet__state=SheetState.SEALED)
    sheets = _sheets(visited)
    form = questionnaire(one.form)
    asked = {
        question.id: question
        for question in (*form.sheet, *filter(None, map(form.question, asked_of(one))))
        if set(question.used_for) != {Use.RECORD} and question.id not in _WRITTEN_IN
    }
    pairs = pl.DataFrame(list(_pairs(sheets, asked)), schema=_PAIRS, orient="row")
    reviewer_of = pl.DataFrame(
        [(pk, number, name) for pk, number, name, *_ in sheets],
        schema={"revisit_id": pl.Int64, "reviewer_id": pl.Int64, "reviewer": pl.String},
        orient="row",
    )
    classes = _classes(one, visited, villages)
    by_question = {part["question"][0]: part for part in pairs.partition_by("question")}
    return Agreement(
        held.count(),
        len(sheets),
        tuple(
            _of_question(question, by_question[name])
            for name, question in asked.items()
            if name in by_question
        ),
        tuple(_of_reviewers(reviewer_of, pairs, classes)),
        _agreed(classes, nominal=True),
        dict(_crossed(classes)),
        tuple(classes.filter(pl.col("first") != pl.col("second"))["entry_id"].to_list()),
    )


Compared = tuple[int, int | None, str, Any, Any]


def _sheets(visited: Any) -> list[Compared]:
    """Number of the revisit, who sealed the first sheet, its answers when drawn, those of the second."""
    rows = list(visited.select_related("first_version").order_by("pk"))
    of_first = SheetVersion.objects.filter(
        sheet__in=[one.first_version.sheet_id for one in rows], kind="sealed"
    )
    sealed = {one.sheet_id: one for one in of_first.only("sheet_id", "author_id", "author_name")}
    again = SheetVersion.objects.filter(sheet__in=[one.sheet_id for one in rows], number=F("sheet__version"))
    said = {one.sheet_id: one.answers for one in again}
    found: list[Compared] = []
    for one in rows:
        by = sealed[one.first_version.sheet_id]
        found.append((one.pk, by.author_id, by.author_name, one.first_version.answers, said[one.sheet_id]))
    return found


def _pairs(sheets: Sequence[Compared], asked: dict[str, Question]) -> Iterator[tuple[Any, ...]]:
    for number, _, _, first, second in sheets:
        before, after = boxes(first), boxes(second)
        for box in dict.fromkeys((*before, *after)):
            name, _ = box
            if name not in asked:
                continue
            one, other = before.get(box), after.get(box)
            yield number, name, _label(one), _label(other), _difference(asked[name], one, other)


def _label(answer: Any) -> str:
    """An answer as a label: several codes in whatever order they were ticked, 9.0 as 9."""
    if answer is None:
        return _NONE
    if isinstance(answer, float) and answer.is_integer():
        answer = int(answer)
    return dumps(sorted(answer) if isinstance(answer, list) else answer, ensure_ascii=False)


def _difference(question: Question, one: Any, other: Any) -> float | None:
    if question.kind not in _NUMBERS or not all(type(said) in {int, float} for said in (one, other)):
        return None
    return abs(float(one) - float(other))


def _agreed(pairs: pl.DataFrame, *, nominal: bool) -> Agreed:
    equal = pairs.filter(pl.col("first") == pl.col("second")).height
    return Agreed(pairs.height, equal, kappa(pairs["first"], pairs["second"]) if nominal else None)


def _of_question(question: Question, pairs: pl.DataFrame) -> OfQuestion:
    nominal = question.kind in {AnswerKind.YES_NO, AnswerKind.CHOICE}
    told = pairs["difference"].drop_nulls()
    mean = float(told.sum()) / len(told) if len(told) else None
    return OfQuestion(question, _agreed(pairs, nominal=nominal), mean)


def _of_reviewers(
    reviewer_of: pl.DataFrame, pairs: pl.DataFrame, classes: pl.DataFrame
) -> Iterator[OfReviewer]:
    keys = ["reviewer_id", "reviewer"]
    for part in reviewer_of.partition_by(keys, maintain_order=True):
        mine = part.select("revisit_id")
        yield OfReviewer(
            Reviewer(part["reviewer_id"][0], part["reviewer"][0]),
            part.height,
            _agreed(pairs.join(mine, on="revisit_id", how="semi"), nominal=False),
            _agreed(classes.join(mine, on="revisit_id", how="semi"), nominal=True),
        )


def _classes(one: Round, visited: Any, villages: Sequence[int] | None) -> pl.DataFrame:
    """The class by the first sheet as it was drawn and by the second; only where both are certain."""
    schema = {"revisit_id": pl.Int64, "entry_id": pl.Int64, "household_id": pl.Int64}
    rows = list(visited.values_list("pk", "entry_id", "entry__household_id", "first_version_id"))
    drawn = Proposal.objects.filter(among([entry for _, entry, *_ in rows], "entry_id")).order_by("number")
    class_of = dict(drawn.values_list("sheet_version_id", "household_class"))
    told = [(pk, entry, home, class_of.get(version)) for pk, entry, home, version in rows]
    frame = pl.DataFrame(told, schema={**schema, "first": pl.String}, orient="row")
    again = proposed(one, villages, f"{one.occasion}{AGAIN}").select("household_id", second="household_class")
    known = pl.col("first").is_not_null() & (pl.col("first") != HouseholdClass.UNKNOWN.value)
    return frame.join(again, on="household_id", how="inner").filter(
        known & (pl.col("second") != HouseholdClass.UNKNOWN.value)
    )


def _crossed(classes: pl.DataFrame) -> Iterator[tuple[tuple[str, str], int]]:
    for first, second, count in classes.group_by("first", "second").len().sort("first", "second").iter_rows():
        yield (first, second), count
