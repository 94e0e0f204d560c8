"""The book itself: what was there before it began, money put into the bank or taken from it, and undone."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.fund.booking import Side, Written, book, money_out, reverse
from giamngheo.apps.fund.models import BookEntry
from giamngheo.apps.fund.states import MONEY, Account, EntryKind
from giamngheo.apps.fund.writing import FundError, lock_fund, past, positive, reason_of, tell
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import whole


@transaction.atomic
def open_book(area: Area, day: date, cash: int | None, bank: int | None, actor: Actor) -> BookEntry:
    """Write what the fund held before its book began, once; FundError."""
    lock_fund(area.pk)
    past(day, "ngay")
    if BookEntry.objects.filter(area=area, kind=EntryKind.OPENING, reversed_by=None).exists():
        raise FundError("Sổ đã có số dư chuyển vào. Cách xử lý: đảo bút toán ấy trước nếu ghi sai.")
    sides = [
        Side(account, amount)
        for account, amount in ((Account.CASH, cash), (Account.BANK, bank))
        if amount is not None and positive(amount, "Số dư", "tien-mat")
    ]
    if not sides:
        raise FundError("Chưa ghi số dư nào. Cách xử lý: ghi tiền mặt, tiền gửi đang có.", "tien-mat")
    total = sum(one.amount for one in sides)
    sentence = f"Số dư chuyển vào sổ: {whole(total)} đồng"
    entry = book(
        area.pk,
        Written(EntryKind.OPENING, day, sentence),
        [*sides, Side(Account.INCOME, -total)],
        actor,
    )
    tell(actor, "open_book", sentence, area.pk, ("fund.BookEntry", entry.pk))
    return entry


@transaction.atomic
def move_money(area: Area, day: date, origin: str, amount: int | None, actor: Actor) -> BookEntry:
    """Put cash into the bank, or take it out; FundError."""
    lock_fund(area.pk)
    past(day, "ngay")
    if amount is None:
        raise FundError("Chưa ghi số tiền. Cách xử lý: ghi số tiền chuyển bằng đồng.", "so-tien")
    positive(amount, "Số tiền", "so-tien")
    out = money_out(area.pk, origin, amount, "so-tien")
    into = next(one for one in MONEY if one != out.account)
    sentence = f"Chuyển {whole(amount)} đồng từ {out.account.label.lower()} sang {into.label.lower()}"
    entry = book(area.pk, Written(EntryKind.TRANSFER, day, sentence), [out, Side(into, amount)], actor)
    tell(actor, "move_money", sentence, area.pk, ("fund.BookEntry", entry.pk))
    return entry


@transaction.atomic
def reverse_entry(entry: BookEntry, why: str, actor: Actor) -> BookEntry:
    """Undo an opening or a transfer, with the reason; vouchers are cancelled instead. FundError."""
    said = reason_of(why)
    lock_fund(entry.area_id)
    if entry.kind not in {EntryKind.OPENING, EntryKind.TRANSFER}:
        raise FundError("Bút toán này thuộc một chứng từ. Cách xử lý: hủy phiếu thu, phiếu chi của nó.")
    if BookEntry.objects.filter(reverses=entry).exists():
        raise FundError("Bút toán này đã đảo. Cách xử lý: tải lại trang.")
    made = reverse(entry, timezone.localdate(), said, actor)
    tell(
        actor,
        "reverse_entry",
        made.sentence,
        entry.area_id,
        ("fund.BookEntry", entry.pk),
        details={"reason": said},
    )
    return made
