"""Why a household has its class, what is missing, and which single answer would change it, in Vietnamese.

The texts are columns built by expressions, so that one household and a million get the same words.
"""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from giamngheo.law.library import Rules, cited
from giamngheo.law.vocabulary.standards import ByResidence, HouseholdClass, Residence
from giamngheo.measurement.classes import ENOUGH, witnesses
from giamngheo.measurement.run import ONE_FEWER, ONE_MORE
from giamngheo.measurement.tables import (
    CLASS_CODE,
    DEPRIVATIONS_CONFLICT,
    INCOME,
    INCOME_CONFLICT,
    INCOME_POINTS,
    POINTS_AT_LEAST,
    POINTS_AT_MOST,
    TERM,
    URBAN,
    Frame,
    deprived,
)

REASON = "reason"
MISSING = "missing"
PIVOT = "pivot"


def with_reasons(explained: Frame, rules: Rules) -> Frame:
    """Add the texts `reason`, `missing` and `pivot` to a frame that `classify(…, explain=True)` gave."""
    columns = set(explained.collect_schema().names())
    reason = _joined(
        [*_income_parts(columns, rules), _deprivation_part(columns, rules), _clause(rules)], "; "
    )
    return explained.with_columns(
        **{
            REASON: _joined([_conflicts(), reason], "; "),
            MISSING: nw.when(nw.col(CLASS_CODE) == HouseholdClass.UNKNOWN.code).then(
                _missing(columns, rules)
            ),
            PIVOT: _pivot(),
        }
    )


def _joined(parts: Sequence[nw.Expr], separator: str) -> nw.Expr:
    return nw.concat_str(*parts, separator=separator, ignore_nulls=True)


def _text(*parts: nw.Expr | str) -> nw.Expr:
    """Parts in a row; null as soon as one of them is."""
    return nw.concat_str(*(nw.lit(part) if isinstance(part, str) else part for part in parts))


def dotted(amount: nw.Expr) -> nw.Expr:
    """A whole number below 10¹² with dots between thousands, as Vietnamese papers write it."""

    def group(power: int) -> nw.Expr:
        return (amount // power % 1_000).cast(nw.String)

    def tail(power: int) -> nw.Expr:
        return _text(".", group(power).str.zfill(3))

    units = tail(1)
    thousands = _text(tail(1_000), units)
    millions = _text(tail(1_000_000), thousands)
    return (
        nw.when(amount < 1_000)
        .then(amount.cast(nw.String))
        .otherwise(
            nw.when(amount < 1_000_000)
            .then(_text(group(1_000), units))
            .otherwise(
                nw.when(amount < 1_000_000_000)
                .then(_text(group(1_000_000), thousands))
                .otherwise(_text(group(1_000_000_000), millions))
            )
        )
    )


def _income_parts(columns: set[str], rules: Rules) -> Sequence[nw.Expr]:
    """One sentence a question on income, until the first that is answered yes."""
    parts: list[nw.Expr] = []
    still_open = nw.lit(True)
    for term in rules.standard.terms:
        here = nw.col(TERM + term.id)
        for column, parameter in ((INCOME, term.parameter), (INCOME_POINTS, term.points_parameter)):
            line = rules.parameters.line(parameter) if parameter is not None else None
            if column in columns and line is not None:
                said = _said(column, first=term is rules.standard.terms[0])
                name = _lowered(rules.parameters.by_id[term.parameter].name) if column == INCOME else "ngưỡng"
                compared = _compared(column, line, said, name) if URBAN in columns else said
                parts.append(nw.when(still_open).then(compared))
        still_open = still_open & ~here
    return parts


def _said(column: str, *, first: bool) -> nw.Expr:
    value = nw.col(column)
    if column == INCOME_POINTS:
        return _text("điểm B1 ", value.cast(nw.String))
    if first:
        return _text("thu nhập ", dotted(value), " đồng/người/tháng")
    return nw.when(~value.is_null()).then(nw.lit("thu nhập"))


def _lowered(name: str) -> str:
    return name[0].lower() + name[1:]


def _compared(column: str, line: int | ByResidence, said: nw.Expr, name: str) -> nw.Expr:
    """«thu nhập … không quá chuẩn nghèo … (nông thôn)»; without the residence, what was said alone."""
    value, urban = nw.col(column), nw.col(URBAN)
    whole = ByResidence(line, line) if isinstance(line, int) else line

    def against(residence: Residence) -> nw.Expr:
        limit = whole.of(residence)
        shown = f"{limit:,}".replace(",", ".")
        place = f" ({residence.label})"
        return _text(
            said,
            nw.when(value <= limit).then(nw.lit(" không quá ")).otherwise(nw.lit(" trên ")),
            f"{name} {shown}{place}",
        )

    return (
        nw.when(urban)
        .then(against(Residence.URBAN))
        .otherwise(nw.when(~urban).then(against(Residence.RURAL)).otherwise(said))
    )


def _deprivation_part(columns: set[str], rules: Rules) -> nw.Expr:
    if not witnesses(columns, rules):
        return nw.lit("chưa có chỉ số thiếu hụt nào")
    low, high = nw.col(POINTS_AT_LEAST) // rules.weight, nw.col(POINTS_AT_MOST) // rules.weight
    count = (
        nw.when(low == high)
        .then(_text("thiếu hụt ", low.cast(nw.String), " chỉ số"))
        .otherwise(_text("thiếu hụt từ ", low.cast(nw.String), " đến ", high.cast(nw.String), " chỉ số"))
    )
    needed = rules.cutoff // rules.weight
    enough = nw.col(TERM + ENOUGH)
    against = (
        nw.when(enough)
        .then(nw.lit(f" (từ {needed} trở lên)"))
        .otherwise(
            nw.when(~enough)
            .then(nw.lit(f" (dưới {needed})"))
            .otherwise(nw.lit(f" (chưa rõ có từ {needed} không)"))
        )
    )
    names = [
        nw.when(nw.col(deprived(d.id))).then(nw.lit(d.name))
        for d in rules.standard.deprivations
        if deprived(d.id) in columns
    ]
    if not names:
        return _text(count, against)
    listed = _joined(names, ", ")
    return _text(count, against, nw.when(listed != "").then(_text(": ", listed)).otherwise(nw.lit("")))


def _clause(rules: Rules) -> nw.Expr:
    """The clause of the class, null for the unknown."""
    code = nw.col(CLASS_CODE)
    text = nw.lit(None, nw.String)
    for household_class in rules.class_formulas:
        clause = f"theo {cited(rules.text(household_class).clause)}"
        text = nw.when(code == household_class.code).then(nw.lit(clause)).otherwise(text)
    return text


def _conflicts() -> nw.Expr:
    income, deprivations = nw.col(INCOME_CONFLICT), nw.col(DEPRIVATIONS_CONFLICT)
    said = {
        "thu nhập mâu thuẫn với điểm B1": income & ~deprivations,
        "điểm B2, số chỉ số và các chỉ số đánh dấu mâu thuẫn nhau": deprivations & ~income,
        "thu nhập mâu thuẫn với điểm B1, các chỉ số thiếu hụt mâu thuẫn nhau": income & deprivations,
    }
    text = nw.lit(None, nw.String)
    for words, holds in said.items():
        text = nw.when(holds).then(nw.lit(words)).otherwise(text)
    return text


def _missing(columns: set[str], rules: Rules) -> nw.Expr:
    """What to ask or check before the class can be told, most decisive first."""
    enough = nw.col(TERM + ENOUGH)
    first_term = rules.standard.terms[0].id
    income_known = [nw.col(c).is_null() for c in (INCOME, INCOME_POINTS) if c in columns]
    no_income = nw.all_horizontal(*income_known, ignore_nulls=False) if income_known else nw.lit(True)
    points = " hoặc điểm B1" if rules.has_points else ""
    income_open = nw.col(TERM + first_term).is_null()
    conflict = nw.col(INCOME_CONFLICT)
    deprived_conflict = nw.col(DEPRIVATIONS_CONFLICT)
    urban_missing = nw.col(URBAN).is_null() if URBAN in columns else nw.lit(True)
    parts = [
        nw.when(conflict).then(nw.lit("đối chiếu lại thu nhập với điểm B1")),
        nw.when(no_income).then(nw.lit(f"thu nhập bình quân đầu người/tháng{points}")),
        nw.when(income_open & ~no_income & ~conflict & urban_missing).then(
            nw.lit("khu vực (nông thôn hay thành thị)")
        ),
        nw.when(deprived_conflict & enough.is_null()).then(
            nw.lit("đối chiếu lại điểm B2, số chỉ số và các chỉ số đánh dấu")
        ),
        nw.when(enough.is_null() & ~deprived_conflict & _may_be_poor(rules)).then(_untold(columns, rules)),
        nw.when(_only_average_open(rules)).then(
            nw.lit("mức của mức sống trung bình (chưa có văn bản); chắc chắn không nghèo, không cận nghèo")
        ),
    ]
    return _joined(parts, "; ")


def _may_be_poor(rules: Rules) -> nw.Expr:
    """Whether the deprivations matter: false only where income is certainly above every line of poverty."""
    lines = [nw.col(TERM + term.id) for term in rules.standard.terms if term.points_parameter]
    lines = lines or [nw.col(TERM + rules.standard.terms[0].id)]
    above = [nw.when(~line).then(nw.lit(True)).otherwise(nw.lit(False)) for line in lines]
    return ~nw.all_horizontal(*above, ignore_nulls=False)


def _only_average_open(rules: Rules) -> nw.Expr:
    average = rules.standard.terms[-1]
    if rules.parameters.line(average.parameter) is not None:
        return nw.lit(False)
    return ~_may_be_poor(rules)


def _untold(columns: set[str], rules: Rules) -> nw.Expr:
    ticks = [d for d in rules.standard.deprivations if deprived(d.id) in columns]
    if not ticks:
        return nw.lit("số chỉ số thiếu hụt" + (" hoặc điểm B2" if rules.has_points else ""))
    names = [
        nw.when(nw.col(deprived(d.id)).is_null()).then(nw.lit(d.name)) if d in ticks else nw.lit(d.name)
        for d in rules.standard.deprivations
    ]
    return _text("chỉ số: ", _joined(names, ", "))


def _pivot() -> nw.Expr:
    """The single different answer that would change a certain class."""
    here = nw.col(CLASS_CODE)
    certain = here != HouseholdClass.UNKNOWN.code
    parts = []
    for column, words in ((ONE_MORE, "thêm 1 chỉ số thiếu hụt"), (ONE_FEWER, "bớt 1 chỉ số thiếu hụt")):
        for household_class in HouseholdClass:
            if household_class is not HouseholdClass.UNKNOWN:
                changed = certain & (nw.col(column) == household_class.code) & (here != household_class.code)
                parts.append(
                    nw.when(changed).then(nw.lit(f"{words} thì thành {household_class.label.lower()}"))
                )
    return _joined(parts, "; ")
