"""Short words for a fund in tests; nobody is real."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from giamngheo.apps.fund.actions.deciding import (
    MeetingSaid,
    ProposalSaid,
    RulingSaid,
    confirm_meeting,
    draw_meeting,
    propose,
)
from giamngheo.apps.fund.actions.delivering import DeliverySaid, attach_proofs, deliver
from giamngheo.apps.fund.actions.gathering import (
    CampaignSaid,
    DonorSaid,
    PledgeSaid,
    ReceiptSaid,
    open_campaign,
    receive,
    record_donor,
    take_pledge,
)
from giamngheo.apps.fund.actions.reporting import draw_report
from giamngheo.apps.fund.actions.spending import OutlaySaid, draw_outlay
from giamngheo.apps.fund.actions.sponsoring import (
    PromiseSaid,
    SponsorSaid,
    begin_sponsorship,
    record_sponsor,
)
from giamngheo.apps.fund.models import Donor, HelpCase, Item, Meeting, Receipt
from giamngheo.apps.households.models import Household
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor

KEEPER, CHECKER, HEAD = Actor(101, "Thủ Quỹ Thử"), Actor(102, "Chủ Trì Thử"), Actor(103, "Trưởng Thôn Thử")
SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 10, 20)


def donor(area: Area, name: str = "Công ty Thử", *, is_named: bool = True, kind: str = "enterprise") -> Donor:
    return record_donor(area, DonorSaid(kind, name, "0900 000 000", is_named), KEEPER)


def money(area: Area, amount: int, day: date = SPRING, **more: Any) -> Receipt:
    said = {"account": "cash", "what_for": "Ủng hộ Quỹ", **more}
    return receive(area, ReceiptSaid(day=day, amount=amount, **said), KEEPER)


def goods(area: Area, quantity: str, worth: int | None = None, name: str = "Gạo tẻ", **more: Any) -> Receipt:
    said = {"day": SPRING, "what_for": "Ủng hộ gạo", **more}
    return receive(
        area,
        ReceiptSaid(account="goods", goods=name, unit="kg", quantity=Decimal(quantity), worth=worth, **said),
        KEEPER,
    )


def proposed(unit: Area, household: Household, **more: Any) -> HelpCase:
    said = {
        "purpose": "housing",
        "what": "Sửa mái nhà",
        "why": "Mái dột, nhà có cụ già",
        "day": SPRING,
        "proposer": "Chi hội Phụ nữ thôn",
        "asked": 20_000_000,
        **more,
    }
    return propose(ProposalSaid(unit.pk, household, **said), HEAD)


def met(unit: Area, *rulings: RulingSaid, day: date = SUMMER) -> Meeting:
    said = MeetingSaid(day, "Trụ sở UBND xã", "Mẫu Văn Chủ", "Mẫu Văn Chủ\nMẫu Thị Ghi")
    return draw_meeting(unit, said, rulings, KEEPER)


def approved(
    unit: Area, household: Household, amount: int | None = 20_000_000, item: Item | None = None, **more: Any
) -> HelpCase:
    """A case that a meeting approved."""
    quantity = more.pop("quantity", None)
    case = proposed(unit, household, **more)
    confirm_meeting(met(unit, RulingSaid(case.pk, True, amount, item, quantity)), CHECKER)
    case.refresh_from_db()
    return case


def fund_of(area: Area, household: Household) -> dict[str, object]:
    """One of everything that an address of the fund names, by the name that it has there."""
    campaign = open_campaign(area, CampaignSaid("other", "Đợt thử", SPRING, AUTUMN), KEEPER)
    one = donor(area)
    pledge = take_pledge(area, PledgeSaid(SPRING, SUMMER, 5, donor=one), KEEPER)
    receipt = money(area, 9_000_000, donor=one, campaign=campaign)
    case = approved(area, household, 5_000_000, purpose="illness")
    done = deliver(case, DeliverySaid(AUTUMN, "Mẫu", "cash", 1_000_000), KEEPER)
    (proof,) = attach_proofs(done, [BytesIO(b"%PDF-1.7")], "Phiếu chi", KEEPER)
    meeting = met(area, RulingSaid(proposed(area, household).pk, is_approved=True, amount=5))
    sponsor = record_sponsor(area, SponsorSaid("association", "Hội thử"), KEEPER)
    return {
        "campaign_id": campaign.pk,
        "donor_id": one.pk,
        "pledge_id": pledge.pk,
        "receipt_id": receipt.pk,
        "help_id": case.pk,
        "delivery_id": done.pk,
        "evidence_id": proof.pk,
        "allocation_id": meeting.pk,
        "outlay_id": draw_outlay(
            area, OutlaySaid("running", "In", "Hóa đơn", "cash", 5, "Nhà in"), KEEPER
        ).pk,
        "sponsor_id": sponsor.pk,
        "sponsorship_id": begin_sponsorship(sponsor, PromiseSaid(household, "Giúp", SPRING), KEEPER).pk,
        "fund_report_id": draw_report(area, 2026, 5, KEEPER).pk,
    }
