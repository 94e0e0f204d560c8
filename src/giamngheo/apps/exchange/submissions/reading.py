"""The rows of a file as submissions: answers of the household and of each member, faults cell by cell."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import polars as pl

from giamngheo.apps.exchange.register.faults import CELL
from giamngheo.apps.exchange.submissions.opening import ROW, Opened, Page
from giamngheo.apps.surveys.content import LONGEST
from giamngheo.foundation.sheets.tables import column_letter
from giamngheo.law.questionnaires.evidence import HOUSEHOLD
from giamngheo.law.questionnaires.sheets import Answer
from giamngheo.law.questionnaires.xlsforms.answers import WrongCellError, answer_of, answer_of_ticks
from giamngheo.law.questionnaires.xlsforms.exports import NOT_ACCEPTED, About, plain_heading
from giamngheo.law.vocabulary.questionnaires import Question

FAULTS: Final = {
    "sheet": pl.String,
    "row": pl.Int64,
    "letter": pl.String,
    "field": pl.String,
    "value": pl.String,
    "reason": pl.String,
    "remedy": pl.String,
    "effect": pl.String,
}
_REVIEWER: Final = "reviewer"
_LONGEST_SHOWN: Final = 200
_LONGEST_INSTANCE: Final = 100

Tell = Callable[[tuple[Any, ...]], None]
"""Takes a fault: a row of `FAULTS`."""


@dataclass(frozen=True)
class Person:
    """A row of the repeat: what it answers, the question by its name."""

    row: int
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Submission:
    """One household as it was sent; `code` as typed, `lost` counts the cells that could not be read.

    `sent` and `sender` are when and by whom, as the server writes it, the latter else as the sheet says.
    """

    row: int
    code: str
    instance: str
    sent: str
    sender: str
    refused_there: bool
    answers: Mapping[str, Answer]
    people: tuple[Person, ...] = ()
    lost: int = 0

    @property
    def digest(self) -> str:
        """Tells whether two submissions answer the same, whatever server and when they came from."""
        told = [self.code.strip(), dict(self.answers), [dict(one.answers) for one in self.people]]
        return hashlib.sha256(msgspec.json.encode(told, order="sorted")).hexdigest()


@dataclass
class _Asked:
    """Where a question is answered: in one column, or of each code in one."""

    question: Question
    place: int | None = None
    ticks: dict[str, int] = field(default_factory=dict)

    @property
    def letter(self) -> str:
        return column_letter(self.place if self.place is not None else min(self.ticks.values()))


class _Cells:
    """The rows of a page as answers; what was read once is not read again."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: dict[str, _Asked] = {}
        for column in page.columns:
            if column.question is not None:
                one = self.asked.setdefault(column.question.id, _Asked(column.question))
                if column.code:
                    one.ticks[column.code] = column.place
                elif one.place is None:
                    one.place = column.place
        self._known: dict[tuple[str, str], Answer | WrongCellError] = {}

    def letter(self, question: str) -> str:
        """The column of a question; the first of the page where it has none."""
        return self.asked[question].letter if question in self.asked else "A"

    def answers(self, cells: Sequence[Any], tell: Tell) -> tuple[dict[str, Answer], int]:
        """What a row (its number, then its cells) answers, and how many cells could not be read."""
        found: dict[str, Answer] = {}
        lost = 0
        for name, one in self.asked.items():
            try:
                answer = self._answer(one, cells)
            except WrongCellError as error:
                lost += 1
                value = _text(cells, one.place) if one.place is not None else ""
                row = (cells[0], one.letter, name, value[:_LONGEST_SHOWN], error.reason, error.remedy, CELL)
                tell((self.page.name, *row))
                continue
            if answer is not None:
                found[name] = answer
        return found, lost

    def _answer(self, one: _Asked, cells: Sequence[Any]) -> Answer:
        ticks = {code: _text(cells, place) for code, place in one.ticks.items()}
        if any(ticks.values()):
            return answer_of_ticks(one.question, ticks)
        text = _text(cells, one.place) if one.place is not None else ""
        if not text:
            return None
        key = (one.question.id, text)
        if key not in self._known:
            self._known[key] = _read(one.question, text)
        known = self._known[key]
        if isinstance(known, WrongCellError):
            raise known
        return known


class Reader:
    """The submissions of an opened file."""

    def __init__(self, opened: Opened) -> None:
        """Find out which rows of the repeat belong to which household."""
        self.opened = opened
        self.homes = _Cells(opened.homes)
        self.members = _Cells(opened.members) if opened.members is not None else None
        self._of_parent: dict[str, tuple[int, int]] = {}
        self._people = pl.DataFrame()
        if opened.members is not None and opened.link is not None:
            self._people, self._of_parent = _by_parent(opened.members, opened.link[0])

    @property
    def height(self) -> int:
        """How many submissions there are."""
        return self.opened.homes.rows.height

    def codes(self) -> pl.DataFrame:
        """The row of every submission with the code that was typed (`row`, `code`)."""
        place = self.homes.asked[HOUSEHOLD].place
        return self.opened.homes.rows.select(ROW, pl.col(f"c{place}").fill_null("").alias("code"))

    def submissions(self, tell: Tell, rows: pl.DataFrame | None = None) -> Iterator[Submission]:
        """The submissions in the order of the file, or those of these rows; faults are told on the way."""
        frame = self.opened.homes.rows if rows is None else rows
        key = self._place_of_key()
        instances = [one.place for one in self.opened.homes.columns if one.about is About.INSTANCE]
        for cells in frame.iter_rows():
            answers, lost = self.homes.answers(cells, tell)
            code = str(answers.pop(HOUSEHOLD, "") or "")
            people = []
            for person in self._rows_of(_text(cells, key) if key is not None else ""):
                said, lost_here = self.members.answers(person, tell) if self.members is not None else ({}, 0)
                people.append(Person(person[0], said))
                lost += lost_here
            standing = plain_heading(self._about(cells, About.STANDING))
            instance = next((text for place in instances if (text := _text(cells, place))), "")
            yield Submission(
                cells[0],
                code,
                instance.removeprefix("uuid:")[:_LONGEST_INSTANCE],
                self._about(cells, About.SENT),
                self._about(cells, About.SENDER) or str(answers.get(_REVIEWER) or ""),
                standing in NOT_ACCEPTED,
                answers,
                tuple(people),
                lost,
            )

    def strays(self) -> list[int]:
        """The rows of the repeat that belong to no household of the file."""
        key = self._place_of_key()
        if key is None or self._people.is_empty():
            return []
        parents = self.opened.homes.rows.get_column(f"c{key}").drop_nulls().str.strip_chars()
        told = pl.col(self.opened.link[0] if self.opened.link else "")
        return self._people.filter(~told.is_in(parents.implode()) | told.is_null()).get_column(ROW).to_list()

    def _place_of_key(self) -> int | None:
        return int(self.opened.link[1][1:]) if self.opened.link is not None else None

    def _rows_of(self, parent: str) -> list[tuple[Any, ...]]:
        if parent not in self._of_parent:
            return []
        first, length = self._of_parent[parent]
        return self._people.slice(first, length).rows()

    def _about(self, cells: Sequence[Any], about: About) -> str:
        places = [one.place for one in self.opened.homes.columns if one.about is about]
        return next((text for place in places if (text := _text(cells, place))), "")


def _by_parent(page: Page, link: str) -> tuple[pl.DataFrame, dict[str, tuple[int, int]]]:
    """The rows of the repeat, those of one household together, and where each household's begin."""
    rows = page.rows.with_columns(pl.col(link).str.strip_chars()).sort(link, ROW)
    counted = rows.group_by(link, maintain_order=True).agg(pl.len().alias("count"))
    places: dict[str, tuple[int, int]] = {}
    first = 0
    for parent, count in counted.iter_rows():
        if parent is not None:
            places[parent] = (first, count)
        first += count
    return rows, places


def _text(cells: Sequence[Any], place: int) -> str:
    """The text of a cell of a row that begins with its number."""
    value = cells[place + 1]
    return value.strip() if isinstance(value, str) else ""


def _read(question: Question, text: str) -> Answer | WrongCellError:
    if len(text) > LONGEST:
        return WrongCellError("ô dài quá mức một phiếu nhận.", "Ghi ngắn lại.")
    try:
        return answer_of(question, text)
    except WrongCellError as error:
        return error
