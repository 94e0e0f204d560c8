"""Lists of participants in an office's own words: pasted or in a file, each row found in the register.

A row is known by the code of its household, by a personal number, or by a name that one alone has in the
area.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from giamngheo.apps.households.codes import code_typed
from giamngheo.apps.households.models import Household, Person
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.sheets import match_headings, open_workbook, read_table
from giamngheo.foundation.text import plain
from giamngheo.law.vocabulary.activities import ActivityKind, Takes

MOST_ROWS: Final = 5_000
_WORDS: Final = {
    "code": ["mã hộ", "mã số hộ"],
    "number": ["số định danh", "số cccd", "cccd", "căn cước", "số căn cước công dân", "cmnd", "số giấy tờ"],
    "name": ["họ và tên", "họ tên", "chủ hộ", "họ và tên chủ hộ", "tên chủ hộ", "họ tên người tham gia"],
}
_HEADINGS: Final = frozenset(plain(word) for words in _WORDS.values() for word in words)
_DIGITS: Final = re.compile(r"\d{12}")
_LENGTH: Final = 12
_SHORT: Final = range(9, _LENGTH)
_PLACE: Final = re.compile(r"\d{1,4}[.)]?")


@dataclass(frozen=True)
class Row:
    """A row as somebody wrote it; `place` is its line in the file or in what was pasted."""

    place: int
    code: str = ""
    number: str = ""
    name: str = ""

    @property
    def called(self) -> str:
        """How a refusal names it."""
        return f"Dòng {self.place} ({self.name or self.code or 'số định danh'})"


@dataclass(frozen=True)
class Unfound:
    """A row of which nobody in the register was found, why, and what to do."""

    row: Row
    why: str
    remedy: str


def rows_pasted(text: str) -> list[Row]:
    """The rows of what was pasted: cells apart by tab, «;», «,» or «|», in any order."""
    found = []
    for place, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in re.split(r"[\t;|,]", line) if cell.strip()]
        row = _of_cells(place, cells)
        if row is not None:
            found.append(row)
    return found


def rows_of_file(path: Path) -> list[Row]:
    """The rows of a workbook or .csv whose headings say code, number or name; raises SheetError."""
    if path.suffix.lower() == ".txt":
        return rows_pasted(path.read_text(encoding="utf-8-sig", errors="replace"))
    table = read_table(open_workbook(path))
    matched = match_headings(table.headings, _WORDS)
    columns = {field: f"c{match.heading_index}" for field, match in matched.items()}
    found = []
    for line in table.body.iter_rows(named=True):
        told = {field: _cell(line[column]) for field, column in columns.items()}
        row = Row(
            int(line["row"]),
            code_typed(told.get("code", "")),
            _digits(told.get("number", "")),
            told.get("name", ""),
        )
        if row.code or row.number or row.name:
            found.append(row)
    return found


def find(
    kind: ActivityKind, rows: Sequence[Row], areas: Sequence[int]
) -> tuple[dict[int, str], list[Unfound]]:
    """Whom of the register the rows mean, with how the row is called; and the rows that mean nobody.

    In three questions: by code, by personal number, by name.
    """
    people = list(_people(rows, list(areas)))
    by_number: dict[str, list[Person]] = {}
    by_code: dict[str, list[Person]] = {}
    by_name: dict[str, list[Person]] = {}
    for one in people:
        if one.personal_number:
            by_number.setdefault(one.personal_number, []).append(one)
        if one.household is not None:
            by_code.setdefault(one.household.code, []).append(one)
        by_name.setdefault(plain(one.full_name), []).append(one)
    found: dict[int, str] = {}
    left = []
    for row in rows:
        meant = _meant(kind, row, by_number, by_code, by_name)
        if isinstance(meant, Unfound):
            left.append(meant)
        else:
            found.setdefault(meant, row.called)
    return found, left


def _people(rows: Sequence[Row], areas: list[int]) -> Iterator[Person]:
    codes = {row.code for row in rows if row.code}
    homes = list(Household.objects.filter(among(areas), code__in=codes).values_list("pk", flat=True))
    numbers = {row.number for row in rows if row.number}
    names = {plain(row.name) for row in rows if row.name and not (row.code or row.number)}
    seen: set[int] = set()
    for which in ({"household__in": homes}, {"personal_number__in": numbers}, {"name_key__in": names}):
        if not next(iter(which.values())):
            continue
        asked = Person.objects.filter(among(areas), is_living=True, **which).select_related("household")
        for one in asked.order_by("pk"):
            if one.pk not in seen:
                seen.add(one.pk)
                yield one


def _meant(
    kind: ActivityKind,
    row: Row,
    by_number: dict[str, list[Person]],
    by_code: dict[str, list[Person]],
    by_name: dict[str, list[Person]],
) -> int | Unfound:
    of_households = kind.takes is Takes.HOUSEHOLDS
    if row.number:
        candidates, by = by_number.get(row.number, []), "số định danh"
    elif row.code:
        candidates, by = by_code.get(row.code, []), "mã hộ"
        if row.name:
            named = [one for one in candidates if plain(one.full_name) == plain(row.name)]
            candidates = named or (candidates if of_households else [])
    else:
        candidates, by = by_name.get(plain(row.name), []), "họ tên"
        heads = [one for one in candidates if one.relationship == "head"]
        candidates = heads if of_households and heads else candidates
    told = {one.household_id if of_households else one.pk for one in candidates}
    numbers = [number for number in told if number is not None]
    if len(numbers) == 1:
        return numbers[0]
    if not numbers:
        return Unfound(
            row,
            f"không tìm thấy ai trong sổ hộ của địa bàn theo {by}",
            "xem lại chữ và số đã ghi, hoặc ghi hộ vào sổ hộ trước.",
        )
    return Unfound(
        row,
        f"có {len(numbers)} {'hộ' if of_households else 'người'} cùng {by}",
        "ghi thêm mã hộ hoặc số định danh ở dòng này.",
    )


def _of_cells(place: int, cells: Sequence[str]) -> Row | None:
    code = number = name = ""
    for cell in cells:
        if _digits(cell):
            number = _digits(cell)
        elif code_typed(cell):
            code = code_typed(cell)
        elif not _PLACE.fullmatch(cell) and not name:
            name = " ".join(cell.split())
    is_heading = not (code or number) and any(plain(cell) in _HEADINGS for cell in cells)
    if is_heading or not (code or number or name):
        return None
    return Row(place, code, number, name)


def _cell(value: object) -> str:
    """A cell as text; a number of a person that a spreadsheet took for a count has its zeros again."""
    if isinstance(value, int) and not isinstance(value, bool) and len(str(value)) in _SHORT:
        return str(value).zfill(_LENGTH)
    return "" if value is None else " ".join(str(value).split())


def _digits(text: str) -> str:
    bare = re.sub(r"[\s.\-']", "", text)
    return bare if _DIGITS.fullmatch(bare) else ""
