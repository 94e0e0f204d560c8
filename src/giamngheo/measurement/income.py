"""B1 points from a household's answers by a table of points; three-valued: an answer missing, no points."""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import add

import narwhals.stable.v2 as nw

from giamngheo.law.library import LawError, standards
from giamngheo.law.point_tables import YES
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.vocabulary.formulas import URBAN, agreed, by_residence
from giamngheo.law.vocabulary.point_tables import PointRow, PointTable
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Question
from giamngheo.law.vocabulary.standards import Residence
from giamngheo.measurement.tables import HOUSEHOLD, INCOME_POINTS, Frame

DEMONSTRATION_PREFIX = "DEMO-"
RECKONED = "reckoned_points"
LACKING = "points_lacking"
ITEM = "points_of_"


class DemonstrationOnlyError(LawError):
    """A made-up table of points was asked for households that are not plainly made up themselves."""


def income_points(households: Frame, table: PointTable) -> Frame:
    """Add `income_points` (Int64, B1), null where an answer that the table needs is missing.

    A frame that has B1 totals of its own keeps them where the answers say nothing; where both speak and
    contradict each other the points are unknown.

    Raises:
        DemonstrationOnlyError: where the table is a demonstration and any code does not start with DEMO-.
    """
    columns = set(households.collect_schema().names())
    if table.demonstration:
        _refuse_real_households(households, columns)
    total = _total(table, columns)
    if INCOME_POINTS in columns:
        total = agreed(nw.col(INCOME_POINTS).cast(nw.Int64), total)
    return households.with_columns(**{INCOME_POINTS: total})


def with_reckoned_points(households: Frame, tables: Mapping[Residence, PointTable]) -> Frame:
    """Add `reckoned_points` (Int64), by the table of where each household lives, and `points_lacking`.

    The second names the items whose answers are missing («Số nhân khẩu, Hộ có: Ô tô»), empty where none is.
    Where it is not told where a household lives, both hold only if they are alike in town and country; both
    are null where no table is for the place. `income_points` becomes what the total that was written down
    and the reckoned one agree on, null where they differ.

    Raises:
        DemonstrationOnlyError: as `income_points`.
    """
    columns = set(households.collect_schema().names())
    if any(table.demonstration for table in tables.values()):
        _refuse_real_households(households, columns)

    def here(told: Callable[[PointTable], nw.Expr], otherwise: nw.Expr) -> nw.Expr:
        of_rural, of_urban = (
            told(tables[place]) if place in tables else otherwise
            for place in (Residence.RURAL, Residence.URBAN)
        )
        return by_residence(of_rural, of_urban, residence_known=URBAN in columns)

    added = {
        RECKONED: here(lambda table: _total(table, columns), nw.lit(None, nw.Int64)),
        LACKING: here(lambda table: _lacking(table, columns), nw.lit(None, nw.String)),
    }
    written = nw.col(INCOME_POINTS).cast(nw.Int64) if INCOME_POINTS in columns else nw.lit(None, nw.Int64)
    return households.with_columns(**added).with_columns(**{INCOME_POINTS: agreed(written, nw.col(RECKONED))})


def with_items(households: Frame, table: PointTable) -> Frame:
    """Add the points of each item of a table as a column `points_of_<question>`, null where unanswered."""
    columns = set(households.collect_schema().names())
    return households.with_columns(**{ITEM + name: points for name, points in _items(table, columns).items()})


def _total(table: PointTable, columns: set[str]) -> nw.Expr:
    terms = _items(table, columns).values()
    return reduce(add, terms, nw.lit(table.base, nw.Int64)).cast(nw.Int64)


def _items(table: PointTable, columns: set[str]) -> dict[str, nw.Expr]:
    asked = _questions(table)
    return {name: _points(name, table.of(name), asked[name].kind, columns) for name in table.questions}


def _lacking(table: PointTable, columns: set[str]) -> nw.Expr:
    asked = _questions(table)
    names = [
        nw.when(points.is_null()).then(nw.lit(asked[name].text))
        for name, points in _items(table, columns).items()
    ]
    return nw.concat_str(*names, separator=", ", ignore_nulls=True)


def _questions(table: PointTable) -> dict[str, Question]:
    form = questionnaire(standards()[table.standard].standard.questionnaire or "")
    return {question.id: question for question in form.questions}


def _points(name: str, rows: tuple[PointRow, ...], kind: AnswerKind, columns: set[str]) -> nw.Expr:
    points = nw.lit(None, nw.Int64)
    if name not in columns:
        return points
    for row in rows:
        points = nw.when(_met(nw.col(name), row, kind)).then(nw.lit(row.points, nw.Int64)).otherwise(points)
    return points


def _met(answer: nw.Expr, row: PointRow, kind: AnswerKind) -> nw.Expr:
    """Whether a row is the answer's; unknown (so never met) where the answer is missing."""
    if kind is AnswerKind.YES_NO:
        return answer if row.answer == YES else ~answer
    if row.answer is not None:
        return answer == row.answer
    met = ~answer.is_null()
    if row.least is not None:
        met = met & (answer >= row.least)
    if row.end is not None:
        met = met & ((answer < row.end) if kind is AnswerKind.NUMBER else (answer <= row.end))
    return met


def _refuse_real_households(households: Frame, columns: set[str]) -> None:
    """Looks for a single household whose code is not plainly made up."""
    if HOUSEHOLD in columns:
        made_up = nw.col(HOUSEHOLD).cast(nw.String).str.starts_with(DEMONSTRATION_PREFIX)
        others = households.filter(nw.col(HOUSEHOLD).is_null() | ~made_up).select(HOUSEHOLD).head(1)
        if others.collect().is_empty():
            return
    raise DemonstrationOnlyError(
        "Bảng điểm minh hoạ chỉ dùng cho hộ dùng thử có mã bắt đầu bằng «DEMO-»; trong danh sách có hộ khác. "
        "Nạp bảng điểm chính thức bằng «giamngheo law load», hoặc dùng tổng điểm B1 đã chấm hay "
        "thu nhập bình quân."
    )
