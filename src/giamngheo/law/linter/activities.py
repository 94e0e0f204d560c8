"""Checks of the kinds of activities: told once, of projects and codes there are, counting what they have."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from giamngheo.law.activities.library import packs_under
from giamngheo.law.library import BrokenPackError, read
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import citations
from giamngheo.law.programmes.library import programmes_under
from giamngheo.law.results.library import frameworks_under
from giamngheo.law.vocabulary.activities import (
    NUMERIC,
    ActivityKind,
    ActivityPack,
    Counts,
    Field,
    FieldKind,
    Group,
    Takes,
)
from giamngheo.law.vocabulary.codes import CodeEntry
from giamngheo.law.vocabulary.texts import Instrument

_NEEDS: Final[Mapping[Counts, str]] = {
    Counts.GATHERINGS: "attendance",
    Counts.HOME_VISITS: "visits",
    Counts.QUESTIONS: "dialogue",
    Counts.ANSWERED: "dialogue",
    Counts.VALUE: "gives",
}
ADDED_UP: Final = "activity_outputs"
_OF_PEOPLE: Final = frozenset({Counts.PARTICIPANTS, Counts.WOMEN, Counts.MINORITY})


def check_activities(
    laws: Sequence[Path], instruments: Mapping[str, Instrument], found: list[Finding]
) -> None:
    """Everything that does not hold in the kinds of activities of these law folders goes to `found`."""
    standing: dict[str, ActivityPack] = {}
    known: dict[str, set[str]] = {"indicators": set(), "added_up": set()}
    for law in laws:
        try:
            for programme in programmes_under(law).values():
                known[programme.id] = {one.code for one in programme.projects}
            for framework in frameworks_under(law).values():
                known["indicators"] |= {one.id for one in framework.indicators}
                known["added_up"] |= {one.id for one in framework.indicators if one.computed == ADDED_UP}
            packs = packs_under(law)
        except BrokenPackError as error:
            found.append(Finding("activities", str(error)))
            continue
        standing |= packs  # an operator's own stands for ours
        for pack in packs.values():
            place = f"activities/{pack.id}/kinds.yaml"
            found.extend(citations(pack, place, instruments))
            found.extend(_pack(pack, place, known))
            if not (law / "activities" / pack.id / "README.md").is_file():
                found.append(Finding(f"activities/{pack.id}", "thiếu README.md (phần phải diễn giải)."))
            for kind in pack.kinds:
                where = f"{place} › {kind.id}"
                found.extend(Finding(where, why) for why in _kind(kind, known, _codes(laws)))
    kinds = [kind for pack in standing.values() for kind in pack.kinds]
    fed = {output.feeds for kind in kinds for output in kind.outputs}
    found.extend(
        Finding("activities", f"chỉ số «{name}» cộng kết quả hoạt động mà không kết quả nào ghi feeds.")
        for name in sorted(known["added_up"] - fed)
    )
    told = Counter(kind.id for kind in kinds)
    found.extend(
        Finding("activities", f"loại hoạt động «{name}» ghi hai lần; giữ một.")
        for name, times in told.items()
        if times > 1
    )


def _codes(laws: Sequence[Path]) -> dict[str, set[str]]:
    """The lists of codes that kinds name, as far as they read."""
    lists: dict[str, set[str]] = {}
    for law in laws:
        for name in ("needs", "owner_kinds", "officer_positions"):
            path = law / "codes" / f"{name}.yaml"
            if path.is_file():
                lists[name] = {one.id for one in read(path, tuple[CodeEntry, ...])}
    return lists


def _pack(pack: ActivityPack, place: str, known: Mapping[str, set[str]]) -> Iterator[Finding]:
    if pack.programme not in known:
        yield Finding(f"{place} › programme", f"không có chương trình «{pack.programme}».")
    if not pack.periods:
        yield Finding(f"{place} › periods", "chưa ghi thời gian áp dụng.")
    for period in pack.periods:
        if period.last < period.first:
            yield Finding(f"{place} › periods", "ngày cuối trước ngày đầu.")
    for question in pack.open:
        if not question.needed_for.strip():
            yield Finding(f"{place} › open › {question.id}", "chưa ghi cần để làm gì (needed_for).")
    for asset in pack.assets:
        yield from _projects(
            asset.projects, f"{place} › assets › {asset.id}", known.get(pack.programme, set())
        )
        if asset.feeds and asset.feeds not in known["indicators"]:
            yield Finding(f"{place} › assets › {asset.id}", f"không có chỉ số «{asset.feeds}».")
    for kind in pack.kinds:
        yield from _projects(kind.projects, f"{place} › {kind.id}", known.get(pack.programme, set()))


def _projects(codes: Sequence[str], place: str, known: set[str]) -> Iterator[Finding]:
    if not codes:
        yield Finding(place, "chưa ghi phục vụ dự án nào (projects).")
    for code in codes:
        if known and code not in known:
            yield Finding(place, f"chương trình không có dự án «{code}».")


def _kind(kind: ActivityKind, known: Mapping[str, set[str]], lists: Mapping[str, set[str]]) -> Iterator[str]:
    yield from _whom(kind)
    if kind.need not in {"", *lists.get("needs", ())}:
        yield f"không có nhu cầu «{kind.need}»."
    if kind.need and not (kind.gives or kind.attendance):
        yield "ghi nhu cầu (need) mà không giao gì, không dạy ai."
    for owner in kind.owners:
        if owner not in lists.get("owner_kinds", ()):
            yield f"không có loại chủ trì «{owner}»."
    if kind.feeds and kind.feeds not in known["indicators"]:
        yield f"không có chỉ số «{kind.feeds}»."
    for part in (kind.fields, kind.outputs, kind.items):
        for name, times in Counter(one.id for one in part).items():
            if times > 1:
                yield f"«{name}» ghi hai lần; giữ một."
    for one in kind.fields:
        yield from (f"«{one.id}»: {why}" for why in _field(one, lists))
    yield from _outputs(kind)
    for output in kind.outputs:
        if output.feeds and output.feeds not in known["added_up"]:
            yield f"«{output.id}»: «{output.feeds}» không phải chỉ số cộng kết quả hoạt động ({ADDED_UP})."


def _whom(kind: ActivityKind) -> Iterator[str]:
    groups = {one.group for one in kind.groups}
    if (kind.takes in {Takes.HOUSEHOLDS, Takes.PERSONS}) != bool(groups):
        yield "người tham gia của sổ hộ thì phải ghi nhóm được tham gia (groups), và chỉ khi ấy."
    if kind.who and kind.takes is not Takes.PERSONS:
        yield "tuổi, giới tính (who) chỉ đặt cho người."
    if Group.LOW_INCOME_WORKER in groups and kind.takes is Takes.HOUSEHOLDS:
        yield "người lao động có thu nhập thấp là người, không phải hộ."
    for who in kind.who:
        if who.age_from is not None and who.under is not None and who.under <= who.age_from:
            yield f"«{who.name}»: tuổi dưới phải lớn hơn tuổi từ."


def _outputs(kind: ActivityKind) -> Iterator[str]:
    if not kind.outputs:
        yield "chưa ghi kết quả được đếm (outputs)."
    for output in kind.outputs:
        if (needed := _NEEDS.get(output.counts)) and not getattr(kind, needed):
            yield f"«{output.id}»: đếm thứ mà loại này không ghi ({needed})."
        if output.counts in _OF_PEOPLE and kind.takes is Takes.NOBODY:
            yield f"«{output.id}»: loại này không ghi người tham gia."
        counted = kind.field(output.field)
        if (output.counts is Counts.FIELD) != (counted is not None and counted.kind in NUMERIC):
            yield f"«{output.id}»: cộng một trường thì trường ấy phải có và là số."


def _field(field: Field, lists: Mapping[str, set[str]]) -> Iterator[str]:
    if (field.kind is FieldKind.CHOICE) != bool(field.codes or field.codes_from):
        yield "lựa chọn phải có mã (codes), trường khác thì không."
    if field.codes_from and field.codes_from not in lists:
        yield f"không có danh mục «{field.codes_from}»."
    if field.kind is FieldKind.MONEY and field.unit != "đồng":
        yield "tiền tính bằng đồng."
