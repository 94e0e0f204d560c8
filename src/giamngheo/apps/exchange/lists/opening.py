"""Opening a list: which sheet holds the households, which the members, and what its columns are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from giamngheo.apps.exchange.lists.opening_notes import notes_on
from giamngheo.apps.exchange.lists.recognition import ColumnMapping, Recognition, recognise
from giamngheo.apps.exchange.lists.residence import residence_in_title, residence_of
from giamngheo.foundation.sheets import Table, UnreadableFile, open_workbook, read_table
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
class OpenedList:
    """A list with its columns recognised, nothing computed yet; `left_out` names other such sheets."""

    path: Path
    rules: Rules
    households: Recognition
    members: Recognition | None
    default_residence: Residence | None
    notes: tuple[str, ...]
    asked: Asked
    left_out: tuple[str, ...] = ()
    file_name: str = ""

    @property
    def may_be_flat(self) -> bool:
        """Whether the columns are those of one list with a row a member; its rows decide."""
        return self.members is None and _is_of_members(self.households)

    @property
    def sub_headings(self) -> list[int]:
        """Rows that part the list, such as «Thôn Đông»: numbers of households begin again below them."""
        table = self.households.table
        return table.rows.filter(table.kinds == "group").get_column("row").to_list()


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
    _refuse_second_table(households.table)
    members = next((r for r in recognised if r is not households and _is_of_members(r)), None)
    default, notes = _residence(households.table, asked, rules)
    notes += notes_on(households, members, rules)
    left_out = () if first else tuple(_rivals(recognised, households, members))
    return OpenedList(path, rules, households, members, default, tuple(notes), asked, left_out, path.name)


def _rivals(recognised: list[Recognition], households: Recognition, members: Recognition | None) -> list[str]:
    """Other sheets that hold households with evidence: never dropped without a word."""
    others = [r for r in recognised if r is not households and r is not members]
    return [r.table.sheet for r in others if r.has_evidence and not _is_of_members(r)]


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
    tables: list[Table] = []
    shown = [sheet for sheet in workbook.sheets if sheet.visible] or list(workbook.sheets)
    for sheet in workbook.sheets if wanted else shown:
        if wanted and sheet.name not in wanted:
            continue
        of_list = sheet.name == mapping.sheet or (mapping.sheet is None and not tables)
        try:
            tables.append(read_table(workbook, sheet.name, mapping.heading_rows if of_list else None))
        except UnreadableFile:
            if len(workbook.sheets) == 1 or sheet.name in wanted:
                raise
    if not tables:
        raise UnreadableFile(f"Tệp «{path.name}» không có trang nào có bảng. Mở tệp, kiểm tra rồi gửi lại.")
    return tables


def _is_of_members(recognition: Recognition) -> bool:
    of_member = [c for c in recognition.columns if c.field is not None and c.field.of_member]
    names_people = bool({"person", "relationship"} & recognition.field_ids)
    return names_people and len(of_member) > 1 and "household" in recognition.field_ids


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
