"""What is read out of a plan, as it is written to `plan.json`. The published schema is made of these types.

Every piece has its `span`: characters `start` to `end` (not included) of `source.text`, with the first and
last line (from 1) and the page (from 1). Whatever the plan does not say is null or an empty list.
"""

from enum import StrEnum

import msgspec

from giamngheo.law.vocabulary.targets import TargetKind


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the text: characters from `start` up to before `end`; lines and pages count from 1."""

    start: int
    end: int
    line: int
    last_line: int
    page: int


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the plan, on one line, with their place."""

    text: str
    span: Span


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """First and last year that the plan is for."""

    from_: int | None = msgspec.field(name="from", default=None)
    to: int | None = None


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument that the plan names; `id` is its entry in the law folder, where it has one."""

    text: str
    kind: str
    number: str | None
    date: str | None
    issuer: str | None
    id: str | None
    span: Span


class ParentPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The plan of the level above that this one carries out."""

    number: str | None
    date: str | None
    issuer: str | None
    span: Span


class Comparator(StrEnum):
    """How a figure is to compare with the value."""

    EQUAL = "="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    BETWEEN = "between"


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """What the plan says of the time before."""

    value: float
    year: int | None


class ReadTarget(msgspec.Struct, frozen=True, kw_only=True):
    """A target. `value`, or `low` to `high` where it is a range; a change is told without its sign.

    `indicator` is what is measured, `group` among whom, both in the plan's words. `reaches` is the level to
    which a change leads. `direction` is «down», «up» or null.
    """

    text: str
    kind: TargetKind
    comparator: Comparator | None
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    baseline: Baseline | None
    reaches: float | None
    each_year: bool
    direction: str | None
    year: int | None
    indicator: str | None
    group: str | None
    span: Span


class ReadProject(msgspec.Struct, frozen=True, kw_only=True):
    """A project or sub-project. `code` is the national one («3.1»), null where it was not recognised."""

    code: str | None
    label: str
    name: str
    in_scope: bool
    objective: str | None
    target_groups: list[str]
    contents: list[str]
    lead: list[str]
    cooperating: list[str]
    funding: list[str]
    span: Span
    pieces: list[Piece]


class Titled(msgspec.Struct, frozen=True, kw_only=True):
    """A policy or a solution: its title and what is said under it."""

    title: str
    contents: list[Piece]
    span: Span


class Assigned(msgspec.Struct, frozen=True, kw_only=True):
    """What one organisation is to do; `leads` are the codes of (sub)projects that it is told to lead."""

    organisation: str
    items: list[Piece]
    leads: list[str]
    span: Span


class ReportingDuty(msgspec.Struct, frozen=True, kw_only=True):
    """A duty to report: who, to whom, how often or until when, as far as it is said."""

    text: str
    sender: str | None
    to: list[str]
    when: str | None
    span: Span


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs: «KT. CHỦ TỊCH – PHÓ CHỦ TỊCH» is a capacity; `on_behalf` the body («TM.»)."""

    name: str | None
    capacity: str | None
    on_behalf: str | None
    span: Span


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """Lines that went into no piece, and why."""

    text: str
    reason: str
    span: Span


class Warned(msgspec.Struct, frozen=True, kw_only=True):
    """Something suspicious, told and not mended: a fixed `code`, a sentence, the places."""

    code: str
    text: str
    spans: list[Span]


class LeftPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of which nothing was read, and why."""

    page: int
    reason: str


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The file: its name, kind, SHA-256, pages, and the text to which all places refer.

    `ocr_pages` were read from pictures by machine, `left_pages` not at all; `page_lines` are the lines with
    which the pages after the first begin.
    """

    file: str
    kind: str
    sha256: str
    pages: int
    by_ocr: bool
    ocr_pages: list[int] = []
    left_pages: list[LeftPage] = []
    page_lines: list[int] = []
    text: str


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A whole plan. `legal_bases` are of its opening; `cited` are instruments named further down."""

    format: str
    programme: str | None
    issuer: str | None
    number: str | None
    date: str | None
    place: str | None
    title: str | None
    period: Period
    legal_bases: list[Cited]
    parent_plan: ParentPlan | None
    aims: list[Piece]
    targets: list[ReadTarget]
    projects: list[ReadProject]
    policies: list[Titled]
    solutions: list[Titled]
    funding: list[Piece]
    scope: list[Piece]
    background: list[Piece]
    tasks: list[Assigned]
    reporting: list[ReportingDuty]
    recipients: list[Piece]
    signer: Signer | None
    headings: list[Piece]
    formal: list[Piece]
    cited: list[Cited]
    unread: list[Unread]
    warnings: list[Warned]
    source: Source


FORMAT = "giamngheo.plan/1"
