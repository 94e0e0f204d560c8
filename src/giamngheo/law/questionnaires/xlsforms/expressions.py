"""Conditions of forms as XPath of XLSForms.

An unanswered question is blank there, and a comparison with a blank fails. So a condition is written twice:
where it certainly holds, and where it certainly fails; what is unknown is neither.
"""

from typing import assert_never

from giamngheo.law.vocabulary.conditions import (
    Age,
    Answered,
    Both,
    Compare,
    Condition,
    Count,
    Either,
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
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Questionnaire

AGE_LEAST, AGE_MOST, REPEAT = "age_least", "age_most", "members"
_CONTRARY: dict[Sign, Sign] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class NotExpressibleError(ValueError):
    """A condition that XLSForms have no words for; the message is Vietnamese."""


class Expressions:
    """The conditions of one form in XPath; `here` is the question whose own value is written «.»."""

    def __init__(self, form: Questionnaire, here: str = "") -> None:
        self.form = form
        self.here = here

    def holds(self, condition: Condition) -> str:
        """Where the condition certainly holds."""
        if isinstance(condition, Both):
            return f"({self.holds(condition.left)} and {self.holds(condition.right)})"
        if isinstance(condition, Either):
            return f"({self.holds(condition.left)} or {self.holds(condition.right)})"
        if isinstance(condition, Not):
            return self.fails(condition.inner)
        if isinstance(condition, Compare):
            return self._compared(condition.sign, condition.left, condition.right)
        return self._answered(condition)

    def fails(self, condition: Condition) -> str:
        """Where the condition certainly fails."""
        if isinstance(condition, Both):
            return f"({self.fails(condition.left)} or {self.fails(condition.right)})"
        if isinstance(condition, Either):
            return f"({self.fails(condition.left)} and {self.fails(condition.right)})"
        if isinstance(condition, Not):
            return self.holds(condition.inner)
        if isinstance(condition, Compare):
            return self._compared(_CONTRARY[condition.sign], condition.left, condition.right)
        asked = self.reference(condition.question)
        if isinstance(condition, Answered):
            return f"{asked} = ''"
        return f"({asked} != '' and not({self._answered(condition)}))"

    def reference(self, question: str) -> str:
        """A question as XPath names it."""
        return "." if question == self.here else f"${{{question}}}"

    def _answered(self, condition: Is | Has | Answered) -> str:
        asked = self.reference(condition.question)
        if isinstance(condition, Answered):
            return f"{asked} != ''"
        if isinstance(condition, Has):
            return f"selected({asked}, '{condition.code}')"
        return "(" + " or ".join(f"{asked} = '{code}'" for code in condition.codes) + ")"

    def _compared(self, sign: Sign, left: Term, right: Term) -> str:
        (left_least, left_most), (right_least, right_most) = self._ends(left), self._ends(right)
        if sign == "=":
            if left_least == left_most and right_least == right_most:
                return f"{left_least} = {right_least}"
            ends = f"{left_least} = {right_least} and {left_most} = {right_most}"
            return f"({ends} and {left_least} = {right_most})"
        if sign == "!=":
            return f"({left_most} < {right_least} or {left_least} > {right_most})"
        if sign in ("<", "<="):
            return f"{left_most} {sign} {right_least}"
        return f"{left_least} {sign} {right_most}"

    def _ends(self, term: Term) -> tuple[str, str]:
        if isinstance(term, Number):
            return str(term.value), str(term.value)
        if isinstance(term, Age):
            return f"number(${{{AGE_LEAST}}})", f"number(${{{AGE_MOST}}})"
        if isinstance(term, Given):
            return (self._given(term.question),) * 2
        if isinstance(term, Members):
            return (f"count(${{{REPEAT}}})",) * 2
        if isinstance(term, Sum):
            return self._sum(term)
        if isinstance(term, Count):
            raise NotExpressibleError("đếm thành viên theo điều kiện (count)")
        assert_never(term)

    def _given(self, name: str) -> str:
        question = self.form.question(name)
        if question is not None and question.kind is AnswerKind.DATE:
            return f"number(format-date({self.reference(name)}, '%Y%m%d'))"
        return f"number({self.reference(name)})"

    def _sum(self, term: Sum) -> tuple[str, str]:
        left, right = self._ends(term.left), self._ends(term.right)
        if left[0] != left[1] or right[0] != right[1]:
            raise NotExpressibleError("phép tính với tuổi")
        told = f"({left[0]} {term.sign} {right[0]})"
        return told, told
