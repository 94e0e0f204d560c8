"""Opening a list: which sheets hold the households, which the members, and what their columns are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from giamngheo.apps.exchange.lists.choosing import LeftOut, choose, is_of_members
from giamngheo.apps.exchange.lists.opening_notes import notes_on, together
from giamngheo.apps.exchange.lists.recognition import Column, ColumnMapping, Recognition, recognise
from giamngheo.apps.exchange.lists.residence import residence_in_title, residence_of
from giamngheo.foundation.sheets import (
    Table,
    UnreadableFile,
    Workbook,
    open_workbook,
    read_cells,
    read_table,
    with_visibility,
)
from giamngheo.foundation.text import plain
from giamngheo.law.library import NATION, NoStandardError, Rules, rules_for, rules_of, standards
from giamngheo.law.vocabulary.standards import Residence


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
        """The standard that applies.

        Raises:
            NoStandardError: where none covers the day, or a territory is named that has none of its own.
        """
        if self.standard:
            return rules_of(self.standard, self.day)
        places = {pack.standard.territory for pack in standards().values()}
        if self.territory not in places:
            raise NoStandardError(
                f"Không có chuẩn riêng nào cho «{self.territory}». Bỏ --territory để dùng chuẩn quốc gia, "
                "hoặc nạp chuẩn của tỉnh vào thư mục GIAMNGHEO_LAW."
            )
        return rules_for(self.day, self.territory)


@dataclass(frozen=True)
class HouseholdSheet:
    """One sheet of households: what its columns are, and the residence of rows that name none."""

    recognition: Recognition
    default_residence: Residence | None = None

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.recognition.table.sheet

    @property
    def sub_headings(self) -> list[int]:
        """Rows that part the list, such as «Thôn Đông»: numbers of households begin again below them."""
        table = self.recognition.table
        return table.rows.filter(table.kinds == "group").get_column("row").to_list()


@dataclass(frozen=True)
class OpenedList:
    """A list with its columns recognised, nothing computed yet: one or more `sheets` of households.

    `left_out` are other such sheets of the file, and sheets that could not be read.
    """

    path: Path
    rules: Rules
    sheets: tuple[HouseholdSheet, ...]
    members: Recognition | None
    notes: tuple[str, ...]
    asked: Asked
    left_out: tuple[LeftOut, ...] = ()
    file_name: str = ""

    @property
    def households(self) -> Recognition:
        """The columns of the first sheet of households, which is the only one of most lists."""
        return self.sheets[0].recognition

    @property
    def height(self) -> int:
        """How many rows all sheets of households have."""
        return sum(sheet.recognition.table.body.height for sheet in self.sheets)

    def may_be_flat(self, sheet: HouseholdSheet) -> bool:
        """Whether the columns are those of one list with a row a member; its rows decide."""
        return self.members is None and is_of_members(sheet.recognition)


def alike(sheets: Sequence[HouseholdSheet]) -> list[list[HouseholdSheet]]:
    """Sheets whose columns are the same in groups, in the order of the file: they are shown once."""
    groups: dict[tuple[Column, ...], list[HouseholdSheet]] = {}
    for sheet in sheets:
        same = tuple(replace(column, samples=()) for column in sheet.recognition.columns)
        groups.setdefault(same, []).append(sheet)
    return list(groups.values())


def open_list(path: Path, asked: Asked, member_path: Path | None = None) -> OpenedList:
    """Read a file, find its lists (and that of members, in another sheet or file), recognise the columns.

    Raises:
        UnreadableFile: where the file cannot be read or holds no list.
        LawError: where no standard applies.
        MappingError, UnknownResidenceError: where what the person said does not fit.
    """
    rules, mapping = asked.rules(), asked.mapping
    others = _tables(member_path, ColumnMapping())[0] if member_path else []
    tables, unread = _tables(path, mapping)
    first = next((table for table in tables if table.sheet == mapping.sheet), tables[0])
    recognised = [
        recognise(table, rules, *_said(table, mapping, is_first=table is first)) for table in tables
    ]
    recognised += [recognise(table, rules, mapping.member_columns) for table in others]
    choice = choose(recognised, mapping, apart=len(others))
    lists, refused = _whole(choice.lists)
    sheets, said = [], []
    for one in lists:
        default, notes = _residence(one.table, asked, rules)
        sheets.append(HouseholdSheet(one, default))
        said.append((one.table.sheet, notes + notes_on(one, choice.members, rules)))
    left_out = (*choice.left_out, *refused, *([] if mapping.sheet else unread))
    notes = [*choice.notes, *together(said)]
    return OpenedList(path, rules, tuple(sheets), choice.members, tuple(notes), asked, left_out, path.name)


def _whole(lists: Sequence[Recognition]) -> tuple[list[Recognition], list[LeftOut]]:
    """Lists that are one table each; one that is not is told, or refused where it is the only one."""
    kept, refused = [], []
    for one in lists:
        try:
            _refuse_second_table(one.table)
        except UnreadableFile as error:
            refused.append(_unread(one.table.sheet, str(error)))
            if len(refused) == len(lists):
                raise
        else:
            kept.append(one)
    return kept, refused


def _unread(sheet: str, message: str) -> LeftOut:
    reason = f"trang không đọc được nên chưa được phân loại ({message.rstrip('. ')})"
    return LeftOut(sheet, reason, "Sửa trang này rồi gửi lại; các trang khác vẫn được phân loại.")


def _refuse_second_table(table: Table) -> None:
    """A list whose columns change their meaning half way down is never read under its first heading."""
    levels = {f"c{h.index}": {plain(level) for level in (h.text, *h.path)} for h in table.headings}
    for row in table.rows.filter(table.kinds == "heading").iter_rows(named=True):
        told = {name: plain(str(cell)) for name, cell in row.items() if name in levels and cell is not None}
        if any(words and words not in levels[name] for name, words in told.items()):
            raise UnreadableFile(
                f"Trang «{table.sheet}», dòng {row['row']}: có tiêu đề khác với tiêu đề ở đầu bảng, "
                "nghĩa là hai bảng nằm chồng nhau. Tách mỗi bảng ra một trang hoặc một tệp rồi gửi lại."
            )


def _said(
    table: Table, mapping: ColumnMapping, *, is_first: bool
) -> tuple[Mapping[str, str | None], Mapping[str, int]]:
    """What the person says of the columns of this table and their units."""
    own = mapping.sheets.get(table.sheet)
    if own is not None:
        return own.columns, own.units
    if is_first:
        return mapping.columns, mapping.units
    return (mapping.member_columns if table.sheet == mapping.member_sheet else {}), {}


def _tables(path: Path, mapping: ColumnMapping) -> tuple[list[Table], list[LeftOut]]:
    """The tables of the sheets that are shown or named; one that cannot be read does not lose the rest."""
    workbook = open_workbook(path)
    named = {mapping.sheet, mapping.member_sheet} - {None}
    names = [sheet.name for sheet in workbook.sheets]
    if missing := sorted(name for name in {*named, *mapping.sheets} if name and name not in names):
        raise UnreadableFile(f"Tệp không có trang «{missing[0]}». Các trang có: {', '.join(names)}.")
    if len(names) > 1:
        workbook = with_visibility(workbook)
    all_shown = mapping.sheet is None
    shown = [sheet.name for sheet in workbook.sheets if sheet.visible] or names
    left_alone = {name for name, said in mapping.sheets.items() if said is None}
    tables: list[Table] = []
    unread: list[LeftOut] = []
    for name in names:
        if name not in named and not (all_shown and name in shown and name not in left_alone):
            continue
        own = mapping.sheets.get(name)
        of_list = name == mapping.sheet or (mapping.sheet is None and not tables)
        heading_rows = own.heading_rows if own else mapping.heading_rows if of_list else None
        try:
            tables.append(read_table(workbook, name, heading_rows))
        except UnreadableFile as error:
            if len(names) == 1 or name in named:
                raise
            if not _is_blank(workbook, name):
                message = str(error).replace(f"Tệp «{path.name}»", "Trang này")
                unread.append(_unread(name, message))
    if not tables:
        raise UnreadableFile(f"Tệp «{path.name}» không có trang nào có bảng. Mở tệp, kiểm tra rồi gửi lại.")
    return tables, unread


def _is_blank(workbook: Workbook, sheet: str) -> bool:
    try:
        return not read_cells(workbook, sheet).height
    except UnreadableFile:
        return False


def _residence(table: Table, asked: Asked, rules: Rules) -> tuple[Residence | None, list[str]]:
    own = asked.mapping.sheets.get(table.sheet)
    told = (own.area_kind if own else None) or asked.area_kind or asked.mapping.area_kind
    if told:
        return residence_of(told, rules), []
    lines = [cell for row in table.head.drop("row", "kind").iter_rows() for cell in row if cell]
    found = residence_in_title([line for line in lines if isinstance(line, str)], rules)
    if found is None:
        return None, []
    residence, line = found
    return residence, [f"Khu vực {residence.label}: theo dòng «{line}» phía trên bảng."]
