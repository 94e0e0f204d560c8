"""A procedure as data: steps with who does them and what must be there before, numbers by date.

A *point* is one thing that the law fixes or leaves open: a number of days, a share, an authority. It is
dated, cited and marked as every number of a standard is; a value of null says that from this day on the
text was not found, and `ask` is the sentence with which it is asked for.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

import msgspec

from giamngheo.law.vocabulary.standards import Period
from giamngheo.law.vocabulary.texts import Certain, Clause, OpenQuestion

NOBODY = "nobody"


class ProcedureKind(StrEnum):
    """What is found out by a procedure, and how often."""

    PERIODIC_REVIEW = "periodic_review"
    REGULAR_REVIEW = "regular_review"
    AVERAGE_LIVING_STANDARD_REVIEW = "average_living_standard_review"
    LOW_INCOME_WORKER_REVIEW = "low_income_worker_review"

    @property
    def label(self) -> str:
        """The name on Vietnamese papers, without a period."""
        return _KIND_LABELS[self.value]


_KIND_LABELS = {
    "periodic_review": "Rà soát hộ nghèo, hộ cận nghèo định kỳ hằng năm",
    "regular_review": "Rà soát hộ nghèo, hộ cận nghèo thường xuyên hằng năm",
    "average_living_standard_review": (
        "Xác định hộ làm nông nghiệp, lâm nghiệp, ngư nghiệp, diêm nghiệp có mức sống trung bình"
    ),
    "low_income_worker_review": "Xác định người lao động có thu nhập thấp",
}


class StepKind(StrEnum):
    """What a step is, in the only order in which procedures have them."""

    OPENING = "opening"
    APPLICATION = "application"
    LIST = "list"
    REVIEW = "review"
    MEETING = "meeting"
    POSTING = "posting"
    OPINION = "opinion"
    DECISION = "decision"


class Condition(StrEnum):
    """What can be asked of what happened so far, before a step may be done."""

    OPENED = "opened"
    OPENING_TIME = "opening_time"
    DONE = "done"
    AGREED = "agreed"
    POSTING_OVER = "posting_over"
    OBJECTIONS_CLOSED = "objections_closed"
    POSTED_AGAIN = "posted_again"
    AUTHORITY_KNOWN = "authority_known"
    OPINION_ANSWERED = "opinion_answered"


class Measure(StrEnum):
    """By what a household is measured in a procedure: into its class, or whether it meets one condition."""

    CLASSES = "classes"
    FARM_HOUSEHOLD = "farm_household"
    LOW_INCOME_WORKER = "low_income_worker"


class Subject(StrEnum):
    """Who asks and is recognised."""

    HOUSEHOLD = "household"
    WORKER = "worker"


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A length of time; calendar days where the text says «ngày» without «làm việc»."""

    number: int
    unit: Literal["working", "calendar"]


Value = int | str | Days | tuple[int, int]
PointType = Literal["days", "share", "count", "role", "choice", "month_day", "day_of_month"]

# The points that procedures may hold, with what they are; the code asks for them by these names.
POINTS: dict[str, PointType] = {
    "season_first": "month_day",
    "season_last": "month_day",
    "opening_day": "day_of_month",
    "agreement_share": "share",
    "quorum": "share",
    "minutes_copies": "count",
    "posting_days": "days",
    "reposting_days": "days",
    "recheck_days": "days",
    "opinion_days": "days",
    "decision_days": "days",
    "opinion_authority": "role",
    "deciding_authority": "role",
    "first_day_counted": "choice",
    "end_on_rest_day": "choice",
}
CHOICES: dict[str, dict[str, str]] = {
    "first_day_counted": {
        "next_day": "ngày liền sau ngày xảy ra việc",
        "same_day": "chính ngày xảy ra việc",
    },
    "end_on_rest_day": {
        "next_working_day": "lùi sang ngày làm việc tiếp theo",
        "stays": "giữ nguyên ngày nghỉ",
    },
}


class PointValue(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a point is from `since` on; null leaves it open. `changeable`: a unit may set another value."""

    since: date
    value: Value | None
    clause: Clause
    changeable: bool = False


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One number, share, role or choice of a procedure; no values means the law is open on all days."""

    id: str
    name: str
    values: tuple[PointValue, ...] = ()
    ask: str = ""
    needed_for: str = ""
    blocks: bool = False

    @property
    def type(self) -> PointType | None:
        """What a value of it must be; None for a point that the code does not know."""
        return POINTS.get(self.id)

    def on(self, day: date) -> PointValue | None:
        """What the law says on `day`, None while it has said nothing."""
        in_force = [value for value in self.values if value.since <= day]
        return max(in_force, key=lambda value: value.since) if in_force else None


class Precondition(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What must be there before a step: a code with its words, what to do where it is not, and the clause."""

    condition: Condition
    text: str
    remedy: str
    step: str | None = None
    clause: Clause | None = None


class Step(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One step: who does it, who is there, what must be there before and what it gives."""

    id: str
    number: int
    kind: StepKind
    name: str
    text: str
    who: tuple[str, ...]
    clause: Clause
    present: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    gives: tuple[str, ...] = ()
    refusal: str = ""


class Trigger(StrEnum):
    """What a time limit counts from."""

    OPENING_DAY = "opening_day"
    POSTED = "posted"
    POSTED_AGAIN = "posted_again"
    OBJECTION_OPENED = "objection_opened"
    OPINION_ASKED = "opinion_asked"


class Ending(StrEnum):
    """What must have happened when a time limit ends; `over`: nothing, one only waits."""

    OVER = "over"
    OBJECTION_CLOSED = "objection_closed"
    OPINION_ANSWERED = "opinion_answered"
    DECIDED = "decided"


class Deadline(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A time limit: the point with its length (or, of a season, its last day), from what, until what."""

    id: str
    name: str
    step: str
    point: str
    starts: Trigger
    ends: Ending


class Form(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A form that goes in or out."""

    id: str
    name: str
    clause: Clause


class ServiceCode(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The number of the procedure on the public service portal."""

    code: str
    name: str
    clause: Clause


class Barrier(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who may not be taken in by a procedure: why, what to do instead, and the clause."""

    text: str
    remedy: str
    clause: Clause


class Outcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a procedure finds out: of whom, by which measure and sheet, and what it may recognise.

    `recognised` are results (`vocabulary.results`). `list_of`: what goes through the steps together. `form`
    is the sheet that is filled in; empty: that of the standard. `of_the_lists` keeps out who is on the lists
    of poor and near-poor households. `given` is the paper that who is recognised receives, `papers` are the
    kinds of papers (`papers/kinds.yaml`) that can be drawn up.
    """

    recognised: tuple[str, ...]
    given: str
    papers: tuple[str, ...]
    measure: Measure = Measure.CLASSES
    subject: Subject = Subject.HOUSEHOLD
    list_of: Literal["village", "commune"] = "village"
    form: str = ""
    of_the_lists: Barrier | None = None

    @property
    def decides_the_lists(self) -> bool:
        """Whether it decides who is on the lists of poor and near-poor households, and who leaves them."""
        return self.measure is Measure.CLASSES


class Procedure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`procedure.yaml`: the whole of one procedure for its periods."""

    id: str
    kind: ProcedureKind
    name: str
    short_name: str
    periods: tuple[Period, ...]
    instruments: tuple[str, ...]
    outcome: Outcome
    opening: Step
    steps: tuple[Step, ...]
    deadlines: tuple[Deadline, ...]
    points: tuple[Point, ...]
    forms: tuple[Form, ...] = ()
    service_codes: tuple[ServiceCode, ...] = ()
    open: tuple[OpenQuestion, ...] = ()

    @property
    def is_monthly(self) -> bool:
        """Whether it is carried out anew each month."""
        return self.point("opening_day") is not None

    def step(self, kind: StepKind) -> Step | None:
        """The step of this kind, None where the procedure has none."""
        return next((step for step in (self.opening, *self.steps) if step.kind is kind), None)

    def point(self, name: str) -> Point | None:
        """The point of this name, None where the procedure has none."""
        return next((point for point in self.points if point.id == name), None)


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a unit sets for a point that is open or may be changed: by which paper, from and until when."""

    point: str
    value: Value
    since: date
    source: str
    until: date | None = None


def fits(point: str, value: Value, roles: frozenset[str]) -> bool:
    """Whether a value is of the kind that the point holds, and within what is possible."""
    match POINTS.get(point), value:
        case "days", Days(number=number):
            fitting = 1 <= number <= 366
        case "share", (int(part), int(whole)):
            fitting = 0 < part <= whole
        case "count", int(number):
            fitting = 1 <= number <= 100
        case "role", str(role):
            fitting = role in roles or role == NOBODY
        case "choice", str(choice):
            fitting = choice in CHOICES[point]
        case "month_day", (int(month), int(day)):
            fitting = _is_day(month, day)
        case "day_of_month", int(day):
            fitting = 1 <= day <= 28
        case _:
            fitting = False
    return fitting


def _is_day(month: int, day: int) -> bool:
    try:
        date(2023, month, day)
    except ValueError:
        return False
    return True
