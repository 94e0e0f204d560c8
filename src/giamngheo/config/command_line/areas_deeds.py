"""What `giamngheo areas` does: each deed takes the arguments and tells what it did or would do."""

import argparse
import getpass
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
from django.utils import timezone

from giamngheo.config.command_line import areas_words as words
from giamngheo.config.command_line.exit_codes import ExitCode
from giamngheo.foundation.areas import actions, boundaries
from giamngheo.foundation.areas.batch_files import read_batch_file, write_template
from giamngheo.foundation.areas.boundary_files import read_outlines
from giamngheo.foundation.areas.checks import Finding, errors_in, findings_of
from giamngheo.foundation.areas.line_files import Fault
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.preview import preview
from giamngheo.foundation.areas.queries import Unit, children_of, find, roots_on, unit_on
from giamngheo.foundation.areas.regions import region_of
from giamngheo.foundation.areas.search import search
from giamngheo.foundation.areas.source.lines import read_source
from giamngheo.foundation.areas.source.loading import plan, store_planned
from giamngheo.foundation.areas.source.package import source_files
from giamngheo.foundation.areas.source.told import by_province, in_words, needing_eyes
from giamngheo.foundation.areas.states import BatchState, may_move
from giamngheo.foundation.areas.undoing import dependences_of
from giamngheo.foundation.areas.villages import read_village_list, write_village_template
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.sheets import SheetOut, UnwritableFile, write_csv, write_workbook
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import parse_day, whole

_SHOWN: Final = 20
_HITS: Final = 50
_DRY: Final = "Xem trước: chưa ghi gì. Thêm --commit để ghi thật."
_SHEET_ENDINGS: Final = (".xlsx", ".csv")


class WrongCallError(Exception):
    """The call names something that is not there or cannot be; the message says what to do."""


@dataclass(frozen=True)
class Told:
    """What is said on the screen, the faults for the error output, the exit code."""

    lines: Sequence[str]
    faults: Sequence[str] = ()
    code: ExitCode = ExitCode.DONE


def _load(args: argparse.Namespace) -> Told:
    source = read_source(source_files())
    planned = plan(source)
    lines = [f"Nguồn: {source.mark}", *in_words(source), ""]
    for one in planned:
        lines += words.of_planned(one)
    lines += ["", *words.table(by_province(source)), "", *words.tally(needing_eyes(source))]
    if args.list is not None:
        _write(args.list, "Cần xem", needing_eyes(source))
        lines += ["", f"Đã ghi danh sách cần xem vào «{args.list}»."]
    waiting = [one for one in planned if one.standing is None]
    if not waiting:
        return Told([*lines, "", "Không có gì để nạp: hai đợt đã có."])
    if not args.commit:
        return Told([*lines, "", _DRY])
    stored = store_planned(planned, _actor())
    lines.append("")
    lines += [f"Đã lưu đợt số {batch.pk} «{batch.title}», chưa có hiệu lực." for batch in stored]
    lines.append("Cho hiệu lực theo thứ tự: " + "; ".join(f"giamngheo areas activate {b.pk}" for b in stored))
    return Told(lines)


def _batches(_: argparse.Namespace) -> Told:
    found = list(Batch.objects.order_by("day", "pk"))
    return Told(words.of_batches(found) if found else ["Chưa có đợt nào. Nạp dữ liệu: giamngheo areas load"])


def _show(args: argparse.Namespace) -> Told:
    batch = _batch(args.batch)
    lines = list(words.of_batch(batch))
    if batch.state not in {BatchState.DRAFT, BatchState.PROPOSED}:
        # Lines say what units were and became on the day; once in force the units themselves say it.
        frame = words.change_frame(batch.changes.order_by("place"))
    else:
        seen = preview(batch)
        frame = words.preview_frame(seen)
        lines += ["", *words.of_counts(seen.counts, seen.touches)]
        lines += ["", *_findings(seen.findings)]
    lines += ["", *words.table(frame.head(_SHOWN))]
    if frame.height > _SHOWN:
        lines.append(f"… còn {whole(frame.height - _SHOWN)} dòng; xem hết: --list TỆP")
    if args.list is not None:
        _write(args.list, "Trước và sau", frame)
        lines.append(f"Đã ghi toàn bộ vào «{args.list}».")
    return Told(lines)


def _import(args: argparse.Namespace) -> Told:
    day = _day(args.day)
    if args.villages:
        villages = read_village_list(args.file, day, args.sheet)
        changes, faults, left_out, there = (
            villages.changes(),
            villages.faults,
            villages.left_out,
            villages.there,
        )
    else:
        told = read_batch_file(args.file, args.sheet)
        changes, faults, left_out, there = told.changes(), told.faults, told.left_out, []
    lines = [f"Tệp «{args.file.name}»: {whole(len(changes))} dòng dùng được, {whole(len(faults))} lỗi."]
    if left_out:
        lines.append(f"Bỏ qua {len(left_out)} dòng không phải dữ liệu: {words.some(left_out)}.")
    if there:
        lines.append(f"Đã có sẵn, không lập lại: {whole(len(there))} dòng ({words.some(there)}).")
    lines += words.of_counts(words.count_verbs(changes), {})
    code = ExitCode.ROWS_TO_CORRECT if faults else ExitCode.DONE
    if not changes:
        return Told([*lines, "Không có dòng nào để ghi."], _faults(faults), code)
    if not args.commit:
        return Told([*lines, _DRY], _faults(faults), code)
    batch = Batch(
        title=args.title or args.file.stem[:300],
        instrument=args.instrument,
        day=day,
        source=f"Tệp {args.file.name}"[:300],
    )
    return _stored(batch, changes, lines, faults)


def _stored(batch: Batch, changes: Sequence[Change], lines: list[str], faults: Sequence[Fault]) -> Told:
    """Keep what can be used as a draft; propose it where neither the file nor the checks find a fault."""
    actor = _actor()
    actions.prepare(batch, actor, changes)
    found = findings_of(batch)
    code = ExitCode.ROWS_TO_CORRECT if faults or errors_in(found) else ExitCode.DONE
    if code is ExitCode.DONE:
        actions.propose(batch, actor)
    state = BatchState(batch.state).label.lower()
    told = [*lines, *_findings(found), f"Đã lưu đợt số {batch.pk} «{batch.title}»: {state}."]
    return Told(told, _faults(faults), code)


def _template(args: argparse.Namespace) -> Told:
    _writable(args.file)
    if args.villages:
        write_village_template(args.file)
    else:
        write_template(args.file)
    return Told([f"Đã ghi tệp mẫu «{args.file}»."])


def _activate(args: argparse.Namespace) -> Told:
    batch = _batch(args.batch)
    if not args.commit:
        found = findings_of(batch)
        code = ExitCode.ROWS_TO_CORRECT if errors_in(found) else ExitCode.DONE
        earlier = Batch.objects.filter(state=BatchState.PROPOSED, day__lt=batch.day).order_by("day")
        hints = [
            f"Đợt số {one.pk} «{one.title}» có ngày sớm hơn và đang chờ: cho hiệu lực đợt đó trước."
            for one in earlier
        ]
        if not may_move(batch.state, BatchState.IN_FORCE):
            raise WrongCallError(
                f"Đợt «{batch.title}» {BatchState(batch.state).label.lower()} nên không cho hiệu lực được.\n"
                "Cần làm: xem trạng thái các đợt bằng «giamngheo areas batches»."
            )
        return Told([*words.of_batch(batch), "", *hints, *_findings(found), _DRY], (), code)
    actions.put_in_force(batch, _actor())
    return Told([f"Đợt «{batch.title}» đã có hiệu lực, ngày {words.day_of(batch)}."])


def _undo(args: argparse.Namespace) -> Told:
    batch = _batch(args.batch)
    if args.commit:
        actions.undo(batch, _actor(), args.reason)
        return Told([f"Đã hoàn tác đợt «{batch.title}»."])
    if not may_move(batch.state, BatchState.UNDONE):
        raise WrongCallError(
            f"Đợt «{batch.title}» {BatchState(batch.state).label.lower()} nên không có gì để hoàn tác.\n"
            "Cần làm: xem trạng thái các đợt bằng «giamngheo areas batches»."
        )
    if rests := dependences_of(batch):
        raise actions.DependedOnError(batch, rests)
    return Told([*words.of_batch(batch), "", "Chưa có dữ liệu nào dựa vào đợt này.", _DRY])


def _tree(args: argparse.Namespace) -> Told:
    day = _day(args.on)
    if args.code is None:
        top = roots_on(day)
    else:
        area = find(args.code, day)
        unit = unit_on(area.pk, day) if area is not None else None
        if area is None or unit is None:
            raise WrongCallError(
                f"Ngày {day_text(day)} không có đơn vị nào mang mã «{args.code}».\n"
                "Cần làm: tìm mã bằng «giamngheo areas find TÊN», hoặc xem ngày khác bằng --on."
            )
        top = [unit]
    if not top:
        return Told([f"Ngày {day_text(day)} chưa có đơn vị nào. Nạp dữ liệu: giamngheo areas load"])
    lines = [line for unit in top for line in _branch(unit, day, max(args.depth, 0), 0)]
    return Told([f"Địa bàn ngày {day_text(day)}", *lines])


def _branch(unit: Unit, day: date, depth: int, indent: int) -> Iterator[str]:
    yield "  " * indent + words.of_unit(unit, region_of(unit.area_id, day) if unit.tier == 1 else None)
    if depth > 0:
        for child in children_of(unit.area_id, day):
            yield from _branch(child, day, depth - 1, indent + 1)


def _find(args: argparse.Namespace) -> Told:
    day = _day(args.on)
    typed = " ".join(args.words)
    hits = search(typed, day, limit=_HITS)
    if not hits:
        return Told([f"Không tìm thấy đơn vị nào khớp «{typed}»."])
    more = [f"Chỉ nêu {_HITS} đơn vị đầu; thêm chữ để tìm hẹp hơn."] if len(hits) == _HITS else []
    return Told([*words.of_hits(hits), *more])


def _boundaries(args: argparse.Namespace) -> Told:
    day = _day(args.on)
    matched = boundaries.match(read_outlines(args.file, args.property), day)
    lines = list(words.of_matched(matched))
    if not matched.new and not matched.changed:
        return Told([*lines, "Không có gì để nạp."])
    if not args.commit:
        return Told([*lines, _DRY])
    count = boundaries.store(matched, args.source or f"Tệp {args.file.name}"[:300], _actor())
    return Told([*lines, f"Đã ghi ranh giới của {whole(count)} đơn vị."])


DEEDS: Final[dict[str, Callable[[argparse.Namespace], Told]]] = {
    "load": _load,
    "batches": _batches,
    "show": _show,
    "import": _import,
    "template": _template,
    "activate": _activate,
    "undo": _undo,
    "tree": _tree,
    "find": _find,
    "boundaries": _boundaries,
}


def _actor() -> Actor:
    """Who works at the server itself: the system, with the name of the account in the trail."""
    return Actor(None, f"Lệnh trên máy chủ ({getpass.getuser()})")


def _batch(number: int) -> Batch:
    batch = Batch.objects.filter(pk=number).first()
    if batch is None:
        raise WrongCallError(
            f"Không có đợt số {number}.\nCần làm: xem số các đợt bằng «giamngheo areas batches»."
        )
    return batch


def _day(text: str | None) -> date:
    if text is None:
        return timezone.localdate()
    try:
        return parse_day(text)
    except ValueError as error:
        raise WrongCallError(str(error)) from None


def _findings(found: Sequence[Finding]) -> list[str]:
    errors = errors_in(found)
    if not found:
        return ["Kiểm tra: không có lỗi."]
    lines = [f"Kiểm tra: {whole(len(errors))} lỗi, {whole(len(found) - len(errors))} điều cần xem."]
    shown = errors or found
    lines += [f"  {one.gravity.label}: {one}" for one in shown[:_SHOWN]]
    rest = len(shown) - _SHOWN
    return [*lines, f"  … còn {whole(rest)} điều nữa."] if rest > 0 else lines


def _faults(faults: Sequence[Fault]) -> list[str]:
    lines = [str(fault) for fault in faults[:_SHOWN]]
    rest = len(faults) - _SHOWN
    return [*lines, f"… còn {whole(rest)} lỗi nữa."] if rest > 0 else lines


def _writable(path: Path) -> None:
    if path.suffix.lower() not in _SHEET_ENDINGS:
        raise UnwritableFile(
            f"Không ghi được «{path.name}»: đuôi tệp phải là {' hoặc '.join(_SHEET_ENDINGS)}. "
            "Cần làm: đổi đuôi tệp rồi chạy lại."
        )


def _write(path: Path, title: str, frame: pl.DataFrame) -> None:
    _writable(path)
    if path.suffix.lower() == ".csv":
        write_csv(path, frame)
    else:
        write_workbook(path, [SheetOut(title, frame.columns, frame)])
