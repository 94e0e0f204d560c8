"""The main job: a list of households as communes keep it in, who is poor and why out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.apps.exchange.evidence import ROW, Evidence, gather
from giamngheo.apps.exchange.members import split, with_keys
from giamngheo.apps.exchange.points import with_points
from giamngheo.apps.exchange.recognition import ColumnMapping, Recognition, recognise
from giamngheo.apps.exchange.residence import residence_in_title, residence_of
from giamngheo.foundation.sheets import Table, open_workbook, read_table
from giamngheo.foundation.sheets.errors import UnreadableFile
from giamngheo.law.library import NATION, LawError, Rules, points_refused, rules_for, rules_of
from giamngheo.law.vocabulary.standards import Residence
from giamngheo.measurement.engines import collect
from giamngheo.measurement.reasons import with_reasons
from giamngheo.measurement.run import classify
from giamngheo.measurement.tables import (
    DEPRIVATION_COUNT,
    DEPRIVATION_POINTS,
    HOUSEHOLD,
    INCOME,
    INCOME_POINTS,
)

STEPS = ("Đọc tệp", "Nhận cột", "Kiểm tra từng ô", "Phân loại", "Ghi kết quả")
Progress = Callable[[int, int, int], None]
"""Called with the step (from 0), rows done and rows in all."""


class NoEvidenceError(ValueError):
    """Nothing in the list speaks of income or of deprivations; the message says what columns are needed."""


@dataclass(frozen=True)
class Asked:
    """What the person said besides the file; `point_tables` is the data folder with loaded B1 tables."""

    day: date
    area_kind: str | None = None
    standard: str | None = None
    territory: str = NATION
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    point_tables: Path | None = None
    region: str | None = None

    def rules(self) -> Rules:
        """The standard that applies."""
        return rules_of(self.standard, self.day) if self.standard else rules_for(self.day, self.territory)


@dataclass(frozen=True)
class OpenedList:
    """A list with its columns recognised, before anything is computed."""

    path: Path
    rules: Rules
    households: Recognition
    members: Recognition | None
    default_residence: Residence | None
    notes: tuple[str, ...]
    asked: Asked

    @property
    def is_flat(self) -> bool:
        """Whether household and members stand in one list, a row a member."""
        return self.members is None and _is_of_members(self.households)


@dataclass(frozen=True)
class ClassifiedList:
    """The list with its answer: one row of `frame` a household, by `row` of the person's file."""

    opened: OpenedList
    frame: pl.DataFrame
    faults: pl.DataFrame
    notes: tuple[str, ...]

    @property
    def rules(self) -> Rules:
        """The standard that was applied."""
        return self.opened.rules

    @property
    def faulty_rows(self) -> int:
        """How many rows have a fault."""
        return self.faults.select("sheet", "row").n_unique()


def open_list(path: Path, asked: Asked, member_path: Path | None = None) -> OpenedList:
    """Read a file, find its list (and that of members, in another sheet or file), recognise the columns.

    Raises:
        UnreadableFile: where the file cannot be read or holds no list.
        LawError: where no standard applies.
        MappingError, UnknownResidenceError: where what the person said does not fit.
    """
    rules = asked.rules()
    others = _tables(member_path, ColumnMapping()) if member_path else []
    tables = _tables(path, asked.mapping) + others
    first = asked.mapping.sheet
    own = [table for table in tables if table.sheet == first] or tables[:1]
    recognised = [
        recognise(
            table,
            rules,
            *_said(table, asked.mapping, is_first=table is own[0], is_apart=any(t is table for t in others)),
        )
        for table in tables
    ]
    households = _households(recognised, first)
    members = next((r for r in recognised if r is not households and _is_of_members(r)), None)
    default, notes = _residence(households.table, asked, rules)
    return OpenedList(path, rules, households, members, default, (*notes, *_notes(households)), asked)


def _said(
    table: Table, mapping: ColumnMapping, *, is_first: bool, is_apart: bool
) -> tuple[Mapping[str, str | None], Mapping[str, int]]:
    """What the person says of the columns of this table and their units; `is_apart`: of a second file."""
    if is_first:
        return mapping.columns, mapping.units
    return (mapping.member_columns if is_apart or table.sheet == mapping.member_sheet else {}), {}


def _tables(path: Path, mapping: ColumnMapping) -> list[Table]:
    workbook = open_workbook(path)
    wanted = {mapping.sheet, mapping.member_sheet} - {None}
    names = [sheet.name for sheet in workbook.sheets]
    if missing := sorted(name for name in wanted if name and name not in names):
        raise UnreadableFile(f"Tệp không có trang «{missing[0]}». Các trang có: {', '.join(names)}.")
    tables = []
    for sheet in workbook.sheets:
        if wanted and sheet.name not in wanted:
            continue
        try:
            tables.append(
                read_table(
                    workbook, sheet.name, mapping.heading_rows if sheet.name == mapping.sheet else None
                )
            )
        except UnreadableFile:
            if len(workbook.sheets) == 1 or sheet.name in wanted:
                raise
    if not tables:
        raise UnreadableFile(f"Tệp «{path.name}» không có trang nào có bảng. Mở tệp, kiểm tra rồi gửi lại.")
    return tables


def _is_of_members(recognition: Recognition) -> bool:
    of_member = [c for c in recognition.columns if c.field is not None and c.field.of_member]
    return len(of_member) > 1 and "household" in recognition.field_ids


def _households(recognised: list[Recognition], wanted: str | None) -> Recognition:
    """The sheet that the person named, else the one that says most of households."""
    for recognition in recognised:
        if recognition.table.sheet == wanted:
            return recognition
    candidates = [r for r in recognised if not _is_of_members(r)] or recognised
    return max(candidates, key=lambda r: (r.has_evidence, len(r.field_ids), r.table.body.height))


def _residence(table: Table, asked: Asked, rules: Rules) -> tuple[Residence | None, list[str]]:
    told = asked.area_kind or asked.mapping.area_kind
    if told:
        return residence_of(told, rules), []
    lines = [cell for row in table.head.drop("row", "kind").iter_rows() for cell in row if cell]
    found = residence_in_title([line for line in lines if isinstance(line, str)], rules)
    if found is None:
        return None, []
    residence, line = found
    return residence, [f"Khu vực {residence.label}: theo dòng «{line}» phía trên bảng."]


def _notes(recognition: Recognition) -> list[str]:
    """What the product took for granted when it read the list."""
    notes = []
    fonts = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
    if recognition.table.encoding in fonts:
        notes.append(
            f"Tệp dùng phông {fonts[recognition.table.encoding]}; chữ đã được đổi sang Unicode để đọc."
        )
    income = recognition.column(INCOME)
    if income is not None and income.unit not in (None, 1):
        notes.append(
            f"Cột {income.letter} «{income.heading}» tính bằng {income.unit:,} đồng.".replace(",", ".")
        )
    if income is not None and income.per_year:
        notes.append(f"Cột {income.letter} «{income.heading}» là thu nhập cả năm, đã chia cho 12 tháng.")
    return notes


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
    if opened.is_flat:
        households, members = split(households)
    notes = list(opened.notes)
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
    faults = Evidence(frame, [households.all_faults, *([members.all_faults] if members else []), more])
    return ClassifiedList(opened, answer, faults.all_faults, tuple(notes))


def _refuse_without_evidence(opened: OpenedList) -> None:
    found = opened.households.field_ids | (opened.members.field_ids if opened.members else frozenset())
    points = {INCOME_POINTS, DEPRIVATION_POINTS}
    other = (
        {INCOME, DEPRIVATION_COUNT} & found or any(f.startswith("deprived_") for f in found) or opened.members
    )
    if not opened.households.has_evidence and opened.members is None:
        raise NoEvidenceError(
            "Không thấy cột nào cho biết thu nhập hay chỉ số thiếu hụt, nên chưa phân loại được hộ nào. "
            "Danh sách cần ít nhất «Điểm B1» và «Điểm B2», hoặc «Thu nhập bình quân đầu người» và các chỉ số "
            "thiếu hụt. Nếu cột có mà tiêu đề khác, chọn lại nội dung của cột."
        )
    if not opened.rules.has_points and points & found and not other:
        raise points_refused(opened.rules)


__all__ = [
    "HOUSEHOLD",
    "STEPS",
    "Asked",
    "ClassifiedList",
    "LawError",
    "OpenedList",
    "classify_list",
    "open_list",
]
