"""What the product took for granted when it read a list, told before anything is computed."""

from collections.abc import Sequence

from giamngheo.apps.exchange.lists.choosing import named
from giamngheo.apps.exchange.lists.fields import FieldKind
from giamngheo.apps.exchange.lists.headings import LACKING, cleaned
from giamngheo.apps.exchange.lists.recognition import Column, Recognition
from giamngheo.foundation.sheets import match_headings
from giamngheo.foundation.text import plain, whole
from giamngheo.law.library import Rules, standards
from giamngheo.law.vocabulary.evidence import INCOME, INCOME_POINTS
from giamngheo.measurement.tables import DEPRIVATION_COUNT, DEPRIVATION_POINTS, DEPRIVED

_FONTS = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
_OTHER_STANDARD = 2  # so many columns named like another standard's indicators are no accident


def notes_on(households: Recognition, members: Recognition | None, rules: Rules) -> list[str]:
    """Sentences for the person, in the order in which they should look at them."""
    notes = list(households.doubts)
    if households.table.encoding in _FONTS:
        font = _FONTS[households.table.encoding]
        notes.append(f"Tệp dùng phông {font}; chữ đã được đổi sang Unicode để đọc.")
    notes += _on_income(households)
    notes += _on_ticks(households)
    notes += _on_what_is_missing(households, members, rules)
    notes += _on_other_standards(households, rules)
    return notes


def together(said: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """Notes of several sheets, each sentence once: what not all of them say names its sheets."""
    sheets_of: dict[str, list[str]] = {}
    for sheet, notes in said:
        for note in notes:
            sheets_of.setdefault(note, []).append(sheet)
    return [
        note if len(sheets) == len(said) else f"Trang {named(sheets)}: {note}"
        for note, sheets in sheets_of.items()
    ]


def _on_income(households: Recognition) -> list[str]:
    income = households.column(INCOME)
    if income is None:
        return []
    notes = []
    named = f"Cột {income.letter} «{income.heading}»"
    if income.unit not in (None, 1):
        notes.append(f"{named} tính bằng {whole(income.unit or 1)} đồng.")
    if income.per_year:
        notes.append(f"{named} là thu nhập cả năm, đã chia cho 12 tháng.")
    return notes


def _on_ticks(households: Recognition) -> list[str]:
    """A column «Việc làm» with «có» may mean that there is work: what it is taken for is said."""
    unsaid = [
        column.letter
        for column in households.columns
        if column.field is not None
        and column.field.id.startswith(DEPRIVED)
        and not any(word in plain(column.heading) for word in LACKING)
        and _says_have(column)
    ]
    if not unsaid:
        return []
    return [f"Ở cột {', '.join(unsaid)}, «có» được hiểu là CÓ THIẾU HỤT. Nếu ngược lại, bỏ chọn cột đó."]


def _says_have(column: Column) -> bool:
    return any(plain(sample) in ("co", "khong") for sample in column.samples)


def _on_what_is_missing(households: Recognition, members: Recognition | None, rules: Rules) -> list[str]:
    held = households.field_ids | (members.field_ids if members is not None else frozenset())
    answers = any(c.field is not None and c.field.kind is FieldKind.CHOICE for c in households.columns)
    notes = []
    if not {INCOME, INCOME_POINTS} & held and not answers:
        points = " hoặc điểm B1" if rules.has_points else ""
        notes.append(
            f"Không thấy cột thu nhập bình quân đầu người{points}: không hộ nào xác định được. "
            "Nếu có cột đó với tên khác, chọn lại nội dung của cột."
        )
    counted = {DEPRIVATION_POINTS, DEPRIVATION_COUNT, "deprivation_list"} & held
    ticked = any(name.startswith(DEPRIVED) for name in held)
    if not counted and not ticked and members is None and not answers:
        notes.append(
            "Không thấy cột chỉ số thiếu hụt nào: hộ từ chuẩn thu nhập trở xuống sẽ «Chưa xác định». "
            "Nếu có cột đó với tên khác, chọn lại nội dung của cột."
        )
    return notes


def _on_other_standards(households: Recognition, rules: Rules) -> list[str]:
    free = [h for h in households.table.headings if households.columns[h.index].field is None]
    own = {text.id for text in rules.standard.deprivations}
    for pack in standards().values():
        words = {text.id: (text.name,) for text in pack.standard.deprivations if text.id not in own}
        matched = match_headings([cleaned(heading) for heading in free], words)
        alike = [match for match in matched.values() if match.score > 0.9]
        if len(alike) >= _OTHER_STANDARD:
            return [
                f"Một số cột là chỉ số của {pack.standard.short_name}, nhưng ngày {rules.day:%d/%m/%Y} "
                f"áp dụng {rules.standard.short_name}. Kiểm tra lại ngày áp dụng."
            ]
    return []
