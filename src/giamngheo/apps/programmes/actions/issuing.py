"""A plan handed up, given back, issued by somebody else, noted as received, ended: its paper goes with it."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.papers.actions import PaperError, draw_up, withdraw
from giamngheo.apps.papers.actions import issue as issue_paper
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.states import PaperState
from giamngheo.apps.programmes.actions.writing import PlanError, locked, move, tell
from giamngheo.apps.programmes.checks import lacks_of
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.papers import document_of, kind_of_paper
from giamngheo.apps.programmes.queries import day_within, given_to, projects_of, targets_of, tasks_of
from giamngheo.apps.programmes.states import PlanState
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import LawError

_PAPER_FIELDS = {"number": "so", "day": "ngay", "reason": "ly-do"}


@transaction.atomic
def hand_up(plan: UnitPlan, actor: Actor, today: date) -> UnitPlan:
    """Fix the text and draw up its paper, for somebody else to issue; raises PlanError with what it lacks.

    A plan that was taken in from a file has its paper already: nothing is drawn up.
    """
    kept = locked(plan, PlanState.DRAFT)
    if kept.is_received:
        raise PlanError("Kế hoạch nhận của cấp trên không trình ban hành. Cách xử lý: bấm «Ghi nhận».")
    lived = day_within(kept.area_id, kept.last_year, today)
    given = given_to(kept.area_id, kept.years, lived)
    lacks = lacks_of(kept, targets_of(kept), projects_of(kept), tasks_of(kept), given)
    if blocking := [one.sentence for one in lacks if one.blocks]:
        raise PlanError(f"Chưa trình được kế hoạch. {' '.join(blocking)}")
    paper = None
    if kept.source_id is None:
        try:
            document = document_of(kept, today)
        except LawError as error:
            raise PlanError(str(error)) from error
        tier = Tier(path_of(kept.area_id, lived)[-1].tier)
        paper = draw_up(kept.area_id, kind_of_paper(tier), document, actor)
    now = timezone.now()
    told = {"handed_up_by_id": actor.id, "handed_up_by_name": actor.name, "handed_up_at": now}
    kept = move(kept, "hand_up", paper=paper, why="", **told)
    tell(kept, actor, "hand_up", "Trình ban hành {plan}", {"paper": paper.pk if paper else None})
    return kept


@transaction.atomic
def give_back(plan: UnitPlan, why: str, actor: Actor) -> UnitPlan:
    """Make a plan that was handed up a draft again, with the reason; its drawn up paper is put aside."""
    said = PlanError.words(why, "lý do", about="ly-do", longest=500)
    paper = _paper_of(locked(plan, PlanState.WAITING))
    if paper is not None and paper.state == PaperState.ISSUED:
        raise PlanError("Văn bản của kế hoạch đã ban hành nên không trả lại được. Cách xử lý: ghi ban hành.")
    if paper is not None and paper.state == PaperState.DRAFT:
        withdraw(paper, f"Trả lại kế hoạch: {said}", actor)
    kept = move(plan, "give_back", why=said, paper=None)
    tell(kept, actor, "give_back", f"Trả lại {{plan}} để sửa: {said}", {})
    return kept


@transaction.atomic
def issue_plan(plan: UnitPlan, number: str, day: date, actor: Actor) -> UnitPlan:
    """Note that a plan was issued under a number on a day, with its paper; what it replaces ends with it.

    Raises:
        PlanError: where who acts drafted it or handed it up, the number cannot be, or another plan of the
            same years stands.
    """
    kept = locked(plan, PlanState.WAITING)
    if actor.id is not None and actor.id in (kept.drawn_by_id, kept.handed_up_by_id):
        raise PlanError(
            "Bạn soạn hoặc trình kế hoạch này nên không tự ban hành được: việc này do hai người làm. "
            "Cách xử lý: nhờ lãnh đạo khác của đơn vị ban hành."
        )
    number, day = _issued_paper(kept, number, day, actor)
    if kept.replaces_id is not None:
        before = move(UnitPlan(pk=kept.replaces_id), "replace", why=f"Có bản thay số {number}"[:500])
        tell(before, actor, "replace", "{plan} được thay", {"by": kept.pk})
    kept = _stand(kept, "issue", number, day, actor)
    tell(kept, actor, "issue_plan", f"Ban hành {{plan}} ngày {day_text(day)}", {"paper": kept.paper_id})
    return kept


@transaction.atomic
def note_received(plan: UnitPlan, actor: Actor) -> UnitPlan:
    """Let a plan of a unit above that was read from a file stand as it was received; raises PlanError."""
    kept = locked(plan, PlanState.DRAFT)
    if not kept.is_received or not kept.number or kept.day is None:
        raise PlanError(
            "Chưa ghi số, ngày của kế hoạch nhận được. Cách xử lý: ghi ở «Phần đầu» rồi bấm lại.", "so"
        )
    if kept.replaces_id is not None:
        move(UnitPlan(pk=kept.replaces_id), "replace", why="Đã có bản sửa")
    kept = _stand(kept, "note", kept.number, kept.day, actor)
    tell(kept, actor, "note_received", "Ghi nhận {plan} của cấp trên", {})
    return kept


@transaction.atomic
def end_plan(plan: UnitPlan, why: str, actor: Actor) -> UnitPlan:
    """Let an issued plan be in force no more, with the reason; it stays readable."""
    said = PlanError.words(why, "lý do", about="ly-do", longest=500)
    kept = move(plan, "end", why=said, ended_by_name=actor.name, ended_at=timezone.now())
    tell(kept, actor, "end_plan", f"Thôi hiệu lực {{plan}}: {said}", {})
    return kept


def _stand(plan: UnitPlan, verb: str, number: str, day: date, actor: Actor) -> UnitPlan:
    told = {"issued_by_id": actor.id, "issued_by_name": actor.name, "issued_at": timezone.now()}
    try:
        with transaction.atomic():
            return move(plan, verb, number=number, day=day, **told)
    except IntegrityError as error:
        if "programmes_one_plan_of_a_time" not in str(error):
            raise
        raise PlanError(
            f"Đơn vị đã có kế hoạch {plan.period} đang có hiệu lực. Cách xử lý: mở kế hoạch ấy, bấm «Soạn "
            "bản thay», hoặc cho nó thôi hiệu lực trước."
        ) from error


def _issued_paper(plan: UnitPlan, typed: str, day: date, actor: Actor) -> tuple[str, date]:
    """The number and day under which the plan stands: those of its paper, which is issued with it."""
    paper = _paper_of(plan)
    if paper is None:
        said = PlanError.words(typed or plan.number, "số của kế hoạch", about="so", longest=60)
        return said, plan.day or day
    if paper.state not in (PaperState.DRAFT, PaperState.ISSUED):
        raise PlanError(
            "Văn bản của kế hoạch đã thu hồi. Cách xử lý: trả lại kế hoạch để sửa, rồi trình lại."
        )
    if paper.state == PaperState.DRAFT:
        try:
            paper = issue_paper(paper, typed.partition("/")[0], day, actor)
        except PaperError as error:
            raise PlanError(str(error), _PAPER_FIELDS.get(error.about, "")) from error
    signed = f"/{paper.sign}" if paper.sign else ""
    number = f"{paper.number.zfill(2)}{signed}" if paper.number else "không số"
    return number, paper.day or day


def _paper_of(plan: UnitPlan) -> IssuedPaper | None:
    return IssuedPaper.objects.filter(pk=plan.paper_id).first() if plan.paper_id else None
