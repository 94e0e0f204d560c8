"""A form as data: what is asked, of whom, and which answers it may have."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

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


class Mark(StrEnum):
    """Where something of a form comes from; only S was read in a source that quotes the law."""

    STATED = "S"
    SECOND_HAND = "S2"
    MEMORY = "M"
    PRODUCT = "P"

    @property
    def label(self) -> str:
        """What the mark says on Vietnamese papers."""
        return {
            "S": "theo nguồn đã dẫn",
            "S2": "nguồn thứ cấp, cần đối chiếu công báo",
            "M": "theo trí nhớ, cần đối chiếu công báo",
            "P": "do phần mềm đặt để hỏi lại, không phải quy định",
        }[self.value]


class Gravity(StrEnum):
    """What a fault of an answer means: it is refused, or it stands with a reason."""

    HARD = "hard"
    SOFT = "soft"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return {"hard": "phải sửa", "soft": "cần lý do"}[self.value]


class Marked(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Anything of a form with where it comes from: `verified: false` goes with a mark S2, M or P."""

    mark: Mark | None = None
    clause: Clause | None = None


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer to choose; `otherwise` marks those that formulas reach only as «none of the others»."""

    id: str
    label: str
    otherwise: bool = False


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The least and the greatest answer that a person may write, both allowed."""

    least: float | None = None
    greatest: float | None = None


class Question(Marked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One question; `id` is the name of its column in every frame.

    `codes_from` names a list of `codes/` for answers that are not the form's own; `several` allows more than
    one. `who` and `skip` are conditions (`vocabulary.conditions`) on this question's household or member.
    `limits` refuse an answer, `plausible` asks for a reason. `number` is the official one, where it is known;
    `heading` heads its column in a table of members. `asked_anew`: last year's answer is not offered. `feeds`
    are columns of the measure that it fills besides its own.
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
    plausible: Limits | None = None
    digits: int | None = None
    number: str = ""
    heading: str = ""
    who: str = ""
    skip: str = ""
    required: bool = False
    asked_anew: bool = False
    feeds: tuple[str, ...] = ()

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


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the paper: its questions in the order they are asked, as lines or as a table of members."""

    id: str
    title: str
    of: Asked
    questions: tuple[str, ...]
    note: str = ""


class Check(Marked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What must hold between answers: `holds` is a condition; a fault only where it certainly fails."""

    id: str
    of: Asked
    holds: str
    gravity: Gravity
    text: str
    remedy: str
    first: date | None = None
    last: date | None = None


class Jump(Marked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How an answer may not differ from last year's without a reason.

    `same`: not at all; `no_fall`: not downwards (of a choice: in the order of its codes); `within`: by no
    more than `by`, or no more than `times` as much or as little.
    """

    question: str
    rule: Literal["same", "no_fall", "within"]
    text: str
    by: float | None = None
    times: float | None = None
    first: date | None = None
    last: date | None = None


class Questionnaire(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """`questionnaire.yaml`: a form with its questions, and in `sections` how the sheet asks them.

    A question in no section is a column that lists may bring, and stands on no sheet. `empty` says why a
    form has no questions yet. `paper` is what the form is called in the office.
    """

    id: str
    name: str
    clause: Clause
    questions: tuple[Question, ...]
    derived: tuple[DerivedColumn, ...] = ()
    note: str = ""
    paper: str = ""
    version: str = ""
    first: date | None = None
    last: date | None = None
    empty: str = ""
    sections: tuple[Section, ...] = ()
    checks: tuple[Check, ...] = ()
    jumps: tuple[Jump, ...] = ()

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in reversed(self.questions)}

    @cached_property
    def sheet(self) -> tuple[Question, ...]:
        """The questions of the sheet in the order they are asked."""
        named = (name for section in self.sections for name in section.questions)
        return tuple(self._by_id[name] for name in dict.fromkeys(named) if name in self._by_id)

    def on_sheet(self, asked: Asked) -> tuple[Question, ...]:
        """The questions of the sheet for the household, or for each member."""
        return tuple(question for question in self.sheet if question.of is asked)

    def holds_on(self, day: date) -> bool:
        """Whether the form is the one to fill on the day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def question(self, name: str) -> Question | None:
        """The question of a column, None where the form does not ask it."""
        return self._by_id.get(name)

    def filled_by(self, column: str) -> tuple[str, ...] | None:
        """The questions that fill `column`: itself, or what it is derived from; None where none does."""
        if self.question(column) is not None:
            return (column,)
        feeding = tuple(question.id for question in self.questions if column in question.feeds)
        if feeding:
            return feeding
        return next((derived.needs for derived in self.derived if derived.id == column), None)
