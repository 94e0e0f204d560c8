"""A form as data: what is asked, of whom, and which answers it may have."""

from enum import StrEnum

import msgspec

from giamngheo.law.vocabulary.texts import Certain, Clause


class Asked(StrEnum):
    """Who answers a question: the household once, or each member."""

    HOUSEHOLD = "household"
    MEMBER = "member"

    @property
    def label(self) -> str:
        """The word on Vietnamese papers."""
        return {"household": "hộ", "member": "thành viên"}[self.value]


class AnswerKind(StrEnum):
    """What an answer is; frames hold Boolean, String, Float64, Int64, Date, String, Int64 (đồng)."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    TEXT = "text"
    MONEY = "money"


class Use(StrEnum):
    """What an answer is needed for."""

    DEPRIVATION = "deprivation"
    INCOME_POINTS = "income_points"
    CLASS = "class"
    RECORD = "record"


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer to choose; `otherwise` marks those that formulas reach only as «none of the others»."""

    id: str
    label: str
    otherwise: bool = False


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The least and the greatest answer that a person may write, both allowed."""

    least: float | None = None
    greatest: float | None = None


class Question(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One question; `id` is the name of its column in every frame.

    `codes_from` names a list of `codes/` for answers that are not the form's own; `several` allows more than
    one.
    """

    id: str
    text: str
    of: Asked
    kind: AnswerKind
    used_for: tuple[Use, ...]
    codes: tuple[Code, ...] = ()
    codes_from: str | None = None
    several: bool = False
    unit: str = ""
    limits: Limits | None = None

    @property
    def code_ids(self) -> tuple[str, ...]:
        """The codes of a choice."""
        return tuple(code.id for code in self.codes)


class DerivedColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column that the engine works out of answers; `needs` are the questions without which it is empty."""

    id: str
    text: str
    needs: tuple[str, ...]
    sharper_with: tuple[str, ...] = ()


class Questionnaire(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`questionnaire.yaml`: a form with its questions in the order they are asked."""

    id: str
    name: str
    clause: Clause
    questions: tuple[Question, ...]
    derived: tuple[DerivedColumn, ...] = ()
    note: str = ""

    def question(self, name: str) -> Question | None:
        """The question of a column, None where the form does not ask it."""
        return next((question for question in self.questions if question.id == name), None)

    def filled_by(self, column: str) -> tuple[str, ...] | None:
        """The questions that fill `column`: itself, or what it is derived from; None where none does."""
        if self.question(column) is not None:
            return (column,)
        return next((derived.needs for derived in self.derived if derived.id == column), None)
