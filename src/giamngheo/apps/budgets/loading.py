"""A spreadsheet of vouchers taken into the ledger at once, and undone as a whole with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.budgets.models import Entry, Loading
from giamngheo.apps.budgets.posting import BudgetError, Leg, moved, post_all
from giamngheo.apps.budgets.sheets import Ready
from giamngheo.apps.budgets.states import VOUCHERS, Account
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import whole


@dataclass(frozen=True)
class File:
    """The file that vouchers come from."""

    name: str
    sha256: str


@transaction.atomic
def take_in(
    area: Area, file: File, ready: Sequence[Ready], actor: Actor, *, year: int, left_out: int
) -> Loading:
    """Write the vouchers of a file that can be written; raises BudgetError, then none is."""
    if not ready:
        raise BudgetError(
            "Không có chứng từ nào ghi được. Cách xử lý: sửa các dòng nêu dưới đây rồi nạp lại.", "tep"
        )
    loading = Loading(
        area=area,
        file_name=file.name[:200],
        sha256=file.sha256,
        rows=sum(len(one.rows) for one in ready),
        left_out=left_out,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    loading.save(force_insert=True)
    post_all([(_entry(area, year, one, loading, actor), _legs(one)) for one in ready])
    _told(loading, actor, "budgets.loaded", f"Nạp {whole(len(ready))} chứng từ từ tệp «{loading.file_name}»")
    return loading


@transaction.atomic
def undo(loading: Loading, why: str, day: date, actor: Actor) -> Loading:
    """Reverse all that a file brought and stands; raises BudgetError where the money moved on since."""
    said = BudgetError.words(why, "lý do", about="ly-do", longest=500)
    one = Loading.objects.select_for_update().get(pk=loading.pk)
    if one.undone_at is not None:
        raise BudgetError("Tệp này đã hoàn tác. Cách xử lý: tải lại trang để xem.")
    now = timezone.now()
    standing = Entry.objects.select_for_update().filter(loading=one, reversed_at=None).order_by("-pk")
    entries = list(standing.prefetch_related("postings"))
    Entry.objects.filter(pk__in=[entry.pk for entry in entries]).update(reversed_at=now)
    if entries:
        post_all([(_against(entry, said, max(day, entry.day), actor), _contrary(entry)) for entry in entries])
    one.undone_at, one.undone_by_name, one.undone_why = now, actor.name, said
    one.save(update_fields=["undone_at", "undone_by_name", "undone_why"])
    _told(
        one,
        actor,
        "budgets.loading_undone",
        f"Hoàn tác lần nạp «{one.file_name}», {whole(len(entries))} chứng từ: {said}",
    )
    return one


def _entry(area: Area, year: int, one: Ready, loading: Loading, actor: Actor) -> Entry:
    voucher = one.voucher
    return Entry(
        area=area,
        kind=voucher.kind.value,
        year=year,
        day=voucher.day,
        loading=loading,
        voucher=voucher.number,
        payee=voucher.payee,
        why=voucher.why,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )


def _legs(one: Ready) -> list[Leg]:
    out_of, into = VOUCHERS[one.voucher.kind]
    return [leg for part in one.parts for leg in moved(part.line.pk, out_of, into, part.amount)]


def _against(entry: Entry, why: str, day: date, actor: Actor) -> Entry:
    return Entry(
        area_id=entry.area_id,
        kind=entry.kind,
        year=entry.year,
        day=day,
        loading_id=entry.loading_id,
        voucher=entry.voucher,
        why=why,
        reverses=entry,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )


def _contrary(entry: Entry) -> list[Leg]:
    return [Leg(leg.line_id, Account(leg.account), -leg.amount) for leg in entry.postings.all()]


def _told(loading: Loading, actor: Actor, verb: str, sentence: str) -> None:
    record(actor, verb, sentence, area_id=loading.area_id, subject=("budgets.Loading", loading.pk))
