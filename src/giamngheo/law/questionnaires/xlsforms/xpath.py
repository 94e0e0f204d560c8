"""Conditions of XLSForms read as conditions of forms, as far as these have words for them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from giamngheo.law.questionnaires.xlsforms.expressions import AGE_LEAST, AGE_MOST
from giamngheo.law.vocabulary.conditions import (
    Age,
    Answered,
    Both,
    Compare,
    Condition,
    Either,
    Given,
    Has,
    Is,
    Not,
    Number,
    Sign,
)
from giamngheo.law.vocabulary.notations import Reader
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Limits, Question

LONGEST = 2_000
_SIGNS: tuple[Sign, ...] = ("!=", "<=", ">=", "=", "<", ">")
_TOKEN = re.compile(
    r"\s*(\$\{[^}]+\}|'[^']*'|\"[^\"]*\"|\d+(?:\.\d+)?|[A-Za-z][A-Za-z-]*|!=|<=|>=|[=<>(),.\-])"
)
_BOUND = re.compile(r"\.\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)")


class NotUnderstoodError(ValueError):
    """An expression that forms have no words for; the message is Vietnamese."""


@dataclass(frozen=True)
class Names:
    """What the questions of a workbook became: by their name there, with their codes by name there."""

    questions: Mapping[str, Question]
    codes: Mapping[tuple[str, str], str]


def read_xpath(text: str, names: Names) -> Condition:
    """The condition that an XPath of a `relevant` stands for.

    Raises:
        NotUnderstoodError: where it says something that conditions of forms cannot say.
    """
    if len(text) > LONGEST:
        raise NotUnderstoodError(f"biểu thức dài {len(text)} ký tự")
    reader = _Reader(text, names)
    return reader.whole(reader.either)


def read_limits(text: str, *, whole: bool) -> Limits:
    """The limits that a `constraint` of comparisons of «.» with numbers stands for.

    Raises:
        NotUnderstoodError: where it says more than a least and a greatest.
    """
    least: float | None = None
    greatest: float | None = None
    for part in re.split(r"\s+and\s+", text.strip().strip("()")):
        found = _BOUND.fullmatch(part.strip().strip("()").strip())
        if found is None or (not whole and found[1] in "<>"):
            raise NotUnderstoodError(f"«{part.strip()}»")
        bound = float(found[2]) + {"<": -1, ">": 1}.get(found[1], 0)
        if found[1].startswith("<"):
            greatest = bound if greatest is None else min(greatest, bound)
        else:
            least = bound if least is None else max(least, bound)
    return Limits(least, greatest)


class _Reader(Reader):
    def __init__(self, text: str, names: Names) -> None:
        super().__init__(text, _TOKEN)
        self.names = names

    def refuse(self, why: str = "") -> NoReturn:
        raise NotUnderstoodError(f"«{self.ahead(0) or 'cuối biểu thức'}» trong «{self.text}»")

    def either(self) -> Condition:
        return self.nested(lambda: self.joined("or", self.both, Either))

    def both(self) -> Condition:
        return self.joined("and", self.single, Both)

    def single(self) -> Condition:
        if self.took("not"):
            return Not(self.bracketed(self.either))
        if self.ahead(0) == "(":
            return self.bracketed(self.either)
        if self.took("selected"):
            return self.bracketed(self.selected)
        return self.compared()

    def selected(self) -> Condition:
        question = self.question()
        self.need(",")
        code = self.code(question)
        return Has(question.id, code) if question.several else Is(question.id, (code,))

    def compared(self) -> Condition:
        if self.ahead(0)[:2] == "${" and self.ahead(1) in ("=", "!=") and self.ahead(2)[:1] in ("'", '"'):
            return self.coded()
        left = self.term()
        sign = next((one for one in _SIGNS if one == self.ahead(0)), None)
        if sign is None:
            self.refuse()
        self.at += 1
        return Compare(sign, left, self.term())

    def coded(self) -> Condition:
        question = self.question()
        equal = self.took("=")
        if not equal:
            self.need("!=")
        if self.ahead(0) in ("''", '""'):
            self.at += 1
            answered = Answered(question.id)
            return Not(answered) if equal else answered
        if question.kind not in (AnswerKind.CHOICE, AnswerKind.YES_NO):
            number = self.ahead(0)[1:-1]
            if not re.fullmatch(r"\d+(?:\.\d+)?", number):
                self.refuse()
            self.at += 1
            return Compare("=" if equal else "!=", Given(question.id), _number(number))
        told = Is(question.id, (self.code(question),))
        return told if equal else Not(told)

    def term(self) -> Number | Given | Age:
        token = self.ahead(0)
        if token[:1].isdigit():
            self.at += 1
            return _number(token)
        if self.took("number"):
            return self.bracketed(self.term)
        if token in (f"${{{AGE_LEAST}}}", f"${{{AGE_MOST}}}"):
            self.at += 1
            return Age()
        return Given(self.question().id)

    def question(self) -> Question:
        token = self.ahead(0)
        question = self.names.questions.get(token[2:-1].strip()) if token.startswith("${") else None
        if question is None:
            self.refuse()
        self.at += 1
        return question

    def code(self, question: Question) -> str:
        code = self.names.codes.get((question.id, self.ahead(0)[1:-1]))
        if self.ahead(0)[:1] not in ("'", '"') or code is None:
            self.refuse()
        self.at += 1
        return code


def _number(text: str) -> Number:
    return Number(float(text) if "." in text else int(text))
