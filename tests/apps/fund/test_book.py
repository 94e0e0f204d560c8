"""The book of the fund: it always agrees, nothing is spent that is not there, whoever writes and how many."""

from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.apps.fund.made import KEEPER, SPRING, SUMMER, donor, goods, money
from tests.factories.places import Country, make_country

from giamngheo.apps.fund.actions.gathering import cancel_receipt
from giamngheo.apps.fund.actions.keeping import move_money, open_book, reverse_entry
from giamngheo.apps.fund.booking import Side, Written, book, goods_out, held
from giamngheo.apps.fund.models import Balance, BookEntry, Item, Line, Receipt
from giamngheo.apps.fund.states import Account, EntryKind
from giamngheo.apps.fund.writing import FundError
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
CASH, BANK = Account.CASH, Account.BANK


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def east(country: Country) -> Area:
    return country.east


def spend(area: Area, amount: int, day: date = SUMMER, account: Account = CASH) -> BookEntry:
    sides = [Side(account, -amount), Side(Account.OUTLAY, amount, purpose="housing")]
    return book(area.pk, Written(EntryKind.DELIVERY, day, "Chi thử"), sides, KEEPER)


def agrees(area: Area) -> None:
    """Debits are credits, and each balance is the sum of its lines."""
    lines = Line.objects.filter(area=area)
    assert not lines.aggregate(sum=Sum("amount"))["sum"]
    assert not lines.values("entry").annotate(sum=Sum("amount"), left=Sum("quantity")).exclude(sum=0, left=0)
    for row in Balance.objects.filter(area=area):
        own = lines.filter(account=row.account, item=row.item).aggregate(
            amount=Sum("amount"), quantity=Sum("quantity")
        )
        assert (row.amount, row.quantity) == (own["amount"], own["quantity"])
        assert row.amount >= 0
        assert row.quantity >= 0


def test_a_receipt_has_the_next_number_its_paper_and_both_sides_in_the_book(east: Area) -> None:
    first, second = money(east, 5_000_000, donor=donor(east)), goods(east, "50", 750_000)
    assert [(one.number, one.year) for one in (first, second)] == [(1, 2026), (2, 2026)]
    assert money(east, 1_000, date(2025, 12, 31)).number == 1
    assert held(east.pk, CASH) == (5_001_000, Decimal(0))
    assert second.item is not None
    assert held(east.pk, Account.GOODS, second.item.pk) == (750_000, Decimal(50))
    assert (first.paper.number, first.paper.state, first.paper.sign) == ("1", "issued", "PT-QVNN")
    assert "Năm triệu đồng" in str(first.paper.content)
    assert AuditLine.objects.filter(verb="fund.receive").count() == 3
    agrees(east)


def test_goods_that_nobody_valued_are_counted_apart_from_those_with_a_worth(east: Area) -> None:
    free, valued = goods(east, "10"), goods(east, "10", 150_000, "gao tẻ")
    assert (free.amount, free.item_id == valued.item_id) == (0, False)
    assert Item.objects.count() == 2
    agrees(east)


def test_goods_leave_at_their_mean_worth_and_the_last_with_what_is_left(east: Area) -> None:
    item = goods(east, "3", 100).item
    assert item is not None
    assert goods_out(item, Decimal(1), "") == Side(Account.GOODS, -33, item.pk, Decimal(-1))
    assert goods_out(item, Decimal(3), "").amount == -100
    with pytest.raises(FundError, match="chỉ còn 3 kg"):
        goods_out(item, Decimal(4), "")


def test_a_cancelled_receipt_keeps_its_number_and_its_paper_says_so(east: Area) -> None:
    first = money(east, 5_000)
    cancel_receipt(first, "ghi nhầm người nộp", KEEPER)
    assert money(east, 1_000).number == 2
    assert held(east.pk, CASH)[0] == 1_000
    assert IssuedPaper.objects.get(pk=first.paper_id).state == "withdrawn"
    with pytest.raises(FundError, match="đã hủy"):
        cancel_receipt(first, "lần nữa", KEEPER)
    with pytest.raises(FundError, match="Chưa ghi lý do"):
        cancel_receipt(money(east, 1), " ", KEEPER)
    agrees(east)


def test_what_was_spent_is_not_cancelled_away(east: Area) -> None:
    first = money(east, 5_000)
    spend(east, 4_000)
    with pytest.raises(FundError, match="không đủ tiền"):
        cancel_receipt(first, "nhầm", KEEPER)
    first.refresh_from_db()
    assert first.cancelled_at is None
    agrees(east)


def test_nothing_is_spent_before_the_day_it_came(east: Area) -> None:
    money(east, 5_000, SUMMER)
    with pytest.raises(FundError, match=r"Tính đến ngày 01/03/2026.*Cách xử lý"):
        spend(east, 5_000, SPRING)
    spend(east, 5_000)
    with pytest.raises(FundError):
        spend(east, 1)
    agrees(east)


def test_money_moves_between_cash_and_bank_and_a_slip_is_reversed_with_its_reason(east: Area) -> None:
    start = open_book(east, SPRING, 3_000, None, KEEPER)
    with pytest.raises(FundError, match="đã có số dư"):
        open_book(east, SPRING, 3_000, None, KEEPER)
    with pytest.raises(FundError, match="chỉ còn 0 đồng"):
        move_money(east, SUMMER, BANK, 1, KEEPER)
    moved = move_money(east, SUMMER, CASH, 2_000, KEEPER)
    assert (held(east.pk, CASH)[0], held(east.pk, BANK)[0]) == (1_000, 2_000)
    reverse_entry(moved, "gõ nhầm số", KEEPER)
    with pytest.raises(FundError, match="đã đảo"):
        reverse_entry(moved, "lần nữa", KEEPER)
    with pytest.raises(FundError, match="thuộc một chứng từ"):
        reverse_entry(money(east, 1).entry, "nhầm", KEEPER)
    reverse_entry(start, "ghi nhầm số dư", KEEPER)
    open_book(east, SPRING, None, 9_000, KEEPER)
    assert (held(east.pk, CASH)[0], held(east.pk, BANK)[0]) == (1, 9_000)
    agrees(east)


@pytest.mark.parametrize(
    "sides",
    [
        [Side(CASH, 1)],
        [Side(CASH, 2), Side(Account.INCOME, -1)],
        [Side(CASH, 0), Side(Account.INCOME, 0)],
        [Side(CASH, 1), Side(Account.OUTLAY, -1)],
        [Side(Account.GOODS, 1), Side(Account.INCOME, -1)],
        [Side(CASH, 1, quantity=Decimal(1)), Side(Account.INCOME, -1, quantity=Decimal(-1))],
    ],
)
def test_the_database_refuses_an_entry_that_does_not_agree(east: Area, sides: list[Side]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        book(east.pk, Written(EntryKind.RECEIPT, SPRING, "Thử"), sides, KEEPER)


def test_what_was_written_is_not_rewritten_nor_added_to_nor_numbered_out_of_turn(east: Area) -> None:
    receipt = money(east, 5_000)
    entry = receipt.entry
    more = [
        Line(entry=entry, area=east, day=SPRING, account=account, amount=amount)
        for account, amount in ((CASH, 1), (Account.INCOME, -1))
    ]
    deeds = (
        lambda: Line.objects.filter(entry=entry).update(amount=1),
        lambda: Line.objects.filter(entry=entry).delete(),
        lambda: BookEntry.objects.filter(pk=entry.pk).update(day=SUMMER),
        lambda: Receipt.objects.filter(pk=receipt.pk).update(amount=1),
        lambda: Receipt.objects.filter(pk=receipt.pk).delete(),
        lambda: Line.objects.bulk_create(more),
        lambda: setattr(receipt, "pk", None) or setattr(receipt, "number", 7) or receipt.save(),
    )
    for deed in deeds:
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    agrees(east)


_AMOUNT = st.integers(1, 50)
_DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("thu"), _AMOUNT, st.sampled_from([CASH, BANK]), st.sampled_from([SPRING, SUMMER])),
        st.tuples(st.just("chi"), _AMOUNT, st.sampled_from([CASH, BANK]), st.sampled_from([SPRING, SUMMER])),
        st.tuples(st.just("chuyen"), _AMOUNT, st.sampled_from([CASH, BANK]), st.just(SUMMER)),
        st.tuples(st.just("huy"), st.integers(0, 5), st.just(CASH), st.just(SUMMER)),
    ),
    max_size=12,
)


@settings(max_examples=25)
@given(deeds=_DEEDS)
def test_after_any_deeds_debits_are_credits_and_the_balance_is_receipts_less_payments(
    deeds: list[tuple[str, int, Account, date]],
) -> None:
    with transaction.atomic():
        area, spent = make_country().east, 0
        for what, amount, account, day in deeds:
            try:
                if what == "thu":
                    money(area, amount, day, account=account)
                elif what == "chi":
                    spend(area, amount, day, account)
                    spent += amount
                elif what == "chuyen":
                    move_money(area, day, account, amount, KEEPER)
                else:
                    for one in Receipt.objects.filter(area=area, number=amount):
                        cancel_receipt(one, "thử", KEEPER)
            except FundError:
                continue
        agrees(area)
        received = (
            Receipt.objects.filter(area=area, cancelled_at=None).aggregate(sum=Sum("amount"))["sum"] or 0
        )
        there = held(area.pk, CASH)[0] + held(area.pk, BANK)[0]
        assert there == received - spent
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_spend_at_once_only_as_many_as_there_is_money_for_succeed() -> None:
    area = make_country().east
    money(area, 5)
    ready, refused = Barrier(8), []

    def spending() -> None:
        try:
            ready.wait(10)
            spend(area, 1)  # past all locks of the actions: the database alone holds
        except FundError:
            refused.append(1)
        finally:
            connection.close()

    threads = [Thread(target=spending) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(refused) == 3
    assert held(area.pk, CASH)[0] == 0
    agrees(area)


@pytest.mark.django_db(transaction=True)
def test_receipts_written_at_once_are_numbered_without_a_gap() -> None:
    area = make_country().east
    ready = Barrier(4)

    def receiving() -> None:
        try:
            ready.wait(10)
            money(area, 1)
        finally:
            connection.close()

    threads = [Thread(target=receiving) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(Receipt.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
