"""A sheet of needs: rows of project, content, source, amount and explanation, each a need of one unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.budgets.actions import Need
from giamngheo.apps.budgets.dimensions import Key, activity_called, key_named, key_of
from giamngheo.apps.budgets.models import Estimate
from giamngheo.apps.budgets.sheets.amounts import (
    NAMES as OF_AMOUNTS,
)
from giamngheo.apps.budgets.sheets.amounts import (
    WORDS,
    Defaults,
    Piece,
    Reading,
    with_faults,
)
from giamngheo.apps.budgets.sheets.rows import Fields, Looked, Row
from giamngheo.law.vocabulary.programmes import Programme

NAMES: Final = {**OF_AMOUNTS, "ground": "Thuyết minh"}
FIELDS: Final = Fields(
    {
        **WORDS,
        "amount": (
            "nhu cầu kinh phí",
            "nhu cầu",
            "số tiền",
            "kinh phí đề nghị",
            "số đề nghị",
            "kinh phí",
            "dự toán",
            "thành tiền",
            "tổng số",
        ),
        "ground": (
            "thuyết minh",
            "căn cứ",
            "cách tính",
            "căn cứ cách tính",
            "cơ sở tính",
            "giải trình",
            "diễn giải",
            "ghi chú",
        ),
    },
    NAMES,
    ("amount", "ground"),
)
_LONGEST_GROUND: Final = 1_000


@dataclass(frozen=True)
class Wanted:
    """For which unit and year a sheet is read; `known` are needs that it told already."""

    area_id: int
    year: int
    programme: Programme | None
    activities: Mapping[int, Activity]
    known: Sequence[Estimate]
    defaults: Defaults


@dataclass(frozen=True)
class Told:
    """A need that can be written, from which row."""

    need: Need
    row: int
    of: str


@dataclass(frozen=True)
class Needs(Looked[Told]):
    """A sheet of needs as it was read."""

    @property
    def amount(self) -> int:
        """What can be written, in đồng."""
        return sum(one.need.asked for one in self.ready)


def look(path: Path, wanted: Wanted) -> Needs:
    """Read a sheet for a unit and year; raises BudgetError where no table of needs is in it."""
    reading = Reading.of_file(path, FIELDS, wanted.year, wanted.programme, wanted.defaults)
    sheet, reader = reading.sheet, _Reader(wanted)
    for row in sheet.rows:
        reader.read(row, list(reading.pieces(row)))
    return Needs(
        sheet,
        NAMES,
        tuple(reader.ready),
        reading.factor,
        amount_columns=reading.amount_columns,
        filled=tuple(dict.fromkeys(reading.filled)),
        known=tuple(reader.known),
    )


@dataclass
class _Reader:
    wanted: Wanted
    ready: list[Told] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    _seen: dict[tuple[Key, int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.wanted.known:
            self._seen[key_of(one), one.asked, one.ground] = 0

    def read(self, row: Row, pieces: Sequence[Piece]) -> None:
        """Note the needs of a row; with a fault of it none is written."""
        ground = row.text("ground")
        if not ground:
            row.wrong("ground", "trống. Cách xử lý: ghi căn cứ, cách tính ra số tiền.")
        elif len(ground) > _LONGEST_GROUND:
            row.wrong("ground", f"dài hơn {_LONGEST_GROUND} chữ. Cách xử lý: ghi ngắn lại.")
        found = [(self._key(piece), piece.amount) for piece in pieces]
        for key, _ in found:
            with_faults(row, key)
        if row.faults:
            return
        before = [self._seen.get((key, amount, ground)) for key, amount in found]
        if found and all(one == 0 for one in before):
            self.known.append(row.number)
            return
        if twice := next((one for one in before if one), None):
            row.wrong("amount", f"giống hệt dòng {twice}. Cách xử lý: bỏ một dòng.")
            return
        for (key, amount), one in zip(found, before, strict=True):
            if one is None:
                self._seen[key, amount, ground] = row.number
                of = key_named(key, self.wanted.activities)
                self.ready.append(Told(Need(key, amount, ground), row.number, of))

    def _key(self, piece: Piece) -> Key:
        wanted = self.wanted
        key = Key(
            wanted.area_id,
            wanted.year,
            wanted.programme.id if wanted.programme else "",
            piece.nature,
            piece.source,
            piece.project,
            item=piece.item,
        )
        number = activity_called(wanted.activities, piece.item, key)
        return replace(key, item="", activity_id=number) if number else key
