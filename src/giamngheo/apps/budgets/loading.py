"""A spreadsheet taken in: vouchers into the ledger, allocations as a draft, needs; undone with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.budgets.actions import Paper, draw_decision, draw_needs, withdraw_needs
from giamngheo.apps.budgets.dimensions import key_of
from giamngheo.apps.budgets.models import Decision, Entry, Loading
from giamngheo.apps.budgets.posting import BudgetError, Leg, moved, post_all
from giamngheo.apps.budgets.queries import needs_of
from giamngheo.apps.budgets.sheets.allocations import Allocation
from giamngheo.apps.budgets.sheets.needs import Needs
from giamngheo.apps.budgets.sheets.vouchers import Ready
from giamngheo.apps.budgets.states import VOUCHERS, Account, DecisionKind, LoadingKind
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole


@dataclass(frozen=True)
class File:
    """The file that vouchers come from."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Draft:
    """The decision that a sheet of allocations becomes."""

    kind: DecisionKind
    year: int
    paper: Paper


@transaction.atomic
def take_in(
    area: Area, file: File, ready: Sequence[Ready], actor: Actor, *, year: int, left_out: int
) -> Loading:
    """Write the vouchers of a file that can be written; raises BudgetError, then none is."""
    if not ready:
        raise BudgetError(
            "Không có chứng từ nào ghi được. Cách xử lý: sửa các dòng nêu dưới đây rồi nạp lại.", "tep"
        )
    loading = _loading(area, file, actor, rows=sum(len(one.rows) for one in ready), left_out=left_out)
    loading.save(force_insert=True)
    post_all([(_entry(area, year, one, loading, actor), _legs(one)) for one in ready])
    _told(loading, actor, "budgets.loaded", f"Nạp {whole(len(ready))} chứng từ từ tệp «{loading.file_name}»")
    return loading


@transaction.atomic
def take_in_allocation(area: Area, file: File, looked: Allocation, draft: Draft, actor: Actor) -> Loading:
    """Draft the decision of a sheet out of its good rows; raises BudgetError, then nothing is kept."""
    if not looked.ready:
        raise BudgetError(
            "Không có khoản nào ghi được. Cách xử lý: sửa các dòng nêu dưới đây rồi nạp lại.", "tep"
        )
    _require_new(area, draft.paper)
    explained = {  # of the page alone: no part of the paper
        "notes": [
            f"Nạp từ tệp «{file.name[:200]}»: {whole(len(looked.ready))} khoản, {whole(looked.amount)} đồng.",
            *(
                f"{words.format(whole(count))}."
                for count, words in (
                    (looked.faulty_rows, "Để lại {} dòng cần sửa"),
                    (len(looked.others), "Bỏ qua {} dòng của đơn vị khác"),
                    (len(looked.sheet.sums), "Bỏ qua {} dòng cộng"),
                )
                if count
            ),
        ]
    }
    said = [one.said for one in looked.ready]
    made = draw_decision(area, draft.kind, draft.paper, said, actor, year=draft.year, explained=explained)
    rows = len({row for one in looked.ready for row in one.rows})
    told = {"rows": rows, "left_out": looked.faulty_rows, "kind": LoadingKind.ALLOCATION.value}
    loading = _loading(area, file, actor, decision=made, **told)
    loading.save(force_insert=True)
    _told(
        loading,
        actor,
        "budgets.loaded",
        f"Nạp {whole(len(said))} khoản từ tệp «{loading.file_name}» vào dự thảo",
    )
    return loading


@transaction.atomic
def take_in_needs(area: Area, file: File, looked: Needs, actor: Actor) -> Loading:
    """Keep the needs of a sheet that can be kept; raises BudgetError, then none is."""
    if not looked.ready:
        raise BudgetError(
            "Không có nhu cầu mới nào ghi được. Cách xử lý: sửa các dòng nêu dưới đây rồi nạp lại.", "tep"
        )
    # Of two who load one file at once the second waits here and then sees what the first wrote.
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    standing = needs_of(area.pk, looked.ready[0].need.key.year)
    known = {(key_of(one), one.asked, one.ground) for one in standing}
    if any((one.need.key, one.need.asked, one.need.ground) in known for one in looked.ready):
        raise BudgetError(
            "Nhu cầu của tệp này vừa được ghi. Cách xử lý: xem trước lại để thấy dòng nào đã có.", "tep"
        )
    rows = len({one.row for one in looked.ready})
    told = {"rows": rows, "left_out": looked.faulty_rows, "kind": LoadingKind.NEEDS.value}
    loading = _loading(area, file, actor, **told)
    loading.save(force_insert=True)
    draw_needs([one.need for one in looked.ready], loading, actor)
    _told(
        loading,
        actor,
        "budgets.loaded",
        f"Nạp {whole(len(looked.ready))} nhu cầu, {whole(looked.amount)} đồng, từ tệp «{loading.file_name}»",
    )
    return loading


@transaction.atomic
def undo(loading: Loading, why: str, day: date, actor: Actor) -> Loading:
    """Reverse or take back all that a file brought; raises BudgetError where it was used since."""
    said = BudgetError.words(why, "lý do", about="ly-do", longest=500)
    one = Loading.objects.select_for_update().get(pk=loading.pk)
    if one.undone_at is not None:
        raise BudgetError("Tệp này đã hoàn tác. Cách xử lý: tải lại trang để xem.")
    if one.kind == LoadingKind.ALLOCATION:
        raise BudgetError("Tệp này đã thành dự thảo quyết định. Cách xử lý: mở dự thảo ấy rồi bỏ.")
    now = timezone.now()
    if one.kind == LoadingKind.NEEDS:
        return _undone(one, said, actor, f"{whole(withdraw_needs(one, actor))} nhu cầu")
    standing = Entry.objects.select_for_update().filter(loading=one, reversed_at=None).order_by("-pk")
    entries = list(standing.prefetch_related("postings"))
    Entry.objects.filter(pk__in=[entry.pk for entry in entries]).update(reversed_at=now)
    if entries:
        post_all([(_against(entry, said, max(day, entry.day), actor), _contrary(entry)) for entry in entries])
    return _undone(one, said, actor, f"{whole(len(entries))} chứng từ")


def _undone(one: Loading, why: str, actor: Actor, what: str) -> Loading:
    one.undone_at, one.undone_by_name, one.undone_why = timezone.now(), actor.name, why
    one.save(update_fields=["undone_at", "undone_by_name", "undone_why"])
    _told(one, actor, "budgets.loading_undone", f"Hoàn tác lần nạp «{one.file_name}», {what}: {why}")
    return one


def _loading(area: Area, file: File, actor: Actor, **told: Any) -> Loading:
    return Loading(
        area=area,
        file_name=file.name[:200],
        sha256=file.sha256,
        made_by_id=actor.id,
        made_by_name=actor.name,
        **told,
    )


def _require_new(area: Area, paper: Paper) -> None:
    """A decision of this number and day is not drafted twice."""
    if not paper.number or paper.day is None:
        return
    rows = Decision.objects.filter(area=area, number=paper.number, day=paper.day, ended_at=None)
    if rows.exists():
        raise BudgetError(
            f"Quyết định số {paper.number} ngày {day_text(paper.day)} đã có. Cách xử lý: nếu còn "
            "là dự thảo thì bỏ dự thảo ấy rồi nạp cả tệp đã sửa; nếu đã có hiệu lực thì soạn quyết định điều "
            "chỉnh.",
            "so",
        )


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
