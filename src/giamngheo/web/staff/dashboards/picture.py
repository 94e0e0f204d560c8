"""A picture of a dashboard: what it found, how it is drawn, its table, and where its numbers come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup, escape

from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.law.reports.library import statutory_table
from giamngheo.law.vocabulary.standards import Standard
from giamngheo.web.components.numbers import number, percent
from giamngheo.web.components.pictures.canvas import NARROW, WIDE, Drawing

Value = str | int | float | None
Kind = Literal["text", "count", "percent"]
HASH_SHOWN: Final = 12
_NUMBER: Final = ' class="number"'


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and what stands in it; shares are 0 to 1."""

    head: str
    kind: Kind = "count"


@dataclass(frozen=True)
class Picture:
    """`title` is the finding, `about` what is shown in which unit; without a drawing `empty` says why."""

    name: str
    section: str
    title: str
    about: str = ""
    source: str = ""
    draw: Callable[[float], Drawing] | None = None
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    note: str = ""
    empty: str = ""

    @property
    def wide(self) -> str:
        """The picture for a screen and for paper."""
        return self.draw(WIDE).inline() if self.draw else ""

    @property
    def narrow(self) -> str:
        """The picture for a phone."""
        return self.draw(NARROW).inline() if self.draw else ""

    @property
    def body(self) -> Markup:
        """The rows of the table: thousands of cells for a province, faster than a template makes them."""
        kinds = [column.kind for column in self.columns]
        starts = [
            f'<td data-head="{escape(column.head)}"{"" if column.kind == "text" else _NUMBER}>'
            for column in self.columns
        ]
        rows = []
        for row in self.rows:
            cells = [escape(said(value, kind)) for value, kind in zip(row, kinds, strict=True)]
            rest = "".join(f"{start}{cell}</td>" for start, cell in zip(starts[1:], cells[1:], strict=True))
            rows.append(f'<tr><th scope="row">{cells[0]}</th>{rest}</tr>')
        return Markup("".join(rows))


def said(value: Value, kind: Kind) -> str:
    """A cell as it is read."""
    if kind == "text":
        return str(value or "")
    if value is None or isinstance(value, str):
        return "–"
    return percent(value) if kind == "percent" else number(value)


def most_of(counts: Sequence[tuple[str, float]], what: str) -> tuple[str, float]:
    """Who has the most, and how much; of several alike the first and how many others («và 2 nơi khác»)."""
    most = max(count for _, count in counts)
    names = [name for name, count in counts if count == most]
    return (names[0] if len(names) == 1 else f"{names[0]} và {len(names) - 1} {what} khác"), most


def source_of(snapshots: Sequence[Snapshot], definitions: Sequence[str]) -> str:
    """The line under every picture: of which snapshots and by which definitions its numbers are."""
    told = "; ".join(
        f"bản chốt «{one.title}» đến ngày {one.closing:%d/%m/%Y}, SHA-256 {one.manifest_hash[:HASH_SHOWN]}…"
        for one in snapshots
    )
    return f"Nguồn: {told}; cách tính: {', '.join(definitions)}."


def by_table(name: str) -> str:
    """A table of the law as a definition."""
    text = statutory_table(name).text
    return f"biểu {text.number} ({text.id})"


def by_standard(standard: Standard) -> str:
    """A standard as a definition."""
    return f"{standard.short_name.lower()} ({standard.id})"
