"""Who follows which household: assigned one by one or many at once, ended; each contact noted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from giamngheo.apps.coordination.actions.listing import enter
from giamngheo.apps.coordination.actions.writing import CoordinationError, by, locked, told
from giamngheo.apps.coordination.directory import holders_of
from giamngheo.apps.coordination.models import Contact, Follow
from giamngheo.apps.coordination.states import FollowerKind
from giamngheo.apps.households.codes import code_typed
from giamngheo.apps.households.models import Household
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import plain, whole

MOST: Final = 2_000
"""So many households are assigned at once."""


@dataclass(frozen=True)
class Following:
    """Who follows, since when, what was agreed, by which paper."""

    kind: str
    follower: str
    since: date | None
    agreed: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Followed:
    """What came of assigning many: households that have the follower now, and those that had them before."""

    made: int
    known: tuple[str, ...]


@transaction.atomic
def follow_households(
    households: Iterable[Household], following: Following, actor: Actor, today: date
) -> Followed:
    """Let somebody follow these households, each a line of the trail; raises CoordinationError.

    A household that this follower has already stays as it is and is told.
    """
    homes = list(households)
    name, since = _checked(following, today)
    if not homes:
        raise CoordinationError("Không có hộ nào đúng điều kiện. Cách xử lý: chọn lại thôn, diện.", "ho")
    if len(homes) > MOST:
        raise CoordinationError(
            f"{whole(len(homes))} hộ, nhiều hơn {whole(MOST)}. Cách xử lý: phân công từng thôn.", "ho"
        )
    holder = holders_of((one.area_id for one in homes), today)
    listed = {
        unit: enter(unit, {name: following.kind}, actor)[plain(name)] for unit in sorted(set(holder.values()))
    }
    means = {one.pk: listed[holder[one.area_id]] for one in homes}
    runs = Follow.objects.filter(
        household__in=homes, key__in={one.key for one in listed.values()}, until=None
    ).values_list("household_id", "key")
    known = {home for home, key in runs if means[home].key == key}
    rows = [
        Follow(
            household=one,
            kind=following.kind,
            follower=means[one.pk].name,
            key=means[one.pk].key,
            since=since,
            agreed=following.agreed,
            basis=following.basis,
            **by(actor),
        )
        for one in homes
        if one.pk not in known
    ]
    Follow.objects.bulk_create(rows, batch_size=500)
    record_all(
        actor,
        [
            Deed(
                "coordination.follow",
                f"Phân công {row.title} theo dõi hộ {row.household.code} từ {day_text(row.since)}",
                row.household.area_id,
                ("coordination.Follow", row.pk),
            )
            for row in rows
        ],
    )
    return Followed(len(rows), tuple(one.code for one in homes if one.pk in known))


@transaction.atomic
def end_follow(follow: Follow, until: date | None, why: str, actor: Actor) -> Follow:
    """End it, with the last day and the reason; raises CoordinationError."""
    row = locked(follow)
    said = CoordinationError.words(why, "lý do", about="ly-do", longest=500)
    if row.until is not None:
        raise CoordinationError("Phân công này đã thôi. Cách xử lý: tải lại trang để xem.")
    if until is None or until < row.since:
        raise CoordinationError(
            f"Ngày thôi phải từ {day_text(row.since)} (ngày bắt đầu). Cách xử lý: gõ lại ngày.", "ngay-thoi"
        )
    row.until, row.ended_why, row.ended_by_name = until, said, actor.name
    row.save(update_fields=["until", "ended_why", "ended_by_name"])
    sentence = f"Thôi phân công {row.title} theo dõi hộ {row.household.code}: {said}"
    told(row, row.household.area_id, actor, "end_follow", sentence)
    return row


@transaction.atomic
def note_contact(
    follow: Follow, day: date | None, words: str, result: str, actor: Actor, *, today: date
) -> Contact:
    """Note a visit or talk; raises CoordinationError."""
    row = locked(follow)
    said = CoordinationError.words(words, "đã thấy gì, nói gì", about="loi", longest=2000)
    came = CoordinationError.words(result, "kết quả", about="ket-qua", longest=1000, needed=False)
    if day is None or day > today or day < row.since:
        raise CoordinationError(
            f"Ngày liên hệ phải từ {day_text(row.since)} đến {day_text(today)}. Cách xử lý: gõ lại ngày.",
            "ngay",
        )
    made = Contact.objects.create(follow=row, day=day, words=said, result=came, **by(actor))
    sentence = f"Ghi lần liên hệ {day_text(day)} của {row.title} với hộ {row.household.code}"
    told(row, row.household.area_id, actor, "contact", sentence)
    return made


def codes_in(text: str) -> tuple[list[str], list[str]]:
    """The codes of households in lines that were typed, and why other lines are none."""
    codes, wrong = list[str](), list[str]()
    for place, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        code = code_typed(line.strip())
        if code and code not in codes:
            codes.append(code)
        elif not code:
            wrong.append(
                f"Dòng {place}: «{line.strip()[:40]}» không phải mã hộ (sai chữ số cuối hoặc thiếu số). "
                "Cách xử lý: chép lại mã từ Sổ hộ."
            )
    return codes, wrong


def _checked(following: Following, today: date) -> tuple[str, date]:
    wrong: dict[str, str] = {}
    name = ""
    try:
        name = CoordinationError.words(following.follower, "ai theo dõi", about="nguoi", longest=200)
    except CoordinationError as error:
        wrong |= error.wrong
    if following.kind not in FollowerKind.values:
        wrong["loai"] = "Chưa chọn là ai: cán bộ, đảng viên, cơ quan hay đoàn thể."
    if following.since is None:
        wrong["tu-ngay"] = "Chưa ghi từ ngày nào."
    elif following.since > today:
        wrong["tu-ngay"] = f"Ngày bắt đầu sau hôm nay ({day_text(today)}). Cách xử lý: gõ lại ngày."
    for field, text, longest in (
        ("thong-nhat", following.agreed, 1000),
        ("van-ban", following.basis, 200),
    ):
        if len(text) > longest:
            wrong[field] = f"Dài hơn {longest} chữ. Cách xử lý: ghi ngắn lại."
    if wrong or following.since is None:
        raise CoordinationError("Có ô ghi sai.", wrong=wrong)
    return name, following.since


def unknown_codes(codes: Sequence[str], found: Iterable[Household]) -> list[str]:
    """Why codes that were typed are of no household that can be assigned here."""
    known = {one.code for one in found}
    return [
        f"Mã {code}: không có hộ này trong địa bàn của bạn, hoặc hộ không còn trong sổ. "
        "Cách xử lý: tìm lại ở Sổ hộ."
        for code in codes
        if code not in known
    ]
