"""What the words of a heading mean besides the field: year, unit, official number, what they rule out."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from giamngheo.foundation.sheets import Heading, Table
from giamngheo.foundation.sheets.values import unit_of_heading
from giamngheo.foundation.text import plain
from giamngheo.law.library import Rules
from giamngheo.measurement.tables import DEPRIVED, deprived

_OFFICIAL_NUMBER = re.compile(r"^(?:chi so|chi tieu|cs|ct)?\s*(\d{1,2})$")
_PREFIXED_NUMBER = re.compile(r"^(?:chi so|chi tieu|cs|ct)\s*\d{1,2}$")
_LEADING_NUMBER = re.compile(r"^(\(?\d{1,2}\)?[.)]?\s+)(?=\D)")
_SHEET_LETTER = re.compile(r"\bB\s*[.\-–]?\s*([12])\b|\bB(II|I)\b")
_ASIDE = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"\bnam\b(?!\s*(19|20)\d\d)(?!\s*sinh)")
_MONTH = re.compile(r"(/|\bmot|\b1|\bhang|\bmoi|\btheo)\s*thang\b")
_DATED = re.compile(r"(?:19|20)\d\d")
LACKING = ("thieu hut", "chi so", "khong co", "thieu")
_HAVING = ("co ", "su dung ", "duoc ", "da co ", "so nguoi ", "so luong ")


def unaccented(text: str) -> str:
    """Lower case without accents, with punctuation kept: «/năm» is not «năm»."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def counts_a_year(heading: str) -> bool:
    """Whether an income is of a whole year: «/năm», «cả năm», but neither «năm 2025» nor «/tháng»."""
    words = unaccented(heading)
    return bool(_YEAR.search(words)) and not _MONTH.search(words)


def dated(heading: str) -> int:
    """The latest year that a heading names, 0 where it names none."""
    return max((int(year) for year in _DATED.findall(heading)), default=0)


def cleaned(heading: Heading) -> Heading:
    """The heading without its number («(4) BHYT»), its unit («(nghìn đồng)») and with B1, B2 written so."""
    path = tuple(_cleaned(part) for part in heading.path)
    return replace(heading, text=_cleaned(heading.text), path=path)


def _cleaned(text: str) -> str:
    without = _LEADING_NUMBER.sub("", text)
    if unit_of_heading(without) is not None:
        without = _ASIDE.sub(" ", without)
    return _SHEET_LETTER.sub(lambda found: f"B{found[1] or len(found[2])}", without).strip()


def numbered_deprivations(headings: Sequence[Heading], rules: Rules) -> dict[int, str]:
    """Columns headed 1 … 12 under «Chỉ số thiếu hụt», or «Chỉ số 1», «CS1»: the official numbers."""
    by_number = {text.number: deprived(text.id) for text in rules.standard.deprivations}
    found = {}
    for heading in headings:
        own = plain(heading.path[-1]) if heading.path else ""
        above = plain(" ".join(heading.path[:-1]))
        number = _OFFICIAL_NUMBER.match(own)
        said = any(word in above for word in LACKING) or _PREFIXED_NUMBER.match(own)
        if number and said and int(number[1]) in by_number:
            found[heading.index] = by_number[int(number[1])]
    return found


def rules_out(heading: Heading, field_id: str, *, exact: bool) -> bool:
    """Whether the words of a heading forbid the field that they resemble.

    «Chuẩn nghèo thu nhập» is the law's number, not the household's; «Có BHYT» says that it has one, which is
    the contrary of lacking it; a sub-heading is not the total that its parent counts.
    """
    words, own = plain(heading.text), plain(heading.path[-1]) if heading.path else ""
    above = plain(" ".join(heading.path[:-1]))
    if words.startswith(("chuan ", "muc chuan ")):
        return True
    if field_id.startswith(DEPRIVED):
        lacking = any(word in above or word in own for word in LACKING)
        return not lacking and not exact and own.startswith(_HAVING)
    if field_id in ("deprivation_count", "deprivation_list") and len(heading.path) > 1:
        return "chi so" not in own and "thieu hut" not in own
    return False


def unit_above(table: Table) -> int | None:
    """The unit that the lines above a table name for all its money: «Đơn vị tính: nghìn đồng»."""
    for row in table.head.drop("row", "kind").iter_rows():
        for cell in row:
            words = plain(cell) if isinstance(cell, str) else ""
            if words.startswith(("don vi tinh", "dvt", "don vi")) and (unit := unit_of_heading(cell)):
                return unit
    return None
