"""Areas as a person reads them on the screen: Vietnamese words and numbers, aligned columns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import polars as pl

from giamngheo.foundation.areas.boundaries import Matched
from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.preview import Heir, Preview, Side, UnitChange
from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.areas.regions import UNKNOWN_IN_WORDS, Region
from giamngheo.foundation.areas.search import Hit
from giamngheo.foundation.areas.source.loading import Planned
from giamngheo.foundation.areas.states import BatchState, Verb
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import percent, whole
from giamngheo.law.library import regions

_SHOWN: Final = 20
_FEW: Final = 10


def of_planned(planned: Planned) -> Iterator[str]:
    """What a batch of the data files adds, changes and ends, by tier."""
    standing = planned.standing
    if standing is not None:
        state = BatchState(standing.state).label.lower()
        yield f"Đợt «{planned.title}»: đã có (số {standing.pk}, {state})."
        if planned.is_other_version:
            yield (
                f"  Lưu ý: đợt đó từ nguồn khác: {standing.source}. "
                "Muốn thay, hoàn tác hoặc bỏ đợt đó rồi nạp lại."
            )
        return
    lines = planned.lines
    yield f"Đợt «{planned.title}» ({planned.instrument}): sẽ lưu {whole(lines.height)} dòng"
    tier = pl.col("kind").replace_strict({kind.value: kind.tier.value for kind in Kind}, default=None)
    created = lines.filter(pl.col("verb") == Verb.CREATE).select(tier.alias("tier"))
    yield from _by_tier("lập", created["tier"])
    length = pl.col("code").str.len_chars()
    by_code = pl.when(length == 2).then(Tier.PROVINCE).when(length == 3).then(Tier.DISTRICT)
    ended = lines.filter(pl.col("verb") == Verb.END).select(by_code.otherwise(Tier.COMMUNE).alias("tier"))
    yield from _by_tier("chấm dứt", ended["tier"])
    for verb in (Verb.MOVE, Verb.RENAME):
        count = lines.filter(pl.col("verb") == verb).height
        if count:
            yield f"  {verb.label}: {whole(count)}"
    led = lines.filter(pl.col("verb") == Verb.SUCCEED)
    if led.height:
        in_whole = led.filter("is_whole").height
        yield f"  chuyển về: {whole(in_whole)} trọn, {whole(led.height - in_whole)} phần của đơn vị bị chia"


def _by_tier(said: str, tiers: pl.Series) -> Iterator[str]:
    counts = Counter(tiers.to_list())
    if counts:
        parts = ", ".join(f"{Tier(tier).label.lower()} {whole(counts[tier])}" for tier in sorted(counts))
        yield f"  {said}: {whole(sum(counts.values()))} ({parts})"


def tally(needing_eyes: pl.DataFrame) -> Iterator[str]:
    """How many things of each sort need a person's eye."""
    yield "Cần xem (danh sách: --list TỆP):"
    counts = needing_eyes.group_by(needing_eyes.columns[0], maintain_order=True).len()
    yield from (f"  {what}: {whole(count)}" for what, count in counts.rows())


def of_batches(batches: Sequence[Batch]) -> list[str]:
    """One line a batch."""
    rows = [["Số", "Ngày", "Trạng thái", "Tên", "Văn bản"]]
    rows += [
        [str(one.pk), day_of(one), BatchState(one.state).label, one.title, one.instrument] for one in batches
    ]
    return aligned(rows, right=(0,))


def of_batch(batch: Batch) -> Iterator[str]:
    """A batch in some lines."""
    yield f"Đợt số {batch.pk} «{batch.title}»"
    yield f"  Ngày: {day_of(batch)}"
    yield f"  Văn bản: {batch.instrument}"
    if batch.source:
        yield f"  Nguồn: {batch.source}"
    yield f"  Trạng thái: {BatchState(batch.state).label}"
    yield f"  Người soạn: {batch.prepared_by_name or 'không rõ'}"
    if batch.put_in_force_by_name:
        yield f"  Người cho hiệu lực: {batch.put_in_force_by_name}"
    if batch.reason:
        yield f"  Lý do: {batch.reason}"


def day_of(batch: Batch) -> str:
    """The day of a batch, or that its units have no first day."""
    return f"{day_text(batch.day)} (không rõ từ ngày nào)" if batch.since_unknown else day_text(batch.day)


def of_counts(counts: dict[str, int], touches: dict[str, int]) -> Iterator[str]:
    """How many lines of each verb, and how many rows of other apps they touch."""
    named = {**{verb.value: verb.label for verb in Verb}, "follow": "thôn, tổ đi theo đơn vị"}
    if counts:
        yield "Việc: " + "; ".join(
            f"{named.get(verb, verb)} {whole(n)}" for verb, n in sorted(counts.items())
        )
    if touches:
        yield "Liên quan: " + "; ".join(f"{label} {whole(n)}" for label, n in touches.items())


def count_verbs(changes: Iterable[Change]) -> dict[str, int]:
    """How many lines of each verb."""
    return dict(Counter(change.verb for change in changes))


def preview_frame(seen: Preview) -> pl.DataFrame:
    """Each unit before and after."""
    rows = [
        (unit.code, _side(unit.before), _side(unit.after) or _heirs(unit), _touched(unit))
        for unit in seen.units
    ]
    return pl.DataFrame(
        rows, schema=dict.fromkeys(("Mã", "Trước", "Sau", "Liên quan"), pl.String), orient="row"
    )


def _side(side: Side | None) -> str:
    if side is None:
        return ""
    return f"{side.full_name} ({side.parent})" if side.parent else side.full_name


def _heirs(unit: UnitChange) -> str:
    if not unit.heirs:
        return "chấm dứt"
    return "chấm dứt, về " + "; ".join(map(_heir, unit.heirs))


def _heir(heir: Heir) -> str:
    part = "" if heir.is_whole else " (một phần)" if heir.share is None else f" ({percent(heir.share * 100)})"
    return f"{heir.name or heir.code}{part}"


def _touched(unit: UnitChange) -> str:
    return "; ".join(f"{label} {whole(count)}" for label, count in unit.touches.items())


def change_frame(changes: Iterable[Change]) -> pl.DataFrame:
    """The lines of a batch as they were written."""
    rows = [
        (
            Verb(one.verb).label,
            one.code,
            one.to_code,
            one.name,
            Kind(one.kind).label if one.kind else "",
            one.parent_code,
            "" if one.is_whole is None else "có" if one.is_whole else "không",
            "" if one.share is None else percent(one.share * 100),
        )
        for one in changes
    ]
    columns = ("Việc", "Mã", "Mã mới", "Tên mới", "Loại", "Thuộc (mã)", "Trọn", "Tỷ lệ")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def of_unit(unit: Unit, region: Region | None) -> str:
    """A unit with its code, a province with its region and how it is known."""
    said = f"{unit.code or '–'}  {unit.full_name}"
    if region is None:
        return said
    if region.basis == "unknown":
        return f"{said}  [vùng: {UNKNOWN_IN_WORDS}]"
    how = " (suy ra từ các tỉnh trước sắp xếp)" if region.basis == "derived" else ""
    unsure = "" if region.verified else ", chưa đối chiếu văn bản"
    return f"{said}  [vùng: {regions()[region.id].name}{how}{unsure}]"


def of_hits(hits: Sequence[Hit]) -> list[str]:
    """One line a unit found: code, name, days, where it lies."""
    rows = [["Mã", "Đơn vị", "Từ", "Đến hết", "Nay thuộc"]]
    for hit in hits:
        path = [unit.full_name for unit in hit.path if unit.tier > Tier.NATION]
        rows.append(
            [
                hit.unit.code,
                hit.unit.full_name,
                day_text(hit.first_day) if hit.first_day else "không rõ",
                "nay" if hit.last_bound is None else f"trước {day_text(hit.last_bound)}",
                ", ".join(reversed(path[:-1] if hit.is_living else path)),
            ]
        )
    return aligned(rows)


def of_matched(matched: Matched) -> Iterator[str]:
    """What a file of outlines adds and replaces, and what in it does not fit."""
    yield (
        f"Ranh giới từ {day_text(matched.day)}: {whole(len(matched.new))} mới, "
        f"{whole(len(matched.changed))} thay, {whole(matched.same)} đã có, "
        f"{whole(len(matched.unknown))} không khớp mã nào trong ngày."
    )
    for outline in matched.unknown[:_SHOWN]:
        yield f"  Không khớp: {outline.code} {outline.name}".rstrip()
    if len(matched.unknown) > _SHOWN:
        yield f"  … còn {whole(len(matched.unknown) - _SHOWN)} hình không khớp."
    for outline, name in matched.misnamed[:_SHOWN]:
        yield f"  Khác tên: {outline.code} trong tệp là «{outline.name}», trong ngày là «{name}»"
    if len(matched.misnamed) > _SHOWN:
        yield f"  … còn {whole(len(matched.misnamed) - _SHOWN)} hình khác tên."
    for tier, count in matched.without.items():
        yield f"  {Tier(tier).label} chưa có ranh giới: {whole(count)}"


def table(frame: pl.DataFrame) -> list[str]:
    """A frame with its headings; columns of numbers to the right."""
    numeric = tuple(place for place, dtype in enumerate(frame.dtypes) if dtype.is_numeric())
    rows = [list(frame.columns)]
    rows += [["" if cell is None else str(cell) for cell in row] for row in frame.rows()]
    return aligned(rows, right=numeric)


def some(numbers: Sequence[int]) -> str:
    """The first of some numbers of rows."""
    shown = ", ".join(map(str, numbers[:_FEW]))
    return f"dòng {shown}…" if len(numbers) > _FEW else f"dòng {shown}"


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Columns as wide as their widest cell."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
