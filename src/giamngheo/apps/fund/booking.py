"""The book by double entry: what is written, what goes out at which worth, how a wrong entry is reversed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.db import IntegrityError, transaction

from giamngheo.apps.fund.models import Balance, BookEntry, Item, Line
from giamngheo.apps.fund.states import MONEY, Account, EntryKind
from giamngheo.apps.fund.writing import FundError
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import plain, whole

_NOT_THERE: Final = (
    "fund_balance_not_below_nought",
    "fund_no_worth_without_goods",
    "nothing is spent before it came",
)


@dataclass(frozen=True)
class Side:
    """One line of an entry: `amount` in đồng and `quantity` above nought debit, below it credit."""

    account: Account
    amount: int
    item_id: int | None = None
    quantity: Decimal = Decimal(0)
    campaign_id: int | None = None
    purpose: str = ""


def item_of(area_id: int, name: str, unit: str, *, is_valued: bool) -> Item:
    """The item of this name and unit of measure, made where the fund never held it."""
    found, _ = Item.objects.get_or_create(
        area_id=area_id,
        name_key=plain(name),
        unit=unit.lower(),
        is_valued=is_valued,
        defaults={"name": name},
    )
    return found


def held(area_id: int, account: Account, item_id: int | None = None) -> tuple[int, Decimal]:
    """What the fund holds of an account: the đồng and, of an item, how many."""
    row = Balance.objects.filter(area=area_id, account=account, item=item_id).first()
    return (row.amount, row.quantity) if row else (0, Decimal(0))


def money_out(area_id: int, account: str, amount: int, about: str) -> Side:
    """Money that leaves an account; FundError where it is not there."""
    if account not in MONEY:
        raise FundError("Chưa chọn chi từ tiền mặt hay tiền gửi. Cách xử lý: chọn nguồn tiền.", "tai-khoan")
    there, _ = held(area_id, Account(account))
    if there < amount:
        raise FundError(
            f"Quỹ chỉ còn {whole(there)} đồng {Account(account).label.lower()}, không đủ chi {whole(amount)} "
            "đồng. Cách xử lý: chi ít hơn, chọn nguồn tiền khác, hoặc thu thêm rồi chi.",
            about,
        )
    return Side(Account(account), -amount)


def goods_out(item: Item, quantity: Decimal, about: str) -> Side:
    """Goods that leave the stock at their mean worth, the last of them with all that is left of it."""
    worth, there = held(item.area_id, Account.GOODS, item.pk)
    if there < quantity:
        raise FundError(
            f"Trong kho chỉ còn {quantity_text(there)} {item.unit} {item.name}, không đủ "
            f"{quantity_text(quantity)}. Cách xử lý: trao ít hơn hoặc nhận thêm hiện vật trước.",
            about,
        )
    value = worth if there == quantity else int((worth * quantity / there).quantize(0, ROUND_HALF_UP))
    return Side(Account.GOODS, -value, item.pk, -quantity)


@dataclass(frozen=True)
class Written:
    """What an entry is besides its sides."""

    kind: EntryKind
    day: date
    sentence: str
    reverses: BookEntry | None = None
    reason: str = ""


def book(area_id: int, said: Written, sides: Sequence[Side], actor: Actor) -> BookEntry:
    """Write an entry whose sides add up to nought.

    Raises:
        FundError: where more would be spent than was there at the end of that day or of a later one.
    """
    try:
        with transaction.atomic():
            entry = BookEntry.objects.create(
                area_id=area_id,
                kind=said.kind,
                day=said.day,
                sentence=said.sentence,
                reverses=said.reverses,
                reason=said.reason,
                recorded_by_id=actor.id,
                recorded_by_name=actor.name,
            )
            Line.objects.bulk_create(
                Line(
                    area_id=area_id,
                    entry=entry,
                    day=said.day,
                    account=one.account,
                    campaign_id=one.campaign_id,
                    purpose=one.purpose,
                    item_id=one.item_id,
                    quantity=one.quantity,
                    amount=one.amount,
                )
                for one in sides
            )
    except IntegrityError as error:
        if not any(word in str(error) for word in _NOT_THERE):
            raise
        raise FundError(
            f"Tính đến ngày {day_text(said.day)}, hoặc một ngày sau đó, Quỹ không đủ tiền, hiện vật cho việc "
            "này: phần thu vào sau hoặc đã chi ra. Cách xử lý: xem sổ thu, chi rồi ghi đúng ngày, đúng số.",
            "ngay",
        ) from error
    return entry


def reverse(entry: BookEntry, today: date, reason: str, actor: Actor) -> BookEntry:
    """Write the opposite of an entry, with the reason; FundError where what came in was spent already.

    In the year of the entry it is of the same day, so that the right voucher of that day can take its place;
    of an earlier year it is of today, as that year's balance was told already.
    """
    day = entry.day if entry.day.year == today.year else today
    lines = Line.objects.filter(entry=entry).order_by("pk")
    sides = [
        Side(Account(one.account), -one.amount, one.item_id, -one.quantity, one.campaign_id, one.purpose)
        for one in lines
    ]
    sentence = f"Đảo: {entry.sentence}"[:400]
    said = Written(EntryKind.REVERSAL, day, sentence, entry, reason)
    return book(entry.area_id, said, sides, actor)


def quantity_text(value: Decimal) -> str:
    """A quantity as «1.200», «1,5»: no idle zeros."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))
