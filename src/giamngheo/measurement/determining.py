"""Whether a household meets the one condition that a procedure asks about, with the reasons in Vietnamese.

Households, one row each, besides the columns of `tables`: `receipts_of_year` and `costs_of_year` (Int64, đồng
in the 12 months before the review, without the State's social allowances), `farm_work` (Boolean), and for
workers `on_the_lists` (Boolean: by decision a poor or near-poor household).
"""

from collections.abc import Callable, Mapping

import narwhals.stable.v2 as nw

from giamngheo.law.library import OpenLawError, Rules, cited
from giamngheo.law.vocabulary.formulas import unknown
from giamngheo.law.vocabulary.procedures import Measure
from giamngheo.law.vocabulary.standards import ByResidence, HouseholdClass
from giamngheo.measurement.reasons import MISSING, REASON
from giamngheo.measurement.run import classify
from giamngheo.measurement.sentences import SHOWN_INCOME, compared, dotted, income_sentences, joined, text
from giamngheo.measurement.statuses import FARM_WORK, LOW_INCOME_WORKER, low_income_workers
from giamngheo.measurement.tables import CLASS_CODE, HOUSEHOLD, INCOME, MEMBER_COUNT, TERM, URBAN, Frame

RECEIPTS = "receipts_of_year"
COSTS = "costs_of_year"
ON_THE_LISTS = "on_the_lists"
MET = "met"
_MONTHS = 12
_WORKERS_LINE = "low_income_worker_line"


def determined(households: Frame, rules: Rules, measure: Measure) -> Frame:
    """Add `met` (Boolean, null where not known), `reason` and `missing` (null where it is known).

    Raises:
        OpenLawError: where the law of the day leaves open what is measured.
        KeyError: for the measure of classes, which is not one condition.
    """
    return CONDITIONS[measure](with_yearly_income(households), rules)


def with_yearly_income(households: Frame) -> Frame:
    """Add `income_per_head` (Int64, đồng a month) from receipts and costs of the year and the members.

    A fraction of a đồng counts as one: so a household is above a line exactly when its income is.
    """
    divisor = nw.col(MEMBER_COUNT) * _MONTHS
    net = nw.col(RECEIPTS) - nw.col(COSTS)
    per_head = -((-net) // divisor)
    return households.with_columns(**{INCOME: nw.when(divisor > 0).then(per_head.cast(nw.Int64))})


def _farm_household(households: Frame, rules: Rules) -> Frame:
    """Of average living standard by its income, and at work in agriculture, forestry, fishery or salt."""
    average = HouseholdClass.AVERAGE_LIVING_STANDARD
    if average not in rules.class_formulas or _line_of_average(rules) is None:
        raise OpenLawError(
            f"{rules.standard.short_name}: chưa có mức thu nhập của hộ có mức sống trung bình vào ngày "
            f"{rules.day:%d/%m/%Y}. Chọn ngày khác, hoặc cập nhật gói luật."
        )
    explained = classify(households, rules, explain=True)
    held = set(explained.collect_schema().names())
    terms = {term.id: nw.col(TERM + term.id) for term in rules.standard.terms}
    works = nw.col(FARM_WORK) if FARM_WORK in held else unknown()
    said = (
        nw.when(works)
        .then(nw.lit("hộ làm nông nghiệp, lâm nghiệp, ngư nghiệp hoặc diêm nghiệp"))
        .otherwise(
            nw.when(~works).then(nw.lit("hộ không làm nông nghiệp, lâm nghiệp, ngư nghiệp, diêm nghiệp"))
        )
    )
    met = rules.class_formulas[average](terms) & works
    clause = nw.when(met).then(nw.lit(f"{average.label} theo {cited(rules.text(average).clause)}"))
    asked = nw.when(works.is_null()).then(nw.lit("hộ có làm nông nghiệp, lâm, ngư, diêm nghiệp không"))
    shown = explained.with_columns(**{SHOWN_INCOME: dotted(nw.col(INCOME))})
    return _told(shown, met, [*income_sentences(held - {CLASS_CODE}, rules), said, clause], asked)


def _low_income_worker(households: Frame, rules: Rules) -> Frame:
    """Of a household that is neither poor nor near-poor, with an income per head up to the line."""
    listed = nw.col(ON_THE_LISTS)
    code = nw.when(listed).then(nw.lit(HouseholdClass.POOR.code, nw.Int8))
    standing = households.with_columns(
        **{CLASS_CODE: code.otherwise(nw.lit(HouseholdClass.NOT_POOR.code, nw.Int8))}
    )
    judged = low_income_workers(standing, standing.select(HOUSEHOLD, CLASS_CODE, *_measured(standing)), rules)
    value = rules.parameters.value(_WORKERS_LINE)
    assert value is not None  # else the line above has told that the law is open
    held = set(judged.collect_schema().names())
    name = rules.parameters.by_id[_WORKERS_LINE].name
    income = text("thu nhập ", nw.col(SHOWN_INCOME), " đồng/người/tháng")
    against = compared(INCOME, value, income, name[0].lower() + name[1:], held)
    standing_words = (
        nw.when(listed)
        .then(nw.lit("hộ đang trong danh sách hộ nghèo, hộ cận nghèo"))
        .otherwise(nw.lit("hộ không trong danh sách hộ nghèo, hộ cận nghèo"))
    )
    shown = judged.with_columns(**{SHOWN_INCOME: dotted(nw.col(INCOME))})
    return _told(shown, nw.col(LOW_INCOME_WORKER), [against, standing_words], nw.lit(None, nw.String))


def _measured(frame: Frame) -> list[str]:
    return [name for name in (INCOME, URBAN) if name in frame.collect_schema().names()]


def _told(frame: Frame, met: nw.Expr, sentences: list[nw.Expr], asked: nw.Expr) -> Frame:
    """The answer with its sentences, and while it is open what is still to be asked."""
    held = frame.collect_schema().names()
    lives_unknown = nw.col(URBAN).is_null() if URBAN in held else nw.lit(True)
    no_income = nw.col(INCOME).is_null()
    missing = joined(
        [
            nw.when(no_income).then(nw.lit("tổng thu nhập, chi phí 12 tháng và số nhân khẩu")),
            nw.when(~no_income & lives_unknown).then(nw.lit("khu vực (nông thôn hay thành thị)")),
            asked,
        ],
        "; ",
    )
    told = frame.with_columns(**{MET: met, REASON: joined(sentences, "; ")})
    return told.with_columns(**{MISSING: nw.when(nw.col(MET).is_null()).then(missing)}).drop(SHOWN_INCOME)


def _line_of_average(rules: Rules) -> ByResidence | int | None:
    line = rules.parameters.line(rules.standard.terms[-1].parameter)
    return line if isinstance(line, ByResidence | int) else None


CONDITIONS: Mapping[Measure, Callable[[Frame, Rules], Frame]] = {
    Measure.FARM_HOUSEHOLD: _farm_household,
    Measure.LOW_INCOME_WORKER: _low_income_worker,
}
"""What each measure asks, but that of classes."""
