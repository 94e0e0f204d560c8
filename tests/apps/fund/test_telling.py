"""What is told of a year to everybody; who sponsors whom; who sees and writes what in the database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.apps.fund.made import AUTUMN, CHECKER, KEEPER, SPRING, approved, donor, goods, money, proposed
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.fund.actions.delivering import DeliverySaid, cancel_delivery, deliver
from giamngheo.apps.fund.actions.gathering import (
    CampaignSaid,
    PledgeSaid,
    cancel_receipt,
    end_campaign,
    end_pledge,
    open_campaign,
    take_pledge,
)
from giamngheo.apps.fund.actions.keeping import open_book
from giamngheo.apps.fund.actions.reporting import draw_report, publish_report, withdraw_report
from giamngheo.apps.fund.actions.sponsoring import (
    PromiseSaid,
    SponsorSaid,
    begin_sponsorship,
    end_sponsorship,
    give_as_sponsor,
    record_sponsor,
    take_help_back,
)
from giamngheo.apps.fund.models import Balance, Campaign, Donor, HelpCase, Line, Pledge, Receipt, YearReport
from giamngheo.apps.fund.published import report_of_code, reports_listed
from giamngheo.apps.fund.writing import FundError
from giamngheo.apps.fund.year_report import told_of
from giamngheo.apps.support.examining import Help
from giamngheo.apps.support.models import Support
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.accounts.acting import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def campaign(country: Country) -> Campaign:
    said = CampaignSaid(
        "peak_month", "Tháng cao điểm 2026", date(2026, 10, 17), date(2026, 11, 18), 50_000_000
    )
    return open_campaign(country.east, said, KEEPER)


def help_of(country: Country, count: int, purpose: str = "housing", amount: int = 1_000_000) -> None:
    """So many households are helped once each."""
    for letter in "ABCDEFG"[:count]:
        family = home(country.east_1, f"Mẫu Văn {purpose} {letter}")
        case = approved(country.east, family, amount, purpose=purpose)
        deliver(case, DeliverySaid(AUTUMN, "Mẫu", "cash", amount), KEEPER)


def test_a_pledge_is_kept_by_what_is_received_and_open_again_when_that_is_cancelled(
    country: Country, campaign: Campaign
) -> None:
    who = donor(country.east)
    said = PledgeSaid(AUTUMN, AUTUMN, 10_000_000, donor=who, campaign=campaign)
    pledge = take_pledge(country.east, said, KEEPER)
    rice = take_pledge(country.east, replace(said, amount=None, goods="100 kg gạo"), KEEPER)
    money(country.east, 6_000_000, AUTUMN, donor=who, pledge=pledge)
    pledge.refresh_from_db()
    assert pledge.kept_at is None
    last = money(country.east, 4_000_000, AUTUMN, donor=who, pledge=pledge)
    goods(country.east, "100", pledge=rice, day=AUTUMN)
    assert Pledge.objects.filter(kept_at=None).count() == 0
    with pytest.raises(FundError, match="đã thực hiện"):
        end_pledge(pledge, "thôi", KEEPER)
    cancel_receipt(last, "séc không có tiền", KEEPER)
    pledge.refresh_from_db()
    assert pledge.kept_at is None
    end_pledge(pledge, "công ty giải thể", KEEPER)
    with pytest.raises(FundError, match="mỗi cam kết một thứ"):
        take_pledge(country.east, replace(said, goods="gạo"), KEEPER)


def test_a_campaign_that_ended_or_is_of_another_unit_takes_nothing(
    country: Country, campaign: Campaign
) -> None:
    with pytest.raises(FundError, match="đã mở"):
        open_campaign(
            country.east, CampaignSaid("other", campaign.name, campaign.first, campaign.last), KEEPER
        )
    with pytest.raises(FundError, match="cùng Quỹ"):
        money(country.west, 5, campaign=campaign)
    end_campaign(campaign, "hết đợt", KEEPER)
    with pytest.raises(FundError, match="đã kết thúc"):
        money(country.east, 5, campaign=campaign)


def test_the_report_of_a_year_names_donors_who_agree_and_no_household(
    country: Country, campaign: Campaign
) -> None:
    open_book(country.east, SPRING, 1_000_000, None, KEEPER)
    shy = donor(country.east, "Bà Kín Tiếng", is_named=False, kind="person")
    money(country.east, 30_000_000, AUTUMN, donor=donor(country.east, "Công ty Nêu Tên"), campaign=campaign)
    money(country.east, 5_000_000, AUTUMN, donor=shy)
    money(country.east, 2_000_000, AUTUMN)
    goods(country.east, "40", donor=shy, day=AUTUMN)
    help_of(country, 6)
    told = told_of(country.east.pk, 2026, 5)
    assert (told.opening, told.received, told.spent, told.closing) == (
        1_000_000,
        37_000_000,
        6_000_000,
        32_000_000,
    )
    assert [(one.name, one.amount) for one in told.campaigns] == [
        ("Tháng cao điểm 2026", 30_000_000),
        ("Ngoài các cuộc vận động", 7_000_000),
    ]
    assert [(one.name, one.amount) for one in told.donors] == [("Công ty Nêu Tên", 30_000_000)]
    assert (told.unnamed, told.unnamed_goods) == (7_000_000, "40 kg Gạo tẻ")
    assert [(one.name, one.times, one.amount) for one in told.purposes] == [
        ("Nhà ở: làm mới, sửa chữa", 6, 6_000_000)
    ]
    assert (told.households, told.times) == (6, 6)
    report = publish_report(draw_report(country.east, 2026, 5, KEEPER), CHECKER)
    for said in (str(report.told), str(report.paper.content)):
        assert "Mẫu" not in said.replace("tỉnh Mẫu", "")
        assert "Kín Tiếng" not in said
        assert "0900" not in said


def test_counts_that_could_point_to_one_household_are_left_out_also_by_subtraction(country: Country) -> None:
    money(country.east, 90_000_000)
    help_of(country, 6)
    help_of(country, 1, "illness")
    help_of(country, 7, "hardship")
    told = told_of(country.east.pk, 2026, 5)
    assert [one.times for one in told.purposes] in ([None, None, 7], [6, None, None])
    assert (told.households, told.times) == (14, 14)


def test_of_few_households_nobody_learns_how_many(country: Country) -> None:
    money(country.east, 9_000_000)
    help_of(country, 2)
    told = told_of(country.east.pk, 2026, 5)
    assert (told.households, told.times, told.purposes[0].times) == (None, None, None)
    assert told.spent == 2_000_000


def test_a_report_is_published_by_another_stays_as_it_was_and_is_withdrawn_with_its_reason(
    country: Country,
) -> None:
    money(country.east, 9_000_000)
    with pytest.raises(FundError, match="chưa có thu, chi"):
        draw_report(country.east, 2024, 5, KEEPER)
    report = draw_report(country.east, 2026, 5, KEEPER)
    with pytest.raises(FundError, match="đã có báo cáo"):
        draw_report(country.east, 2026, 5, KEEPER)
    assert report_of_code(report.code) is None
    with pytest.raises(FundError, match="do hai người làm"):
        publish_report(report, KEEPER)
    publish_report(report, CHECKER)
    money(country.east, 1_000_000)
    found = report_of_code(report.code)
    assert found is not None
    assert (found.year, found.told["received"]) == (2026, 9_000_000)
    assert [one.code for one in reports_listed(5)] == [report.code]
    with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
        YearReport.objects.filter(pk=report.pk).update(told={})
    withdraw_report(report, "cộng thiếu một phiếu", KEEPER)
    gone = report_of_code(report.code)
    assert gone is not None
    assert (gone.told, gone.withdrawn_because) == ({}, "cộng thiếu một phiếu")
    assert not reports_listed(5)
    assert draw_report(country.east, 2026, 5, KEEPER).told["received"] == 10_000_000
    assert report_of_code("0" * 16) is None
    assert report_of_code("x") is None


def test_what_is_cancelled_is_told_in_the_year_it_was_found(country: Country) -> None:
    old = money(country.east, 9_000_000, date(2025, 5, 1), donor=donor(country.east))
    cancel_receipt(old, "ghi trùng", KEEPER)
    assert told_of(country.east.pk, 2025, 5).closing == 9_000_000
    told = told_of(country.east.pk, 2026, 5)
    assert (told.opening, told.received, told.closing, told.donors) == (9_000_000, -9_000_000, 0, ())
    money(country.east, 9_000_000)
    case = approved(country.east, home(country.east_1, "Mẫu Văn Hộ"), 9_000_000)
    cancel_delivery(deliver(case, DeliverySaid(AUTUMN, "Mẫu", "cash", 9_000_000), KEEPER), "nhầm", KEEPER)
    assert told_of(country.east.pk, 2026, 5).spent == 0


def test_a_sponsor_s_help_stands_in_the_ledger_and_the_sponsorship_ends_with_a_result(
    country: Country,
) -> None:
    family = home(country.east_1, "Mẫu Văn Nghèo")
    union = record_sponsor(country.east, SponsorSaid("association", "Hội Nông dân xã"), KEEPER)
    promise = PromiseSaid(family, "Giúp giống và ngày công", SPRING)
    sponsored = begin_sponsorship(union, promise, KEEPER)
    with pytest.raises(FundError, match="đang được"):
        begin_sponsorship(union, promise, KEEPER)
    said = Help(
        0, "livelihood", Form.GOODS, "Gà giống", AUTUMN, Source.OTHER, quantity=Decimal(50), unit="con"
    )
    given = give_as_sponsor(sponsored, said, KEEPER)
    row = Support.objects.get()
    assert (row.household_id, row.source, row.giver) == (family.pk, "sponsor", "Hội Nông dân xã")
    assert row.occasion == f"sponsorship:{sponsored.pk}"
    neighbour = record_sponsor(country.east, SponsorSaid("household", "Hộ ông Khá"), KEEPER)
    other = begin_sponsorship(neighbour, promise, KEEPER)
    with pytest.raises(FundError, match="đã được hỗ trợ") as refusal:
        give_as_sponsor(other, said, KEEPER)
    assert refusal.value.about == "vi-sao-them"
    give_as_sponsor(other, replace(said, again_because="đàn gà chết dịch"), KEEPER)
    assert Support.objects.latest("pk").source == "community"
    take_help_back(given, "ghi nhầm hộ", KEEPER)
    with pytest.raises(FundError, match="Chưa ghi kết quả"):
        end_sponsorship(sponsored, AUTUMN, "đủ sức tự lập", "", KEEPER)
    end_sponsorship(sponsored, AUTUMN, "hết thời hạn", "thoát nghèo năm 2026", KEEPER)
    with pytest.raises(FundError, match="đã kết thúc"):
        give_as_sponsor(sponsored, said, KEEPER)
    with pytest.raises(FundError, match="trước ngày"):
        end_sponsorship(other, date(2026, 1, 1), "x", "y", KEEPER)


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        ("front", "east", (1, 1, 2, 1, 1)),
        ("front", "province", (1, 1, 2, 1, 1)),
        ("front", "west", (0, 0, 0, 0, 0)),
        ("front", "other_province", (0, 0, 0, 0, 0)),
        ("village_head", "east_1", (0, 0, 0, 0, 1)),
        ("village_head", "east_2", (0, 0, 0, 0, 0)),
    ],
)
def test_rows_are_seen_from_their_unit_and_above_cases_also_in_their_village(
    country: Country, role: str, place: str, seen: tuple[int, ...]
) -> None:
    money(country.east, 5, donor=donor(country.east))
    proposed(country.east, home(country.east_1, "Mẫu Văn Nghèo"))
    who = make_person((role, getattr(country, place)))
    with acting(who.pk, TODAY):
        kinds = (Donor, Receipt, Line, Balance, HelpCase)
        assert tuple(one.objects.count() for one in kinds) == seen  # type: ignore[attr-defined]


def test_the_book_of_another_unit_is_not_written_and_no_page_writes_a_balance(country: Country) -> None:
    money(country.east, 5)
    who = make_person(("front", country.west))
    with acting(who.pk, TODAY):
        with pytest.raises(DatabaseError), transaction.atomic():
            money(country.east, 5)
        money(country.west, 5)
        own = Balance.objects.get()
        assert Balance.objects.filter(pk=own.pk).update(amount=10**9) == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Balance.objects.create(area=country.west, account="bank", amount=5, quantity=0)
