"""The sentences of a reason: income against its lines, deprivations against the cut-off, contradictions."""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from giamngheo.law.library import Rules, cited
from giamngheo.law.vocabulary.formulas import by_residence
from giamngheo.law.vocabulary.standards import ByResidence, ParameterValue, TermText
from giamngheo.measurement.classes import ENOUGH, witnesses
from giamngheo.measurement.run import ALL_ENOUGH, NOT_ENOUGH
from giamngheo.measurement.tables import (
    CLASS_CODE,
    DEPRIVATION_COUNT,
    DEPRIVATION_POINTS,
    DEPRIVATIONS_CONFLICT,
    INCOME,
    INCOME_CONFLICT,
    INCOME_POINTS,
    POINTS_AT_LEAST,
    POINTS_AT_MOST,
    TERM,
    URBAN,
    deprived,
)

SHOWN_INCOME = "_shown_income"
"""Helper column: income with dots between thousands, made once for all sentences."""


def joined(parts: Sequence[nw.Expr], separator: str) -> nw.Expr:
    """Parts that are there, with a separator between them; «» where none is."""
    return nw.concat_str(*parts, separator=separator, ignore_nulls=True)


def text(*parts: nw.Expr | str) -> nw.Expr:
    """Parts in a row; null as soon as one of them is."""
    return nw.concat_str(*(nw.lit(part) if isinstance(part, str) else part for part in parts))


def dotted(amount: nw.Expr) -> nw.Expr:
    """A whole number below 10¹² with dots between thousands, as Vietnamese papers write it."""

    def group(power: int) -> nw.Expr:
        return (amount // power % 1_000).cast(nw.String)

    def tail(power: int) -> nw.Expr:
        return text(".", group(power).str.zfill(3))

    shown = text(group(1_000_000_000), tail(1_000_000), tail(1_000), tail(1))
    for power in (1_000_000, 1_000, 1):
        rest = [tail(lower) for lower in (1_000, 1) if lower < power]
        shown = nw.when(amount < power * 1_000).then(text(group(power), *rest)).otherwise(shown)
    return shown


def _source(value: ParameterValue) -> str:
    """The clause of a number, with the mark of what nobody has compared with the gazette."""
    return f"[{cited(value.clause)}{'' if value.verified else ', cần đối chiếu'}]"


def income_sentences(columns: set[str], rules: Rules) -> list[nw.Expr]:
    """One sentence a question on income and source, until the first question that is answered yes."""
    parts: list[nw.Expr] = []
    open_yet = nw.lit(True)
    for term in rules.standard.terms:
        first = term is rules.standard.terms[0]
        for column, parameter in ((INCOME, term.parameter), (INCOME_POINTS, term.points_parameter)):
            value = rules.parameters.value(parameter) if parameter is not None else None
            if column in columns and value is not None and not isinstance(value.value, tuple):
                said = _measured(column, first=first)
                name = _line_name(column, term, rules)
                parts.append(nw.when(open_yet).then(compared(column, value, said, name, columns)))
        open_yet = open_yet & ~nw.col(TERM + term.id)
    return parts


def _measured(column: str, *, first: bool) -> nw.Expr:
    value = nw.col(column)
    if column == INCOME_POINTS:
        return text("điểm B1 ", value.cast(nw.String))
    if first:
        return text("thu nhập ", nw.col(SHOWN_INCOME), " đồng/người/tháng")
    return nw.when(~value.is_null()).then(nw.lit("thu nhập"))


def _line_name(column: str, term: TermText, rules: Rules) -> str:
    name = rules.parameters.by_id[term.parameter if column == INCOME else term.points_parameter or ""].name
    return name[0].lower() + name[1:]


def compared(column: str, value: ParameterValue, said: nw.Expr, name: str, columns: set[str]) -> nw.Expr:
    """«thu nhập … không quá chuẩn nghèo … 1.500.000 đồng (nông thôn) [NĐ …]»."""
    lines, amount = value.value, nw.col(column)
    assert isinstance(lines, int | ByResidence)
    both = ByResidence(lines, lines) if isinstance(lines, int) else lines
    unit = " đồng" if column == INCOME else ""
    rural, urban = (f"{line:,}".replace(",", ".") + unit for line in (both.rural, both.urban))
    either = nw.lit(f"{rural} (nông thôn), {urban} (thành thị)")
    known_place = URBAN in columns
    within = by_residence(amount <= both.rural, amount <= both.urban, residence_known=known_place)
    above_or_open = nw.when(~within).then(nw.lit(" trên ")).otherwise(nw.lit(" chưa rõ so với "))
    relation = nw.when(within).then(nw.lit(" không quá ")).otherwise(above_or_open)
    line = either
    if known_place:
        lives = nw.col(URBAN)
        in_country = nw.when(~lives).then(nw.lit(f"{rural} (nông thôn)")).otherwise(either)
        line = nw.when(lives).then(nw.lit(f"{urban} (thành thị)")).otherwise(in_country)
    return text(said, relation, f"{name} ", line, f" {_source(value)}")


def deprivation_sentence(columns: set[str], rules: Rules) -> nw.Expr:
    """How many deprivations, which, and on which side of the cut-off; or that they change nothing."""
    if not witnesses(columns, rules):
        count, against = nw.lit("chưa biết số chỉ số thiếu hụt"), nw.lit("")
        listed = nw.lit("")
    else:
        count, against = _counted(rules), _against_cutoff(rules)
        names = [
            nw.when(nw.col(deprived(d.id))).then(nw.lit(d.name))
            for d in rules.standard.deprivations
            if deprived(d.id) in columns
        ]
        found = joined(names, ", ") if names else nw.lit("")
        listed = nw.when(found != "").then(text(": ", found)).otherwise(nw.lit(""))
    no_matter = (nw.col(ALL_ENOUGH) == nw.col(NOT_ENOUGH)) & (nw.col(CLASS_CODE) != 0)
    return (
        nw.when(no_matter)
        .then(text(count, listed, " (không làm đổi kết quả)"))
        .otherwise(text(count, against, listed))
    )


def _counted(rules: Rules) -> nw.Expr:
    low, high = nw.col(POINTS_AT_LEAST) // rules.weight, nw.col(POINTS_AT_MOST) // rules.weight
    exact = (
        nw.when(low == 0)
        .then(nw.lit("không thiếu hụt chỉ số nào"))
        .otherwise(text("thiếu hụt ", low.cast(nw.String), " chỉ số"))
    )
    between = text("thiếu hụt từ ", low.cast(nw.String), " đến ", high.cast(nw.String), " chỉ số")
    return nw.when(low == high).then(exact).otherwise(between)


def _against_cutoff(rules: Rules) -> nw.Expr:
    needed = rules.cutoff // rules.weight
    enough = nw.col(TERM + ENOUGH)
    value = rules.parameters.value("deprivation_cutoff")
    source = f" {_source(value)}" if value is not None else ""
    said = nw.when(~enough).then(nw.lit(f", dưới {needed}{source}"))
    return (
        nw.when(enough)
        .then(nw.lit(f", từ {needed} trở lên{source}"))
        .otherwise(said.otherwise(nw.lit(f", chưa rõ có từ {needed} trở lên không")))
    )


def conflict_sentence(columns: set[str], rules: Rules) -> nw.Expr:
    """Which sources contradict each other, with what each says."""
    income = nw.when(nw.col(INCOME_CONFLICT)).then(nw.lit("thu nhập và điểm B1 mâu thuẫn nhau"))
    said = [
        nw.when(~nw.col(column).is_null()).then(text(words, nw.col(column).cast(nw.String)))
        for column, words in ((DEPRIVATION_POINTS, "điểm B2 ghi "), (DEPRIVATION_COUNT, "số chỉ số ghi "))
        if column in columns
    ]
    ticks = [nw.col(deprived(d.id)) for d in rules.standard.deprivations if deprived(d.id) in columns]
    if ticks:
        counted = nw.sum_horizontal(*(nw.when(t).then(nw.lit(1)).otherwise(nw.lit(0)) for t in ticks))
        told = nw.any_horizontal(*(~tick.is_null() for tick in ticks), ignore_nulls=False)
        said.append(nw.when(told).then(text("từng chỉ số cho thấy ", counted.cast(nw.String))))
    if not said:
        return income
    deprivations = nw.when(nw.col(DEPRIVATIONS_CONFLICT)).then(
        text("căn cứ về chỉ số thiếu hụt mâu thuẫn nhau (", joined(said, ", "), ")")
    )
    sentence = joined([income, deprivations], "; ")
    return nw.when(sentence != "").then(sentence)
