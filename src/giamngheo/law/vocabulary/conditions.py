"""Conditions of forms, written as people read them: who is asked, what is skipped, what must hold.

    age >= 15 and work_status not in (working, no_regular_job)
    count(relationship is head) = 1
    housing_area <= 100 * member_count or not answered(housing_area)

`is`, `in`, `has` compare codes (`yes` and `no` of a yes-or-no answer); `=`, `!=`, `<`, `<=`, `>`, `>=`
compare numbers and days (2025-07-01). `age` is the age of a member on the day of the sheet, `members` the
number of members listed, `count(…)` the number of those for whom a condition holds. A text is parsed, never
executed.
"""

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NoReturn

from giamngheo.law.vocabulary.notations import Reader

LONGEST = 1_000

Sign = Literal["=", "!=", "<", "<=", ">", ">="]
_SIGNS: tuple[Sign, ...] = ("=", "!=", "<", "<=", ">", ">=")
RESERVED = frozenset({"and", "or", "not", "is", "in", "has", "answered", "count", "age", "members"})
_TOKEN = re.compile(r"\s*(\d{4}-\d{2}-\d{2}|\d+(?:\.\d+)?|[a-z_][a-z0-9_]*|<=|>=|!=|[<>=()+\-*,])")


class ConditionError(ValueError):
    """A condition that does not read; the message is Vietnamese and names the place in the text."""


@dataclass(frozen=True)
class Number:
    """A number as written; a day is the number yyyymmdd."""

    value: int | float


@dataclass(frozen=True)
class Given:
    """The answer to a question, as a number."""

    question: str


@dataclass(frozen=True)
class Age:
    """The age of the member in full years."""


@dataclass(frozen=True)
class Members:
    """How many members the sheet lists."""


@dataclass(frozen=True)
class Count:
    """For how many members a condition holds."""

    condition: "Condition"


@dataclass(frozen=True)
class Sum:
    """Two numbers put together."""

    sign: Literal["+", "-", "*"]
    left: "Term"
    right: "Term"


Term = Number | Given | Age | Members | Count | Sum


@dataclass(frozen=True)
class Compare:
    """Two numbers compared."""

    sign: Sign
    left: Term
    right: Term


@dataclass(frozen=True)
class Is:
    """Whether the answer is one of some codes."""

    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Has:
    """Whether an answer of several codes holds one."""

    question: str
    code: str


@dataclass(frozen=True)
class Answered:
    """Whether there is an answer at all; never unknown."""

    question: str


@dataclass(frozen=True)
class Both:
    """Two conditions that must hold."""

    left: "Condition"
    right: "Condition"


@dataclass(frozen=True)
class Either:
    """Two conditions of which one must hold."""

    left: "Condition"
    right: "Condition"


@dataclass(frozen=True)
class Not:
    """A condition that must fail."""

    inner: "Condition"


Condition = Compare | Is | Has | Answered | Both | Either | Not


@lru_cache(maxsize=4_096)
def parsed(text: str) -> Condition:
    """The condition that `text` stands for.

    Raises:
        ConditionError: where it does not read; the message says at which word.
    """
    if len(text) > LONGEST:
        raise ConditionError(f"điều kiện dài {len(text)} ký tự; tối đa {LONGEST}.")
    reader = _Reader(text, _TOKEN)
    return reader.whole(reader.either)


def parts(condition: Condition | Term) -> Iterator[Condition | Term]:
    """The condition and everything inside it."""
    yield condition
    if isinstance(condition, (Both, Either, Sum, Compare)):
        yield from parts(condition.left)
        yield from parts(condition.right)
    elif isinstance(condition, Not):
        yield from parts(condition.inner)
    elif isinstance(condition, Count):
        yield from parts(condition.condition)


def questions_in(condition: Condition | Term) -> tuple[str, ...]:
    """The questions that the condition asks about, in the order they stand there, each once."""
    named = (p.question for p in parts(condition) if isinstance(p, (Given, Is, Has, Answered)))
    return tuple(dict.fromkeys(named))


def written(condition: Condition | Term, inside: int = 0) -> str:
    """The condition as a form writes it; `parsed` reads it back to the same."""
    if isinstance(condition, (Either, Both)):
        place, word = (1, "or") if isinstance(condition, Either) else (2, "and")
        text = f"{written(condition.left, place)} {word} {written(condition.right, place + 1)}"
        return f"({text})" if inside > place else text
    if isinstance(condition, Not):
        inner = condition.inner
        if isinstance(inner, Is):
            return _coded(inner, negated=True)
        return f"not ({written(inner)})" if isinstance(inner, Not) else f"not {written(inner, 3)}"
    if isinstance(condition, (Compare, Sum)):
        return f"{written(condition.left)} {condition.sign} {written(condition.right)}"
    return _word(condition)


def _word(one: Is | Has | Answered | Number | Given | Age | Members | Count) -> str:
    if isinstance(one, Is):
        return _coded(one)
    if isinstance(one, Has):
        return f"{one.question} has {one.code}"
    return f"answered({one.question})" if isinstance(one, Answered) else _term(one)


def _coded(condition: Is, *, negated: bool = False) -> str:
    if len(condition.codes) == 1:
        return f"{condition.question} is {'not ' if negated else ''}{condition.codes[0]}"
    return f"{condition.question} {'not ' if negated else ''}in ({', '.join(condition.codes)})"


def _term(term: Number | Given | Age | Members | Count) -> str:
    if isinstance(term, Number):
        return str(term.value)
    if isinstance(term, Given):
        return term.question
    if isinstance(term, Count):
        return f"count({written(term.condition)})"
    return "age" if isinstance(term, Age) else "members"


class _Reader(Reader):
    def refuse(self, why: str) -> NoReturn:
        raise ConditionError(f"điều kiện «{self.text}»: {why} «{self.ahead(0) or 'cuối câu'}».")

    def either(self) -> Condition:
        return self.nested(lambda: self.joined("or", self.both, Either))

    def both(self) -> Condition:
        return self.joined("and", self.single, Both)

    def single(self) -> Condition:
        negated = False
        while self.took("not"):
            negated = not negated
        found = self.plain()
        return Not(found) if negated else found

    def plain(self) -> Condition:
        if self.ahead(0) == "(":
            return self.bracketed(self.either)
        if self.took("answered"):
            return Answered(self.bracketed(self.name))
        if self.ahead(1) in ("is", "in", "has") or (self.ahead(1), self.ahead(2)) == ("not", "in"):
            return self.coded()
        left = self.term()
        sign = next((one for one in _SIGNS if one == self.ahead(0)), None)
        if sign is None:
            self.refuse("cần phép so sánh (is, in, has, =, !=, <, <=, >, >=) ở")
        self.at += 1
        return Compare(sign, left, self.term())

    def coded(self) -> Condition:
        question = self.name()
        if self.took("has"):
            return Has(question, self.name())
        if self.took("is"):
            negated = self.took("not")
            found = Is(question, (self.name(),))
            return Not(found) if negated else found
        negated = self.took("not")
        self.need("in")
        found = Is(question, self.bracketed(self.names))
        return Not(found) if negated else found

    def names(self) -> tuple[str, ...]:
        return self.joined(",", lambda: (self.name(),), operator.add)

    def term(self) -> Term:
        found = self.product()
        while True:
            if self.took("+"):
                found = Sum("+", found, self.product())
            elif self.took("-"):
                found = Sum("-", found, self.product())
            else:
                return found

    def product(self) -> Term:
        return self.joined("*", self.atom, lambda left, right: Sum("*", left, right))

    def atom(self) -> Term:
        token = self.ahead(0)
        if token[:1].isdigit():
            self.at += 1
            return Number(_number(token, self))
        if self.took("age"):
            return Age()
        if self.took("members"):
            return Members()
        if self.took("count"):
            return Count(self.bracketed(self.either))
        return Given(self.name())

    def name(self) -> str:
        token = self.ahead(0)
        if not token or not (token[0].isalpha() or token[0] == "_") or token in RESERVED:
            self.refuse("cần mã câu hỏi hoặc mã trả lời ở")
        self.at += 1
        return token


def _number(token: str, reader: _Reader) -> int | float:
    if "-" in token:
        try:
            day = date.fromisoformat(token)
        except ValueError:
            reader.refuse(f"ngày «{token}» không có thật, trước")
        return day.year * 10_000 + day.month * 100 + day.day
    return float(token) if "." in token else int(token)
