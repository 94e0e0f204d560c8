"""Money that goes out without a household: drawn up, paid when another agrees, taken by the other fund."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.fund.actions.gathering import ReceiptSaid, receive
from giamngheo.apps.fund.booking import Side, Written, book, money_out, reverse
from giamngheo.apps.fund.models import Donor, OwnOutlay, Receipt
from giamngheo.apps.fund.papers import OUTLAY, issued
from giamngheo.apps.fund.states import MONEY, OUTLAY_MOVES, Account, DonorKind, EntryKind, OutlayState
from giamngheo.apps.fund.writing import FundError, lock_fund, next_voucher, past, positive, reason_of, tell
from giamngheo.apps.papers.actions import withdraw
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import sort_key, spoken, whole
from giamngheo.law.library import fund_rules

_OF_ANOTHER = (
    "Bạn đã lập hoặc duyệt khoản này bên chuyển nên không nhận thay bên kia được. Cách xử lý: nhờ người giữ "
    "Quỹ nhận xác nhận."
)


@dataclass(frozen=True)
class OutlaySaid:
    """What is to be spent: `kind` of `law/fund.yaml`, `amount` in đồng, `to_unit_id` of the fund."""

    kind: str
    what: str
    basis: str
    account: str
    amount: int | None
    receiver: str = ""
    to_unit_id: int | None = None


@transaction.atomic
def draw_outlay(area: Area, said: OutlaySaid, actor: Actor) -> OwnOutlay:
    """Draw up what is to be spent, for another person to agree; FundError."""
    kind = {one.id: one for one in fund_rules().other_outlays}.get(said.kind)
    if kind is None:
        raise FundError("Chưa chọn chi việc gì. Cách xử lý: chọn một nội dung chi.", "noi-dung")
    if said.account not in MONEY:
        raise FundError("Chưa chọn chi từ tiền mặt hay tiền gửi. Cách xử lý: chọn nguồn tiền.", "tai-khoan")
    if said.amount is None:
        raise FundError("Chưa ghi số tiền. Cách xử lý: ghi số tiền bằng đồng.", "so-tien")
    positive(said.amount, "Số tiền", "so-tien")
    if kind.goes_to_a_fund:
        if said.to_unit_id is None or said.to_unit_id == area.pk:
            raise FundError("Chưa chọn chuyển cho Quỹ nào. Cách xử lý: chọn đơn vị có Quỹ nhận.", "quy-nhan")
        to_unit, receiver = said.to_unit_id, _fund(said.to_unit_id, timezone.localdate())
    else:
        to_unit = None
        receiver = FundError.words(said.receiver, "người nhận", about="nguoi-nhan", longest=200)
    row = OwnOutlay.objects.create(
        area=area,
        kind=kind.id,
        to_unit_id=to_unit,
        receiver=receiver,
        what=FundError.words(said.what, "chi việc gì", about="gi", longest=300),
        basis=FundError.words(said.basis, "căn cứ chi", about="can-cu", longest=300),
        account=said.account,
        amount=said.amount,
        drawn_by_id=actor.id,
        drawn_by_name=actor.name,
    )
    sentence = f"Lập khoản chi {whole(row.amount)} đồng: {kind.name.lower()}"
    tell(actor, "draw_outlay", sentence, area.pk, ("fund.OwnOutlay", row.pk), details={"to": to_unit})
    return row


@transaction.atomic
def pay_outlay(outlay: OwnOutlay, day: date, actor: Actor) -> OwnOutlay:
    """Agree to what another drew up: booked under the next voucher of the unit and year. FundError."""
    lock_fund(outlay.area_id)
    row = _moved(outlay, OutlayState.PAID)
    if actor.id is not None and actor.id == row.drawn_by_id:
        raise FundError(
            "Bạn là người lập khoản chi này nên không tự duyệt được: việc này do hai người làm. "
            "Cách xử lý: nhờ người khác có quyền quyết định duyệt."
        )
    past(day, "ngay")
    out = money_out(row.area_id, row.account, row.amount, "ngay")
    row.year, row.number, row.day = day.year, next_voucher(row.area_id, day.year), day
    sentence = f"Phiếu chi số {row.number}/{row.year}: {whole(row.amount)} đồng, {row.receiver}"[:400]
    sides = [out, Side(Account.OUTLAY, row.amount, purpose=row.kind)]
    row.paper = issued(row.area_id, OUTLAY, (row.number, day), _on_paper(row, actor), actor)
    row.entry = book(row.area_id, Written(EntryKind.OUTLAY, day, sentence), sides, actor)
    row.settled_at, row.settled_by_id, row.settled_by_name = timezone.now(), actor.id, actor.name
    row.save()
    tell(
        actor, "pay_outlay", sentence, row.area_id, ("fund.OwnOutlay", row.pk), details={"amount": row.amount}
    )
    return row


@transaction.atomic
def drop_outlay(outlay: OwnOutlay, why: str, actor: Actor) -> None:
    """Put a draft aside, with the reason; FundError."""
    said = reason_of(why)
    row = _moved(outlay, OutlayState.DROPPED)
    row.because = said
    row.save(update_fields=["state", "because"])
    sentence = f"Bỏ khoản chi {whole(row.amount)} đồng ({said})"
    tell(actor, "drop_outlay", sentence, row.area_id, ("fund.OwnOutlay", row.pk))


@transaction.atomic
def take_transfer(outlay: OwnOutlay, account: str, day: date, actor: Actor) -> Receipt:
    """Take what another fund paid, with a receipt of the same đồng in the own book; FundError."""
    row = _moved(outlay, OutlayState.TAKEN)
    _answered_by_another(row, actor)
    if row.to_unit_id is None or row.day is None:
        raise FundError("Khoản chi này không chuyển cho Quỹ nào. Cách xử lý: tải lại trang.")
    if account not in MONEY:
        raise FundError("Chưa chọn nhận tiền mặt hay tiền gửi. Cách xử lý: chọn một.", "tai-khoan")
    if day < row.day:
        raise FundError(
            f"Bên chuyển chi ngày {day_text(row.day)}. Cách xử lý: ghi ngày nhận từ ngày ấy trở đi.", "ngay"
        )
    giver = _fund(row.area_id, day)
    donor = Donor.objects.filter(area=row.to_unit_id, name=giver).first() or Donor.objects.create(
        area_id=row.to_unit_id,
        kind=_kind_of(row),
        name=giver,
        sort_key=sort_key(giver),
        is_named=True,
        recorded_by_name=actor.name,
    )
    said = ReceiptSaid(day, account, f"Nhận chuyển Quỹ: {row.what}"[:300], row.amount, donor=donor)
    row.taken = receive(Area(pk=row.to_unit_id), said, actor)
    row.answered_by_name = actor.name
    row.save(update_fields=["state", "taken", "answered_by_name"])
    sentence = f"Nhận {whole(row.amount)} đồng của {giver}"
    tell(actor, "take_transfer", sentence, row.to_unit_id, ("fund.OwnOutlay", row.pk))
    return row.taken


@transaction.atomic
def refuse_transfer(outlay: OwnOutlay, why: str, actor: Actor) -> None:
    """Not take what another fund paid, with the reason; the giver then cancels its voucher. FundError."""
    said = reason_of(why)
    row = _moved(outlay, OutlayState.REFUSED)
    _answered_by_another(row, actor)
    if row.to_unit_id is None:
        raise FundError("Khoản chi này không chuyển cho Quỹ nào. Cách xử lý: tải lại trang.")
    row.because, row.answered_by_name = said, actor.name
    row.save(update_fields=["state", "because", "answered_by_name"])
    sentence = f"Không nhận {whole(row.amount)} đồng của {_fund(row.area_id, timezone.localdate())} ({said})"
    tell(actor, "refuse_transfer", sentence, row.to_unit_id, ("fund.OwnOutlay", row.pk))


@transaction.atomic
def cancel_outlay(outlay: OwnOutlay, why: str, actor: Actor) -> None:
    """Let a voucher that nobody took count no more, with the reason: its number stays. FundError."""
    said = reason_of(why)
    lock_fund(outlay.area_id)
    row = _moved(outlay, OutlayState.CANCELLED)
    if row.entry is None or row.paper is None:
        raise FundError("Khoản này chưa chi. Cách xử lý: bỏ dự thảo.")
    reverse(row.entry, timezone.localdate(), said, actor)
    withdraw(row.paper, said, actor)
    row.cancelled_at, row.cancelled_by_name, row.cancelled_because = timezone.now(), actor.name, said
    row.save(update_fields=["state", "cancelled_at", "cancelled_by_name", "cancelled_because"])
    sentence = f"Hủy phiếu chi số {row.number}/{row.year} ({said})"
    tell(actor, "cancel_outlay", sentence, row.area_id, ("fund.OwnOutlay", row.pk))


def _moved(outlay: OwnOutlay, target: OutlayState) -> OwnOutlay:
    """The outlay as it is kept now, locked, in the state that it goes to."""
    rows = OwnOutlay.objects.select_for_update(of=["self"]).select_related("entry", "paper")
    row = rows.get(pk=outlay.pk)
    if not any((start, end) == (row.state, target) for start, end, _, _ in OUTLAY_MOVES):
        raise FundError(f"Khoản này: {row.get_state_display().lower()}. Cách xử lý: tải lại trang để xem.")
    row.state = target
    return row


def _answered_by_another(row: OwnOutlay, actor: Actor) -> None:
    if actor.id is not None and actor.id in {row.drawn_by_id, row.settled_by_id}:
        raise FundError(_OF_ANOTHER)


def _fund(area_id: int, day: date) -> str:
    return f"Quỹ «Vì người nghèo» {names_of([area_id], day).get(area_id, '')}".strip()


def _kind_of(row: OwnOutlay) -> DonorKind:
    """A fund of a unit in which the receiving one lies is one above it."""
    above = {one.area_id for one in path_of(row.to_unit_id or 0, row.day or date.min)}
    return DonorKind.FUND_ABOVE if row.area_id in above else DonorKind.OTHER


def _on_paper(row: OwnOutlay, actor: Actor) -> dict[str, str | int]:
    names = {one.id: one.name for one in fund_rules().other_outlays}
    words = spoken(row.amount)
    return {
        "receiver": row.receiver,
        "purpose": names[row.kind],
        "what": row.what,
        "basis": row.basis,
        "amount": row.amount,
        "amount_words": words[:1].upper() + words[1:],
        "way": Account(row.account).label.lower(),
        "keeper": actor.name,
    }
