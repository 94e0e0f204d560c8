"""The main job: a list of households as communes keep it in, who is poor and why out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.apps.exchange.lists.choosing import LeftOut
from giamngheo.apps.exchange.lists.evidence import FAULT_COLUMNS, ROW, Evidence, gather
from giamngheo.apps.exchange.lists.members import (
    KEYS_OF_A_SHEET,
    join,
    looks_flat,
    of_flat,
    split,
    with_keys,
)
from giamngheo.apps.exchange.lists.opening import Asked, HouseholdSheet, OpenedList, open_list
from giamngheo.apps.exchange.lists.opening_notes import together
from giamngheo.apps.exchange.lists.points import with_points
from giamngheo.apps.exchange.lists.recognition import Recognition
from giamngheo.apps.exchange.lists.villages import is_village
from giamngheo.law.library import LawError, Rules, points_refused
from giamngheo.law.vocabulary.evidence import INCOME, INCOME_POINTS
from giamngheo.measurement.engines import collect
from giamngheo.measurement.reasons import with_reasons
from giamngheo.measurement.run import classify
from giamngheo.measurement.tables import DEPRIVATION_COUNT, DEPRIVATION_POINTS, DEPRIVED, HOUSEHOLD

STEPS = ("Đọc tệp", "Nhận cột", "Kiểm tra từng ô", "Phân loại", "Ghi kết quả")
Progress = Callable[[int, int, int], None]
"""Called with the step (from 0), rows done and rows in all."""


class NoEvidenceError(ValueError):
    """Nothing in the list speaks of income or of deprivations; the message says what columns are needed."""


@dataclass(frozen=True)
class ClassifiedSheet:
    """A sheet of households with its answer: one row of `frame` a household, by `row` of the person's file.

    `members` holds the `row` of each member that was joined, in the table of `members_in`, and the key of its
    `household`.
    """

    sheet: HouseholdSheet
    frame: pl.DataFrame
    members: pl.DataFrame | None = None
    members_in: Recognition | None = None

    @property
    def recognition(self) -> Recognition:
        """What the columns of the sheet are."""
        return self.sheet.recognition


@dataclass(frozen=True)
class ClassifiedList:
    """The list with its answer, sheet by sheet."""

    opened: OpenedList
    sheets: tuple[ClassifiedSheet, ...]
    faults: pl.DataFrame
    notes: tuple[str, ...]

    @cached_property
    def frame(self) -> pl.DataFrame:
        """All households, in the order of the file; the key `household` tells sheet and row."""
        if len(self.sheets) == 1:
            return self.sheets[0].frame
        return pl.concat([sheet.frame for sheet in self.sheets], how="diagonal_relaxed")

    @property
    def rules(self) -> Rules:
        """The standard that was applied."""
        return self.opened.rules


@dataclass(frozen=True)
class _Read:
    """The cells of one sheet, read: households with their keys, members where the list is flat."""

    sheet: HouseholdSheet
    frame: pl.DataFrame
    faults: pl.DataFrame
    members: pl.DataFrame | None
    notes: tuple[str, ...]


def classify_list(opened: OpenedList, progress: Progress | None = None) -> ClassifiedList:
    """Read every cell, classify every household, and tell what could not be read; nothing is lost.

    Raises:
        NoEvidenceError: where no column speaks of income or deprivations.
        OpenLawError: where the list only holds what the law of the period leaves open (points from 2027 on).
    """
    tell = progress or (lambda *_: None)
    total = opened.height
    opened = _with_evidence(opened)
    tell(2, 0, total)
    several = len(opened.sheets) > 1
    read = [_read(sheet, place, opened, several=several) for place, sheet in enumerate(opened.sheets)]
    joined, more = _joined(read, opened)
    tell(3, 0, total)
    found, said = _classified(read, joined, opened)
    tell(3, total, total)
    faults = [_left_out(opened), *(one.faults for one in read), *more]
    return ClassifiedList(
        opened,
        found,
        pl.concat(faults) if several else Evidence(read[0].frame, faults).all_faults,
        (*opened.notes, *together(said)),
    )


def _read(sheet: HouseholdSheet, place: int, opened: OpenedList, *, several: bool) -> _Read:
    recognition = sheet.recognition
    households = gather(
        recognition,
        opened.rules,
        default=sheet.default_residence,
        blank_is_no=opened.asked.mapping.blank_is_no,
    )
    members, notes = None, []
    if opened.may_be_flat(sheet) and looks_flat(households.frame, sheet.sub_headings):
        households, own = split(households, recognition, sheet.sub_headings)
        members = of_flat(own, place)
        notes.append("Danh sách được đọc là mỗi thành viên một dòng; kết quả ghi ở dòng đầu của mỗi hộ.")
    frame = with_keys(households, place)
    if several and is_village(sheet.name):
        frame = _with_village(frame, sheet.name)
    return _Read(sheet, frame, households.all_faults, members, tuple(notes))


def _with_village(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Households that name no village are of the village that their sheet is called by."""
    own = pl.col("village").replace("", None) if "village" in frame.columns else pl.lit(None, pl.String)
    return frame.with_columns(own.fill_null(name).alias("village"))


def _joined(read: list[_Read], opened: OpenedList) -> tuple[pl.DataFrame | None, list[pl.DataFrame]]:
    """Members of a sheet or file of their own, by the keys of households of all sheets, with all faults."""
    if opened.members is None:
        return None, []
    members = gather(opened.members, opened.rules)
    by_name = any(one.sheet.recognition.column("village") is None for one in read)
    frames = [(one.sheet.name, one.frame) for one in read]
    joined, told = join(frames, members, opened.members, by_name=by_name)
    return joined, [members.all_faults, told]


def _classified(
    read: list[_Read], joined: pl.DataFrame | None, opened: OpenedList
) -> tuple[tuple[ClassifiedSheet, ...], list[tuple[str, list[str]]]]:
    """The sheets with their answers, and the notes of each; sheets of the same columns go as one table."""
    rules, frames, said = opened.rules, [], []
    for one in read:
        frame, notes = with_points(one.frame, rules, opened.asked.point_tables, opened.asked.region)
        if not rules.has_points and {INCOME_POINTS, DEPRIVATION_POINTS} & set(frame.columns):
            notes.append(f"Bỏ qua điểm B1, B2: {points_refused(rules)}")
        frames.append(frame)
        said.append((one.sheet.name, [*one.notes, *notes]))
    members = [one.members if one.members is not None else joined for one in read]
    groups: dict[object, list[int]] = {}
    for place, (frame, of_frame) in enumerate(zip(frames, members, strict=True)):
        schemas = [table.schema.items() for table in (frame, of_frame) if table is not None]
        groups.setdefault(tuple(frozenset(schema) for schema in schemas), []).append(place)
    found: dict[int, ClassifiedSheet] = {}
    for group in groups.values():
        apart = [table for place in group if (table := members[place]) is not None]
        answer = _answer(
            _one([frames[place] for place in group]),
            _one(apart) if apart and joined is None else joined,
            opened.rules,
        )
        for place in group:
            found[place] = _of_sheet(place, read[place], answer, members[place], opened)
    return tuple(found[place] for place in range(len(read))), said


def _one(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Tables of the same columns, in whatever order, as one."""
    return pl.concat([frame.select(frames[0].columns) for frame in frames]) if len(frames) > 1 else frames[0]


def _answer(frame: pl.DataFrame, members: pl.DataFrame | None, rules: Rules) -> pl.DataFrame:
    explained = classify(
        nw.from_native(frame.lazy()),
        rules,
        nw.from_native(members.lazy()) if members is not None else None,
        explain=True,
    )
    answer: pl.DataFrame = collect(with_reasons(explained, rules)).to_native()
    return answer.sort(HOUSEHOLD)


def _of_sheet(
    place: int, one: _Read, answer: pl.DataFrame, members: pl.DataFrame | None, opened: OpenedList
) -> ClassifiedSheet:
    """The part of an answer that is a sheet's own."""
    several = len(opened.sheets) > 1
    of_sheet = pl.col(HOUSEHOLD) // KEYS_OF_A_SHEET == place
    frame = answer.filter(of_sheet) if several else answer
    if several and one.sheet.recognition.column("village") is None:
        frame = _with_village(frame, one.sheet.name)
    own = members.select(ROW, HOUSEHOLD) if members is not None else None
    return ClassifiedSheet(
        one.sheet,
        frame,
        own.filter(of_sheet) if own is not None and several else own,
        one.sheet.recognition if one.members is not None else opened.members,
    )


def _left_out(opened: OpenedList) -> pl.DataFrame:
    """Sheets that are not classified are told as faults: nobody thinks that they were."""
    return pl.DataFrame(
        [
            {
                "sheet": one.sheet,
                "row": None,
                "column": "",
                "heading": "",
                "value": "",
                "reason": one.reason,
                "remedy": one.remedy,
            }
            for one in opened.left_out
        ],
        schema=FAULT_COLUMNS,
    )


def _with_evidence(opened: OpenedList) -> OpenedList:
    """The list without sheets that cannot be classified, which are told; refused where none is left."""
    kept, refused = [], []
    for sheet in opened.sheets:
        try:
            _refuse_without_evidence(sheet.recognition, opened)
        except (NoEvidenceError, LawError) as error:
            reason = f"trang chưa được phân loại: {str(error).rstrip('. ')}"
            refused.append(LeftOut(sheet.name, reason, "Bổ sung cột căn cứ vào trang này rồi gửi lại."))
            if len(refused) == len(opened.sheets):
                raise
        else:
            kept.append(sheet)
    return replace(opened, sheets=tuple(kept), left_out=(*opened.left_out, *refused)) if refused else opened


def _refuse_without_evidence(households: Recognition, opened: OpenedList) -> None:
    found = households.field_ids | (opened.members.field_ids if opened.members else frozenset())
    points = {INCOME_POINTS, DEPRIVATION_POINTS}
    other = (
        {INCOME, DEPRIVATION_COUNT, "deprivation_list"} & found
        or any(f.startswith(DEPRIVED) for f in found)
        or opened.members
    )
    if not households.has_evidence and opened.members is None:
        raise NoEvidenceError(
            "Không thấy cột nào cho biết thu nhập hay chỉ số thiếu hụt, nên chưa phân loại được hộ nào. "
            "Danh sách cần ít nhất «Điểm B1» và «Điểm B2», hoặc «Thu nhập bình quân đầu người» và các chỉ số "
            "thiếu hụt. Nếu cột có mà tiêu đề khác, chọn lại nội dung của cột."
        )
    if not opened.rules.has_points and points & found and not other:
        raise points_refused(opened.rules)


__all__ = ["STEPS", "Asked", "ClassifiedList", "NoEvidenceError", "OpenedList", "classify_list", "open_list"]
