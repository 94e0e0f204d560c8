"""The form of a line: what happens, to which unit, and what else that asks for; nothing else is shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Max

from giamngheo.foundation.areas.choosing import Choice, choices, meant
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.typed_lines import TYPED_DEEDS, Deed, asked_again, read_typed
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.asked import words_in

# What a deed is called in an address.
DEEDS: Final = {
    "nhap": "merge",
    "chia": "split",
    "lap": "create",
    "doi-ten": "rename",
    "doi-loai": "change_kind",
    "doi-cap-tren": "move",
    "cham-dut": "end",
    "noi-nhan": "succeed",
}
# What stays in the form for the next line: the successor of several units, the parent of several new ones.
_STAYING: Final = {
    "merge": ("to_code",),
    "split": ("code",),
    "create": ("kind_words", "parent_code"),
    "change_kind": ("kind_words",),
    "move": ("parent_code",),
    "succeed": ("to_code",),
}
_IDS: Final = {
    "code": "don-vi",
    "to_code": "noi-nhan",
    "name": "ten",
    "kind_words": "loai",
    "parent_code": "cap-tren",
    "whole": "tron",
    "part": "ty-le",
}
_LABELS: Final = {
    "code": "Đơn vị",
    "to_code": "Chuyển về đơn vị",
    "name": "Tên mới",
    "kind_words": "Loại mới",
    "parent_code": "Thuộc đơn vị",
    "whole": "Chuyển trọn",
    "part": "Tỷ lệ của phần này",
}
_OWN_LABELS: Final = {
    ("merge", "code"): "Đơn vị bị nhập",
    ("merge", "to_code"): "Nhập vào đơn vị",
    ("split", "code"): "Đơn vị bị chia",
    ("split", "to_code"): "Một phần về đơn vị",
    ("create", "code"): "Mã",
    ("create", "name"): "Tên",
    ("create", "kind_words"): "Loại",
    ("move", "parent_code"): "Từ nay thuộc đơn vị",
    ("succeed", "code"): "Đơn vị cũ",
}
_UNITS: Final = ("code", "to_code", "parent_code")
_OFFERED: Final = 12
# A name of a file may be so long, and a unit stands in its field with its code in front.
_LONGEST: Final = 300


@dataclass(frozen=True)
class Field:
    """One field: its id on the page, its label, how it is filled in."""

    name: str
    id: str
    label: str
    sort: str  # unit_before, unit_on, kind, whole, text


@dataclass
class LineForm:
    """What was typed into which fields, what is wrong by the id of a field, among which units to choose."""

    deed: str
    typed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[Choice]] = field(default_factory=dict)
    lines: list[Change] = field(default_factory=list)
    place: int = 0

    @property
    def told(self) -> Deed:
        """What the deed is called and what it asks for."""
        return TYPED_DEEDS[self.deed]

    @property
    def fields(self) -> list[Field]:
        """The fields of the deed, in the order in which they are filled in."""
        return [_field(self.deed, name) for name in self.told.fields]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong in the order of the fields, then what concerns none of them."""
        ids = [one.id for one in self.fields]
        return [
            *((one, self.wrong[one]) for one in ids if one in self.wrong),
            *(("", said) for one, said in self.wrong.items() if one not in ids),
        ]

    @property
    def first_empty(self) -> str:
        """The id of the first field that waits to be filled in."""
        return next((one.id for one in self.fields if not self.typed.get(one.name)), "")

    def refuse(self, name: str, said: str) -> None:
        """Note what is wrong beside a field, with its line and its label."""
        one = _field(self.deed, name)
        self.wrong.setdefault(one.id, f"Dòng {self.place}, ô «{one.label}»: {said}")

    def staying(self) -> dict[str, str]:
        """What the form for the next line still holds, by the id of its field."""
        kept = {_field(self.deed, name).id: self.typed[name] for name in _STAYING.get(self.deed, ())}
        return {name: words for name, words in kept.items() if words}


def deed_in(address: Mapping[str, str]) -> str:
    """The deed that an address names; a merger where it names none."""
    return DEEDS.get(address.get("viec", ""), "merge")


def first_form(batch: Batch, address: Mapping[str, str]) -> LineForm:
    """A form for a new line, with what the address says of it."""
    form = LineForm(deed_in(address))
    for one in form.fields:
        words = words_in(address, one.id, _LONGEST)
        form.typed[one.name] = _shown(batch, one, words)
    return form


def form_of(batch: Batch, line: Change) -> LineForm:
    """The form that corrects a line."""
    form = LineForm(line.verb)
    kept = asked_again(line)
    form.typed = {one.name: _shown(batch, one, kept[one.name]) for one in form.fields}
    return form


def read_form(
    batch: Batch,
    deed: str,
    typed: Mapping[str, str],
    among: Collection[int] | None,
    line: Change | None = None,
) -> LineForm:
    """Read a form that was sent: as the lines it makes, or with what is wrong with it.

    `among`: the areas for which this person may prepare changes. `line`: the one that is corrected; what
    its fields held is left as it is where nobody changed it.
    """
    form = LineForm(deed, {one.name: words_in(typed, one.id, _LONGEST) for one in LineForm(deed).fields})
    form.place = line.place if line else (batch.changes.aggregate(last=Max("place"))["last"] or 0) + 1
    codes = dict(form.typed)
    kept = asked_again(line) if line else {}
    for one in form.fields:
        words = form.typed[one.name]
        if not one.sort.startswith("unit_") or not words:
            continue
        if words.split(" – ", maxsplit=1)[0] == kept.get(one.name):
            codes[one.name] = kept[one.name]
        else:
            codes[one.name] = _unit(form, batch, one, typed, among)
    read = read_typed(deed, codes, form.place)
    form.lines = [] if form.wrong else read.lines
    for name, fault in read.faults.items():
        form.refuse(name, f"{fault.sentence} Cách sửa: {fault.remedy}")
    return form


def _unit(
    form: LineForm, batch: Batch, one: Field, typed: Mapping[str, str], among: Collection[int] | None
) -> str:
    """The code of the unit that was typed or chosen; what keeps it from being clear is noted."""
    words = form.typed[one.name]
    before = one.sort == "unit_before"
    found = meant(batch, words, before=before, among=among)
    if len(found) == 1:
        return found[0].code
    chosen = words_in(typed, f"{one.id}-chon")
    # A choice holds for the words for which it was offered, not for others typed after.
    if words_in(typed, f"{one.id}-hoi", _LONGEST) == words and chosen in {unit.code for unit in found}:
        return chosen
    day = day_text(batch.day)
    if found:
        form.offered[one.id] = found[:_OFFERED]
        said = f"có {len(found)} đơn vị khớp «{words}». Cách sửa: chọn một đơn vị ở dưới ô này."
    elif among is not None and (outside := meant(batch, words, before=before)):
        said = (
            f"«{outside[0]}» ngoài phạm vi bạn được soạn thay đổi. "
            "Cách sửa: chọn đơn vị trong phạm vi của bạn, hoặc nhờ người quản trị của đơn vị cấp trên."
        )
    else:
        when = f"vào hôm trước ngày {day}" if before else f"trong ngày {day} khi đợt có hiệu lực"
        said = (
            f"không có đơn vị nào mang mã hoặc tên «{words}» {when}. Cách sửa: gõ mã, hoặc vài chữ đầu của "
            "tên rồi chọn trong danh sách gợi ý; đơn vị mới thì thêm dòng «Lập mới» trước."
        )
    form.refuse(one.name, said)
    return ""


def _shown(batch: Batch, one: Field, words: str) -> str:
    """A code as it stands in its field: with the name of its unit, where there is one."""
    if not one.sort.startswith("unit_") or not words:
        return words
    found = choices(batch, words, before=one.sort == "unit_before", limit=1)
    return str(found[0]) if found and found[0].code == words.split(" – ", maxsplit=1)[0] else words


def _field(deed: str, name: str) -> Field:
    is_unit = name in _UNITS and (deed, name) != ("create", "code")
    unit = ("unit_before" if name == "code" else "unit_on") if is_unit else ""
    sort = unit or {"kind_words": "kind", "whole": "whole"}.get(name, "text")
    own_id = "ma" if (deed, name) == ("create", "code") else _IDS[name]
    return Field(name, own_id, _OWN_LABELS.get((deed, name), _LABELS[name]), sort)
