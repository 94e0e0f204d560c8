"""The plain-Python twin of the engine: one household, one dictionary; numbers typed in from the law."""

from typing import Any

Told = bool | None
Row = dict[str, Any]

LINES = {  # (rural, urban): income line, near-poor line, average living standard; the same for B1 points
    "national_2016_2021": {
        "income": [(700_000, 900_000), (1_000_000, 1_300_000), (1_500_000, 1_950_000)],
        "points": [(120, 140), (150, 175)],
    },
    "national_2022_2026": {
        "income": [(1_500_000, 2_000_000), None, (2_250_000, 3_000_000)],
        "points": [(140, 175)],
    },
    "national_2027_2030": {"income": [(2_200_000, 2_800_000), None, None], "points": []},
}
DEPRIVATIONS = {"national_2016_2021": 10, "national_2022_2026": 12, "national_2027_2030": 12}
WEIGHT = {"national_2016_2021": 10, "national_2022_2026": 10, "national_2027_2030": 1}


def every(*told: Told) -> Told:
    return False if any(t is False for t in told) else None if None in told else True


def some(*told: Told) -> Told:
    return True if any(t is True for t in told) else None if None in told else False


def no(told: Told) -> Told:
    return None if told is None else not told


def agreed(*told: Told) -> Told:
    said = {t for t in told if t is not None}
    return said.pop() if len(said) == 1 else None


def below(row: Row, column: str, line: tuple[int, int] | None) -> Told:
    amount, urban = row.get(column), row.get("urban")
    if amount is None or line is None:
        return None
    return amount <= line[int(urban)]


def twin_class(row: Row, standard: str, ticks: list[Told]) -> int:
    """Code of the class: 0 unknown, 1 poor, 2 near-poor, 3 average living standard, 4 not poor."""
    if row.get("urban") is None:
        codes = {twin_class(row | {"urban": urban}, standard, ticks) for urban in (True, False)}
        return codes.pop() if len(codes) == 1 else 0
    row = _counting(row, standard)
    weight, lines = WEIGHT[standard], LINES[standard]["income"]
    points = [*LINES[standard]["points"], None]
    totals = [row.get("deprivation_points"), _times(row.get("deprivation_count"), weight)]
    certain, possible = ticks.count(True), len(ticks) - ticks.count(False)
    by_ticks = True if certain >= 3 else False if ticks and possible < 3 else None
    enough = agreed(*(None if total is None else total >= 3 * weight for total in totals), by_ticks)
    poor_line = agreed(below(row, "income_per_head", lines[0]), below(row, "income_points", points[0]))
    top, average = poor_line, below(row, "income_per_head", lines[2])
    if row.get("income_per_head") is None and row.get("income_points") is not None and len(points) > 1:
        average = False
    sentences = {1: every(poor_line, enough), 2: every(poor_line, no(enough))}
    if lines[1] is not None:
        top = agreed(below(row, "income_per_head", lines[1]), below(row, "income_points", points[1]))
        sentences = {1: some(poor_line, every(top, enough)), 2: every(no(poor_line), top, no(enough))}
    sentences |= {3: every(no(top), average), 4: every(no(top), no(average))}
    return next((code for code, told in reversed(sentences.items()) if told is True), 0)


def twin_points(row: Row, standard: str, ticks: list[Told]) -> tuple[int, int]:
    """Points that are certain and points that are possible; all that was said where it contradicts."""
    weight, most = WEIGHT[standard], WEIGHT[standard] * DEPRIVATIONS[standard]
    row = _counting(row, standard)
    spans = [
        (0, most) if total is None else (total, total)
        for column, total in (
            ("deprivation_points", row.get("deprivation_points")),
            ("deprivation_count", _times(row.get("deprivation_count"), weight)),
        )
        if column in row
    ]
    if ticks:
        spans.append((ticks.count(True) * weight, (len(ticks) - ticks.count(False)) * weight))
    spans = spans or [(0, most)]
    low, high = max(span[0] for span in spans), min(span[1] for span in spans)
    return (low, high) if low <= high else (min(s[0] for s in spans), max(s[1] for s in spans))


def _counting(row: Row, standard: str) -> Row:
    """The evidence that counts: points only where the standard has a scale of them."""
    points = () if LINES[standard]["points"] else ("income_points", "deprivation_points")
    return {name: value for name, value in row.items() if name not in points}


def _times(value: int | None, factor: int) -> int | None:
    return None if value is None else value * factor
