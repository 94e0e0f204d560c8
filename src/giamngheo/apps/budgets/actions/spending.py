"""What is done with a voucher of the treasury: advances, payments, recoveries, refunds; and reversed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.budgets.actions.reversing import reverse
from giamngheo.apps.budgets.dimensions import named
from giamngheo.apps.budgets.models import Entry, Line, Loading
from giamngheo.apps.budgets.posting import BudgetError, moved, post
from giamngheo.apps.budgets.states import VOUCHERS, EntryKind
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole


@dataclass(frozen=True)
class Voucher:
    """A voucher: its kind, number and day, to whom, for what."""

    kind: EntryKind
    number: str
    day: date
    payee: str = ""
    why: str = ""


@dataclass(frozen=True)
class Part:
    """An amount of a voucher in đồng, out of a line."""

    line: Line
    amount: int


@transaction.atomic
def spend(
    area: Area, voucher: Voucher, parts: Sequence[Part], actor: Actor, *, loading: Loading | None = None
) -> Entry:
    """Write a voucher into the ledger; refused where a line holds less, or it was written before."""
    if voucher.kind not in VOUCHERS:
        raise BudgetError("Chưa chọn loại chứng từ. Cách xử lý: chọn tạm ứng, thanh toán …", "loai")
    number = BudgetError.words(voucher.number, "số chứng từ", about="so-chung-tu", longest=60)
    years = {part.line.year for part in parts}
    if len(years) != 1:
        raise BudgetError("Chứng từ ghi cho một năm. Cách xử lý: tách theo năm ngân sách.", "dong")
    year = next(iter(years))
    if voucher.day > timezone.localdate():
        raise BudgetError(
            f"Ngày {day_text(voucher.day)} chưa tới. Cách xử lý: ghi ngày trên chứng từ.", "ngay"
        )
    if voucher.day.year < year:
        raise BudgetError(
            f"Ngày {day_text(voucher.day)} trước năm ngân sách {year}. Cách xử lý: xem lại ngày, năm.", "ngay"
        )
    if any(part.line.area_id != area.pk for part in parts):
        raise BudgetError("Dòng kinh phí không thuộc đơn vị. Cách xử lý: chọn dòng của đơn vị mình.", "dong")
    if any(part.amount <= 0 for part in parts):
        raise BudgetError("Số tiền phải lớn hơn 0. Cách xử lý: ghi số đồng trên chứng từ.", "so-tien")
    out_of, into = VOUCHERS[voucher.kind]
    entry = Entry(
        area=area,
        kind=voucher.kind.value,
        year=year,
        day=voucher.day,
        loading=loading,
        voucher=number,
        payee=BudgetError.words(voucher.payee, "người nhận", about="nguoi-nhan", longest=200, needed=False),
        why=BudgetError.words(voucher.why, "nội dung", about="noi-dung-chi", longest=500, needed=False),
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    post(entry, [leg for part in parts for leg in moved(part.line.pk, out_of, into, part.amount)])
    total = sum(part.amount for part in parts)
    of = named(parts[0].line) if len(parts) == 1 else f"{len(parts)} dòng kinh phí"
    _told(entry, actor, "budgets.voucher", f"{voucher.kind.label} {whole(total)} đồng: {of}")
    return entry


@transaction.atomic
def reverse_voucher(entry: Entry, why: str, day: date, actor: Actor) -> Entry:
    """Undo a voucher that was written wrong; its number can then be written again."""
    if entry.decision_id is not None:
        raise BudgetError("Bút toán này theo quyết định. Cách xử lý: mở quyết định để ghi đảo.")
    against = reverse(entry, why, day, actor)
    _told(
        against,
        actor,
        "budgets.voucher_reversed",
        f"Ghi đảo {EntryKind(entry.kind).label.lower()}: {against.why}",
    )
    return against


def _told(entry: Entry, actor: Actor, verb: str, sentence: str) -> None:
    record(
        actor,
        verb,
        f"{sentence}, chứng từ {entry.voucher} ngày {day_text(entry.day)}",
        area_id=entry.area_id,
        subject=("budgets.Entry", entry.pk),
    )
