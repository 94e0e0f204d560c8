"""Who is to be helped: cases are proposed, a meeting decides on many, another person confirms that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.fund.booking import quantity_text
from giamngheo.apps.fund.models import Delivery, HelpCase, Item, Meeting, Ruling
from giamngheo.apps.fund.papers import MINUTES, drawn_up
from giamngheo.apps.fund.states import CaseState, MeetingState, may_move
from giamngheo.apps.fund.writing import MOST, FundError, lock_fund, past, positive, reason_of, tell
from giamngheo.apps.households.circumstances import needs
from giamngheo.apps.households.models import Household
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.library import fund_rules

LONGEST: Final = 5_000
LONGEST_WHY: Final = 500
MOST_CASES: Final = 500


@dataclass(frozen=True)
class ProposalSaid:
    """What is proposed for a household or one of its people; the fields are those of `HelpCase`."""

    unit_id: int
    household: Household
    purpose: str
    what: str
    why: str
    day: date
    proposer: str
    need: str = ""
    asked: int | None = None
    asked_goods: str = ""
    is_sudden: bool = False
    person_id: int | None = None


@dataclass(frozen=True)
class MeetingSaid:
    """A meeting as it is drawn up; `present` a name a line."""

    day: date
    place: str
    chair: str
    present: str
    minutes: str = ""


@dataclass(frozen=True)
class RulingSaid:
    """What is decided on a case: đồng, goods of an item, or why not."""

    case_id: int
    is_approved: bool
    amount: int | None = None
    item: Item | None = None
    quantity: Decimal | None = None
    reason: str = ""


@transaction.atomic
def propose(said: ProposalSaid, actor: Actor) -> HelpCase:
    """Propose to help a household of the register, on whatever list it is or on none; FundError."""
    purpose = {one.id: one for one in fund_rules().purposes}.get(said.purpose)
    if purpose is None:
        raise FundError("Chưa chọn nội dung hỗ trợ. Cách xử lý: chọn một nội dung chi của Quỹ.", "noi-dung")
    need = said.need or purpose.need
    if need not in needs():
        raise FundError("Không có nhu cầu này. Cách xử lý: chọn nhu cầu mà khoản hỗ trợ đáp ứng.", "nhu-cau")
    if not said.household.is_living:
        raise FundError("Hộ không còn trong sổ hộ. Cách xử lý: xem lại hộ.", "ho")
    goods = FundError.words(said.asked_goods, "hiện vật", about="hien-vat", longest=200, needed=False)
    positive(said.asked, "Mức đề nghị", "so-tien")
    if said.asked is None and not goods:
        raise FundError("Chưa ghi đề nghị bao nhiêu. Cách xử lý: ghi số tiền hoặc hiện vật.", "so-tien")
    row = HelpCase.objects.create(
        area_id=said.household.area_id,
        unit_id=said.unit_id,
        household=said.household,
        person_id=said.person_id,
        purpose=purpose.id,
        need=need,
        what=FundError.words(said.what, "đề nghị hỗ trợ gì", about="gi", longest=200),
        why=FundError.words(said.why, "hoàn cảnh, lý do", about="vi-sao", longest=1000),
        asked=said.asked,
        asked_goods=goods,
        is_sudden=said.is_sudden,
        proposer=FundError.words(said.proposer, "ai đề nghị", about="ai", longest=200),
        day=past(said.day, "ngay"),
        proposed_by_id=actor.id,
        proposed_by_name=actor.name,
    )
    sentence = f"Đề nghị Quỹ hỗ trợ hộ {said.household.code}: {purpose.name.lower()}"
    details = {"household": said.household.pk, "need": need, "asked": said.asked}
    tell(actor, "propose", sentence, row.area_id, ("fund.HelpCase", row.pk), details=details)
    return row


@transaction.atomic
def drop_case(case: HelpCase, why: str, actor: Actor) -> None:
    """Take a proposal back that nothing was handed over for, with the reason. FundError."""
    said = reason_of(why)
    lock_fund(case.unit_id)
    row = _moved(case, CaseState.DROPPED)
    if Delivery.objects.filter(case=row, cancelled_at=None).exists():
        raise FundError(
            "Hồ sơ này đã trao một phần. Cách xử lý: kết thúc phần chưa trao, hoặc hủy phiếu chi trước."
        )
    row.because = said
    row.save(update_fields=["state", "because"])
    sentence = f"Rút hồ sơ đề nghị Quỹ hỗ trợ hộ {row.household.code} ({said})"
    tell(actor, "drop_case", sentence, row.area_id, ("fund.HelpCase", row.pk))


@transaction.atomic
def draw_meeting(area: Area, said: MeetingSaid, rulings: Sequence[RulingSaid], actor: Actor) -> Meeting:
    """Draw up what a meeting decided, for another person to confirm; all cases or none. FundError."""
    lock_fund(area.pk)
    if not rulings:
        raise FundError("Chưa chọn hồ sơ nào đã xét. Cách xử lý: ghi kết quả xét của ít nhất một hồ sơ.")
    if len(rulings) > MOST_CASES:
        raise FundError(f"Nhiều hơn {MOST_CASES} hồ sơ. Cách xử lý: tách thành nhiều cuộc họp.")
    meeting = Meeting.objects.create(
        area=area,
        day=past(said.day, "ngay"),
        place=FundError.words(said.place, "nơi họp", about="noi", longest=200),
        chair=FundError.words(said.chair, "người chủ trì", about="chu-tri", longest=200),
        present=_text(said.present, "người dự họp", "du-hop"),
        minutes=said.minutes[:LONGEST],
        drawn_by_id=actor.id,
        drawn_by_name=actor.name,
    )
    cases = HelpCase.objects.filter(unit=area).select_related("household")
    found = {one.pk: one for one in cases.filter(pk__in=[one.case_id for one in rulings])}
    drafted = set(
        Ruling.objects.filter(case__in=found, meeting__state=MeetingState.DRAFT).values_list(
            "case_id", flat=True
        )
    )
    wrong: dict[str, str] = {}
    for one in rulings:
        case = found.get(one.case_id)
        if fault := _fault_of(one, case, is_drafted=one.case_id in drafted, day=said.day):
            wrong[f"h{one.case_id}-ket-qua"] = fault
    if wrong:
        raise FundError(next(iter(wrong.values())), wrong=wrong)
    Ruling.objects.bulk_create(
        Ruling(
            area=area,
            meeting=meeting,
            case_id=one.case_id,
            is_approved=one.is_approved,
            amount=one.amount if one.is_approved else None,
            item=one.item if one.is_approved else None,
            quantity=one.quantity if one.is_approved and one.item else None,
            reason=" ".join(one.reason.split()),
        )
        for one in rulings
    )
    sentence = f"Lập biên bản họp xét ngày {day_text(said.day)}: {len(rulings)} hồ sơ"
    tell(actor, "draw_meeting", sentence, area.pk, ("fund.Meeting", meeting.pk))
    return meeting


@transaction.atomic
def confirm_meeting(meeting: Meeting, actor: Actor) -> Meeting:
    """Let what a meeting decided hold; never by who drew it up or proposed one of its cases. FundError."""
    lock_fund(meeting.area_id)
    row = _waiting(meeting)
    rulings = list(
        Ruling.objects.filter(meeting=row).select_related("case__household", "item").order_by("pk")
    )
    if actor.id is not None and actor.id in {row.drawn_by_id, *(one.case.proposed_by_id for one in rulings)}:
        raise FundError(
            "Bạn là người lập biên bản này hoặc đề nghị một hồ sơ trong đó nên không tự xác nhận được: việc "
            "này do hai người làm. Cách xử lý: nhờ người khác có quyền quyết định xác nhận."
        )
    gone = [one.case.household.code for one in rulings if one.case.state != CaseState.PROPOSED]
    if gone:
        raise FundError(
            f"Hồ sơ của hộ {', '.join(gone[:5])} không còn chờ xét. Cách xử lý: bỏ biên bản này và lập lại."
        )
    for one in rulings:
        case = one.case
        case.state = CaseState.APPROVED if one.is_approved else CaseState.DECLINED
        case.granted, case.granted_item, case.granted_quantity = one.amount, one.item, one.quantity
        case.decided_on, case.because = row.day, one.reason
    HelpCase.objects.bulk_update(
        [one.case for one in rulings],
        ["state", "granted", "granted_item", "granted_quantity", "decided_on", "because"],
    )
    row.paper = _minutes(row, rulings, actor)
    row.state = MeetingState.CONFIRMED
    row.settled_at, row.settled_by_id, row.settled_by_name = timezone.now(), actor.id, actor.name
    row.save(update_fields=["paper", "state", "settled_at", "settled_by_id", "settled_by_name"])
    deeds = [
        Deed(
            "fund.decide_case",
            f"{case.get_state_display()} hồ sơ hộ {case.household.code}, họp ngày {day_text(row.day)}",
            case.area_id,
            ("fund.HelpCase", case.pk),
            {"granted": case.granted, "meeting": row.pk},
        )
        for case in (one.case for one in rulings)
    ]
    sentence = f"Xác nhận biên bản họp xét ngày {day_text(row.day)}: {len(rulings)} hồ sơ"
    deeds.append(Deed("fund.confirm_meeting", sentence, row.area_id, ("fund.Meeting", row.pk)))
    record_all(actor, deeds)
    return row


@transaction.atomic
def drop_meeting(meeting: Meeting, why: str, actor: Actor) -> None:
    """Put minutes aside that nobody confirmed, with the reason; their cases wait again. FundError."""
    said = reason_of(why)
    lock_fund(meeting.area_id)
    row = _waiting(meeting)
    row.state, row.because = MeetingState.DROPPED, said
    row.settled_at, row.settled_by_id, row.settled_by_name = timezone.now(), actor.id, actor.name
    row.save(update_fields=["state", "because", "settled_at", "settled_by_id", "settled_by_name"])
    sentence = f"Bỏ biên bản họp xét ngày {day_text(row.day)} ({said})"
    tell(actor, "drop_meeting", sentence, row.area_id, ("fund.Meeting", row.pk))


def _moved(case: HelpCase, target: CaseState) -> HelpCase:
    """The case as it is kept now, locked, in the state that it goes to."""
    row = HelpCase.objects.select_for_update(of=["self"]).select_related("household").get(pk=case.pk)
    if not may_move(row.state, target):
        raise FundError(f"Hồ sơ này {row.get_state_display().lower()}. Cách xử lý: tải lại trang để xem.")
    row.state = target
    return row


def _waiting(meeting: Meeting) -> Meeting:
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.state != MeetingState.DRAFT:
        raise FundError(f"Biên bản này {row.get_state_display().lower()}. Cách xử lý: tải lại trang để xem.")
    return row


def _fault_of(one: RulingSaid, case: HelpCase | None, *, is_drafted: bool, day: date) -> str:
    """What is wrong with what a meeting says of a case; empty where nothing is."""
    if case is None:
        return "Hồ sơ không thuộc Quỹ này. Cách xử lý: tải lại trang rồi ghi lại."
    has_goods = one.item is not None and one.quantity is not None and one.quantity > 0
    checks = (
        (
            case.state != CaseState.PROPOSED,
            f"{case.get_state_display().lower()}, không còn chờ xét. Cách xử lý: bỏ khỏi biên bản.",
        ),
        (
            is_drafted,
            "đang ở một biên bản chờ xác nhận. Cách xử lý: xác nhận hoặc bỏ biên bản ấy.",
        ),
        (
            case.day > day,
            f"đề nghị ngày {day_text(case.day)}, sau ngày họp. Cách xử lý: xem lại ngày họp.",
        ),
        (
            one.is_approved and not has_goods and one.amount is None,
            "chưa ghi duyệt bao nhiêu. Cách xử lý: ghi số tiền hoặc hiện vật.",
        ),
        (
            one.item is not None and (not has_goods or one.item.area_id != case.unit_id),
            "chưa ghi số lượng hiện vật. Cách xử lý: ghi số lượng, hoặc bỏ chọn hiện vật.",
        ),
        (
            one.amount is not None and not 0 < one.amount < MOST,
            "số tiền duyệt không hợp lý. Cách xử lý: ghi lại bằng đồng.",
        ),
        (
            not one.is_approved and not one.reason.strip(),
            "chưa ghi vì sao không duyệt. Cách xử lý: ghi lý do.",
        ),
        (len(one.reason) > LONGEST_WHY, f"lý do dài hơn {LONGEST_WHY} chữ. Cách xử lý: ghi ngắn lại."),
    )
    fault = next((sentence for is_wrong, sentence in checks if is_wrong), "")
    return f"Hồ sơ của hộ {case.household.code}: {fault}" if fault else ""


def _text(text: str, what: str, about: str) -> str:
    if not text.strip():
        raise FundError(f"Chưa ghi {what}. Cách xử lý: ghi {what}, mỗi người một dòng.", about)
    return text.strip()[:LONGEST]


def _minutes(row: Meeting, rulings: Sequence[Ruling], actor: Actor) -> IssuedPaper:
    names = names_of({one.case.area_id for one in rulings}, row.day)
    approved = [one for one in rulings if one.is_approved]
    return drawn_up(
        row.area_id,
        MINUTES,
        row.day,
        {
            "day": row.day,
            "meeting_place": row.place,
            "chair": row.chair,
            "minutes": row.minutes,
            "approved_count": len(approved),
            "declined_count": len(rulings) - len(approved),
            "granted": sum(one.amount or 0 for one in approved),
        },
        actor,
        tables={
            "present": [{"name": one} for one in row.present.splitlines() if one.strip()],
            "cases": [
                {
                    "head": one.case.household.head_name or one.case.household.code,
                    "village": names.get(one.case.area_id, ""),
                    "what": one.case.what,
                    "asked": _asked(one.case),
                    "amount": one.amount or 0,
                    "outcome": _outcome(one),
                }
                for one in rulings
            ],
        },
    )


def _asked(case: HelpCase) -> str:
    money = f"{whole(case.asked)} đồng" if case.asked else ""
    return "; ".join(one for one in (money, case.asked_goods) if one)


def _outcome(one: Ruling) -> str:
    if not one.is_approved:
        return f"Không duyệt: {one.reason}"
    goods = (
        f"{quantity_text(one.quantity)} {one.item.unit} {one.item.name}" if one.item and one.quantity else ""
    )
    return "; ".join(word for word in ("Duyệt", goods, one.reason) if word)
