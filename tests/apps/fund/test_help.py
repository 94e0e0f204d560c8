"""From a proposal to what was handed over: two people decide, no need is met twice unseen, proofs stay."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone
from tests.apps.fund.made import (
    AUTUMN,
    CHECKER,
    HEAD,
    KEEPER,
    SPRING,
    SUMMER,
    approved,
    goods,
    met,
    money,
    proposed,
)
from tests.apps.households.made import home
from tests.factories.places import Country, make_country

from giamngheo.apps.fund.actions.deciding import RulingSaid, confirm_meeting, drop_case, drop_meeting
from giamngheo.apps.fund.actions.delivering import (
    DeliverySaid,
    attach_proofs,
    cancel_delivery,
    close_case,
    deliver,
    left_of,
    read_proof,
)
from giamngheo.apps.fund.booking import held
from giamngheo.apps.fund.models import Delivery, HelpCase, Proof
from giamngheo.apps.fund.states import Account
from giamngheo.apps.fund.writing import FundError
from giamngheo.apps.households.models import Household
from giamngheo.apps.support.actions import give
from giamngheo.apps.support.examining import Help
from giamngheo.apps.support.models import Support
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return home(country.east_1, "Mẫu Văn Nghèo", "Mẫu Thị Con")


def cash(amount: int, day: date = AUTUMN, again: str = "") -> DeliverySaid:
    return DeliverySaid(day, "Mẫu Văn Nghèo", "cash", amount, again_because=again)


def test_a_household_on_no_list_is_proposed_for_sudden_hardship(country: Country, family: Household) -> None:
    case = proposed(
        country.east, family, purpose="hardship", is_sudden=True, asked=None, asked_goods="50 kg gạo"
    )
    assert (case.area_id, case.unit_id) == (country.east_1.pk, country.east.pk)
    assert (case.state, case.need, family.class_today) == ("proposed", "social_assistance", "")
    assert AuditLine.objects.filter(verb="fund.propose", area_id=country.east_1.pk).count() == 1


@pytest.mark.parametrize(
    ("more", "about"),
    [
        ({"purpose": "gold"}, "noi-dung"),
        ({"need": "gold"}, "nhu-cau"),
        ({"asked": None}, "so-tien"),
        ({"asked": 0}, "so-tien"),
        ({"what": " "}, "gi"),
        ({"why": ""}, "vi-sao"),
        ({"proposer": ""}, "ai"),
        ({"day": timezone.localdate() + timedelta(days=1)}, "ngay"),
    ],
)
def test_a_proposal_that_lacks_something_is_refused_at_its_field(
    country: Country, family: Household, more: dict[str, object], about: str
) -> None:
    with pytest.raises(FundError, match="Cách xử lý") as refusal:
        proposed(country.east, family, **more)
    assert refusal.value.about == about


def test_a_meeting_decides_on_many_cases_and_another_person_confirms(
    country: Country, family: Household
) -> None:
    other = home(country.east_2, "Mẫu Văn Hai")
    yes, no = proposed(country.east, family), proposed(country.east, other)
    meeting = met(
        country.east,
        RulingSaid(yes.pk, True, 15_000_000),
        RulingSaid(no.pk, False, reason="Đã có nhà kiên cố"),
    )
    yes.refresh_from_db()
    assert yes.state == "proposed"
    for maker in (KEEPER, HEAD):
        with pytest.raises(FundError, match="do hai người làm"):
            confirm_meeting(meeting, maker)
    done = confirm_meeting(meeting, CHECKER)
    yes.refresh_from_db()
    no.refresh_from_db()
    assert (yes.state, yes.granted, yes.decided_on) == ("approved", 15_000_000, SUMMER)
    assert (no.state, no.because) == ("declined", "Đã có nhà kiên cố")
    assert done.paper is not None
    assert "Mẫu Văn Nghèo" in str(done.paper.content)
    with pytest.raises(FundError, match="đã xác nhận"):
        confirm_meeting(meeting, CHECKER)


def test_what_a_meeting_cannot_say_is_told_case_by_case(country: Country, family: Household) -> None:
    case, late = proposed(country.east, family), proposed(country.east, family, day=AUTUMN)
    far = proposed(country.west, home(country.west_1, "Mẫu Văn Tây"))
    rulings = [
        RulingSaid(case.pk, True),
        RulingSaid(late.pk, True, 5),
        RulingSaid(far.pk, True, 5),
    ]
    with pytest.raises(FundError) as refusal:
        met(country.east, *rulings)
    said = refusal.value.wrong
    assert "chưa ghi duyệt bao nhiêu" in said[f"h{case.pk}-ket-qua"]
    assert "sau ngày họp" in said[f"h{late.pk}-ket-qua"]
    assert "không thuộc Quỹ này" in said[f"h{far.pk}-ket-qua"]
    with pytest.raises(FundError, match="vì sao không duyệt"):
        met(country.east, RulingSaid(case.pk, False))


def test_minutes_put_aside_let_their_cases_wait_again(country: Country, family: Household) -> None:
    case = proposed(country.east, family)
    meeting = met(country.east, RulingSaid(case.pk, True, 5))
    with pytest.raises(FundError, match="chờ xác nhận"):
        met(country.east, RulingSaid(case.pk, True, 6))
    drop_meeting(meeting, "ghi nhầm mức", KEEPER)
    again = met(country.east, RulingSaid(case.pk, True, 6))
    drop_case(case, "hộ rút đề nghị", HEAD)
    with pytest.raises(FundError, match="không còn chờ xét"):
        confirm_meeting(again, CHECKER)


def test_what_is_handed_over_leaves_the_fund_and_stands_in_the_ledger_of_help(
    country: Country, family: Household
) -> None:
    money(country.east, 30_000_000)
    rice = goods(country.east, "100", 1_500_000).item
    case = approved(country.east, family, 20_000_000, rice, quantity=Decimal(50))
    said = DeliverySaid(AUTUMN, "Mẫu Văn Nghèo", "cash", 20_000_000, Decimal(50))
    done = deliver(case, said, KEEPER)
    case.refresh_from_db()
    assert (done.number, done.goods_value, case.state) == (1, 750_000, "delivered")
    assert held(country.east.pk, Account.CASH)[0] == 10_000_000
    rows = {one.form: one for one in Support.objects.filter(occasion=f"case:{case.pk}")}
    assert (rows["money"].value, rows["money"].source, rows["money"].need) == (20_000_000, "fund", "housing")
    assert (rows["goods"].quantity, rows["goods"].unit, rows["goods"].value) == (Decimal(50), "kg", 750_000)
    assert (done.paper.number, done.paper.sign) == ("1", "PC-QVNN")
    with pytest.raises(FundError, match="đã trao"):
        deliver(case, said, KEEPER)


def test_a_case_is_handed_over_in_parts_never_more_than_was_approved(
    country: Country, family: Household
) -> None:
    money(country.east, 30_000_000)
    case = approved(country.east, family)
    deliver(case, cash(12_000_000), KEEPER)
    with pytest.raises(FundError, match=r"chỉ còn 8\.000\.000 đồng"):
        deliver(case, cash(12_000_000), KEEPER)
    with pytest.raises(FundError, match="đã trao một phần"):
        drop_case(case, "thôi", KEEPER)
    close_case(case, "nhà đã sửa xong", KEEPER)
    case.refresh_from_db()
    assert (case.state, case.because) == ("delivered", "nhà đã sửa xong")


def test_nothing_is_handed_over_that_is_not_there_approved_or_decided(
    country: Country, family: Household
) -> None:
    waiting = proposed(country.east, family)
    with pytest.raises(FundError, match="chờ họp xét"):
        deliver(waiting, cash(1), KEEPER)
    case = approved(country.east, family)
    with pytest.raises(FundError, match="chỉ còn 0 đồng tiền mặt"):
        deliver(case, cash(20_000_000), KEEPER)
    with pytest.raises(FundError, match="trước ngày họp"):
        deliver(case, cash(20_000_000, SPRING), KEEPER)
    with pytest.raises(FundError, match="Chưa ghi trao gì"):
        deliver(case, DeliverySaid(AUTUMN, "Mẫu"), KEEPER)
    with pytest.raises(FundError, match="Chưa chọn chi từ"):
        deliver(case, DeliverySaid(AUTUMN, "Mẫu", "goods", 5), KEEPER)
    assert not Delivery.objects.exists()
    assert not Support.objects.exists()


def test_a_need_met_this_year_by_another_source_is_handed_over_again_only_with_a_reason(
    country: Country, family: Household
) -> None:
    money(country.east, 30_000_000)
    programme = Help(
        family.pk, "housing", Form.MONEY, "Xóa nhà tạm", SPRING, Source.PROGRAMME, value=60_000_000
    )
    give([programme], KEEPER)
    case = approved(country.east, family)
    with pytest.raises(FundError, match=r"đã được hỗ trợ «Nhà ở.*Xóa nhà tạm") as refusal:
        deliver(case, cash(20_000_000), KEEPER)
    assert refusal.value.about == "vi-sao-them"
    assert held(country.east.pk, Account.CASH)[0] == 30_000_000
    deliver(case, cash(20_000_000, again="Bão làm tốc mái lần nữa"), KEEPER)
    assert Support.objects.get(source="fund").again_because == "Bão làm tốc mái lần nữa"


def test_a_cancelled_delivery_gives_back_takes_help_back_and_keeps_its_number(
    country: Country, family: Household
) -> None:
    money(country.east, 30_000_000)
    case = approved(country.east, family)
    first = deliver(case, cash(20_000_000), KEEPER)
    cancel_delivery(first, "hộ không nhận", KEEPER)
    case.refresh_from_db()
    assert (case.state, left_of(case).amount) == ("approved", 20_000_000)
    assert held(country.east.pk, Account.CASH)[0] == 30_000_000
    assert not Support.objects.filter(taken_back_at=None).exists()
    first.paper.refresh_from_db()
    assert first.paper.state == "withdrawn"
    assert deliver(case, cash(20_000_000), KEEPER).number == 2
    with pytest.raises(FundError, match="đã hủy"):
        cancel_delivery(first, "lần nữa", KEEPER)


def test_photos_and_papers_prove_a_delivery_and_who_opens_them_is_told(
    country: Country, family: Household
) -> None:
    money(country.east, 30_000_000)
    done = deliver(approved(country.east, family), cash(20_000_000), KEEPER)
    with pytest.raises(FundError, match="Tệp không phải"):
        attach_proofs(done, [BytesIO(b"%PDF-1.7"), BytesIO(b"MZ")], "Phiếu chi đã ký", KEEPER)
    with pytest.raises(FundError, match="từ 1 đến"):
        attach_proofs(done, [], "Phiếu chi đã ký", KEEPER)
    assert not Proof.objects.exists()
    (proof,) = attach_proofs(done, [BytesIO(b"%PDF-1.7")], "Phiếu chi đã ký", KEEPER)
    with read_proof(proof, Actor(5, "Người Xem")) as opened:
        assert opened.read() == b"%PDF-1.7"
    assert AuditLine.objects.filter(verb="fund.read_proof", actor_id=5).count() == 1


def test_what_a_case_was_is_not_rewritten(country: Country, family: Household) -> None:
    case = proposed(country.east, family)
    with pytest.raises(Exception, match="not rewritten"):
        HelpCase.objects.filter(pk=case.pk).update(asked=1)
