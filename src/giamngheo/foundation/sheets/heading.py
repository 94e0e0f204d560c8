"""Finds the heading of a table among the first rows of a sheet, as communes lay it out."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from giamngheo.foundation.sheets.values.money import unit_of_heading
from giamngheo.foundation.text.plain import plain

Row = tuple[str | None, ...]

SEARCHED_ROWS: Final = 60
_MOST_LEVELS: Final = 5
_LONGEST_LABEL: Final = 300
_NUMBER: Final = re.compile(r"^-?\d[\d.,\s]*%?$|^\d{1,4}[/-]\d{1,2}[/-]\d{1,4}|^\d{4}-\d{2}-\d{2} ")
_YEAR: Final = re.compile(r"^(19|20)\d\d$")
_TICKS: Final = frozenset(("x", "v", "✓", "✔", "√", "có", "không", "true", "false", "-", "–", "k"))
_USUAL: Final = re.compile(
    r"^(stt|tt|so tt|so thu tu|(ho va ten|ho ten|ten)?( chu ho)?|ghi chu|dia chi|thon|thon to|xa|huyen|tinh"
    r"|ma|ma ho|dan toc|gioi tinh|nam sinh|ngay sinh|so khau|so nhan khau|thu nhap|nam|nu|ma so|noi dung"
    r"|don vi|tong so|cccd|so cccd|ket qua|so luong|chi tieu)$"
)
_OFFICIAL: Final = re.compile(
    r"^(cong hoa xa hoi|doc lap tu do|ubnd|uy ban nhan dan|danh sach|bieu( so)?( \d|$)|mau( so)? \d|phu luc"
    r"|kem theo|don vi tinh|dvt|ban chi dao|so \d|.*ngay \d* ?thang \d* ?nam|nam \d{4}$|ban hanh)"
)
_ORDINAL: Final = re.compile(r"^\(?\[?\s*([A-Z]|\d{1,3})\s*\]?\)?$")
_EXPLANATION: Final = re.compile(r"^\(.*\)$|^[≤≥<>]\s*\d|^[Xx]$")
_FORMULA: Final = re.compile(r"^\(?\s*(\d{1,3})\s*\)?\s*=[\d\s()+\-*/x:.,%=]+$")


@dataclass(frozen=True)
class Found:
    """Places (from 0) of the heading rows and of the first row of the body; between them stand only rows
    that number or explain the columns."""

    top: int
    bottom: int
    body: int


def find_heading(rows: list[Row]) -> Found:
    """Return where heading and body are; without a heading the body starts at the first filled row."""
    anchor = _anchor(rows)
    if anchor is None:
        start = next((place for place, row in enumerate(rows) if _filled(row)), 0)
        return Found(start, start - 1, start)
    top, bottom = _extend_up(rows, anchor), _extend_down(rows, anchor)
    return under(rows, top, bottom)


def under(rows: list[Row], top: int, bottom: int) -> Found:
    """Return the places for a heading already known, with the rows below that explain its columns."""
    body, following = bottom + 1, bottom + 1
    columns = _columns(rows, top, bottom)
    while following < len(rows):
        cells = set(_filled(rows[following]))
        if is_numbering(rows[following], width=len(columns)):
            if columns - cells and cells - columns:  # numbers under a span head its columns: 1 … 12
                return under(rows, top, following)
            body = following + 1
        elif cells and is_explanation(rows[following]):
            body = following + 1
        elif cells:
            break
        following += 1
    return Found(top, bottom, body)


def is_explanation(row: Row) -> bool:
    """Tell whether a row only explains the columns: (đồng), (≤140), ≥30, (x)."""
    cells = list(_filled(row).values())
    said = [bool(_EXPLANATION.match(text)) and not _ORDINAL.match(text) for text in cells]
    return any(text.startswith(("(", "≤", "≥", "<", ">")) for text in cells) and all(said)


def is_numbering(row: Row, width: int) -> bool:
    """Tell whether a row only numbers the columns: (1) (2) (3), A B 1 2 3, or 1 2 3 4=2+3."""
    cells = [text.strip() for text in row if text and text.strip()]
    matches = [_ORDINAL.match(cell) or _FORMULA.match(cell) for cell in cells]
    if len(cells) < max(2, 0.6 * width) or not all(matches):
        return False
    marks = [found[1] for found in matches if found]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    rising = all(after == before + 1 for before, after in pairwise(numbers))
    letters = [mark for mark in marks if not mark.isdigit()]
    marked = bool(letters) or any(cell.startswith(("(", "[")) or "=" in cell for cell in cells)
    if letters != sorted(set(letters)) or not rising:
        return False
    return len(cells) >= 3 if marked else len(numbers) >= 4 and numbers[0] == 1


def _anchor(rows: list[Row]) -> int | None:
    """Return the row most like the (last level of a) heading."""
    width = max((len(_filled(row)) for row in rows), default=0)
    best, best_score = None, 0.0
    for place, row in enumerate(rows):
        if not _is_labels(row):
            continue
        cells = _filled(row)
        if len(cells) == 1 and width > 1:
            continue
        usual = sum(bool(_USUAL.match(plain(text))) for text in cells.values())
        score = 2 * len(cells) / width + min(usual, 3) * 0.6 - 0.02 * place
        score += 0.5 * _data_follows(rows, place)
        if score > best_score + 1e-9:
            best, best_score = place, score
    return best


def _data_follows(rows: list[Row], place: int) -> bool:
    following = [row for row in rows[place + 1 : place + 4] if _filled(row)]
    return any(not _is_labels(row) for row in following)


def _is_labels(row: Row) -> bool:
    """Tell whether all cells are words as headings have them (years pass), none numbers, dates or ticks."""
    cells = list(_filled(row).values())
    if not cells or any(len(text) > _LONGEST_LABEL for text in cells):
        return False
    if all(_OFFICIAL.match(plain(text)) for text in cells):
        return False
    words = [text for text in cells if any(c.isalpha() for c in text)]
    others = [text for text in cells if not any(c.isalpha() for c in text)]
    if not words or not (_is_run(others) or all(_YEAR.match(t) or not _NUMBER.match(t) for t in others)):
        return False
    # One column may be called «x»; rows of ticks repeat themselves, headings hardly do.
    if sum(text.lower() in _TICKS for text in cells) > max(0, len(cells) // 4):
        return False
    if any(text.startswith("=") for text in cells):
        return False
    return len(set(map(str.lower, words))) >= 0.4 * len(words)


def _is_run(cells: list[str]) -> bool:
    """Tell whether cells count 1, 2, 3 … as headings of numbered indicators do and no row of data does."""
    return len(cells) >= 4 and cells == [str(number) for number in range(1, len(cells) + 1)]


def _extend_up(rows: list[Row], anchor: int) -> int:
    top = anchor
    while step := _step_up(rows, top, anchor):
        top -= step
    return top


def _step_up(rows: list[Row], top: int, anchor: int) -> int:
    """Return how many rows above belong to the heading: 1, 2 where a lone parent stands between, or 0."""
    if top == 0 or anchor - top + 1 >= _MOST_LEVELS or not _may_be_level(rows[top - 1]):
        return 0
    upper = rows[top - 1]
    if not _is_parent(upper, rows[top]):
        return 0
    if len(_filled(upper)) >= 2 or _hangs_over(upper, rows[top]):
        return 1
    both = _merged(upper, rows[top])
    stacked = top >= 2 and len(_filled(rows[top - 2])) >= 2 and _may_be_level(rows[top - 2])
    return 2 if stacked and _is_parent(rows[top - 2], both) else 0


def _may_be_level(row: Row) -> bool:
    return _is_labels(row) and not any(_OFFICIAL.match(plain(text)) for text in _filled(row).values())


def _hangs_over(upper: Row, lower: Row) -> bool:
    """Tell whether a lone upper cell belongs to the table: right of the first columns, over a filled one."""
    (place,) = _filled(upper)
    below = _filled(lower)
    return place > min(below, default=0) + 1 and place in below


def _extend_down(rows: list[Row], anchor: int) -> int:
    bottom = anchor
    while step := _step_down(rows, bottom, anchor):
        bottom += step
    return bottom


def _step_down(rows: list[Row], bottom: int, anchor: int) -> int:
    """Return how many rows below belong to the heading: 1, 2 where a lone parent stands between, or 0."""
    if bottom + 1 >= len(rows) or bottom - anchor + 1 >= _MOST_LEVELS:
        return 0
    lower = rows[bottom + 1]
    if not _filled(lower) or not _is_labels(lower) or is_numbering(lower, len(_filled(lower))):
        return 0
    if _is_parent(rows[bottom], lower):
        return 1
    deeper = rows[bottom + 2] if bottom + 2 < len(rows) else ()
    stacked = bool(_filled(deeper)) and _is_labels(deeper) and _is_parent(lower, deeper)
    return 2 if stacked and _is_parent(rows[bottom], _merged(lower, deeper)) else 0


def _merged(upper: Row, lower: Row) -> Row:
    """Return both levels as one row, for a parent spans what stands at any depth under it."""
    width = max(len(upper), len(lower))
    pairs = zip(upper + (None,) * (width - len(upper)), lower + (None,) * (width - len(lower)), strict=True)
    return tuple(above or below for above, below in pairs)


def _is_parent(upper: Row, lower: Row) -> bool:
    """Tell whether lower holds sub-headings of upper: some under a span, none under a cell standing alone."""
    above, below = _filled(upper), _filled(lower)
    for place in below:
        if place in above and place + 1 in above and place + 1 not in below:
            return False
    inside = [place for place in below if place not in above and any(left in above for left in range(place))]
    alone = [place for place in below if place in above and place + 1 not in below]
    return bool(inside) and len(alone) <= len(inside)


def _filled(row: Row) -> dict[int, str]:
    return {place: text.strip() for place, text in enumerate(row) if text and text.strip()}


def _columns(rows: list[Row], top: int, bottom: int) -> set[int]:
    return {place for row in rows[top : bottom + 1] for place in _filled(row)}


def heading_paths(rows: list[Row], found: Found, width: int) -> list[tuple[str, ...]]:
    """Return the texts over each column from the top down; a text spans right over its sub-headings."""
    levels = [
        [" ".join((row[place] or "").split()) if place < len(row) else "" for place in range(width)]
        for row in rows[found.top : found.bottom + 1]
    ]
    for depth, level in enumerate(levels[:-1]):
        _span(level, levels[:depth], levels[depth + 1 :])
    return [tuple(dict.fromkeys(level[place] for level in levels if level[place])) for place in range(width)]


def with_units(paths: list[tuple[str, ...]], explained: list[Row]) -> list[tuple[str, ...]]:
    """Return the paths with the units that a row of explanations names: «Thu nhập (nghìn đồng)»."""
    result = list(paths)
    for row in filter(is_explanation, explained):
        for place, text in _filled(row).items():
            if result[place] and unit_of_heading(text):
                result[place] = (*result[place][:-1], f"{result[place][-1]} {text}")
    return result


def _span(level: list[str], above: list[list[str]], below: list[list[str]]) -> None:
    """Fill a level to the right where sub-headings stand below and the parents above are the same."""
    own = list(level)
    for place in range(1, len(level)):
        if own[place] or not any(deeper[place] for deeper in below):
            continue
        same_parent = all(upper[place] == upper[place - 1] for upper in above)
        if level[place - 1] and same_parent and any(deeper[place - 1] for deeper in below):
            level[place] = level[place - 1]
