"""The main job: a list of households as communes keep it in, who is poor and why out."""

from collections.abc import Callable
from dataclasses import dataclass

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.apps.exchange.lists.evidence import FAULT_COLUMNS, ROW, Evidence, gather
from giamngheo.apps.exchange.lists.members import looks_flat, split, with_keys
from giamngheo.apps.exchange.lists.opening import Asked, OpenedList, open_list
from giamngheo.apps.exchange.lists.points import with_points
from giamngheo.apps.exchange.lists.recognition import Recognition
from giamngheo.law.library import Rules, points_refused
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
class ClassifiedList:
    """The list with its answer: one row of `frame` a household, by `row` of the person's file.

    `members` holds the `row` of each member that was joined, in the table of `members_in`, and the row of its
    `household`.
    """

    opened: OpenedList
    frame: pl.DataFrame
    faults: pl.DataFrame
    notes: tuple[str, ...]
    members: pl.DataFrame | None = None
    members_in: Recognition | None = None

    @property
    def rules(self) -> Rules:
        """The standard that was applied."""
        return self.opened.rules

    @property
    def faulty_rows(self) -> int:
        """How many rows have a fault."""
        return self.faults.select("sheet", "row").n_unique()


def classify_list(opened: OpenedList, progress: Progress | None = None) -> ClassifiedList:
    """Read every cell, classify every household, and tell what could not be read; nothing is lost.

    Raises:
        NoEvidenceError: where no column speaks of income or deprivations.
        OpenLawError: where the list only holds what the law of the period leaves open (points from 2027 on).
    """
    rules, tell = opened.rules, progress or (lambda *_: None)
    total = opened.households.table.body.height
    _refuse_without_evidence(opened)
    tell(2, 0, total)
    households = gather(
        opened.households,
        rules,
        default=opened.default_residence,
        blank_is_no=opened.asked.mapping.blank_is_no,
    )
    members = gather(opened.members, rules) if opened.members is not None else None
    notes = list(opened.notes)
    breaks, members_in = opened.sub_headings, opened.members
    if opened.may_be_flat and looks_flat(households.frame, breaks):
        households, members = split(households, opened.households, breaks)
        members_in = opened.households
        notes.append("Danh sách được đọc là mỗi thành viên một dòng; kết quả ghi ở dòng đầu của mỗi hộ.")
    frame, member_frame, more = with_keys(households, members, opened.households, opened.members)
    frame, said = with_points(frame, rules, opened.asked.point_tables, opened.asked.region)
    notes += said
    tell(3, 0, total)
    if not rules.has_points and {INCOME_POINTS, DEPRIVATION_POINTS} & set(frame.columns):
        notes.append(f"Bỏ qua điểm B1, B2: {points_refused(rules)}")
    explained = classify(
        nw.from_native(frame.lazy()),
        rules,
        nw.from_native(member_frame.lazy()) if member_frame is not None else None,
        explain=True,
    )
    answer: pl.DataFrame = collect(with_reasons(explained, rules)).to_native().sort(ROW)
    tell(3, total, total)
    told = [households.all_faults, *([members.all_faults] if members else []), more, _left_out(opened)]
    faults = Evidence(frame, told)
    return ClassifiedList(
        opened,
        answer,
        faults.all_faults,
        tuple(notes),
        member_frame.select(ROW, HOUSEHOLD) if member_frame is not None else None,
        members_in,
    )


def _left_out(opened: OpenedList) -> pl.DataFrame:
    """Other sheets of households are told as faults: nobody thinks that they were classified."""
    return pl.DataFrame(
        [
            {
                "sheet": sheet,
                "row": 1,
                "column": "A",
                "heading": "",
                "value": "",
                "reason": "trang này cũng là danh sách hộ nhưng chưa được phân loại",
                "remedy": "Chọn trang này rồi phân loại riêng, hoặc gộp các trang vào một.",
            }
            for sheet in opened.left_out
        ],
        schema=FAULT_COLUMNS,
    )


def _refuse_without_evidence(opened: OpenedList) -> None:
    found = opened.households.field_ids | (opened.members.field_ids if opened.members else frozenset())
    points = {INCOME_POINTS, DEPRIVATION_POINTS}
    other = (
        {INCOME, DEPRIVATION_COUNT, "deprivation_list"} & found
        or any(f.startswith(DEPRIVED) for f in found)
        or opened.members
    )
    if not opened.households.has_evidence and opened.members is None:
        raise NoEvidenceError(
            "Không thấy cột nào cho biết thu nhập hay chỉ số thiếu hụt, nên chưa phân loại được hộ nào. "
            "Danh sách cần ít nhất «Điểm B1» và «Điểm B2», hoặc «Thu nhập bình quân đầu người» và các chỉ số "
            "thiếu hụt. Nếu cột có mà tiêu đề khác, chọn lại nội dung của cột."
        )
    if not opened.rules.has_points and points & found and not other:
        raise points_refused(opened.rules)


__all__ = ["STEPS", "Asked", "ClassifiedList", "NoEvidenceError", "OpenedList", "classify_list", "open_list"]
