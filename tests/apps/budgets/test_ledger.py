"""The ledger of money: stages, what is never exceeded, corrections, and that nothing appears or vanishes."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from tests.apps.budgets.made import (
    DAY,
    KEEPER,
    LEADER,
    YEAR,
    allocated,
    balances,
    decide,
    given,
    key,
    line_of,
    paid,
)
from tests.factories.places import Country, make_country

from giamngheo.apps.budgets.actions import (
    BudgetError,
    Paper,
    Part,
    Said,
    Voucher,
    draw_decision,
    drop,
    put_in_force,
    reverse_decision,
    reverse_voucher,
    spend,
)
from giamngheo.apps.budgets.models import Decision, DecisionLine, Entry, Line, Posting
from giamngheo.apps.budgets.posting import Leg, moved, post
from giamngheo.apps.budgets.states import Account, DecisionKind, DecisionState, EntryKind
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
K = DecisionKind


@pytest.fixture
def country() -> Country:
    return make_country()


def whole(country: Country) -> Line:
    return given(country.province, 1_000)


def test_money_goes_from_above_to_a_commune_is_paid_settled_and_carried_over(country: Country) -> None:
    above = whole(country)
    commune = allocated(above, 600, key(country.east, "2"))
    assert balances(above) == (1_000, 400, 600, 0, 0, 0, 0, 0, 0)
    assert balances(commune) == (600, 600, 0, 0, 0, 0, 0, 0, 0)
    work = allocated(commune, 500, key(country.east, "2", item="Mô hình nuôi dê thử"))
    assert balances(commune) == (600, 100, 500, 0, 0, 0, 0, 0, 0)
    paid(work, 300, EntryKind.ADVANCE)
    paid(work, 250, EntryKind.PAY_ADVANCE)
    paid(work, 20, EntryKind.RECOVER)
    paid(work, 150)
    paid(work, 10, EntryKind.REFUND)
    assert balances(work) == (500, 0, 0, 80, 30, 390, 0, 0, 0)
    assert work.disbursed == 420
    decide(country.east, K.SETTLE, [Said(key(country.east, "2", item=work.item), 390)])
    later = key(country.east, "2", item=work.item, year=YEAR + 1, origin_year=YEAR)
    decide(
        country.east,
        K.CARRY,
        [Said(later, 30, work, "advanced"), Said(later, 50, work, "allocated")],
        day=date(2026, 1, 20),
    )
    decide(country.east, K.CANCEL, [Said(key(country.east, "2", item=work.item), 30, None, "allocated")])
    assert balances(work) == (500, 0, 0, 0, 0, 0, 390, 80, 30)
    assert not work.is_open
    assert balances(line_of(later)) == (80, 0, 0, 50, 30, 0, 0, 0, 0)
    assert AuditLine.objects.filter(verb="budgets.decision_in_force").count() == 6


def test_nobody_allocates_what_was_not_given_nor_pays_what_was_not_allocated(country: Country) -> None:
    above = whole(country)
    with pytest.raises(BudgetError, match=r"«chưa phân bổ» có 1\.000 đồng, cần 1\.001 đồng, thiếu 1 đồng"):
        allocated(above, 1_001, key(country.east, "2"))
    assert not Entry.objects.filter(kind="allocate").exists()
    commune = allocated(above, 600, key(country.east, "2"))
    with pytest.raises(BudgetError, match="phân bổ, điều chỉnh tăng trước"):
        paid(commune, 1)
    own = allocated(commune, 100)
    with pytest.raises(BudgetError, match="thiếu 50 đồng"):
        paid(own, 150)
    allocated(commune, 50)
    paid(own, 150)
    with pytest.raises(BudgetError, match="ghi không quá số đang tạm ứng"):
        paid(own, 1, EntryKind.PAY_ADVANCE)


def test_what_was_allocated_is_adjusted_between_units_but_not_what_they_used(country: Country) -> None:
    above = whole(country)
    allocated(above, 600, key(country.east, "2"))
    own = allocated(line_of(key(country.east, "2")), 500)
    allocated(above, 400, key(country.west, "2"))
    shift = [Said(key(country.east, "2"), -100, above), Said(key(country.west, "2"), 100, above)]
    decide(country.province, K.ADJUST, shift)
    assert balances(own)[:4] == (500, 0, 0, 500)
    assert balances(above) == (1_000, 0, 1_000, 0, 0, 0, 0, 0, 0)
    with pytest.raises(BudgetError, match="thiếu 1 đồng"):
        decide(country.province, K.ADJUST, [Said(key(country.east, "2"), -1, above)])
    decide(country.province, K.RECEIVE, [Said(key(country.province), 70)])
    with pytest.raises(BudgetError, match=r"Không đủ kinh phí"):
        decide(country.province, K.RECEIVE, [Said(key(country.province), -71)])
    decide(country.province, K.RECEIVE, [Said(key(country.province), -70)])
    assert balances(above)[0] == 1_000


@pytest.mark.parametrize(
    ("kind", "said", "sentence"),
    [
        (K.ALLOCATE, {"project": "2", "source": "local_province"}, "không đổi năm, chương trình"),
        (K.ALLOCATE, {"project": "2", "nature": "investment_fund"}, "không đổi năm, chương trình"),
        (K.ALLOCATE, {"project": "99"}, "không có dự án «99»"),
        (K.ALLOCATE, {"project": "2", "use": "special_works"}, "Mục chi này không dùng"),
        (K.ALLOCATE, {"project": "2", "year": 2026, "origin_year": 2025}, "không đổi năm"),
    ],
)
def test_money_keeps_what_it_is_when_it_is_passed_on(
    country: Country, kind: DecisionKind, said: dict[str, object], sentence: str
) -> None:
    above = whole(country)
    with pytest.raises(BudgetError, match=sentence):
        decide(country.province, kind, [Said(key(country.east, **said), 10, above)])  # type: ignore[arg-type]


def test_money_of_a_project_stays_with_it_and_goes_into_its_unit_only(country: Country) -> None:
    above = given(country.province, 1_000, "4")
    allocated(above, 100, key(country.east, "4.3"))
    with pytest.raises(BudgetError, match="không phân bổ cho dự án khác"):
        allocated(above, 100, key(country.east, "2"))
    with pytest.raises(BudgetError, match="đơn vị trực thuộc"):
        allocated(above, 100, key(country.far, "4"))
    with pytest.raises(BudgetError, match="dòng của đơn vị mình"):
        decide(country.east, K.ALLOCATE, [Said(key(country.east, "4"), 1, above)])


def test_who_drafts_does_not_decide_and_a_decision_has_its_paper(country: Country) -> None:
    maker, other = Actor(7, "Người soạn"), Actor(8, "Người duyệt")
    said = [Said(key(country.east, "2"), 10)]
    draft = draw_decision(country.east, K.RECEIVE, Paper("Giao dự toán"), said, maker, year=YEAR)
    assert draft.state is DecisionState.DRAFT
    with pytest.raises(BudgetError, match="không tự quyết định"):
        put_in_force(draft, Paper("", "1/QĐ", DAY, "UBND tỉnh"), maker)
    with pytest.raises(BudgetError, match="Chưa ghi số quyết định"):
        put_in_force(draft, None, other)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(BudgetError, match="chưa tới"):
        put_in_force(draft, Paper("", "1/QĐ", tomorrow, "UBND tỉnh"), other)
    done = put_in_force(draft, Paper("", "1/QĐ", DAY, "UBND tỉnh"), other)
    assert done.state is DecisionState.IN_FORCE
    again = draw_decision(country.east, K.RECEIVE, Paper("Giao dự toán"), said, maker, year=YEAR)
    with pytest.raises(BudgetError, match="đã ghi rồi"):
        put_in_force(again, Paper("", "1/QĐ", DAY, "UBND tỉnh"), other)
    drop(again, "trùng", other)
    with pytest.raises(BudgetError, match="đã đổi"):
        put_in_force(again, None, other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            area=country.east, kind="receive", year=YEAR, title="x", drawn_by_id=7, put_in_force_by_id=7
        )


def test_a_voucher_is_written_once_and_after_a_reversal_again(country: Country) -> None:
    own = allocated(given(country.east, 1_000, "2"), 800)
    voucher = Voucher(EntryKind.PAY, "12", date(2025, 5, 2), "Hợp tác xã Thử")
    entry = spend(country.east, voucher, [Part(own, 300)], KEEPER)
    with pytest.raises(BudgetError, match="Chứng từ số 12 năm 2025 đã ghi"):
        spend(country.east, voucher, [Part(own, 300)], KEEPER)
    with pytest.raises(BudgetError, match="Chưa ghi lý do"):
        reverse_voucher(entry, " ", date(2025, 5, 9), LEADER)
    with pytest.raises(BudgetError, match="trước ngày bút toán"):
        reverse_voucher(entry, "sai số", date(2025, 5, 1), LEADER)
    reverse_voucher(entry, "sai số tiền", date(2025, 5, 9), LEADER)
    assert balances(own)[3:6] == (800, 0, 0)
    with pytest.raises(BudgetError, match="đã được ghi đảo"):
        reverse_voucher(entry, "lần nữa", date(2025, 5, 9), LEADER)
    spend(country.east, voucher, [Part(own, 30)], KEEPER)
    assert balances(own)[3:6] == (770, 0, 30)


def test_a_decision_is_reversed_only_while_its_money_is_there(country: Country) -> None:
    above = whole(country)
    passed = decide(country.province, K.ALLOCATE, [Said(key(country.east, "2"), 600, above)])
    own = allocated(line_of(key(country.east, "2")), 500)
    with pytest.raises(BudgetError, match="Không đủ kinh phí"):
        reverse_decision(passed, "nhầm", date(2025, 6, 1), LEADER)
    passed.refresh_from_db()
    assert passed.state is DecisionState.IN_FORCE
    own_one = Decision.objects.get(area=country.east)
    reverse_decision(own_one, "nhầm", date(2025, 6, 1), LEADER)
    reverse_decision(passed, "nhầm", date(2025, 6, 1), LEADER)
    assert balances(own) == (0,) * 9
    assert balances(above)[:3] == (1_000, 1_000, 0)


def test_the_database_refuses_what_a_mistake_of_ours_would_let_pass(country: Country) -> None:
    own = allocated(given(country.east, 1_000, "2"), 800)
    other = given(country.west, 500, "2")

    def entry(kind: EntryKind, day: date = DAY) -> Entry:
        return Entry.objects.create(
            area=country.east, kind=kind, year=YEAR, day=day, voucher=f"X{kind}", made_by_name="Thử"
        )

    def posting(one: Entry, line: Line, account: Account, amount: int) -> Posting:
        return Posting(
            entry=one, line=line, area_id=line.area_id, year=YEAR, day=DAY, account=account, amount=amount
        )

    a = Account
    for kind, legs in (
        (EntryKind.PAY, [(own, a.ALLOCATED, -801), (own, a.PAID, 801)]),  # more than there is
        (EntryKind.PAY, [(own, a.ALLOCATED, -100), (own, a.PAID, 90)]),  # debits are not credits
        (EntryKind.PAY, [(own, a.UNALLOCATED, -100), (own, a.PAID, 100)]),  # past the allocation
        (EntryKind.ALLOCATE, [(own, a.GIVEN, -5), (own, a.UNALLOCATED, 5)]),  # out of nothing
        (EntryKind.ALLOCATE, [(own, a.UNALLOCATED, -5), (own, a.PASSED, 5)]),  # into nothing
        (
            EntryKind.CARRY,
            [(own, a.ALLOCATED, -5), (own, a.CARRIED, 5), (other, a.GIVEN, -6), (other, a.ALLOCATED, 6)],
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            one = entry(kind)
            Posting.objects.bulk_create([posting(one, *leg) for leg in legs])
    with pytest.raises(IntegrityError, match="own day"), transaction.atomic():
        one = entry(EntryKind.PAY, date(2025, 9, 9))
        Posting.objects.bulk_create([posting(one, own, a.ALLOCATED, -5), posting(one, own, a.PAID, 5)])
    standing = Entry.objects.filter(kind="allocate").first()
    assert standing is not None
    for spoil in (
        lambda: Posting.objects.bulk_create(
            posting(standing, own, account, amount)
            for account, amount in ((a.ALLOCATED, -5), (a.UNALLOCATED, 5))
        ),
        lambda: Posting.objects.update(amount=1),
        lambda: Posting.objects.all().delete(),
        lambda: Entry.objects.update(day=DAY + timedelta(days=1)),
        lambda: Line.objects.filter(pk=own.pk).update(given=5_000, unallocated=5_000),
        lambda: Line.objects.create(
            area=country.east, year=YEAR, origin_year=YEAR, programme="x", nature="y", source="z",
            given=5, unallocated=5,
        ),
        lambda: Decision.objects.update(number="khác"),
        lambda: DecisionLine.objects.update(amount=1),
        lambda: DecisionLine.objects.all().delete(),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()
    assert balances(own)[3] == 800


@pytest.mark.django_db(transaction=True)
def test_of_many_who_spend_the_same_money_at_once_the_last_are_told() -> None:
    country = make_country()
    own = allocated(given(country.east, 1_000, "2"), 1_000)
    other = allocated(given(country.east, 1_000, "3.1"), 1_000)
    ready, refusals = Barrier(6), []

    def spending(place: int) -> None:
        pair = [Part(own, 300), Part(other, 300)]
        try:
            ready.wait(10)
            voucher = Voucher(EntryKind.PAY, f"S{place}", DAY)
            spend(country.east, voucher, pair if place % 2 else pair[::-1], KEEPER)
        except BudgetError as error:
            refusals.append(str(error))
        finally:
            connection.close()

    threads = [Thread(target=spending, args=(place,)) for place in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(refusals) == 3
    assert all("Không đủ kinh phí" in said for said in refusals)
    assert balances(own)[3:6] == (100, 0, 900)
    assert balances(other)[3:6] == (100, 0, 900)


@pytest.mark.django_db(transaction=True)
def test_without_our_own_look_the_database_still_holds_the_limit_under_threads() -> None:
    country = make_country()
    own = allocated(given(country.east, 1_000, "2"), 1_000)
    ready, refused = Barrier(4), []

    def spending(place: int) -> None:
        try:
            ready.wait(10)
            with transaction.atomic():
                entry = Entry.objects.create(
                    area=country.east, kind="pay", year=YEAR, day=DAY, voucher=f"T{place}", made_by_name="Thử"
                )
                Posting.objects.bulk_create(
                    Posting(entry=entry, line=own, area=country.east, year=YEAR, day=DAY, account=account,
                            amount=amount)
                    for account, amount in (("allocated", -400), ("paid", 400))
                )  # fmt: skip
        except IntegrityError as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [Thread(target=spending, args=(place,)) for place in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(refused) == 2
    assert all("budgets_allocated_not_negative" in said for said in refused)
    assert balances(own)[3:6] == (200, 0, 800)


def test_an_entry_of_nothing_is_refused(country: Country) -> None:
    own = given(country.east, 10, "2")
    entry = Entry(area=country.east, kind="pay", year=YEAR, day=DAY, voucher="0", made_by_name="Thử")
    with pytest.raises(BudgetError, match="Không có khoản nào"):
        post(entry, [Leg(own.pk, Account.PAID, 0), *moved(own.pk, Account.PAID, Account.ALLOCATED, 0)][1:1])
