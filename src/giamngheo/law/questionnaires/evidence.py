"""From answers to the frames that the measure takes: one sheet in plain Python, many by columns.

Households: `household`, `urban`, the answers that measure something; members: `household`, `member`,
`birth_earliest`, `birth_latest`, their answers. An answer to a question that the sheet skips, or that
the form refuses, does not count: it is as if it had not been given.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.law.library import Rules
from giamngheo.law.questionnaires.asking import State, place
from giamngheo.law.questionnaires.checking import refused
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.columns import DAY, Columns, Frame, births, with_counts
from giamngheo.law.questionnaires.sheets import BIRTH, Answer, Sheet, of_kind
from giamngheo.law.questionnaires.sheets import births as born
from giamngheo.law.vocabulary.conditions import Condition, parsed, questions_in
from giamngheo.law.vocabulary.formulas import BIRTH_EARLIEST, BIRTH_LATEST, URBAN
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Question, Questionnaire, Use
from giamngheo.law.vocabulary.standards import Residence

HOUSEHOLD, MEMBER, AREA_KIND = "household", "member", "area_kind"
_TYPES: Mapping[AnswerKind, Any] = {
    AnswerKind.YES_NO: pl.Boolean(),
    AnswerKind.CHOICE: pl.String(),
    AnswerKind.TEXT: pl.String(),
    AnswerKind.NUMBER: pl.Float64(),
    AnswerKind.WHOLE: pl.Int64(),
    AnswerKind.MONEY: pl.Int64(),
    AnswerKind.DATE: pl.Date(),
}


@dataclass(frozen=True)
class Evidence:
    """The frames of `measurement.tables`: give them to `classify(households, rules, members)`."""

    households: pl.DataFrame
    members: pl.DataFrame


def evidence_of(
    form: Questionnaire, rules: Rules, sheet: Sheet, household: str = "", also: Collection[str] = ()
) -> Evidence:
    """The evidence of one sheet. `also` are columns of the form that stand on no sheet: income, points."""
    own: dict[str, Answer] = {HOUSEHOLD: household, URBAN: _urban(form, rules, sheet)}
    for question in _measuring(form, Asked.HOUSEHOLD, also):
        own |= _filled(form, sheet, question, None)
    return Evidence(
        pl.DataFrame([own], schema=_schema(form, Asked.HOUSEHOLD, also), orient="row"),
        members_of(form, sheet, household, also),
    )


def members_of(
    form: Questionnaire, sheet: Sheet, household: str = "", also: Collection[str] = ()
) -> pl.DataFrame:
    """Of the evidence of one sheet the members alone."""
    rows = []
    for member, answers in sheet.members.items():
        earliest, latest = born(answers) or (None, None)
        row: dict[str, Answer] = {
            HOUSEHOLD: household, MEMBER: member, BIRTH_EARLIEST: earliest, BIRTH_LATEST: latest
        }  # fmt: skip
        for question in _measuring(form, Asked.MEMBER, also):
            row |= _filled(form, sheet, question, member)
        rows.append(row)
    return pl.DataFrame(rows, schema=_schema(form, Asked.MEMBER, also), orient="row")


def answer_frames(form: Questionnaire, sheets: Mapping[str, Sheet]) -> Evidence:
    """The answers of many sheets as they are, a column a question: what `evidence_of_many` takes."""
    households = [
        {**plain_answers(form, s.household), HOUSEHOLD: key, DAY: s.day} for key, s in sheets.items()
    ]
    members = [
        {**plain_answers(form, answers), HOUSEHOLD: key, MEMBER: member}
        for key, s in sheets.items()
        for member, answers in s.members.items()
    ]
    types = {asked: answer_types(form, asked) for asked in Asked}
    keyed = {HOUSEHOLD: pl.String(), DAY: pl.Date()}
    return Evidence(
        pl.DataFrame(households, schema={**types[Asked.HOUSEHOLD], **keyed}, orient="row"),
        pl.DataFrame(
            members,
            schema={**types[Asked.MEMBER], HOUSEHOLD: pl.String(), MEMBER: pl.String()},
            orient="row",
        ),
    )


def answer_types(form: Questionnaire, asked: Asked) -> dict[str, Any]:
    """The columns of all answers of one kind of respondent, as they are."""
    return {question.id: _type(question) for question in form.questions if question.of is asked}


def evidence_of_many(
    form: Questionnaire, rules: Rules, answers: Evidence, also: Collection[str] = ()
) -> Evidence:
    """The evidence of any number of sheets from their answers as columns; the twin of `evidence_of`.

    Households need the columns `household` and `day`, members `household` and `member`; a question without
    a column is unanswered on every sheet.
    """
    homes, people = nw.from_native(answers.households.lazy()), nw.from_native(answers.members.lazy())
    frames = evidence_frames(form, rules, homes, people, also)
    return Evidence(*(frame.collect().to_native() for frame in frames))


def evidence_frames(
    form: Questionnaire, rules: Rules, households: Frame, members: Frame, also: Collection[str] = ()
) -> tuple[Frame, Frame]:
    """As `evidence_of_many`, of households and members that nothing is read of yet."""
    conditions = list(_conditions(form))
    held = [HOUSEHOLD, DAY, *_named(conditions, households.collect_schema().names())]
    members = members.join(households.select(*dict.fromkeys(held)), on=HOUSEHOLD, how="left")
    earliest, latest = births(members.collect_schema().names())
    members = members.with_columns(**{BIRTH_EARLIEST: earliest, BIRTH_LATEST: latest})
    households = with_counts(households, members, form, conditions)
    of_household = _columns(form, households.collect_schema().names(), Asked.HOUSEHOLD, also)
    of_household[URBAN] = _urban_column(form, rules, households.collect_schema().names())
    of_member = _columns(form, members.collect_schema().names(), Asked.MEMBER, also)
    of_member |= {name: nw.col(name) for name in (BIRTH_EARLIEST, BIRTH_LATEST)}
    return (
        _typed(households.select(HOUSEHOLD, **of_household), form, Asked.HOUSEHOLD, also),
        _typed(members.select(HOUSEHOLD, MEMBER, **of_member), form, Asked.MEMBER, also),
    )


def looked_at(form: Questionnaire, also: Collection[str] = ()) -> frozenset[str]:
    """The questions without whose answers `evidence_of_many` cannot do; it makes nothing of any other."""
    measuring = {question.id for asked in Asked for question in _measuring(form, asked, also)}
    deciding = {name for condition in _conditions(form) for name in questions_in(condition)}
    return frozenset(measuring | deciding | {URBAN, AREA_KIND, *BIRTH})


def _measuring(form: Questionnaire, asked: Asked, also: Collection[str]) -> Iterator[Question]:
    """The questions whose answers the measure looks at; what only describes people stays out."""
    special = {HOUSEHOLD, URBAN, AREA_KIND, *BIRTH}
    for question in (*form.on_sheet(asked), *filter(None, map(form.question, also))):
        if question.of is asked and question.id not in special and set(question.used_for) != {Use.RECORD}:
            yield question


def _filled(form: Questionnaire, sheet: Sheet, question: Question, member: str | None) -> dict[str, Answer]:
    answer = sheet.answer(question, member)
    if answer is not None and (
        refused(question, answer) or place(form, sheet, question, member).state is State.SKIPPED
    ):
        answer = None
    return dict.fromkeys((question.id, *question.feeds), answer)


def _schema(form: Questionnaire, asked: Asked, also: Collection[str]) -> dict[str, Any]:
    keys: dict[str, Any] = (
        {HOUSEHOLD: pl.String(), URBAN: pl.Boolean()}
        if asked is Asked.HOUSEHOLD
        else {
            HOUSEHOLD: pl.String(),
            MEMBER: pl.String(),
            BIRTH_EARLIEST: pl.Int32(),
            BIRTH_LATEST: pl.Int32(),
        }
    )
    for question in _measuring(form, asked, also):
        keys |= dict.fromkeys((question.id, *question.feeds), _type(question))
    return keys


def _type(question: Question) -> Any:
    return pl.List(pl.String()) if question.several else _TYPES[question.kind]


def plain_answers(form: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Answers as cells of a frame; what is not even of the kind of the question cannot stand in a column."""
    plain: dict[str, Any] = {}
    for name, answer in answers.items():
        question = form.question(name)
        if question is not None and answer not in (None, "", ()) and of_kind(question, answer):
            plain[name] = list(answer) if isinstance(answer, tuple) else answer
    return plain


def _urban(form: Questionnaire, rules: Rules, sheet: Sheet) -> bool | None:
    """By the kind of the unit where that tells, else as answered."""
    kind = sheet.household.get(AREA_KIND)
    residence = rules.residence(kind) if isinstance(kind, str) else None
    if residence is not None:
        return residence is Residence.URBAN
    question = form.question(URBAN)
    answer = _filled(form, sheet, question, None)[URBAN] if question is not None else None
    return answer if isinstance(answer, bool) else None


def _urban_column(form: Questionnaire, rules: Rules, held: Collection[str]) -> nw.Expr:
    question = form.question(URBAN)
    answered = _asked_answer(form, question, held) if question is not None else nw.lit(None, nw.Boolean)
    if AREA_KIND not in held:
        return answered
    kind = nw.col(AREA_KIND)
    told = {place: [r.kind for r in rules.standard.area_kinds if r.residence is place] for place in Residence}
    otherwise = nw.when(kind.is_in(told[Residence.RURAL])).then(nw.lit(False)).otherwise(answered)
    return nw.when(kind.is_in(told[Residence.URBAN])).then(nw.lit(True)).otherwise(otherwise)


def _conditions(form: Questionnaire) -> Iterator[Condition]:
    for question in form.questions:
        yield from (parsed(text) for text in (question.who, question.skip) if text)


def _named(conditions: list[Condition], held: Collection[str]) -> list[str]:
    """The household's answers that conditions of members look at."""
    return [name for condition in conditions for name in questions_in(condition) if name in held]


def _columns(
    form: Questionnaire, held: Collection[str], asked: Asked, also: Collection[str]
) -> dict[str, nw.Expr]:
    found: dict[str, nw.Expr] = {}
    for question in _measuring(form, asked, also):
        found |= dict.fromkeys((question.id, *question.feeds), _asked_answer(form, question, held))
    return found


def _asked_answer(form: Questionnaire, question: Question, held: Collection[str]) -> nw.Expr:
    """The answer, null where the question is certainly not asked."""
    if question.id not in held:
        return nw.lit(None)
    columns, answer = Columns(form, held), _not_refused(question)
    if question.who:
        answer = nw.when(~columns.truth(parsed(question.who))).then(nw.lit(None)).otherwise(answer)
    if question.skip:
        answer = nw.when(columns.truth(parsed(question.skip))).then(nw.lit(None)).otherwise(answer)
    return answer


def _not_refused(question: Question) -> nw.Expr:
    """The answer, null where it is no code of the question or outside its limits."""
    answer = nw.col(question.id)
    if question.kind is AnswerKind.CHOICE and not question.several:
        return nw.when(answer.is_in(list(codes_of(question)))).then(answer)
    if question.limits is not None and question.limits.least is not None:
        answer = nw.when(nw.col(question.id) >= question.limits.least).then(answer)
    if question.limits is not None and question.limits.greatest is not None:
        answer = nw.when(nw.col(question.id) <= question.limits.greatest).then(answer)
    return answer


def _typed(frame: Frame, form: Questionnaire, asked: Asked, also: Collection[str]) -> Frame:
    schema = _schema(form, asked, also)
    typed: pl.LazyFrame = frame.to_native().select(pl.col(name).cast(kind) for name, kind in schema.items())
    return nw.from_native(typed)
