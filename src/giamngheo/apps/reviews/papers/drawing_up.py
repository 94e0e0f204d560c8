"""Drawing up a paper of a review: of which thing, by which kind, kept as a draft of the commune."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from giamngheo.apps.papers.actions import draw_up
from giamngheo.apps.papers.composing import composed
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.reviews.actions import ReviewError
from giamngheo.apps.reviews.models import Application, Case, Entry, Objection, Round
from giamngheo.apps.reviews.papers import (
    certificates,
    of_determination,
    of_household,
    of_round,
    of_village,
)
from giamngheo.apps.reviews.papers.of_village import Content
from giamngheo.apps.reviews.papers.rows import heading_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.library import LawError


@dataclass(frozen=True)
class Subject:
    """What a paper is of: a round with its villages, a village, a household or worker, an objection."""

    round: Round
    cases: tuple[Case, ...] = ()
    entry: Entry | None = None
    application: Application | None = None
    objection: Objection | None = None


Filling = Callable[[Subject], Content | None]


@dataclass(frozen=True)
class Kind:
    """A kind of paper: what it is called on a button, what it is filled with, when it can be drawn up.

    With `once` it is drawn up by that, and only once: the paper that stands is given back.
    `of_each_worker`: where workers ask, each of them has one.
    """

    id: str
    name: str
    of: str
    when: str
    content: Filling
    once: Callable[[Subject, Actor], IssuedPaper | None] | None = None
    of_each_worker: bool = False


def _of_case(fill: Callable[[Case], Content | None]) -> Filling:
    return lambda subject: fill(subject.cases[0]) if subject.cases else None


def _of_entry(fill: Callable[[Entry], Content | None]) -> Filling:
    return lambda subject: fill(subject.entry) if subject.entry else None


def _of_asking(fill: Callable[[Entry, Application | None], Content | None]) -> Filling:
    return lambda subject: fill(subject.entry, subject.application) if subject.entry else None


def _of_objection(fill: Callable[[Objection], Content | None]) -> Filling:
    return lambda subject: fill(subject.objection) if subject.objection else None


def _of_cases(fill: Callable[[tuple[Case, ...]], Content]) -> Filling:
    return lambda subject: fill(subject.cases) if subject.cases else None


_ALL: Final = (
    # id, name on the button, of what, when it can be drawn up, what fills it
    Kind(
        "review_plan",
        "Kế hoạch rà soát",
        "round",
        "Cách xử lý: lưu kế hoạch của đợt trước.",
        lambda subject: of_round.review_plan(subject.round),
    ),
    Kind("review_list", "Danh sách cần rà soát", "village", "", _of_case(of_village.review_list)),
    Kind(
        "meeting_minutes",
        "Biên bản họp dân",
        "village",
        "Cách xử lý: ghi họp dân trước.",
        _of_case(of_village.meeting_minutes),
    ),
    Kind("posted_list", "Danh sách niêm yết", "village", "", _of_case(of_village.posted_list)),
    Kind(
        "posting_minutes",
        "Biên bản niêm yết",
        "village",
        "Cách xử lý: ghi niêm yết trước.",
        _of_case(of_village.posting_minutes),
    ),
    Kind("opinion_report", "Báo cáo, xin ý kiến", "round", "", _of_cases(of_round.opinion_report)),
    Kind(
        "recognition_decision", "Quyết định công nhận", "round", "", _of_cases(of_round.recognition_decision)
    ),
    Kind(
        "score_sheet",
        "Phiếu «Vì sao?»",
        "household",
        "Cách xử lý: chấm phiếu của hộ trước.",
        _of_entry(of_household.score_sheet),
    ),
    Kind(
        "refusal",
        "Thông báo không công nhận",
        "household",
        "Thông báo này dành cho hộ đề nghị mà không được đề xuất. Cách xử lý: chọn đúng hộ.",
        _of_entry(of_household.refusal),
    ),
    Kind(
        "certificate",
        "Giấy chứng nhận",
        "household",
        "Giấy này cấp cho hộ đã được công nhận. Cách xử lý: ghi quyết định công nhận trước.",
        lambda _: None,
        lambda subject, actor: certificates.draw_one(subject.entry, actor) if subject.entry else None,
    ),
    Kind(
        "objection_answer",
        "Trả lời khiếu nại",
        "objection",
        "Cách xử lý: ghi kết quả phúc tra trước.",
        _of_objection(of_household.objection_answer),
    ),
    Kind(
        "determination_list",
        "Danh sách niêm yết",
        "village",
        "",
        _of_case(of_determination.determination_list),
    ),
    Kind(
        "determination_minutes",
        "Biên bản niêm yết",
        "village",
        "Cách xử lý: ghi niêm yết trước.",
        _of_case(of_determination.determination_minutes),
    ),
    Kind(
        "determination_decision",
        "Quyết định xác định",
        "round",
        "",
        _of_cases(of_determination.determination_decision),
    ),
    Kind(
        "determination_sheet",
        "Phiếu «Vì sao?»",
        "household",
        "Cách xử lý: chấm phiếu của hộ trước.",
        _of_entry(of_determination.determination_sheet),
    ),
    Kind(
        "determination_refusal",
        "Thông báo không đủ điều kiện",
        "household",
        "Thông báo này dành cho hộ không đủ điều kiện. Cách xử lý: chọn đúng hộ.",
        _of_asking(of_determination.determination_refusal),
        of_each_worker=True,
    ),
    Kind(
        "confirmation",
        "Giấy xác nhận",
        "household",
        "Giấy này cấp cho hộ, người đã được xác định. Cách xử lý: ghi quyết định trước.",
        _of_asking(of_determination.confirmation),
        of_each_worker=True,
    ),
    Kind(
        "determination_answer",
        "Trả lời khiếu nại",
        "objection",
        "Cách xử lý: ghi kết quả phúc tra trước.",
        _of_objection(of_determination.determination_answer),
    ),
)
_NOTHING_POSTED: Final = "Chưa có thôn nào niêm yết. Cách xử lý: ghi niêm yết của ít nhất một thôn trước."
KINDS: Final[Mapping[str, Kind]] = {kind.id: kind for kind in _ALL}


def draw_up_paper(kind: str, subject: Subject, actor: Actor) -> IssuedPaper:
    """Fill in a paper in the wording of the round's day and keep it as a draft, without number and day.

    Raises:
        ReviewError: where what it is about has not happened, or no wording holds on that day.
    """
    one, day = KINDS[kind], subject.round.opened_on
    if one.once is not None and (paper := one.once(subject, actor)) is not None:
        return paper
    content = one.content(subject)
    if content is None:
        raise ReviewError(f"Chưa lập được «{one.name}». {one.when or _NOTHING_POSTED}")
    heading = heading_of(subject.round.area_id, day, timezone.localdate().year)
    try:
        document = composed(kind, day, heading, content.values, content.tables)
    except LawError as error:
        raise ReviewError(str(error)) from error
    return draw_up(subject.round.area_id, kind, document, actor)
