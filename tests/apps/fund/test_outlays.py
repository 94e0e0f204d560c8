"""Money that a fund spends without a household: two people, one series of vouchers, nothing lost between."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum
from tests.apps.fund.made import AUTUMN, CHECKER, HEAD, KEEPER, SPRING, SUMMER, approved, money
from tests.apps.fund.test_book import agrees
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.fund.actions.delivering import DeliverySaid, deliver
from giamngheo.apps.fund.actions.gathering import cancel_receipt
from giamngheo.apps.fund.actions.spending import (
    OutlaySaid,
    cancel_outlay,
    draw_outlay,
    drop_outlay,
    pay_outlay,
    refuse_transfer,
    take_transfer,
)
from giamngheo.apps.fund.booking import held
from giamngheo.apps.fund.models import Line, OwnOutlay
from giamngheo.apps.fund.states import Account
from giamngheo.apps.fund.writing import FundError
from giamngheo.apps.fund.year_report import told_of
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.areas.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def running(area: Area, amount: int = 300_000) -> OwnOutlay:
    said = OutlaySaid("running", "In phiếu thu", "Hóa đơn 12", "cash", amount, receiver="Nhà in Thử")
    return draw_outlay(area, said, KEEPER)


def transfer(giver: Area, taker: Area, amount: int = 5_000_000) -> OwnOutlay:
    said = OutlaySaid("transfer", "Làm nhà sau bão", "Kết luận họp", "cash", amount, to_unit_id=taker.pk)
    return draw_outlay(giver, said, KEEPER)


def test_what_runs_the_fund_is_paid_when_another_agrees_under_the_next_voucher(country: Country) -> None:
    east = country.east
    money(east, 9_000_000)
    case = approved(east, home(country.east_1, "Mẫu Văn Nghèo"), 1_000_000)
    assert deliver(case, DeliverySaid(AUTUMN, "Mẫu", "cash", 500_000), KEEPER).number == 1
    drawn = running(east)
    with pytest.raises(FundError, match="không tự duyệt"):
        pay_outlay(drawn, AUTUMN, KEEPER)
    paid = pay_outlay(drawn, AUTUMN, CHECKER)
    assert (paid.number, held(east.pk, Account.CASH)[0]) == (2, 8_200_000)
    assert paid.paper is not None
    assert paid.paper.state == "issued"
    assert deliver(case, DeliverySaid(AUTUMN, "Mẫu", "cash", 500_000), KEEPER).number == 3
    told = {one.name: (one.times, one.amount) for one in told_of(east.pk, 2026, 5).purposes}
    assert told["Chi hoạt động của Quỹ"] == (1, 300_000)
    cancel_outlay(paid, "trả lại hàng", KEEPER)
    assert "Chi hoạt động của Quỹ" not in {one.name for one in told_of(east.pk, 2026, 5).purposes}
    agrees(east)
    with pytest.raises(FundError, match="không đủ chi"):
        pay_outlay(running(east, 90_000_000), AUTUMN, CHECKER)
    dropped = running(east)
    drop_outlay(dropped, "không cần nữa", KEEPER)
    with pytest.raises(FundError, match="đã bỏ"):
        pay_outlay(dropped, AUTUMN, CHECKER)
    with pytest.raises(DatabaseError), transaction.atomic():
        OwnOutlay.objects.filter(pk=dropped.pk).update(state="draft")


def test_between_two_funds_nothing_appears_and_nothing_vanishes(country: Country) -> None:
    east, west = country.east, country.west
    money(east, 9_000_000, SPRING)
    on_way = pay_outlay(transfer(east, west), SUMMER, CHECKER)
    with pytest.raises(FundError, match="không nhận thay"):
        take_transfer(on_way, "bank", AUTUMN, CHECKER)
    with pytest.raises(FundError, match="Bên chuyển chi ngày"):
        take_transfer(on_way, "bank", SPRING, HEAD)
    receipt = take_transfer(on_way, "bank", AUTUMN, HEAD)
    assert (receipt.area_id, receipt.amount, receipt.number) == (west.pk, 5_000_000, 1)
    assert receipt.donor is not None
    assert receipt.donor.name.startswith("Quỹ «Vì người nghèo»")
    there = [held(east.pk, Account.CASH)[0], held(west.pk, Account.BANK)[0]]
    assert there == [4_000_000, 5_000_000]
    moved = Line.objects.filter(purpose="transfer").aggregate(sum=Sum("amount"))["sum"]
    assert moved == receipt.amount
    with pytest.raises(FundError, match="bên nhận đã nhận"):
        cancel_outlay(on_way, "nhầm", KEEPER)
    with pytest.raises(FundError, match="bên nhận đã nhận"):
        take_transfer(on_way, "bank", AUTUMN, HEAD)

    cancel_receipt(receipt, "chuyển nhầm tài khoản", HEAD)
    on_way.refresh_from_db()
    assert (on_way.state, on_way.taken) == ("paid", None)
    refuse_transfer(on_way, "đã đủ nguồn", HEAD)
    cancel_outlay(on_way, "bên kia không nhận", KEEPER)
    assert [held(east.pk, Account.CASH)[0], held(west.pk, Account.BANK)[0]] == [9_000_000, 0]
    agrees(east)
    agrees(west)


def test_the_database_holds_that_a_transfer_is_taken_as_it_was_paid(country: Country) -> None:
    money(country.east, 9_000_000, SPRING)
    on_way = pay_outlay(transfer(country.east, country.west), SUMMER, CHECKER)
    other = money(country.west, 4_000_000, AUTUMN)
    with pytest.raises(DatabaseError), transaction.atomic():
        OwnOutlay.objects.filter(pk=on_way.pk).update(state="taken", taken=other)
    with pytest.raises(DatabaseError), transaction.atomic():
        OwnOutlay.objects.filter(pk=on_way.pk).update(amount=4_000_000)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "gift"}, "noi-dung"),
        ({"account": "goods"}, "tai-khoan"),
        ({"amount": None}, "so-tien"),
        ({"kind": "transfer", "to_unit_id": None}, "quy-nhan"),
        ({"receiver": " "}, "nguoi-nhan"),
        ({"basis": ""}, "can-cu"),
    ],
)
def test_what_is_missing_is_told_at_its_field(
    country: Country, changed: dict[str, object], field: str
) -> None:
    said = {
        "kind": "running",
        "what": "In",
        "basis": "Hóa đơn",
        "account": "cash",
        "amount": 5,
        "receiver": "A",
    }
    with pytest.raises(FundError) as refused:
        draw_outlay(country.east, OutlaySaid(**{**said, **changed}), KEEPER)  # type: ignore[arg-type]
    assert field in refused.value.wrong


def test_a_transfer_is_seen_by_the_two_funds_only(country: Country) -> None:
    money(country.east, 9_000_000, SPRING)
    pay_outlay(transfer(country.east, country.west), date(2026, 6, 1), CHECKER)
    running(country.east)
    for area, count in ((country.east, 2), (country.west, 1)):
        with acting(make_person(("front", area)).pk, TODAY):
            assert OwnOutlay.objects.count() == count
