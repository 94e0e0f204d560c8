"""The plain twin: Alkire-Foster and its standard errors with lists and fractions only."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from typing import Any

Row = dict[str, Any]


def plain_measures(
    rows: Sequence[Row],
    weights: dict[str, Fraction],
    cutoff: Fraction,
    weight: str | None = None,
    everybody: Fraction | None = None,
) -> dict[tuple[str, str], Fraction | None]:
    """Every measure but the dimensions' of rows with complete answers."""
    kept = [row for row in rows if all(row[name] in (0, 1) for name in weights)]
    size = [Fraction(1) if weight is None else Fraction(row[weight]) for row in kept]
    score = [sum((share * row[name] for name, share in weights.items()), Fraction(0)) for row in kept]
    poor = [points >= cutoff for points in score]
    people = sum(size, Fraction(0))
    poor_people = sum((n for n, is_poor in zip(size, poor, strict=True) if is_poor), Fraction(0))
    points = sum((n * s for n, s, p in zip(size, score, poor, strict=True) if p), Fraction(0))
    found = {
        ("H", ""): _ratio(poor_people, people),
        ("A", ""): _ratio(points, poor_people),
        ("M0", ""): _ratio(points, people),
        ("population_share", ""): _ratio(people, people if everybody is None else everybody),
    }
    for name, share in weights.items():
        having = [(n, p) for n, row, p in zip(size, kept, poor, strict=True) if row[name]]
        raw = sum((n for n, _ in having), Fraction(0))
        censored = sum((n for n, is_poor in having if is_poor), Fraction(0))
        found["raw_headcount", name] = _ratio(raw, people)
        found["censored_headcount", name] = _ratio(censored, people)
        found["contribution", name] = _ratio(share * censored, points)
    return found


def plain_ratio_error(units: Sequence[tuple[Any, float, float]]) -> float:
    """The standard error of sum(y) / sum(x) over all units drawn: (stratum, y, x), zeros included."""
    above, below = sum(y for _, y, _ in units), sum(x for _, _, x in units)
    strata: dict[Any, list[float]] = defaultdict(list)
    for stratum, y, x in units:
        strata[stratum].append((y - above / below * x) / below)
    everywhere = [z for members in strata.values() for z in members]
    grand_mean = sum(everywhere) / len(everywhere)
    variance = 0.0
    for members in strata.values():
        n = len(members)
        if n == 1:
            variance += (members[0] - grand_mean) ** 2
            continue
        mean = sum(members) / n
        variance += n / (n - 1) * sum((z - mean) ** 2 for z in members)
    return sqrt(variance)


def _ratio(above: Fraction, below: Fraction) -> Fraction | None:
    return above / below if below else None
