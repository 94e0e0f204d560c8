"""What comes in: campaigns are opened, donors recorded, pledges taken, receipts written and cancelled."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from giamngheo.apps.fund.booking import Side, Written, book, item_of, quantity_text, reverse
from giamngheo.apps.fund.models import Campaign, Donor, Item, OwnOutlay, Pledge, Receipt
from giamngheo.apps.fund.papers import RECEIPT, issued
from giamngheo.apps.fund.states import MONEY, Account, DonorKind, EntryKind, OutlayState
from giamngheo.apps.fund.writing import FundError, lock_fund, next_receipt, past, positive, reason_of, tell
from giamngheo.apps.papers.actions import withdraw
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import sort_key, spoken, whole
from giamngheo.law.library import fund_rules

MOST_GOODS: Final = 10**9
UNNAMED: Final = "Người ủng hộ không nêu tên"


@dataclass(frozen=True)
class CampaignSaid:
    """A campaign as it is opened; `kind` of `law/fund.yaml`, `aim` in đồng."""

    kind: str
    name: str
    first: date
    last: date
    aim: int | None = None


@dataclass(frozen=True)
class DonorSaid:
    """A donor as recorded; `is_named`: agrees that everybody reads the name."""

    kind: str
    name: str
    contact: str = ""
    is_named: bool = False


@dataclass(frozen=True)
class PledgeSaid:
    """What is promised by a day: đồng or goods in words."""

    day: date
    due: date
    amount: int | None = None
    goods: str = ""
    donor: Donor | None = None
    campaign: Campaign | None = None


@dataclass(frozen=True)
class ReceiptSaid:
    """What is received: money into an account, or goods (`worth` None: nobody valued them)."""

    day: date
    account: str
    what_for: str
    amount: int | None = None
    goods: str = ""
    unit: str = ""
    quantity: Decimal | None = None
    worth: int | None = None
    donor: Donor | None = None
    campaign: Campaign | None = None
    pledge: Pledge | None = None
    handed_by: str = ""


@transaction.atomic
def open_campaign(area: Area, said: CampaignSaid, actor: Actor) -> Campaign:
    """Open a campaign of a unit; FundError."""
    if said.kind not in {one.id for one in fund_rules().campaigns}:
        raise FundError("Chưa chọn loại cuộc vận động. Cách xử lý: chọn một loại.", "loai")
    name = FundError.words(said.name, "tên cuộc vận động", about="ten", longest=200)
    if said.last < said.first:
        raise FundError(
            "Ngày cuối ở trước ngày đầu. Cách xử lý: xem lại hai ngày của cuộc vận động.", "den-ngay"
        )
    positive(said.aim, "Mức phấn đấu", "muc")
    try:
        with transaction.atomic():
            row = Campaign.objects.create(
                area=area,
                kind=said.kind,
                name=name,
                first=said.first,
                last=said.last,
                aim=said.aim,
                opened_by_id=actor.id,
                opened_by_name=actor.name,
            )
    except IntegrityError as error:
        raise FundError(
            f"«{name}» từ ngày {day_text(said.first)} đã mở. Cách xử lý: dùng cuộc vận động ấy, hoặc đặt tên "
            "khác.",
            "ten",
        ) from error
    tell(
        actor,
        "open_campaign",
        f"Mở cuộc vận động «{name}» {day_text(said.first)} – {day_text(said.last)}",
        area.pk,
        ("fund.Campaign", row.pk),
        details={"aim": said.aim},
    )
    return row


@transaction.atomic
def end_campaign(campaign: Campaign, why: str, actor: Actor) -> None:
    """Let a campaign take no more, with the reason; what it brought stays. FundError."""
    said = reason_of(why)
    ended = Campaign.objects.filter(pk=campaign.pk, ended_at=None)
    if not ended.update(ended_at=timezone.now(), ended_because=said):
        raise FundError("Cuộc vận động này đã kết thúc. Cách xử lý: tải lại trang.")
    sentence = f"Kết thúc cuộc vận động «{campaign.name}» ({said})"
    tell(actor, "end_campaign", sentence, campaign.area_id, ("fund.Campaign", campaign.pk))


@transaction.atomic
def record_donor(area: Area, said: DonorSaid, actor: Actor) -> Donor:
    """Record who gives; FundError."""
    row = Donor(area=area, recorded_by_name=actor.name)
    _write_donor(row, said)
    tell(
        actor,
        "record_donor",
        "Ghi người ủng hộ Quỹ",
        area.pk,
        ("fund.Donor", row.pk),
        details={"kind": row.kind},
    )
    return row


@transaction.atomic
def change_donor(donor: Donor, said: DonorSaid, actor: Actor) -> Donor:
    """Change what is said of a donor, also whether to be named; published reports stay. FundError."""
    row = Donor.objects.select_for_update().get(pk=donor.pk)
    before = row.is_named
    _write_donor(row, said)
    details = {"named_before": before, "named": row.is_named}
    tell(
        actor,
        "change_donor",
        "Sửa thông tin người ủng hộ",
        row.area_id,
        ("fund.Donor", row.pk),
        details=details,
    )
    return row


@transaction.atomic
def take_pledge(area: Area, said: PledgeSaid, actor: Actor) -> Pledge:
    """Write a promise down; FundError."""
    _of_this_fund(area, said.donor, said.campaign)
    goods = FundError.words(said.goods, "hiện vật", about="hien-vat", longest=200, needed=False)
    if (said.amount is None) == (not goods):
        raise FundError(
            "Cam kết ghi số tiền hoặc hiện vật, mỗi cam kết một thứ. Cách xử lý: ghi một trong hai ô; có cả "
            "hai thì ghi hai cam kết.",
            "so-tien",
        )
    positive(said.amount, "Số tiền cam kết", "so-tien")
    if said.due < said.day:
        raise FundError("Hạn thực hiện ở trước ngày cam kết. Cách xử lý: xem lại hai ngày.", "han")
    row = Pledge.objects.create(
        area=area,
        campaign=said.campaign,
        donor=said.donor,
        amount=said.amount,
        goods=goods,
        day=past(said.day, "ngay"),
        due=said.due,
        recorded_by_name=actor.name,
    )
    what = f"{whole(said.amount)} đồng" if said.amount else goods
    sentence = f"Ghi cam kết ủng hộ {what}, hạn {day_text(said.due)}"
    tell(actor, "take_pledge", sentence, area.pk, ("fund.Pledge", row.pk))
    return row


@transaction.atomic
def end_pledge(pledge: Pledge, why: str, actor: Actor) -> None:
    """Wait for a promise no more, with the reason; FundError."""
    said = reason_of(why)
    if not Pledge.objects.filter(pk=pledge.pk, ended_at=None, kept_at=None).update(
        ended_at=timezone.now(), ended_because=said
    ):
        raise FundError("Cam kết này đã thực hiện hoặc đã thôi chờ. Cách xử lý: tải lại trang.")
    tell(actor, "end_pledge", f"Thôi chờ một cam kết ({said})", pledge.area_id, ("fund.Pledge", pledge.pk))


@transaction.atomic
def receive(area: Area, said: ReceiptSaid, actor: Actor) -> Receipt:
    """Write a receipt under the next number of the unit and year, with its paper and entry; FundError."""
    lock_fund(area.pk)
    day = past(said.day, "ngay")
    _of_this_fund(area, said.donor, said.campaign, said.pledge)
    what_for = FundError.words(said.what_for, "nội dung ủng hộ", about="noi-dung", longest=300)
    handed_by = FundError.words(said.handed_by, "người nộp", about="nguoi-nop", longest=200, needed=False)
    item, quantity, amount = _received(area, said)
    number = next_receipt(area.pk, day.year)
    goods = f"{quantity_text(quantity)} {item.unit} {item.name}" if item and quantity else ""
    paper = issued(
        area.pk,
        RECEIPT,
        (number, day),
        {
            "donor": said.donor.name if said.donor else UNNAMED,
            "handed_by": handed_by,
            "campaign": said.campaign.name if said.campaign else "",
            "what_for": what_for,
            "amount": None if item else amount,
            "amount_words": "" if item else _begun(spoken(amount)),
            "way": "" if item else Account(said.account).label.lower(),
            "goods": goods,
            "goods_value": amount if item and item.is_valued else None,
            "collector": actor.name,
        },
        actor,
    )
    sentence = f"Phiếu thu số {number}/{day.year}: {goods or f'{whole(amount)} đồng'}"
    account, moved = Account(said.account), quantity or Decimal(0)
    campaign, item_id = (said.campaign.pk if said.campaign else None), (item.pk if item else None)
    sides = [
        Side(account, amount, item_id, moved),
        Side(Account.INCOME, -amount, item_id, -moved, campaign),
    ]
    row = Receipt.objects.create(
        area=area,
        year=day.year,
        number=number,
        day=day,
        donor=said.donor,
        campaign=said.campaign,
        pledge=said.pledge,
        account=account,
        item=item,
        quantity=quantity,
        amount=amount,
        what_for=what_for,
        handed_by=handed_by,
        entry=book(area.pk, Written(EntryKind.RECEIPT, day, sentence), sides, actor),
        paper=paper,
        recorded_by_id=actor.id,
        recorded_by_name=actor.name,
    )
    _see_whether_kept(said.pledge)
    tell(actor, "receive", sentence, area.pk, ("fund.Receipt", row.pk), details={"amount": amount})
    return row


@transaction.atomic
def cancel_receipt(receipt: Receipt, why: str, actor: Actor) -> None:
    """Let a receipt count no more, with the reason: its number stays, its entry is reversed.

    Of a transfer from another fund, that is on its way again. FundError.
    """
    said = reason_of(why)
    lock_fund(receipt.area_id)
    row = (
        Receipt.objects.select_for_update(of=["self"])
        .select_related("entry", "paper", "pledge")
        .get(pk=receipt.pk)
    )
    if row.cancelled_at is not None:
        raise FundError("Phiếu thu này đã hủy. Cách xử lý: tải lại trang.")
    reverse(row.entry, timezone.localdate(), said, actor)
    row.cancelled_at, row.cancelled_by_name, row.cancelled_because = timezone.now(), actor.name, said
    row.save(update_fields=["cancelled_at", "cancelled_by_name", "cancelled_because"])
    withdraw(row.paper, said, actor)
    OwnOutlay.objects.filter(taken=row).update(state=OutlayState.PAID, taken=None, answered_by_name="")
    _see_whether_kept(row.pledge)
    sentence = f"Hủy phiếu thu số {row.number}/{row.year} ({said})"
    tell(actor, "cancel_receipt", sentence, row.area_id, ("fund.Receipt", row.pk))


def _write_donor(row: Donor, said: DonorSaid) -> None:
    if said.kind not in DonorKind:
        raise FundError("Chưa chọn là cá nhân hay tổ chức nào. Cách xử lý: chọn một loại.", "loai")
    row.kind = said.kind
    row.name = FundError.words(said.name, "tên người ủng hộ", about="ten", longest=200)
    row.sort_key = sort_key(row.name)
    row.contact = FundError.words(said.contact, "liên hệ", about="lien-he", longest=200, needed=False)
    row.is_named = said.is_named
    row.save()


def _received(area: Area, said: ReceiptSaid) -> tuple[Item | None, Decimal | None, int]:
    """The item, how many and what it is worth; of money neither."""
    if said.account in MONEY:
        if said.amount is None:
            raise FundError("Chưa ghi số tiền. Cách xử lý: ghi số tiền bằng đồng.", "so-tien")
        positive(said.amount, "Số tiền", "so-tien")
        return None, None, said.amount
    if said.account != Account.GOODS:
        raise FundError("Chưa chọn nhận tiền mặt, tiền gửi hay hiện vật. Cách xử lý: chọn một.", "tai-khoan")
    name = FundError.words(said.goods, "tên hiện vật", about="hien-vat", longest=120)
    unit = FundError.words(said.unit, "đơn vị tính", about="don-vi-tinh", longest=40)
    if said.quantity is None or not 0 < said.quantity < MOST_GOODS:
        raise FundError("Số lượng phải lớn hơn 0. Cách xử lý: ghi số lượng hiện vật.", "so-luong")
    positive(said.worth, "Trị giá", "tri-gia")
    return item_of(area.pk, name, unit, is_valued=said.worth is not None), said.quantity, said.worth or 0


def _of_this_fund(area: Area, *named: Donor | Campaign | Pledge | None) -> None:
    """Refuse what belongs to another unit, or has ended."""
    for one in named:
        if one is not None and one.area_id != area.pk:
            raise FundError("Người ủng hộ, cuộc vận động, cam kết phải của cùng Quỹ. Cách xử lý: chọn lại.")
        if isinstance(one, Campaign | Pledge):
            stands = type(one).objects.filter(pk=one.pk, ended_at=None).exists()  # also ended just now
            if not stands:
                raise FundError("Cuộc vận động hoặc cam kết này đã kết thúc. Cách xử lý: chọn cái khác.")


def _see_whether_kept(pledge: Pledge | None) -> None:
    """A pledge is kept when what was received under it and stands comes up to it."""
    if pledge is None:
        return
    standing = Receipt.objects.filter(pledge=pledge, cancelled_at=None)
    if pledge.amount is None:
        is_kept = standing.filter(account=Account.GOODS).exists()
    else:
        is_kept = (standing.aggregate(sum=Sum("amount"))["sum"] or 0) >= pledge.amount
    open_one = Pledge.objects.filter(pk=pledge.pk, ended_at=None, kept_at__isnull=is_kept)
    open_one.update(kept_at=timezone.now() if is_kept else None)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
