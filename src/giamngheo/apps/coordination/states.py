"""The states of what is coordinated, and which deed leads from which to which."""

from collections.abc import Mapping
from typing import Final

from django.db import models

from giamngheo.apps.programmes.states import PlanState

PLAN_STATES: Final = (PlanState.DRAFT, PlanState.WAITING, PlanState.ISSUED)
"""Plans that propose who does what: also drafts, as a person confirms each line."""


class Part(models.TextChoices):
    """How an organisation takes part in a project."""

    LEAD = "lead", "Chủ trì"
    COOPERATING = "cooperating", "Phối hợp"


class AssignmentState(models.TextChoices):
    """What a plan says is proposed; a person confirms it, or types it; it is ended with a reason."""

    PROPOSED = "proposed", "Đề xuất từ kế hoạch"
    CONFIRMED = "confirmed", "Đã phân công"
    ENDED = "ended", "Đã thôi"


class TaskState(models.TextChoices):
    """Where a given task stands."""

    GIVEN = "given", "Đã giao"
    DOING = "doing", "Đang làm"
    DONE = "done", "Đã xong"
    CANCELLED = "cancelled", "Đã thôi giao"


class TaskVerb(models.TextChoices):
    """What is done to a given task; the label tells that it was done."""

    GIVE = "give", "Giao"
    WORK = "work", "Báo đang làm"
    FINISH = "finish", "Báo xong"
    SEND_BACK = "send_back", "Yêu cầu làm tiếp"
    POSTPONE = "postpone", "Đổi hạn"
    CANCEL = "cancel", "Thôi giao"


class Topic(models.TextChoices):
    """What an obstacle is about."""

    LAW = "law", "Quy định, hướng dẫn"
    MONEY = "money", "Kinh phí, giải ngân"
    PROJECT = "project", "Thực hiện dự án"
    LISTS = "lists", "Đối tượng, danh sách"
    PEOPLE = "people", "Nhân lực, phối hợp"
    DATA = "data", "Phần mềm, số liệu"
    OTHER = "other", "Khác"


class ObstacleState(models.TextChoices):
    """Where an obstacle stands."""

    OPEN = "open", "Chờ trả lời"
    ANSWERED = "answered", "Đã trả lời"
    CLOSED = "closed", "Đã xong"
    WITHDRAWN = "withdrawn", "Đã rút"


class ObstacleVerb(models.TextChoices):
    """What is done to an obstacle; the label tells that it was done."""

    RAISE = "raise", "Nêu"
    ESCALATE = "escalate", "Chuyển lên cấp trên"
    ANSWER = "answer", "Trả lời"
    CLOSE = "close", "Xác nhận đã gỡ"
    REOPEN = "reopen", "Mở lại"
    WITHDRAW = "withdraw", "Rút"


Moves = Mapping[str, tuple[frozenset[str], str | None]]
"""By verb: from which states, and where to (None: it stays where it is)."""

_T, _O = TaskState, ObstacleState
TASK_MOVES: Final[Moves] = {
    TaskVerb.WORK: (frozenset({_T.GIVEN, _T.DOING}), _T.DOING),
    TaskVerb.FINISH: (frozenset({_T.GIVEN, _T.DOING}), _T.DONE),
    TaskVerb.SEND_BACK: (frozenset({_T.DONE}), _T.DOING),
    TaskVerb.POSTPONE: (frozenset({_T.GIVEN, _T.DOING}), None),
    TaskVerb.CANCEL: (frozenset({_T.GIVEN, _T.DOING}), _T.CANCELLED),
}
TASK_OF_DOER: Final = frozenset({TaskVerb.WORK, TaskVerb.FINISH})
"""Deeds of who does the task; the others are of who gave it."""

OBSTACLE_MOVES: Final[Moves] = {
    ObstacleVerb.ANSWER: (frozenset({_O.OPEN}), _O.ANSWERED),
    ObstacleVerb.ESCALATE: (frozenset({_O.OPEN}), None),
    ObstacleVerb.CLOSE: (frozenset({_O.ANSWERED}), _O.CLOSED),
    ObstacleVerb.REOPEN: (frozenset({_O.ANSWERED, _O.CLOSED}), _O.OPEN),
    ObstacleVerb.WITHDRAW: (frozenset({_O.OPEN}), _O.WITHDRAWN),
}
OBSTACLE_OF_HANDLER: Final = frozenset({ObstacleVerb.ESCALATE, ObstacleVerb.ANSWER})
"""Deeds of the unit that has to answer; the others are of who raised it, or their unit."""


class FollowerKind(models.TextChoices):
    """Who follows a household."""

    OFFICER = "officer", "Cán bộ, công chức"
    PARTY_MEMBER = "party_member", "Đảng viên"
    AGENCY = "agency", "Cơ quan, đơn vị"
    ASSOCIATION = "association", "Mặt trận, đoàn thể"
    OTHER = "other", "Doanh nghiệp, cá nhân khác"


class HouseholdPlanState(models.TextChoices):
    """Where the plan of a household stands."""

    DRAFT = "draft", "Đang lập"
    AGREED = "agreed", "Hộ đã ký, đang thực hiện"
    ENDED = "ended", "Đã kết thúc"
    DROPPED = "dropped", "Đã bỏ"


class PlanStepState(models.TextChoices):
    """Where a step of the plan of a household stands."""

    TO_DO = "to_do", "Chưa xong"
    DONE = "done", "Đã xong"
    DROPPED = "dropped", "Không làm nữa"


class PlanOutcome(models.TextChoices):
    """What a plan led to, as a person judges it; who is poor is decided by a review alone."""

    BETTER = "better", "Đời sống khá lên"
    SAME = "same", "Chưa thay đổi"
    WORSE = "worse", "Khó khăn hơn"
    ASSISTED = "assisted", "Chuyển sang trợ giúp xã hội thường xuyên"


HOUSEHOLD_PLAN_MOVES: Final[Moves] = {
    "sign": (frozenset({HouseholdPlanState.DRAFT}), HouseholdPlanState.AGREED),
    "change": (frozenset({HouseholdPlanState.DRAFT, HouseholdPlanState.AGREED}), None),
    "end": (frozenset({HouseholdPlanState.AGREED}), HouseholdPlanState.ENDED),
    "drop": (frozenset({HouseholdPlanState.DRAFT}), HouseholdPlanState.DROPPED),
}


class CommitteeRole(models.TextChoices):
    """What a member is in a steering committee."""

    HEAD = "head", "Trưởng ban"
    DEPUTY = "deputy", "Phó trưởng ban"
    STANDING = "standing", "Ủy viên thường trực"
    MEMBER = "member", "Ủy viên"
    SECRETARY = "secretary", "Thư ký"


class ProposalState(models.TextChoices):
    """Where a proposal of the community stands."""

    PROPOSED = "proposed", "Đã đề xuất"
    ACCEPTED = "accepted", "Được chấp nhận"
    DECLINED = "declined", "Không chấp nhận"
    IN_PLAN = "in_plan", "Đã đưa vào kế hoạch"


class ConferenceKind(models.TextChoices):
    """What a conference looks back on."""

    PRELIMINARY = "preliminary", "Sơ kết"
    FINAL = "final", "Tổng kết"
    THEMATIC = "thematic", "Chuyên đề"


class ConferenceState(models.TextChoices):
    """Where a conference stands."""

    PLANNED = "planned", "Sắp họp"
    HELD = "held", "Đã họp"
    CANCELLED = "cancelled", "Đã hủy"


class AmendmentState(models.TextChoices):
    """Where a proposal to change a policy stands."""

    NOTED = "noted", "Đã ghi"
    SENT = "sent", "Đã gửi cấp có thẩm quyền"
    ANSWERED = "answered", "Đã được trả lời"


CARRIED_OUT: Final = (ProposalState.ACCEPTED, ProposalState.IN_PLAN)
"""Proposals that an activity carries out."""
PROPOSAL_MOVES: Final[Moves] = {
    "accept": (frozenset({ProposalState.PROPOSED}), ProposalState.ACCEPTED),
    "decline": (frozenset({ProposalState.PROPOSED}), ProposalState.DECLINED),
    "take_into_plan": (frozenset({ProposalState.ACCEPTED}), ProposalState.IN_PLAN),
}
CONFERENCE_MOVES: Final[Moves] = {
    "hold": (frozenset({ConferenceState.PLANNED}), ConferenceState.HELD),
    "cancel": (frozenset({ConferenceState.PLANNED}), ConferenceState.CANCELLED),
    "conclude": (frozenset({ConferenceState.HELD}), None),
}
AMENDMENT_MOVES: Final[Moves] = {
    "send": (frozenset({AmendmentState.NOTED}), AmendmentState.SENT),
    "answer": (frozenset({AmendmentState.SENT}), AmendmentState.ANSWERED),
}
