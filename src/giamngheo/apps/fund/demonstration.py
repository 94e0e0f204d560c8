"""A fund of the made-up commune through one campaign: gifts, cases, a meeting, deliveries, a report."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction

from giamngheo.apps.fund.actions.deciding import (
    MeetingSaid,
    ProposalSaid,
    RulingSaid,
    confirm_meeting,
    draw_meeting,
    propose,
)
from giamngheo.apps.fund.actions.delivering import DeliverySaid, deliver
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
from giamngheo.apps.fund.actions.reporting import draw_report, publish_report
from giamngheo.apps.fund.actions.sponsoring import PromiseSaid, SponsorSaid, begin_sponsorship, record_sponsor
from giamngheo.apps.fund.models import Campaign, HelpCase, Item
from giamngheo.apps.households.models import Household
from giamngheo.apps.support.models import Support
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor

MARK: Final = "(trình diễn)"
SMALLEST: Final = 5
_NEEDED: Final = 9
_DONORS: Final = (
    # kind, name, agrees to be named, đồng, account
    ("enterprise", f"Công ty Mẫu Đông {MARK}", True, 60_000_000, "bank"),
    ("association", f"Hội Phụ nữ xã Mẫu Đông {MARK}", True, 12_400_000, "cash"),
    ("person", f"Bà Mẫu Thị Nhân {MARK}", False, 3_100_000, "cash"),
)
_GRANTS: Final = (
    # purpose, what, đồng granted, kg of rice granted; the last two are not handed over yet
    ("housing", "Sửa mái nhà", 15_000_000, None),
    ("hardship", "Giúp sau bão", 2_100_000, 50),
    ("schooling", "Sách vở, xe đạp đi học", 3_100_000, None),
    ("illness", "Chữa bệnh", 5_100_000, None),
    ("hardship", "Thiếu đói giáp hạt", None, 30),
    ("production", "Gà giống", 4_000_000, None),
    ("housing", "Làm nhà tiêu", 6_000_000, None),
)


@dataclass(frozen=True)
class People:
    """Who works in the demonstration: the Front keeps, a leader confirms, a head of a village proposes."""

    keeper: Actor
    checker: Actor
    proposer: Actor


@transaction.atomic
def fill_fund(commune: Area, villages: list[int], people: People, today: date) -> bool:
    """Run the fund through a campaign, once; False where there is one, or too few households to help."""
    helped = Support.objects.filter(taken_back_at=None).values("household")
    rows = Household.objects.filter(area__in=villages, is_living=True).exclude(pk__in=helped)
    poor = list(rows.filter(class_today="poor").order_by("sort_key", "pk")[:_NEEDED])
    if Campaign.objects.filter(area=commune).exists() or len(poor) < _NEEDED:
        return False
    begun, given, met, done = (today - timedelta(days=days) for days in (50, 40, 20, 8))
    campaign = _gathered(commune, people.keeper, begun, given, today)
    rice = Item.objects.get(area=commune, name_key="gao te")
    cases = []
    for household, (purpose, what, amount, kilos) in zip(poor, _GRANTS, strict=False):
        asked = f"{kilos} kg gạo" if kilos else ""
        said = ProposalSaid(
            commune.pk,
            household,
            purpose,
            what,
            f"Hộ nghèo, không tự lo được {MARK}",
            given,
            "Ban Công tác Mặt trận thôn",
            asked=amount,
            asked_goods=asked,
            is_sudden=purpose == "hardship",
        )
        cases.append((propose(said, people.proposer), amount, kilos))
    rulings = [
        RulingSaid(case.pk, True, amount, rice if kilos else None, Decimal(kilos) if kilos else None)
        for case, amount, kilos in cases
    ]
    present = "Chủ tịch Mặt trận xã\nKế toán xã\nTrưởng các thôn"
    meeting = MeetingSaid(met, "Trụ sở Ủy ban nhân dân xã", "Chủ tịch Mặt trận xã", present, MARK)
    confirm_meeting(draw_meeting(commune, meeting, rulings, people.keeper), people.checker)
    for case, amount, kilos in cases[:-2]:
        said_now = DeliverySaid(
            done,
            case.household.head_name,
            "cash" if amount else "",
            amount,
            Decimal(kilos) if kilos else None,
        )
        deliver(HelpCase.objects.get(pk=case.pk), _in_reach(said_now), people.keeper)
    waiting = ProposalSaid(
        commune.pk,
        poor[-1],
        "illness",
        "Mổ mắt",
        f"Mới phát bệnh {MARK}",
        done,
        "Chi hội Người cao tuổi",
        asked=8_000_000,
        is_sudden=True,
    )
    propose(waiting, people.proposer)
    for kind, name in (("association", "Hội Nông dân xã"), ("enterprise", "Hợp tác xã Mẫu Đông")):
        sponsor = record_sponsor(commune, SponsorSaid(kind, f"{name} {MARK}"), people.keeper)
        if kind == "association":
            promise = PromiseSaid(poor[0], "Giúp giống, kỹ thuật và ngày công", begun)
            begin_sponsorship(sponsor, promise, people.keeper)
    publish_report(draw_report(commune, campaign.first.year, SMALLEST, people.keeper), people.checker)
    return True


def _in_reach(said: DeliverySaid) -> DeliverySaid:
    """Large sums are paid out of the bank."""
    is_large = said.amount is not None and said.amount > 5_000_000
    return DeliverySaid(**{**vars(said), "account": "bank" if is_large else said.account})


def _gathered(commune: Area, keeper: Actor, begun: date, given: date, today: date) -> Campaign:
    """A campaign with gifts, and a promise that falls due."""
    last = today + timedelta(days=10)
    said = CampaignSaid("peak_month", f"Tháng cao điểm «Vì người nghèo» {MARK}", begun, last, 100_000_000)
    campaign = open_campaign(commune, said, keeper)
    donors = []
    for kind, name, is_named, amount, account in _DONORS:
        donor = record_donor(commune, DonorSaid(kind, name, "0900 000 000", is_named), keeper)
        donors.append(donor)
        gift = ReceiptSaid(
            given, account, "Ủng hộ Quỹ «Vì người nghèo»", amount, donor=donor, campaign=campaign
        )
        receive(commune, gift, keeper)
    rice = ReceiptSaid(
        given,
        "goods",
        "Ủng hộ gạo",
        goods="Gạo tẻ",
        unit="kg",
        quantity=Decimal(200),
        worth=3_200_000,
        donor=donors[1],
        campaign=campaign,
    )
    receive(commune, rice, keeper)
    due = PledgeSaid(given, today - timedelta(days=2), 20_000_000, donor=donors[0], campaign=campaign)
    take_pledge(commune, due, keeper)
    return campaign
