"""A plan as its form has it: rows of words, read into what is kept and back; what cannot be read is noted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from django.http import QueryDict

from giamngheo.apps.reviews.actions.planning import MOST_ROWS
from giamngheo.apps.reviews.planned import Cost, Duty, Member, Planned, Task, quantity_text
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import parse_day, parse_money, parse_quantity, plain, whole
from giamngheo.web.components.asked import words_in

Row = dict[str, str]
TABLES: Final[Mapping[str, Mapping[str, int]]] = {
    "lich": {"viec": 500, "tu": 20, "den": 20, "ai": 200},
    "phan-cong": {"ai": 200, "viec": 1_000},
    "kinh-phi": {"khoan": 300, "luong": 20, "gia": 20, "tien": 20},
    "to": {"ten": 100, "nhiem-vu": 200, "thon": 200, "tai-khoan": 400, "ngay": 20, "roi": 1},
}
"""The tables of the form with their fields, and the most letters each takes."""
WORDS: Final = {"nguon": 300, "ke-hoach-tren": 300}
_TICKED: Final = "1"

Value = TypeVar("Value")


@dataclass(frozen=True)
class Choices:
    """What may be chosen by its words: villages by name, accounts as «họ tên (tên đăng nhập)»."""

    villages: Mapping[int, str]
    accounts: Mapping[int, str]

    def village(self, words: str) -> int | None:
        """The village of this name, also typed without marks; None where it is none, or several."""
        found = [number for number, name in self.villages.items() if name.casefold() == words.casefold()]
        found = found or [number for number, name in self.villages.items() if plain(name) == plain(words)]
        return found[0] if len(found) == 1 else None

    def account(self, words: str) -> int | None:
        """The person whom these words name: «họ tên (tên đăng nhập)», or what they sign in with alone."""
        found = (
            number for number, name in self.accounts.items() if words == name or name.endswith(f" ({words})")
        )
        return next(found, None)


@dataclass
class TypedPlan:
    """The rows of every table as they were typed, empty ones left out, and what is wrong by field."""

    rows: dict[str, list[Row]]
    words: Row
    wrong: dict[str, str] = field(default_factory=dict)


def typed_in(sent: QueryDict) -> TypedPlan:
    """What was typed into the form."""
    rows: dict[str, list[Row]] = {}
    wrong: dict[str, str] = {}
    for table, fields in TABLES.items():
        places = sorted({place for name in sent if (place := _place(name, table)) is not None})
        rows[table] = []
        for place in places:
            names = {name: f"{table}-{place}-{name}" for name in fields}
            # One letter more than is taken, so that a longer text is told and not cut.
            row = {name: words_in(sent, key, fields[name] + 1) for name, key in names.items()}
            if any(row.values()):
                rows[table].append(row)
        for at, row in enumerate(rows[table]):
            wrong |= {
                f"{table}-{at}-{name}": f"Dài hơn {longest} chữ: ghi ngắn lại."
                for name, longest in fields.items()
                if len(row[name]) > longest
            }
    words = {name: words_in(sent, name, longest + 1) for name, longest in WORDS.items()}
    wrong |= {
        name: f"Dài hơn {longest} chữ: ghi ngắn lại."
        for name, longest in WORDS.items()
        if len(words[name]) > longest
    }
    return TypedPlan(rows, words, wrong)


def shown(said: Planned, choices: Choices) -> TypedPlan:
    """A plan as the form shows it."""
    return TypedPlan(
        {
            "lich": [
                {"viec": one.task, "tu": _day(one.first), "den": _day(one.last), "ai": one.who}
                for one in said.schedule
            ],
            "phan-cong": [{"ai": one.who, "viec": one.task} for one in said.duties],
            "kinh-phi": [
                {
                    "khoan": one.item,
                    "luong": quantity_text(one.quantity),
                    "gia": _money(one.price),
                    "tien": _money(one.amount),
                }
                for one in said.costs
            ],
            "to": [
                {
                    "ten": one.name,
                    "nhiem-vu": one.duty,
                    "thon": choices.villages.get(one.village or 0, ""),
                    "tai-khoan": choices.accounts.get(one.person or 0, ""),
                    "ngay": _day(one.trained_on),
                    "roi": _TICKED if one.is_trained else "",
                }
                for one in said.team
            ],
        },
        {"nguon": said.cost_source, "ke-hoach-tren": said.parent_plan},
    )


def read(typed: TypedPlan, choices: Choices) -> Planned:
    """The plan that was typed; what cannot be read is noted in `typed.wrong` and left out."""
    reader = _Reader(typed.wrong)
    return Planned(
        schedule=tuple(
            Task(
                row["viec"],
                reader.day(f"{key}-tu", row["tu"]),
                reader.day(f"{key}-den", row["den"]),
                row["ai"],
            )
            for key, row in _keyed("lich", typed.rows["lich"])
        ),
        duties=tuple(Duty(row["ai"], row["viec"]) for row in typed.rows["phan-cong"]),
        costs=tuple(
            Cost(
                row["khoan"],
                reader.quantity(f"{key}-luong", row["luong"]),
                reader.money(f"{key}-gia", row["gia"]),
                reader.money(f"{key}-tien", row["tien"]),
            )
            for key, row in _keyed("kinh-phi", typed.rows["kinh-phi"])
        ),
        team=tuple(
            Member(
                row["ten"],
                row["nhiem-vu"],
                reader.one_of(
                    f"{key}-thon",
                    row["thon"],
                    choices.village(row["thon"]),
                    "Đợt này không có thôn, tổ mang tên đó: gõ vài chữ rồi chọn trong danh sách hiện ra.",
                ),
                reader.one_of(
                    f"{key}-tai-khoan",
                    row["tai-khoan"],
                    choices.account(row["tai-khoan"]),
                    "Không có tài khoản điền phiếu ở xã mang tên này: chọn trong danh sách hiện ra, "
                    "hoặc để trống.",
                ),
                reader.day(f"{key}-ngay", row["ngay"]),
                is_trained=bool(row["roi"]),
            )
            for key, row in _keyed("to", typed.rows["to"])
        ),
        cost_source=typed.words["nguon"],
        parent_plan=typed.words["ke-hoach-tren"],
    )


@dataclass(frozen=True)
class _Reader:
    wrong: dict[str, str]

    def day(self, key: str, text: str) -> date | None:
        return self._read(key, text, parse_day)

    def money(self, key: str, text: str) -> int | None:
        return self._read(key, text, parse_money)

    def quantity(self, key: str, text: str) -> Decimal | None:
        return self._read(key, text, parse_quantity)

    def _read(self, key: str, text: str, read: Callable[[str], Value]) -> Value | None:
        try:
            return read(text) if text else None
        except ValueError as error:
            self.wrong.setdefault(key, str(error))
            return None

    def one_of(self, key: str, text: str, found: int | None, missing: str) -> int | None:
        if text and found is None:
            self.wrong.setdefault(key, missing)
        return found if text else None


def _place(name: str, table: str) -> int | None:
    """Which row of a table a field is of; the same number of rows that a plan takes, and the empty ones."""
    if not name.startswith(f"{table}-"):
        return None
    place, _, of = name.removeprefix(f"{table}-").partition("-")
    is_ours = of in TABLES[table] and place.isascii() and place.isdigit() and len(place) < 4
    return int(place) if is_ours and int(place) < MOST_ROWS + 100 else None


def _keyed(table: str, rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    return ((f"{table}-{place}", row) for place, row in enumerate(rows))


def _day(value: date | None) -> str:
    return day_text(value) if value else ""


def _money(value: int | None) -> str:
    return "" if value is None else whole(value)
