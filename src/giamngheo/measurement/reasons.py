"""Why a household has its class, what is missing, and which single answer would change it, in Vietnamese.

The texts are columns built by expressions, so that one household and a million get the same words.
"""

import narwhals.stable.v2 as nw

from giamngheo.law.library import Rules, cited
from giamngheo.law.vocabulary.standards import HouseholdClass, TermText
from giamngheo.measurement.run import (
    ALL_ENOUGH,
    NOT_ENOUGH,
    OF,
    ONE_FEWER,
    ONE_MORE,
    TOLD_NO,
    TOLD_YES,
    evidence_columns,
)
from giamngheo.measurement.sentences import (
    SHOWN_INCOME,
    conflict_sentence,
    deprivation_sentence,
    dotted,
    income_sentences,
    joined,
    text,
)
from giamngheo.measurement.tables import (
    CLASS_CODE,
    DEPRIVATION_COUNT,
    DEPRIVATION_POINTS,
    DEPRIVATIONS_CONFLICT,
    DEPRIVED,
    INCOME,
    INCOME_CONFLICT,
    INCOME_POINTS,
    TERM,
    URBAN,
    Frame,
    deprived,
)

REASON = "reason"
MISSING = "missing"
PIVOT = "pivot"

_UNKNOWN = HouseholdClass.UNKNOWN.code
_OF_RURAL, _OF_URBAN = OF.values()


def with_reasons(explained: Frame, rules: Rules) -> Frame:
    """Add the texts `reason`, `missing` (null for a certain class) and `pivot` (null where nothing pivots).

    `explained` is what `classify(…, explain=True)` gave.
    """
    columns = set(evidence_columns(explained.collect_schema().names(), rules))
    if INCOME in columns:
        explained = explained.with_columns(**{SHOWN_INCOME: dotted(nw.col(INCOME))})
    parts = [
        conflict_sentence(columns, rules),
        *income_sentences(columns, rules),
        deprivation_sentence(columns, rules),
        _only_average_open(rules),
        _clause(rules),
    ]
    pivots = joined(_pivots(columns), "; ")
    told = explained.with_columns(
        **{
            REASON: joined(parts, "; "),
            MISSING: nw.when(nw.col(CLASS_CODE) == _UNKNOWN).then(_missing(columns, rules)),
            PIVOT: pivots,
        }
    ).with_columns(**{PIVOT: nw.when(nw.col(PIVOT) != "").then(nw.col(PIVOT))})
    return told.drop(SHOWN_INCOME) if INCOME in columns else told


def _clause(rules: Rules) -> nw.Expr:
    """The clause of the class, null for the unknown."""
    clause = nw.lit(None, nw.String)
    for household_class in rules.class_formulas:
        said = f"{household_class.label} theo {cited(rules.text(household_class).clause)}"
        clause = nw.when(nw.col(CLASS_CODE) == household_class.code).then(nw.lit(said)).otherwise(clause)
    return clause


def _only_average_open(rules: Rules) -> nw.Expr:
    """A household above the income line where the law leaves average living standard open."""
    if rules.parameters.line(rules.standard.terms[-1].parameter) is not None:
        return nw.lit(None, nw.String)
    above = ~nw.col(TERM + rules.standard.terms[0].id)
    return nw.when(above).then(nw.lit("chắc chắn không phải hộ nghèo, hộ cận nghèo"))


def _missing(columns: set[str], rules: Rules) -> nw.Expr:
    """What to ask or check before the class can be told."""
    no_income = _all_null([name for name in (INCOME, INCOME_POINTS) if name in columns])
    conflict = nw.col(INCOME_CONFLICT)
    lives_unknown = nw.col(URBAN).is_null() if URBAN in columns else nw.lit(True)
    residence_matters = lives_unknown & ~no_income & ~conflict & _differs_by_residence(rules)
    points = " hoặc điểm B1" if rules.has_points else ""
    average = rules.standard.terms[-1]
    open_line = rules.parameters.line(average.parameter) is None
    may_be_above = (
        nw.when(nw.col(TERM + rules.standard.terms[0].id)).then(nw.lit(False)).otherwise(nw.lit(True))
    )
    parts = [
        nw.when(conflict).then(nw.lit("xem lại thu nhập và điểm B1")),
        nw.when(no_income).then(nw.lit(f"thu nhập bình quân đầu người/tháng{points}")),
        nw.when(residence_matters).then(nw.lit("khu vực (nông thôn hay thành thị)")),
        _missing_deprivations(columns, rules),
    ]
    if open_line:
        said = "mức thu nhập của hộ có mức sống trung bình (chưa có văn bản)"
        parts.append(nw.when(may_be_above & ~no_income).then(nw.lit(said)))
    return joined(parts, "; ")


def _all_null(columns: list[str]) -> nw.Expr:
    if not columns:
        return nw.lit(True)
    return nw.all_horizontal(*(nw.col(name).is_null() for name in columns), ignore_nulls=False)


def _differs_by_residence(rules: Rules) -> nw.Expr:
    """Whether a question on income, or the class itself, would be answered otherwise in town and country."""
    open_terms = [nw.col(TERM + term.id).is_null() for term in _terms_with_a_line(rules)]
    return nw.any_horizontal(nw.col(_OF_RURAL) != nw.col(_OF_URBAN), *open_terms, ignore_nulls=False)


def _terms_with_a_line(rules: Rules) -> list[TermText]:
    return [term for term in rules.standard.terms if rules.parameters.line(term.parameter) is not None]


def _missing_deprivations(columns: set[str], rules: Rules) -> nw.Expr:
    """Which deprivations to ask for, where they can matter at all."""
    contradicted = nw.col(DEPRIVATIONS_CONFLICT)
    settled = nw.when(nw.col(TERM + "deprived_enough").is_null()).then(nw.lit(False)).otherwise(nw.lit(True))
    both = nw.col(ALL_ENOUGH), nw.col(NOT_ENOUGH)
    # Above every line the deprivations change nothing, whatever else is open.
    matters = ~settled & ((both[0] != both[1]) | _income_is_open(rules))
    again = nw.lit("xem lại các căn cứ về chỉ số thiếu hụt")
    return nw.when(matters).then(nw.when(contradicted).then(again).otherwise(_untold(columns, rules)))


def _income_is_open(rules: Rules) -> nw.Expr:
    poverty_lines = [term for term in _terms_with_a_line(rules) if term.points_parameter is not None]
    poverty_lines = poverty_lines or _terms_with_a_line(rules)[:1]
    above = [
        nw.when(nw.col(TERM + term.id)).then(nw.lit(False)).otherwise(~nw.col(TERM + term.id).is_null())
        for term in poverty_lines
    ]
    return ~nw.all_horizontal(*above, ignore_nulls=False)


def _untold(columns: set[str], rules: Rules) -> nw.Expr:
    if not any(name.startswith(DEPRIVED) for name in columns):
        return nw.lit("số chỉ số thiếu hụt" + (" hoặc điểm B2" if rules.has_points else ""))
    names = [
        nw.when(nw.col(deprived(d.id)).is_null()).then(nw.lit(d.name))
        if deprived(d.id) in columns
        else nw.lit(d.name)
        for d in rules.standard.deprivations
    ]
    listed = joined(names, ", ")
    total = " hoặc tổng điểm B2" if DEPRIVATION_POINTS in columns else ""
    total = " hoặc số chỉ số thiếu hụt" if DEPRIVATION_COUNT in columns else total
    return text("chỉ số: ", listed, total)


def _pivots(columns: set[str]) -> list[nw.Expr]:
    """The single different answer that would change a certain class or settle an unknown one."""
    here = nw.col(CLASS_CODE)
    certain = here != _UNKNOWN
    nowhere = ~certain & (nw.col(URBAN).is_null() if URBAN in columns else nw.lit(True))
    parts: list[nw.Expr] = []
    for column, words, asked_of in (
        (ONE_MORE, "thêm 1 chỉ số thiếu hụt thì là", certain),
        (ONE_FEWER, "bớt 1 chỉ số thiếu hụt thì là", certain),
        (TOLD_YES, "nếu 1 chỉ số chưa rõ là thiếu hụt thì là", ~certain),
        (TOLD_NO, "nếu 1 chỉ số chưa rõ là không thiếu hụt thì là", ~certain),
        (_OF_RURAL, "nếu ở nông thôn thì là", nowhere),
        (_OF_URBAN, "nếu ở thành thị thì là", nowhere),
    ):
        other = nw.col(column)
        changed = asked_of & (other != here) & (other != _UNKNOWN)
        parts.append(nw.when(changed).then(text(f"{words} ", _label(other))))
    return parts


def _label(code: nw.Expr) -> nw.Expr:
    label = nw.lit(None, nw.String)
    for household_class in HouseholdClass:
        label = (
            nw.when(code == household_class.code).then(nw.lit(household_class.label.lower())).otherwise(label)
        )
    return label
