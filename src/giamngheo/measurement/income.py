"""B1 points from a household's answers by a table of points; three-valued: an answer missing, no points."""

from functools import reduce
from operator import add

import narwhals.stable.v2 as nw

from giamngheo.law.library import LawError, standards
from giamngheo.law.point_tables import YES
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.vocabulary.formulas import agreed
from giamngheo.law.vocabulary.point_tables import PointRow, PointTable
from giamngheo.law.vocabulary.questionnaires import AnswerKind
from giamngheo.measurement.tables import HOUSEHOLD, INCOME_POINTS, Frame

DEMONSTRATION_PREFIX = "DEMO-"


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
    kinds = _kinds(table)
    terms = [_points(name, table.of(name), kinds[name], columns) for name in table.questions]
    total = reduce(add, terms, nw.lit(table.base, nw.Int64)).cast(nw.Int64)
    if INCOME_POINTS in columns:
        total = agreed(nw.col(INCOME_POINTS).cast(nw.Int64), total)
    return households.with_columns(**{INCOME_POINTS: total})


def _kinds(table: PointTable) -> dict[str, AnswerKind]:
    form = questionnaire(standards()[table.standard].standard.questionnaire or "")
    return {question.id: question.kind for question in form.questions}


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
