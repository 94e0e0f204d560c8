"""What stays beside activities: officers of the unit's list, equipment and its state, norms of decisions."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from giamngheo.apps.activities.actions.writing import ActivityError
from giamngheo.apps.activities.models import Asset, AssetReport, NormTable, Officer
from giamngheo.apps.activities.norms import ALL_ITEMS
from giamngheo.apps.activities.states import AssetState, NormPer, NormState
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import sort_key
from giamngheo.law.activities.library import activity_kinds, asset_kinds
from giamngheo.law.library import code_list
from giamngheo.law.vocabulary.activities import ActivityKind

_SEXES: Final = frozenset({"male", "female"})


@transaction.atomic
def list_officer(
    area: Area,
    full_name: str,
    since: date,
    actor: Actor,
    *,
    sex: str,
    position: str,
    organisation: str = "",
) -> Officer:
    """Put an officer on the list of a unit; raises ActivityError."""
    name = ActivityError.words(full_name, "họ và tên", about="ho-ten", longest=200)
    wrong = {}
    if sex not in _SEXES:
        wrong["gioi-tinh"] = "Chưa chọn giới tính. Chọn nam hoặc nữ."
    if position not in code_list("officer_positions"):
        wrong["chuc-danh"] = "Chưa chọn chức danh. Chọn một mục."
    if wrong:
        raise ActivityError("Có ô ghi sai.", wrong=wrong)
    row = Officer.objects.create(
        area=area,
        full_name=name,
        sort_key=sort_key(" ".join([*name.split()[-1:], *name.split()[:-1]])),
        sex=sex,
        position=position,
        organisation=ActivityError.words(organisation, "đơn vị", about="co-quan", longest=200, needed=False),
        since=since,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    _told(area.pk, actor, "list_officer", f"Ghi cán bộ {name} vào danh sách", ("officer", row.pk))
    return row


@transaction.atomic
def end_officer(officer: Officer, day: date, why: str, actor: Actor) -> None:
    """Take an officer off the list, with the reason; what they attended stays. Raises ActivityError."""
    said = ActivityError.words(why, "lý do", about="ly-do", longest=300)
    moved = Officer.objects.filter(pk=officer.pk, ended_on=None).update(ended_on=day, ended_why=said)
    if not moved:
        raise ActivityError("Cán bộ này đã thôi trong danh sách. Cách xử lý: tải lại trang.")
    _told(officer.area_id, actor, "end_officer", f"Đưa {officer.full_name} ra khỏi danh sách: {said}",
          ("officer", officer.pk))  # fmt: skip


@transaction.atomic
def list_asset(area: Area, kind: str, name: str, since: date, actor: Actor, *, place: str = "") -> Asset:
    """Put equipment on the list of a unit; raises ActivityError."""
    if kind not in asset_kinds():
        raise ActivityError("Chưa chọn loại trang thiết bị. Chọn một loại.", "loai")
    row = Asset.objects.create(
        area=area,
        kind=kind,
        name=ActivityError.words(name, "tên", about="ten", longest=200),
        place=ActivityError.words(place, "nơi đặt", about="noi", longest=300, needed=False),
        since=since,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    _told(
        area.pk,
        actor,
        "list_asset",
        f"Ghi {asset_kinds()[kind].name.lower()} «{row.name}»",
        ("asset", row.pk),
    )
    return row


@transaction.atomic
def report_asset(
    asset: Asset, day: date, state: AssetState, today: date, actor: Actor, *, words: str = ""
) -> AssetReport:
    """Say in which state equipment was found on a day; raises ActivityError."""
    if asset.ended_on is not None:
        raise ActivityError("Trang thiết bị này đã thôi dùng.")
    if not asset.since <= day <= today:
        raise ActivityError(
            f"Ngày xem phải từ {day_text(asset.since)} đến hôm nay. Cách xử lý: xem lại ngày.", "ngay"
        )
    needs_words = state is not AssetState.WORKS
    row = AssetReport.objects.create(
        asset=asset,
        area_id=asset.area_id,
        day=day,
        state=state,
        words=ActivityError.words(words, "hỏng gì, vì sao", about="loi", longest=300, needed=needs_words),
        by_id=actor.id,
        by_name=actor.name,
    )
    told = f"«{asset.name}» ngày {day_text(day)}: {state.label.lower()}"
    _told(asset.area_id, actor, "report_asset", told, ("asset", asset.pk))
    return row


@transaction.atomic
def end_asset(asset: Asset, day: date, why: str, actor: Actor) -> None:
    """Let equipment be of no use any more, with the reason; raises ActivityError."""
    said = ActivityError.words(why, "lý do", about="ly-do", longest=300)
    if not Asset.objects.filter(pk=asset.pk, ended_on=None).update(ended_on=day, ended_why=said):
        raise ActivityError("Trang thiết bị này đã thôi dùng. Cách xử lý: tải lại trang.")
    _told(asset.area_id, actor, "end_asset", f"Thôi dùng «{asset.name}»: {said}", ("asset", asset.pk))


@transaction.atomic
def load_norms(
    area: Area, kind: str, lines: Sequence[Mapping[str, Any]], actor: Actor, *, source: str, first: date
) -> NormTable:
    """Keep norms of a signed decision as a draft: lines {item, unit, quantity, value, per}. ActivityError."""
    law = activity_kinds().get(kind)
    if law is None or not law.gives:
        raise ActivityError("Chưa chọn loại hoạt động giao hiện vật. Chọn một loại.", "loai")
    said = ActivityError.words(source, "số, ngày, cơ quan ban hành", about="van-ban", longest=200)
    if not lines:
        raise ActivityError(
            "Chưa ghi định mức nào. Cách xử lý: ghi số lượng hoặc giá trị tối đa.", "dinh-muc"
        )
    for line in lines:
        if fault := _fault_of_norm(law, line):
            raise ActivityError(fault, "dinh-muc")
    row = NormTable.objects.create(
        area=area,
        kind=kind,
        source=said,
        first=first,
        lines=[dict(line) for line in lines],
        loaded_by_id=actor.id,
        loaded_by_name=actor.name,
    )
    _told(area.pk, actor, "load_norms", f"Nạp định mức {law.name.lower()} theo {said}", ("norms", row.pk))
    return row


def _fault_of_norm(law: ActivityKind, line: Mapping[str, Any]) -> str:
    name = str(line.get("item", ""))
    item, quantity = law.item(name), line.get("quantity")
    if (item is None and name != ALL_ITEMS) or (quantity is None and line.get("value") is None):
        return "Có dòng định mức chưa đủ: hiện vật, số lượng hoặc giá trị."
    if item is None and quantity is not None:
        return "Mọi hiện vật cộng lại thì chỉ tính theo giá trị. Cách xử lý: bỏ số lượng của dòng ấy."
    if item is not None and quantity is not None and not line.get("unit"):
        return f"«{item.name}»: có số lượng thì phải có đơn vị tính."
    if line.get("per", NormPer.ACTIVITY) not in NormPer.values:
        return "Chưa chọn định mức tính cho thời gian nào. Cách xử lý: chọn lại."
    return ""


@transaction.atomic
def confirm_norms(table: NormTable, actor: Actor) -> NormTable:
    """Put a table in force: another person than who loaded it; it ends the one before. ActivityError."""
    held = NormTable.objects.select_for_update().get(pk=table.pk)
    if held.state != NormState.DRAFT:
        raise ActivityError("Bảng định mức này không còn chờ. Cách xử lý: tải lại trang.")
    if actor.id is not None and actor.id == held.loaded_by_id:
        raise ActivityError(
            "Bạn là người nạp bảng này nên không tự cho áp dụng được: việc này do hai người làm. "
            "Cách xử lý: nhờ lãnh đạo so với văn bản rồi cho áp dụng."
        )
    before = NormTable.objects.filter(
        Q(last=None) | Q(last__gte=held.first), area=held.area_id, kind=held.kind, state=NormState.IN_FORCE
    )
    before.filter(first__lt=held.first).update(last=held.first - timedelta(days=1))
    before.filter(first__gte=held.first).update(
        state=NormState.ENDED, ended_why=f"Thay bằng {held.source}"[:300]
    )
    held.state, held.confirmed_by_id, held.confirmed_by_name = NormState.IN_FORCE, actor.id, actor.name
    held.save(update_fields=["state", "confirmed_by_id", "confirmed_by_name"])
    _told(
        held.area_id, actor, "confirm_norms", f"Cho áp dụng định mức theo {held.source}", ("norms", held.pk)
    )
    return held


@transaction.atomic
def end_norms(table: NormTable, why: str, actor: Actor) -> None:
    """End a table, or drop a draft, with the reason; raises ActivityError."""
    said = ActivityError.words(why, "lý do", about="ly-do", longest=300)
    standing = NormTable.objects.filter(pk=table.pk).exclude(state=NormState.ENDED)
    if not standing.update(state=NormState.ENDED, ended_why=said):
        raise ActivityError("Bảng định mức này đã thôi áp dụng. Cách xử lý: tải lại trang.")
    _told(table.area_id, actor, "end_norms", f"Thôi áp dụng định mức theo {table.source}: {said}",
          ("norms", table.pk))  # fmt: skip


def _told(area_id: int, actor: Actor, verb: str, sentence: str, subject: tuple[str, object]) -> None:
    record(actor, f"activities.{verb}", sentence, area_id=area_id, subject=subject)
