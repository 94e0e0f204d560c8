"""Many stored sheets read into columns at once, without a sheet in between.

The twin of `from_stored` and `answer_frames`. JSON goes into structs that take exactly what the kind of a
question allows; a sheet with any other answer is read the plain way, answer by answer.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Annotated, Any, Final

import msgspec
import polars as pl
from msgspec.structs import astuple

from giamngheo.law.questionnaires.columns import DAY
from giamngheo.law.questionnaires.evidence import HOUSEHOLD, MEMBER, Evidence, answer_types, plain_answers
from giamngheo.law.questionnaires.sheets import GREATEST, Answers
from giamngheo.law.questionnaires.stored import from_stored
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Questionnaire

Row = tuple[Any, ...]
Columns = Mapping[str, Any]

_EXACT: Final = msgspec.Meta(gt=-GREATEST, lt=GREATEST)
_Text = Annotated[str, msgspec.Meta(min_length=1)]
_SEVERAL = Annotated[list[str], msgspec.Meta(min_length=1)]
_TYPES: Final[dict[AnswerKind, Any]] = {
    AnswerKind.YES_NO: bool,
    AnswerKind.WHOLE: Annotated[int, _EXACT],
    AnswerKind.MONEY: Annotated[int, _EXACT],
    AnswerKind.NUMBER: Annotated[float, _EXACT],
    AnswerKind.DATE: date,
    AnswerKind.TEXT: _Text,
    AnswerKind.CHOICE: _Text,
}


@dataclass(frozen=True)
class _Held:
    """What `stored.as_stored` writes of a form, with the answers that frames hold, as structs."""

    household: Any
    answers: Any
    member: Any
    sheet: Any


def stored_frames(
    form: Questionnaire, stored: Iterable[tuple[str, str]], only: Collection[str] | None = None
) -> Evidence:
    """The answers of stored sheets (key of the household, JSON) as they are, a column a question.

    With `only` the columns of these questions; what else was answered is passed over unread.

    Raises:
        KeyError, ValueError: where it is no stored sheet.
    """
    of_household = _columns(form, Asked.HOUSEHOLD, {HOUSEHOLD: pl.String(), DAY: pl.Date()}, only)
    of_member = _columns(form, Asked.MEMBER, {HOUSEHOLD: pl.String(), MEMBER: pl.String()}, only)
    held = _stored_type(form, of_household, of_member)
    rows = list(stored)
    sheets = _sheets(form, held, [text for _, text in rows])
    homes = pl.Series(HOUSEHOLD, [key for key, _ in rows], pl.String)
    sizes = pl.Series([len(sheet.members) for sheet in sheets], dtype=pl.UInt32)
    members = [member for sheet in sheets for member in sheet.members]
    return Evidence(
        _frame(
            [homes, pl.Series(DAY, [sheet.day for sheet in sheets], pl.Date)],
            [astuple(sheet.household) for sheet in sheets],
            of_household,
        ),
        _frame(
            [
                homes.repeat_by(sizes).explode(empty_as_null=False),
                pl.Series(MEMBER, [member.key for member in members], pl.String),
            ],
            [astuple(member.answers) for member in members],
            of_member,
        ),
    )


def _sheets(form: Questionnaire, held: _Held, texts: Sequence[str]) -> list[Any]:
    """The sheets as structs: at once where all of them are plain, which nearly all are."""
    read = msgspec.json.Decoder(held.sheet).decode
    try:
        return [read(text) for text in texts]
    except msgspec.ValidationError:
        return [_sheet(form, held, read, text) for text in texts]


def _sheet(form: Questionnaire, held: _Held, read: Callable[[str], Any], text: str) -> Any:
    """One sheet; what is not even of the kind of a question is no answer."""
    try:
        return read(text)
    except msgspec.ValidationError:
        sheet = from_stored(form, json.loads(text))
    members = [held.member(key, _held(form, held.answers, told)) for key, told in sheet.members.items()]
    return held.sheet(sheet.day, _held(form, held.household, sheet.household), members)


def _held(form: Questionnaire, answers: Any, told: Answers) -> Any:
    plain = plain_answers(form, told)
    return answers(*(plain.get(name) for name in answers.__struct_fields__))


def _columns(form: Questionnaire, asked: Asked, keys: Columns, only: Collection[str] | None) -> Columns:
    """The keys of a frame, then a column for every question that is wanted; a key is never asked."""
    wanted = answer_types(form, asked)
    names = [name for name in wanted if name not in keys and (only is None or name in only)]
    return {**keys, **{name: wanted[name] for name in names}}


def _answered(columns: Columns) -> Iterator[str]:
    """The columns that are questions."""
    return islice(columns, 2, None)


def _frame(keys: Sequence[pl.Series], rows: Sequence[Row], columns: Columns) -> pl.DataFrame:
    """Column by column, which takes half the time of rows."""
    answered = list(_answered(columns))
    cells = zip(*rows, strict=True) if rows else [()] * len(answered)
    told = [pl.Series(name, column, columns[name]) for name, column in zip(answered, cells, strict=True)]
    return pl.DataFrame([*keys, *told])


def _stored_type(form: Questionnaire, of_household: Columns, of_member: Columns) -> _Held:
    household, answers = (
        msgspec.defstruct(
            "Answers", [(name, _type(form, name) | None, None) for name in _answered(columns)], gc=False
        )
        for columns in (of_household, of_member)
    )
    member: Any = msgspec.defstruct("Member", [("key", str), ("answers", answers)], gc=False)
    told = [("day", date), ("household", household), ("members", list[member])]
    return _Held(household, answers, member, msgspec.defstruct("Stored", told, gc=False))


def _type(form: Questionnaire, name: str) -> Any:
    question = form.question(name)
    assert question is not None
    return _SEVERAL if question.several else _TYPES[question.kind]
