"""The directory: names come in as they are typed, are told more of, and two spellings of one are joined."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.coordination.actions.writing import CoordinationError, by, locked, shortened, told
from giamngheo.apps.coordination.directory import kind_of, meant
from giamngheo.apps.coordination.models import Assignment, DirectoryEntry, Follow, GivenTask
from giamngheo.apps.coordination.states import AssignmentState, FollowerKind, Part, TaskState
from giamngheo.foundation.areas.models import Area, Containment
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import plain, whole

LONGEST: Final = 200


@dataclass(frozen=True)
class Listed:
    """An entry as it is typed."""

    kind: str
    name: str
    post: str = ""
    phone: str = ""


def enter(area_id: int, names: Mapping[str, str], actor: Actor) -> Mapping[str, DirectoryEntry]:
    """Whom these names mean in the directory of a unit, by plain form; who is not in it comes in.

    `names` says for each what it is, empty where nobody said. Within a deed: two questions, one line of the
    trail for all that are new.
    """
    said = {plain(name): (" ".join(name.split()), kind) for name, kind in names.items()}
    known = meant(area_id, said)
    back = [one.pk for one in known.values() if one.retired_at is not None]
    if back:
        DirectoryEntry.objects.filter(pk__in=back).update(retired_at=None, retired_why="")
    new = [
        DirectoryEntry(area_id=area_id, kind=kind or kind_of(name), name=name, key=key, **by(actor))
        for key, (name, kind) in said.items()
        if key not in known
    ]
    if not new:
        return known
    DirectoryEntry.objects.bulk_create(new, ignore_conflicts=True)
    sentence = shortened(f"Thêm vào danh bạ: {', '.join(one.name for one in new)}", 400)
    record(actor, "coordination.directory_enter", sentence, area_id=area_id, details={"count": len(new)})
    return meant(area_id, said)


@transaction.atomic
def add_entry(area: Area, listed: Listed, actor: Actor) -> DirectoryEntry:
    """Put somebody into the directory of a unit; raises CoordinationError."""
    said = _checked(listed)
    row = DirectoryEntry(area=area, key=plain(said.name), **vars(said), **by(actor))
    _refuse_second(row)
    row.save()
    told(row, area.pk, actor, "directory_add", f"Thêm «{row.titled}» vào danh bạ")
    return row


@transaction.atomic
def change_entry(entry: DirectoryEntry, listed: Listed, actor: Actor) -> DirectoryEntry:
    """Say more of an entry, or spell its name otherwise: what runs follows. Raises CoordinationError."""
    said, row = _checked(listed), locked(entry)
    before = DirectoryEntry(area_id=row.area_id, name=row.name, key=row.key, post=row.post)
    row.kind, row.name, row.post, row.phone = said.kind, said.name, said.post, said.phone
    row.key = plain(said.name)
    _refuse_second(row)
    spelling = row.spellings.filter(key=row.key).first()
    if spelling is not None:  # the two change places
        row.spellings.filter(pk=spelling.pk).update(key="")
    row.save(update_fields=["kind", "name", "key", "post", "phone"])
    if spelling is not None:
        row.spellings.filter(pk=spelling.pk).update(key=before.key, name=before.name)
    sentence = f"Sửa danh bạ: «{before.titled}» thành «{row.titled}»"
    if row.key != before.key:
        why = shortened(f"{sentence}, cùng việc với một dòng đã có", 480)
        _without_double_assignments(before, row, why, actor)
        _without_double_follows(before, row, why, timezone.localdate())
    _renamed(row.area_id, before.key, row)
    told(row, row.area_id, actor, "directory_change", sentence)
    return row


@transaction.atomic
def retire_entry(entry: DirectoryEntry, why: str, actor: Actor) -> DirectoryEntry:
    """Offer somebody no more, with the reason; what runs stays. Raises CoordinationError."""
    said = CoordinationError.words(why, "lý do", about="ly-do", longest=500)
    row = locked(entry)
    if row.retired_at is not None:
        raise CoordinationError("Mục này đã thôi dùng. Cách xử lý: tải lại trang.")
    row.retired_at, row.retired_why = timezone.now(), said
    row.save(update_fields=["retired_at", "retired_why"])
    told(row, row.area_id, actor, "directory_retire", f"Thôi dùng «{row.titled}» trong danh bạ: {said}")
    return row


@transaction.atomic
def join_entries(entry: DirectoryEntry, into: DirectoryEntry, today: date, actor: Actor) -> DirectoryEntry:
    """Let a spelling mean another entry: what runs under it goes over, all at once; raises CoordinationError.

    Where both do the same, one of the two ends with that reason: what is only proposed before what was
    confirmed, who takes part before who leads, who began later before who began first.
    """
    row, other = (locked(one) for one in sorted((entry, into), key=lambda one: one.pk))
    row, other = (row, other) if row.pk == entry.pk else (other, row)
    if row.pk == other.pk or row.area_id != other.area_id:
        raise CoordinationError("Chưa chọn gộp vào ai. Cách xử lý: chọn một mục khác của danh bạ.", "gop-vao")
    if row.joined_into_id or other.joined_into_id:
        raise CoordinationError("Một trong hai mục đã gộp. Cách xử lý: tải lại trang.", "gop-vao")
    why = shortened(f"Gộp hai cách ghi một nơi: «{row.name}» và «{other.name}»", 480)
    ended = _without_double_assignments(row, other, why, actor) + _without_double_follows(
        row, other, why, today
    )
    moved = _renamed(row.area_id, row.key, other)
    DirectoryEntry.objects.filter(joined_into=row).update(joined_into=other)
    row.joined_into = other
    row.save(update_fields=["joined_into"])
    sentence = (
        f"Gộp «{row.titled}» vào «{other.titled}»: {whole(moved)} việc chuyển sang, {whole(ended)} việc trùng"
    )
    told(row, row.area_id, actor, "directory_join", sentence, into=other.pk, moved=moved, ended=ended)
    return other


def _checked(listed: Listed) -> Listed:
    wrong: dict[str, str] = {}
    said = {"ten": "", "chuc-vu": "", "dien-thoai": ""}
    for field, text, what, longest in (
        ("ten", listed.name, "tên", LONGEST),
        ("chuc-vu", listed.post, "chức vụ", LONGEST),
        ("dien-thoai", listed.phone, "số điện thoại", 30),
    ):
        try:
            said[field] = CoordinationError.words(
                text, what, about=field, longest=longest, needed=field == "ten"
            )
        except CoordinationError as error:
            wrong |= error.wrong
    if listed.kind not in FollowerKind.values:
        wrong["loai"] = "Chưa chọn là ai: cán bộ, đảng viên, cơ quan hay đoàn thể."
    if wrong:
        raise CoordinationError("Có ô ghi sai.", wrong=wrong)
    return Listed(listed.kind, said["ten"], said["chuc-vu"], said["dien-thoai"])


def _refuse_second(row: DirectoryEntry) -> None:
    other = meant(row.area_id, [row.name]).get(row.key)
    if other is not None and other.pk != row.pk:
        raise CoordinationError(
            f"Danh bạ đã có «{other.titled}». Cách xử lý: dùng mục ấy; nếu là hai nơi khác nhau thì ghi thêm "
            "chức vụ hoặc địa bàn vào tên; nếu là một thì gộp.",
            "ten",
        )


def _open_assignments(area_id: int, keys: set[str]) -> Any:
    rows = Assignment.objects.filter(area=area_id, key__in=keys).exclude(state=AssignmentState.ENDED)
    return rows.select_for_update().order_by("pk")


def _open_follows(area_id: int, keys: set[str]) -> Any:
    inside = Containment.objects.filter(ancestor_id=area_id, valid__contains=timezone.localdate())
    rows = Follow.objects.filter(key__in=keys, until=None, household__area_id__in=inside.values("area_id"))
    return rows.select_for_update(of=["self"]).order_by("since", "pk")


def _without_double_assignments(row: DirectoryEntry, other: DirectoryEntry, why: str, actor: Actor) -> int:
    """End one of two assignments of both spellings to one project; how many."""
    by_project: dict[tuple[int, str, str], list[Assignment]] = defaultdict(list)
    for one in _open_assignments(row.area_id, {row.key, other.key}):
        by_project[one.year, one.programme, one.project].append(one)
    ended = [
        one.pk
        for found in by_project.values()
        for one in sorted(
            found,
            key=lambda one: (
                one.state != AssignmentState.CONFIRMED,
                one.part != Part.LEAD,
                one.key != other.key,
            ),
        )[1:]
    ]
    Assignment.objects.filter(pk__in=ended).update(
        state=AssignmentState.ENDED, why=why, ended_by_name=actor.name, ended_at=timezone.now()
    )
    return len(ended)


def _without_double_follows(row: DirectoryEntry, other: DirectoryEntry, why: str, today: date) -> int:
    """End the later of two spellings that follow one household; how many."""
    seen, ended = set[int](), list[Follow]()
    for one in _open_follows(row.area_id, {row.key, other.key}):
        if one.household_id in seen:
            one.until, one.ended_why = max(today, one.since), why
            ended.append(one)
        seen.add(one.household_id)
    Follow.objects.bulk_update(ended, ["until", "ended_why"], batch_size=500)
    return len(ended)


def _renamed(area_id: int, key: str, into: DirectoryEntry) -> int:
    """Let what runs under a key be of an entry; what is over keeps its words. How many rows."""
    name = {"organisation": into.name}
    moved: int = _open_assignments(area_id, {key}).order_by().update(key=into.key, **name)
    open_tasks = GivenTask.objects.filter(
        area=area_id, unit=None, state__in=[TaskState.GIVEN, TaskState.DOING]
    )
    spelt = [one for one in open_tasks.values_list("organisation", flat=True).distinct() if plain(one) == key]
    moved += open_tasks.filter(organisation__in=spelt).update(**name)
    follows = list(_open_follows(area_id, {key}).values_list("pk", flat=True))
    moved += Follow.objects.filter(pk__in=follows).update(follower=into.name, key=into.key)
    return moved
