"""An entry undone: by another one against it, with the reason; nothing is rewritten."""

from datetime import date

from django.utils import timezone

from giamngheo.apps.budgets.models import Entry
from giamngheo.apps.budgets.posting import BudgetError, Leg, post
from giamngheo.apps.budgets.states import Account
from giamngheo.foundation.audit.actions import Actor


def reverse(entry: Entry, why: str, day: date, actor: Actor) -> Entry:
    """Post the contrary of an entry; raises BudgetError where its money moved on since."""
    said = BudgetError.words(why, "lý do", about="ly-do", longest=500)
    one = Entry.objects.select_for_update(of=["self"]).get(pk=entry.pk)
    if one.reversed_at is not None or one.reverses_id is not None:
        raise BudgetError("Bút toán này đã được ghi đảo. Cách xử lý: tải lại trang để xem.")
    if day < one.day:
        raise BudgetError("Ngày ghi đảo trước ngày bút toán. Cách xử lý: ghi ngày từ ngày ấy trở đi.", "ngay")
    one.reversed_at = timezone.now()
    one.save(update_fields=["reversed_at"])
    legs = [Leg(leg.line_id, Account(leg.account), -leg.amount) for leg in one.postings.order_by("pk")]
    against = Entry(
        area_id=one.area_id,
        kind=one.kind,
        year=one.year,
        day=day,
        voucher=one.voucher,
        why=said,
        reverses=one,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    return post(against, legs)
