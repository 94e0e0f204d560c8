"""Conditions answered for one sheet: true, false, or unknown where an answer that would decide is missing.

A number is kept as the least and the greatest that it may be, so that a birth year alone, or members of whom
something is not known, still decide what they can.
"""

from dataclasses import dataclass
from math import inf

from giamngheo.law.questionnaires.sheets import Answer, Sheet, as_number, births, of_kind
from giamngheo.law.vocabulary.conditions import (
    Age,
    Answered,
    Both,
    Compare,
    Condition,
    Count,
    Given,
    Has,
    Is,
    Members,
    Not,
    Number,
    Sign,
    Sum,
    Term,
)
from giamngheo.law.vocabulary.questionnaires import Questionnaire

Truth = bool | None
Range = tuple[float, float]
NOTHING_KNOWN: Range = (-inf, inf)


@dataclass(frozen=True)
class Looked:
    """What a condition looks at: one sheet, and in it one member or the household alone."""

    form: Questionnaire
    sheet: Sheet
    member: str | None = None

    def answer(self, name: str) -> Answer:
        """The answer to a question; None where there is none, or none that could be one at all."""
        question = self.form.question(name)
        if question is None or (self.member is None and question.of.value == "member"):
            return None
        answer = self.sheet.answer(question, self.member)
        return answer if answer is None or of_kind(question, answer) else None


def truth(condition: Condition, at: Looked) -> Truth:
    """Whether the condition holds there."""
    if isinstance(condition, Compare):
        return compared(condition.sign, number(condition.left, at), number(condition.right, at))
    if isinstance(condition, (Is, Has, Answered)):
        return _of_answer(condition, at.answer(condition.question))
    if isinstance(condition, Not):
        return negated(truth(condition.inner, at))
    left, right = truth(condition.left, at), truth(condition.right, at)
    if isinstance(condition, Both):
        return _both(left, right)
    return negated(_both(negated(left), negated(right)))


def _of_answer(condition: Is | Has | Answered, answer: Answer) -> Truth:
    if isinstance(condition, Answered):
        return answer is not None
    if isinstance(condition, Has):
        return condition.code in answer if isinstance(answer, tuple) else None
    return None if answer is None else coded(answer) in condition.codes


def number(term: Term, at: Looked) -> Range:
    """The least and the greatest that a term may be."""
    if isinstance(term, Number):
        return term.value, term.value
    if isinstance(term, Given):
        return _range(at.answer(term.question))
    if isinstance(term, Age):
        return _age(at)
    if isinstance(term, Members):
        return len(at.sheet.members), len(at.sheet.members)
    if isinstance(term, Count):
        told = [truth(term.condition, Looked(at.form, at.sheet, key)) for key in at.sheet.members]
        return sum(one is True for one in told), sum(one is not False for one in told)
    return _put_together(term, number(term.left, at), number(term.right, at))


def compared(sign: Sign, left: Range, right: Range) -> Truth:
    """Whether two numbers of which only the bounds are known compare so."""
    (left_least, left_most), (right_least, right_most) = left, right
    if sign == "=":
        if left_least == left_most == right_least == right_most:
            return True
        return False if left_most < right_least or left_least > right_most else None
    if sign == "!=":
        return negated(compared("=", left, right))
    if sign in (">", ">="):
        return compared("<" if sign == ">" else "<=", right, left)
    if sign == "<":
        return True if left_most < right_least else False if left_least >= right_most else None
    return True if left_most <= right_least else False if left_least > right_most else None


def coded(answer: Answer) -> str:
    """An answer as conditions name it."""
    return ("yes" if answer else "no") if isinstance(answer, bool) else str(answer)


def negated(told: Truth) -> Truth:
    """The contrary; of unknown, unknown."""
    return None if told is None else not told


def _both(left: Truth, right: Truth) -> Truth:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _range(answer: Answer) -> Range:
    if isinstance(answer, (bool, str, tuple)) or answer is None:
        return NOTHING_KNOWN
    if isinstance(answer, (int, float)):
        return answer, answer
    return as_number(answer), as_number(answer)


def _age(at: Looked) -> Range:
    born = births(at.sheet.members[at.member]) if at.member is not None else None
    if born is None:
        return NOTHING_KNOWN
    today = as_number(at.sheet.day)
    earliest, latest = born
    return (today - latest) // 10_000, (today - earliest) // 10_000


def _put_together(term: Sum, left: Range, right: Range) -> Range:
    if term.sign == "+":
        return left[0] + right[0], left[1] + right[1]
    if term.sign == "-":
        return left[0] - right[1], left[1] - right[0]
    if inf in map(abs, (*left, *right)):  # nothing times nothing known tells nothing
        return NOTHING_KNOWN
    products = [a * b for a in left for b in right]
    return min(products), max(products)
