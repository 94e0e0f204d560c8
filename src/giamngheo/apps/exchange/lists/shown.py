"""Which sheets of a file are read: those that are shown or named; an unreadable one loses no other."""

from pathlib import Path

from giamngheo.apps.exchange.lists.choosing import LeftOut
from giamngheo.apps.exchange.lists.recognition import ColumnMapping
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


def shown_tables(path: Path, mapping: ColumnMapping) -> tuple[list[Table], list[LeftOut]]:
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
                unread.append(unread_sheet(name, message))
    if not tables:
        raise UnreadableFile(f"Tệp «{path.name}» không có trang nào có bảng. Mở tệp, kiểm tra rồi gửi lại.")
    return tables, unread


def _is_blank(workbook: Workbook, sheet: str) -> bool:
    try:
        return not read_cells(workbook, sheet).height
    except UnreadableFile:
        return False


def unread_sheet(sheet: str, message: str) -> LeftOut:
    """A sheet that could not be read, as it is told."""
    reason = f"trang không đọc được nên chưa được phân loại ({message.rstrip('. ')})"
    return LeftOut(sheet, reason, "Sửa trang này rồi gửi lại; các trang khác vẫn được phân loại.")


def refuse_second_table(table: Table) -> None:
    """A list whose columns change their meaning half way down is never read under its first heading."""
    levels = {f"c{h.index}": {plain(level) for level in (h.text, *h.path)} for h in table.headings}
    for row in table.rows.filter(table.kinds == "heading").iter_rows(named=True):
        told = {name: plain(str(cell)) for name, cell in row.items() if name in levels and cell is not None}
        if any(words and words not in levels[name] for name, words in told.items()):
            raise UnreadableFile(
                f"Trang «{table.sheet}», dòng {row['row']}: có tiêu đề khác với tiêu đề ở đầu bảng, "
                "nghĩa là hai bảng nằm chồng nhau. Tách mỗi bảng ra một trang hoặc một tệp rồi gửi lại."
            )
