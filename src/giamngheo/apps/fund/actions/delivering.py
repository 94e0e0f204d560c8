"""What is handed over: booked, in the ledger of help and on paper in one transaction; proofs; undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from giamngheo.apps.fund.booking import Side, Written, book, goods_out, money_out, quantity_text, reverse
from giamngheo.apps.fund.models import Delivery, HelpCase, Proof
from giamngheo.apps.fund.papers import VOUCHER, issued
from giamngheo.apps.fund.states import Account, CaseState, EntryKind
from giamngheo.apps.fund.writing import FundError, lock_fund, next_voucher, past, positive, reason_of, tell
from giamngheo.apps.papers.actions import withdraw
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.support.actions import SupportError, give, take_back
from giamngheo.apps.support.examining import Help
from giamngheo.apps.support.models import Support
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.files import FileError, FileKind, Kept, forget, keep, open_kept
from giamngheo.foundation.text import spoken, whole
from giamngheo.law.library import fund_rules

TAKEN: Final = (FileKind.JPEG, FileKind.PNG, FileKind.WEBP, FileKind.PDF)
MOST_FILES: Final = 20


@dataclass(frozen=True)
class DeliverySaid:
    """What is handed over on a day, to whom; `again_because`: why the need is met again this year."""

    day: date
    receiver: str
    account: str = ""
    amount: int | None = None
    quantity: Decimal | None = None
    again_because: str = ""


@dataclass(frozen=True)
class Left:
    """What of an approved case was not handed over yet."""

    amount: int
    quantity: Decimal

    @property
    def is_nothing(self) -> bool:
        """Whether all was handed over."""
        return not self.amount and not self.quantity


def left_of(case: HelpCase) -> Left:
    """What of a case is still to be handed over."""
    given = Delivery.objects.filter(case=case, cancelled_at=None).aggregate(
        amount=Sum("amount"), quantity=Sum("quantity")
    )
    return Left(
        (case.granted or 0) - (given["amount"] or 0),
        (case.granted_quantity or Decimal(0)) - (given["quantity"] or Decimal(0)),
    )


def occasion_of(case: HelpCase) -> str:
    """How the ledger of help names the case."""
    return f"case:{case.pk}"


@transaction.atomic
def deliver(case: HelpCase, said: DeliverySaid, actor: Actor) -> Delivery:
    """Hand over what a meeting approved, all or a part of it, under the next voucher of the unit and year.

    Raises:
        FundError: where it is not approved, more than approved, not there, or where the need was met this
            year by something else and nobody says why again (`vi-sao-them`).
    """
    lock_fund(case.unit_id)
    row = (
        HelpCase.objects.select_for_update(of=["self"])
        .select_related("household", "granted_item")
        .get(pk=case.pk)
    )
    if row.state != CaseState.APPROVED:
        raise FundError(f"Hồ sơ này {row.get_state_display().lower()}. Cách xử lý: tải lại trang để xem.")
    day = past(said.day, "ngay")
    if row.decided_on is not None and day < row.decided_on:
        raise FundError("Ngày trao ở trước ngày họp xét. Cách xử lý: xem lại ngày trao.", "ngay")
    receiver = FundError.words(said.receiver, "người nhận", about="nguoi-nhan", longest=200)
    again = FundError.words(
        said.again_because, "lý do hỗ trợ thêm", about="vi-sao-them", longest=300, needed=False
    )
    quantity = _within(row, said)
    sides, helps = _sides_and_helps(row, said, quantity, day, again)
    supports = _given(row, helps, actor)
    number = next_voucher(row.unit_id, day.year)
    goods_value = -sides[-1].amount if quantity else None
    paper = _voucher(row, said, (quantity, goods_value), number, actor)
    purpose = row.purpose
    against = [
        Side(Account.OUTLAY, -one.amount, one.item_id, -one.quantity, purpose=purpose) for one in sides
    ]
    sentence = f"Phiếu chi số {number}/{day.year}, hồ sơ {row.pk}: {_what(row, said.amount, quantity)}"
    entry = book(row.unit_id, Written(EntryKind.DELIVERY, day, sentence), [*sides, *against], actor)
    made = Delivery.objects.create(
        area_id=row.unit_id,
        case=row,
        year=day.year,
        number=number,
        day=day,
        receiver=receiver,
        account=said.account if said.amount else "",
        amount=said.amount,
        item=row.granted_item if quantity else None,
        quantity=quantity,
        goods_value=goods_value,
        again_because=again,
        entry=entry,
        money_support=supports.get(Form.MONEY),
        goods_support=supports.get(Form.GOODS),
        paper=paper,
        recorded_by_id=actor.id,
        recorded_by_name=actor.name,
    )
    if left_of(row).is_nothing:
        row.state = CaseState.DELIVERED
        row.save(update_fields=["state"])
    tell(actor, "deliver", sentence, row.unit_id, ("fund.Delivery", made.pk), details={"case": row.pk})
    return made


@transaction.atomic
def cancel_delivery(delivery: Delivery, why: str, actor: Actor) -> None:
    """Let a delivery count no more, with the reason: its number stays, the rest is undone. FundError."""
    said = reason_of(why)
    lock_fund(delivery.area_id)
    rows = Delivery.objects.select_for_update(of=["self"])
    row = rows.select_related("entry", "paper", "case", "money_support", "goods_support").get(pk=delivery.pk)
    if row.cancelled_at is not None:
        raise FundError("Phiếu chi này đã hủy. Cách xử lý: tải lại trang.")
    reverse(row.entry, timezone.localdate(), said, actor)
    try:
        take_back([one for one in (row.money_support, row.goods_support) if one is not None], said, actor)
    except SupportError as error:
        raise FundError(str(error)) from error
    row.cancelled_at, row.cancelled_by_name, row.cancelled_because = timezone.now(), actor.name, said
    row.save(update_fields=["cancelled_at", "cancelled_by_name", "cancelled_because"])
    withdraw(row.paper, said, actor)
    HelpCase.objects.filter(pk=row.case_id, state=CaseState.DELIVERED).update(state=CaseState.APPROVED)
    sentence = f"Hủy phiếu chi số {row.number}/{row.year} ({said})"
    tell(actor, "cancel_delivery", sentence, row.area_id, ("fund.Delivery", row.pk))


@transaction.atomic
def close_case(case: HelpCase, why: str, actor: Actor) -> None:
    """Wait no more for the rest of a case that was handed over in part, with the reason. FundError."""
    said = reason_of(why)
    lock_fund(case.unit_id)
    row = HelpCase.objects.select_for_update().get(pk=case.pk)
    if row.state != CaseState.APPROVED or not Delivery.objects.filter(case=row, cancelled_at=None).exists():
        raise FundError("Hồ sơ này chưa trao phần nào. Cách xử lý: trao, hoặc rút hồ sơ.")
    row.state, row.because = CaseState.DELIVERED, said
    row.save(update_fields=["state", "because"])
    tell(actor, "close_case", f"Kết thúc hồ sơ {row.pk} ({said})", row.area_id, ("fund.HelpCase", row.pk))


def attach_proofs(delivery: Delivery, given: Sequence[IO[bytes]], title: str, actor: Actor) -> list[Proof]:
    """Keep photos or PDFs that show a delivery, all or none; FundError."""
    name = FundError.words(title, "tên ảnh, giấy tờ", about="ten", longest=190)
    if not 0 < len(given) <= MOST_FILES:
        raise FundError(f"Chọn từ 1 đến {MOST_FILES} tệp. Cách xử lý: chọn ảnh hoặc PDF trên máy.", "tep")
    kept: list[Kept] = []
    try:
        kept.extend(keep(one, _folder(), TAKEN) for one in given)
        return _attach(delivery, kept, name, actor)
    except BaseException as error:
        for done in kept:
            forget(done, _folder())
        if isinstance(error, FileError):
            raise FundError(str(error), "tep") from error
        raise


def read_proof(proof: Proof, actor: Actor) -> IO[bytes]:
    """Open a proof for who may see the fund: the trail tells that they did; FileNotFoundError."""
    opened = open_kept(proof.stored, _folder())
    sentence = f"Mở minh chứng của phiếu chi số {proof.delivery.number}/{proof.delivery.year}"
    tell(actor, "read_proof", sentence, proof.area_id, ("fund.Proof", proof.pk))
    return opened


@transaction.atomic
def _attach(delivery: Delivery, kept: Sequence[Kept], title: str, actor: Actor) -> list[Proof]:
    rows = Proof.objects.bulk_create(
        Proof(
            area_id=delivery.area_id,
            delivery=delivery,
            stored=one.stored,
            kind=one.kind,
            title=f"{title} ({place})" if len(kept) > 1 else title,
            size=one.size,
            sha256=one.sha256,
            recorded_by_name=actor.name,
        )
        for place, one in enumerate(kept, 1)
    )
    sentence = f"Gắn {len(kept)} minh chứng vào phiếu chi số {delivery.number}/{delivery.year}"
    details = {"files": [one.sha256 for one in kept]}
    tell(actor, "attach_proofs", sentence, delivery.area_id, ("fund.Delivery", delivery.pk), details=details)
    return rows


def _within(row: HelpCase, said: DeliverySaid) -> Decimal | None:
    """How many goods are handed over; FundError where more than was approved, or nothing at all."""
    left = left_of(row)
    positive(said.amount, "Số tiền trao", "so-tien")
    quantity = said.quantity or None
    if said.amount is None and quantity is None:
        raise FundError("Chưa ghi trao gì. Cách xử lý: ghi số tiền hoặc số lượng hiện vật.", "so-tien")
    if (said.amount or 0) > left.amount:
        raise FundError(
            f"Hồ sơ chỉ còn {whole(left.amount)} đồng được duyệt mà chưa trao. Cách xử lý: ghi lại số tiền.",
            "so-tien",
        )
    if quantity is not None and not 0 < quantity <= left.quantity:
        raise FundError(
            f"Hồ sơ chỉ còn {quantity_text(left.quantity)} hiện vật được duyệt mà chưa trao. "
            "Cách xử lý: ghi lại số lượng.",
            "so-luong",
        )
    return quantity


def _sides_and_helps(
    row: HelpCase, said: DeliverySaid, quantity: Decimal | None, day: date, again: str
) -> tuple[list[Side], list[Help]]:
    """What leaves the fund, money first, and the same as rows of the ledger of help."""
    sides, helps = [], []
    fixed = {
        "household_id": row.household_id,
        "person_id": row.person_id,
        "need": row.need,
        "given_on": day,
        "source": Source.FUND,
        "again_because": again,
    }
    if said.amount:
        sides.append(money_out(row.unit_id, said.account, said.amount, "so-tien"))
        helps.append(Help(form=Form.MONEY, what=row.what, value=said.amount, **fixed))  # type: ignore[arg-type]
    if quantity and row.granted_item:
        out = goods_out(row.granted_item, quantity, "so-luong")
        sides.append(out)
        helps.append(
            Help(
                form=Form.GOODS,
                what=row.granted_item.name,
                quantity=quantity,
                unit=row.granted_item.unit,
                value=-out.amount if row.granted_item.is_valued else None,
                **fixed,  # type: ignore[arg-type]
            )
        )
    return sides, helps


def _given(row: HelpCase, helps: Sequence[Help], actor: Actor) -> dict[str, Support]:
    """The rows of the ledger of help, by their form."""
    giver = names_of([row.unit_id], helps[0].given_on).get(row.unit_id, "")
    told = [Help(**{**vars(one), "giver": f"Quỹ «Vì người nghèo» {giver}"}) for one in helps]
    try:
        return {one.form: one for one in give(told, actor, occasion=occasion_of(row))}
    except SupportError as error:
        raise FundError(str(error), "" if helps[0].again_because else "vi-sao-them") from error


def _voucher(
    row: HelpCase,
    said: DeliverySaid,
    goods: tuple[Decimal | None, int | None],
    number: int,
    actor: Actor,
) -> IssuedPaper:
    quantity, goods_value = goods
    purposes = {one.id: one.name for one in fund_rules().purposes}
    words = spoken(said.amount) if said.amount else ""
    item = row.granted_item
    return issued(
        row.unit_id,
        VOUCHER,
        (number, said.day),
        {
            "receiver": said.receiver,
            "head": row.household.head_name,
            "household_code": row.household.code,
            "village": names_of([row.area_id], said.day).get(row.area_id, ""),
            "purpose": purposes.get(row.purpose, row.purpose),
            "what": row.what,
            "decided_on": row.decided_on,
            "amount": said.amount,
            "amount_words": words[:1].upper() + words[1:],
            "way": Account(said.account).label.lower() if said.amount else "",
            "goods": f"{quantity_text(quantity)} {item.unit} {item.name}" if item and quantity else "",
            "goods_value": goods_value if item and item.is_valued else None,
            "keeper": actor.name,
        },
        actor,
    )


def _what(row: HelpCase, amount: int | None, quantity: Decimal | None) -> str:
    item = row.granted_item
    goods = f"{quantity_text(quantity)} {item.unit} {item.name}" if item and quantity else ""
    money = f"{whole(amount)} đồng" if amount else ""
    return "; ".join(one for one in (money, goods) if one)


def _folder() -> Path:
    return Path(settings.DATA) / "files"
