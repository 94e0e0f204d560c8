"""Who takes which household under their wing: sponsors, their promises, what they gave, how it ended."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction

from giamngheo.apps.fund.models import Sponsor, SponsorHelp, Sponsorship
from giamngheo.apps.fund.states import SponsorKind
from giamngheo.apps.fund.writing import FundError, past, reason_of, tell
from giamngheo.apps.households.models import Household
from giamngheo.apps.support.actions import SupportError, give, take_back
from giamngheo.apps.support.examining import Help
from giamngheo.apps.support.states import Source
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import sort_key


@dataclass(frozen=True)
class SponsorSaid:
    """Who sponsors, as recorded."""

    kind: str
    name: str
    contact: str = ""


@dataclass(frozen=True)
class PromiseSaid:
    """What a sponsor promises a household, from when; `last` None: until it can stand by itself."""

    household: Household
    promise: str
    first: date
    last: date | None = None


@transaction.atomic
def record_sponsor(area: Area, said: SponsorSaid, actor: Actor) -> Sponsor:
    """Record an association, agency, enterprise, party member … of a unit; FundError."""
    if said.kind not in SponsorKind:
        raise FundError("Chưa chọn ai nhận đỡ đầu. Cách xử lý: chọn một loại.", "loai")
    name = FundError.words(said.name, "tên đơn vị, người nhận đỡ đầu", about="ten", longest=200)
    row = Sponsor.objects.create(
        area=area,
        kind=said.kind,
        name=name,
        sort_key=sort_key(name),
        contact=FundError.words(said.contact, "liên hệ", about="lien-he", longest=200, needed=False),
        recorded_by_name=actor.name,
    )
    sentence = f"Ghi đơn vị, người nhận đỡ đầu ({row.get_kind_display().lower()})"
    tell(actor, "record_sponsor", sentence, area.pk, ("fund.Sponsor", row.pk))
    return row


@transaction.atomic
def begin_sponsorship(sponsor: Sponsor, said: PromiseSaid, actor: Actor) -> Sponsorship:
    """Let a sponsor stand by a household of the register; FundError."""
    if not said.household.is_living:
        raise FundError("Hộ không còn trong sổ hộ. Cách xử lý: xem lại hộ.", "ho")
    if said.last is not None and said.last < said.first:
        raise FundError("Ngày cuối ở trước ngày đầu. Cách xử lý: xem lại hai ngày.", "den-ngay")
    try:
        with transaction.atomic():
            row = Sponsorship.objects.create(
                area_id=said.household.area_id,
                unit_id=sponsor.area_id,
                sponsor=sponsor,
                household=said.household,
                promise=FundError.words(said.promise, "nhận giúp gì", about="giup-gi", longest=500),
                first=said.first,
                last=said.last,
                recorded_by_name=actor.name,
            )
    except IntegrityError as error:
        raise FundError(
            f"Hộ {said.household.code} đang được đơn vị, người này đỡ đầu. Cách xử lý: ghi tiếp vào lần nhận "
            "đỡ đầu ấy.",
            "ho",
        ) from error
    sentence = f"Nhận đỡ đầu hộ {said.household.code} từ ngày {day_text(said.first)}"
    tell(actor, "begin_sponsorship", sentence, row.area_id, ("fund.Sponsorship", row.pk))
    return row


@transaction.atomic
def give_as_sponsor(sponsorship: Sponsorship, said: Help, actor: Actor) -> SponsorHelp:
    """Write a help of a sponsor into the ledger of help; household, source and giver are the sponsorship's.

    Raises:
        FundError: where it has ended, the help cannot be, or the need was met this year by something else and
            nobody says why again.
    """
    row = _standing(sponsorship)
    if said.given_on < row.first:
        raise FundError("Ngày giúp ở trước ngày nhận đỡ đầu. Cách xử lý: xem lại ngày.", "ngay")
    is_neighbour = row.sponsor.kind == SponsorKind.HOUSEHOLD
    told = replace(
        said,
        household_id=row.household_id,
        source=Source.COMMUNITY if is_neighbour else Source.SPONSOR,
        giver=row.sponsor.name,
    )
    try:
        (support,) = give([told], actor, occasion=f"sponsorship:{row.pk}")
    except SupportError as error:
        raise FundError(str(error), "" if said.again_because else "vi-sao-them") from error
    return SponsorHelp.objects.create(area_id=row.area_id, sponsorship=row, support=support)


@transaction.atomic
def take_help_back(given: SponsorHelp, why: str, actor: Actor) -> None:
    """Let a help that was written wrongly count no more, with the reason; FundError."""
    try:
        take_back([given.support], reason_of(why), actor)
    except SupportError as error:
        raise FundError(str(error)) from error


@transaction.atomic
def end_sponsorship(sponsorship: Sponsorship, day: date, why: str, result: str, actor: Actor) -> None:
    """Let a sponsorship end, with the reason and what came of it in words; FundError."""
    said = reason_of(why)
    came = FundError.words(result, "kết quả", about="ket-qua", longest=500)
    row = _standing(sponsorship)
    if past(day, "ngay-cuoi") < row.first:
        raise FundError("Ngày kết thúc ở trước ngày nhận. Cách xử lý: xem lại ngày.", "ngay-cuoi")
    row.ended_on, row.ended_because, row.result = day, said, came
    row.save(update_fields=["ended_on", "ended_because", "result"])
    sentence = f"Kết thúc đỡ đầu hộ {row.household.code} ({said})"
    tell(actor, "end_sponsorship", sentence, row.area_id, ("fund.Sponsorship", row.pk))


def _standing(sponsorship: Sponsorship) -> Sponsorship:
    rows = Sponsorship.objects.select_for_update(of=["self"]).select_related("sponsor", "household")
    row = rows.get(pk=sponsorship.pk)
    if row.ended_on is not None:
        raise FundError("Lần nhận đỡ đầu này đã kết thúc. Cách xử lý: ghi một lần nhận mới.")
    return row
