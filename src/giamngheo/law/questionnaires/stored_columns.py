"""Many stored sheets read into columns at once, without a sheet in between.

The twin of `from_stored` and `answer_frames`. JSON goes into structs that take exactly what the kind of a
question allows; a sheet with any other answer is read the plain way, answer by answer.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def stored_frames(form: Questionnaire, stored: Iterable[tuple[str, str]]) -> Evidence:
    """The answers of stored sheets (key of the household, JSON) as they are, a column a question.

    Raises:
        KeyError, ValueError: where it is no stored sheet.
    """
    of_household = _columns(form, Asked.HOUSEHOLD, {HOUSEHOLD: pl.String(), DAY: pl.Date()})
    of_member = _columns(form, Asked.MEMBER, {HOUSEHOLD: pl.String(), MEMBER: pl.String()})
    read = msgspec.json.Decoder(_stored_type(form, of_household, of_member)).decode
    households: list[Row] = []
    members: list[Row] = []
    for key, text in stored:
        try:
            told = read(text)
        except msgspec.ValidationError:
            sheet = from_stored(form, json.loads(text))
            households.append((key, sheet.day, *_cells(form, of_household, sheet.household)))
            for member, answers in sheet.members.items():
                members.append((key, member, *_cells(form, of_member, answers)))
        else:
            households.append((key, told.day, *astuple(told.household)))
            members += [(key, member.key, *astuple(member.answers)) for member in told.members]
    return Evidence(_frame(households, of_household), _frame(members, of_member))


def _columns(form: Questionnaire, asked: Asked, keys: Columns) -> Columns:
    """The keys of a frame, then a column for every question; a key is never asked."""
    return {**keys, **{name: type_ for name, type_ in answer_types(form, asked).items() if name not in keys}}


def _answered(columns: Columns) -> Iterator[str]:
    """The columns that are questions."""
    return islice(columns, 2, None)


def _cells(form: Questionnaire, columns: Columns, answers: Answers) -> list[Any]:
    plain = plain_answers(form, answers)
    return [plain.get(name) for name in _answered(columns)]


def _frame(rows: Sequence[Row], columns: Columns) -> pl.DataFrame:
    """Column by column, which takes half the time of rows."""
    cells = zip(*rows, strict=True) if rows else [()] * len(columns)
    return pl.DataFrame(
        [pl.Series(name, column, columns[name]) for name, column in zip(columns, cells, strict=True)]
    )


def _stored_type(form: Questionnaire, of_household: Columns, of_member: Columns) -> Any:
    """What `stored.as_stored` writes of a form, with the answers that frames hold."""
    household, answers = (
        msgspec.defstruct("Answers", [(name, _type(form, name) | None, None) for name in _answered(columns)])
        for columns in (of_household, of_member)
    )
    member: Any = msgspec.defstruct("Member", [("key", str), ("answers", answers)])
    return msgspec.defstruct("Stored", [("day", date), ("household", household), ("members", list[member])])


def _type(form: Questionnaire, name: str) -> Any:
    question = form.question(name)
    assert question is not None
    return _SEVERAL if question.several else _TYPES[question.kind]
