"""What the people of a unit propose at a meeting: written down, accepted or declined, taken into a plan."""

from dataclasses import dataclass
from datetime import date
from typing import IO

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.activities.actions import Said, draft
from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.states import GIVEN_UP
from giamngheo.apps.coordination.actions.filing import kept_file
from giamngheo.apps.coordination.actions.writing import (
    CoordinationError,
    after_move,
    by,
    day_needed,
    locked,
    texts_needed,
    told,
)
from giamngheo.apps.coordination.models import CommunityMeeting, CommunityProposal
from giamngheo.apps.coordination.states import CARRIED_OUT, PROPOSAL_MOVES, ProposalState
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.vocabulary.activities import ActivityKind


@dataclass(frozen=True)
class Met:
    """A meeting as it is typed; counts that nobody took are None."""

    day: date | None
    place: str
    led_by: str
    attended: int | None
    women: int | None = None
    poor_households: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Wanted:
    """A proposal as it is typed; `priority` 1 is the most wanted."""

    title: str
    words: str = ""
    project: str = ""
    votes: int | None = None
    priority: int | None = None


def hold_meeting(
    area: Area, met: Met, given: IO[bytes] | None, actor: Actor, *, today: date
) -> CommunityMeeting:
    """Write a meeting down; raises CoordinationError."""
    texts = texts_needed(("noi", met.place, "nơi họp", 200), ("chu-tri", met.led_by, "ai chủ trì", 200))
    day = day_needed(met.day, "ngay", "ngày họp")
    wrong: dict[str, str] = {}
    if day > today:
        wrong["ngay"] = f"Ngày họp sau hôm nay ({day_text(today)}). Cách xử lý: ghi sau khi họp."
    if not met.attended:
        wrong["so-nguoi"] = "Chưa ghi số người dự. Cách xử lý: ghi số người có mặt."
    for field, count, what in (
        ("so-nu", met.women, "Số phụ nữ"),
        ("so-ho-ngheo", met.poor_households, "Số hộ nghèo, cận nghèo"),
    ):
        if count is not None and met.attended and count > met.attended:
            wrong[field] = f"{what} nhiều hơn số người dự ({whole(met.attended)}). Cách xử lý: xem lại."
    if wrong or not met.attended:
        raise CoordinationError("Có ô ghi sai.", wrong=wrong)
    said = CoordinationError.words(met.words, "nội dung", about="noi-dung", longest=2000, needed=False)
    with kept_file(given) as columns, transaction.atomic():
        row = CommunityMeeting.objects.create(
            area=area,
            day=day,
            place=texts["noi"],
            led_by=texts["chu-tri"],
            attended=met.attended,
            women=met.women,
            poor_households=met.poor_households,
            words=said,
            **columns,
            **by(actor),
        )
        sentence = f"Ghi cuộc họp lập kế hoạch ngày {day_text(day)}: {whole(met.attended)} người dự"
        told(row, area.pk, actor, "meeting", sentence)
    return row


@transaction.atomic
def propose(meeting: CommunityMeeting, wanted: Wanted, actor: Actor) -> CommunityProposal:
    """Write down what a meeting proposed; raises CoordinationError."""
    row = locked(meeting)
    title = CoordinationError.words(wanted.title, "đề xuất gì", about="ten", longest=200)
    words = CoordinationError.words(wanted.words, "nội dung", about="chi-tiet", longest=2000, needed=False)
    if wanted.votes is not None and wanted.votes > row.attended:
        raise CoordinationError(
            f"Số người đồng ý nhiều hơn số người dự ({whole(row.attended)}). Cách xử lý: xem lại.", "phieu"
        )
    if wanted.priority is not None and row.proposals.filter(priority=wanted.priority).exists():
        raise CoordinationError(
            f"Cuộc họp đã có đề xuất ưu tiên {wanted.priority}. Cách xử lý: ghi thứ tự khác.", "uu-tien"
        )
    made = CommunityProposal.objects.create(
        meeting=row,
        title=title,
        words=words,
        project=wanted.project,
        votes=wanted.votes,
        priority=wanted.priority,
        state=ProposalState.PROPOSED,
        **by(actor),
    )
    told(made, row.area_id, actor, "proposal", f"Ghi đề xuất của cộng đồng «{title}»")
    return made


@transaction.atomic
def decide_proposal(proposal: CommunityProposal, verb: str, words: str, actor: Actor) -> CommunityProposal:
    """Accept or decline a proposal, or take it into a plan, with words; raises CoordinationError."""
    row = locked(proposal)
    row.state = after_move(row.state, verb, PROPOSAL_MOVES)
    field, in_plan = f"loi-{row.pk}", verb == "take_into_plan"
    asked = "đưa vào kế hoạch nào (số, năm)" if in_plan else "lý do"
    said = CoordinationError.words(words, asked, about=field, longest=300, needed=verb != "accept")
    if in_plan:
        row.plan_words = said
    else:
        row.why = said
    row.decided_by_id, row.decided_by_name, row.decided_at = actor.id, actor.name, timezone.now()
    row.save(update_fields=["state", "why", "plan_words", "decided_by_id", "decided_by_name", "decided_at"])
    sentence = f"Đề xuất «{row.title}»: {ProposalState(row.state).label.lower()}"
    told(row, row.meeting.area_id, actor, f"proposal_{verb}", sentence + (f" ({said})" if said else ""))
    return row


@transaction.atomic
def draft_for(
    proposal: CommunityProposal, area: Area, kind: ActivityKind, said: Said, actor: Actor, *, today: date
) -> Activity:
    """Draft the activity that carries a proposal out; raises ActivityError, CoordinationError."""
    made = draft(area, kind, said, actor)
    carry_out(proposal, made, actor, today=today)
    return made


@transaction.atomic
def carry_out(proposal: CommunityProposal, activity: Activity, actor: Actor, *, today: date) -> None:
    """Say which activity carries a proposal out: of its unit or of one above; raises CoordinationError.

    Another one only when the activity said before was dropped or stopped.
    """
    row, by_which, field = locked(proposal), locked(activity), f"hoat-dong-{proposal.pk}"
    if row.state not in CARRIED_OUT:
        raise CoordinationError(
            f"Đề xuất «{row.title}» chưa được chấp nhận. Cách xử lý: chấp nhận đề xuất trước.", field
        )
    if row.activity is not None and row.activity.state not in GIVEN_UP:
        raise CoordinationError(
            f"Đề xuất «{row.title}» đã có hoạt động «{row.activity.title}». "
            "Cách xử lý: dừng hoạt động ấy trước, hoặc ghi đề xuất khác.",
            field,
        )
    if by_which.state in GIVEN_UP:
        raise CoordinationError("Hoạt động này đã bỏ. Cách xử lý: chọn hoạt động khác.", field)
    if by_which.area_id not in {one.area_id for one in path_of(row.meeting.area_id, today)}:
        raise CoordinationError(
            "Hoạt động của đơn vị khác, không gồm nơi đã họp. Cách xử lý: chọn hoạt động của đơn vị này.",
            field,
        )
    row.activity = by_which
    row.save(update_fields=["activity"])
    sentence = f"Đề xuất «{row.title}» được thực hiện bằng hoạt động «{by_which.title}»"
    told(row, row.meeting.area_id, actor, "proposal_carried_out", sentence)
