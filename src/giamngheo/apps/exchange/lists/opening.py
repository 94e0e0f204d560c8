"""Opening a list: which sheets hold the households, which the members, and what their columns are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from giamngheo.apps.exchange.lists.choosing import LeftOut, choose, is_of_members
from giamngheo.apps.exchange.lists.opening_notes import notes_on, together
from giamngheo.apps.exchange.lists.recognition import Column, ColumnMapping, Recognition, recognise
from giamngheo.apps.exchange.lists.residence import residence_in_title, residence_of
from giamngheo.apps.exchange.lists.shown import refuse_second_table, shown_tables, unread_sheet
from giamngheo.foundation.sheets import Table, UnreadableFile
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
    others = shown_tables(member_path, ColumnMapping())[0] if member_path else []
    tables, unread = shown_tables(path, mapping)
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
            refuse_second_table(one.table)
        except UnreadableFile as error:
            refused.append(unread_sheet(one.table.sheet, str(error)))
            if len(refused) == len(lists):
                raise
        else:
            kept.append(one)
    return kept, refused


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
