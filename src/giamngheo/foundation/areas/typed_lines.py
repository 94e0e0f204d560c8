"""Lines that a person types on a page, by what happens to a unit: the words and checks are those of a file.

Who merges or divides a unit types it once: the unit ends and is carried to another, two lines of the batch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from unicodedata import normalize

import polars as pl

from giamngheo.foundation.areas.batch_files import DEEDS, FIELDS, USED, lines_of
from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.areas.line_files import ROW, Fault
from giamngheo.foundation.areas.models import Change
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.areas.villages import next_village_code


@dataclass(frozen=True)
class Deed:
    """What happens to a unit: its words, the lines that it makes, the fields that it asks for.

    `said` is what the lines say without being asked.
    """

    label: str
    about: str
    lines: tuple[Verb, ...]
    fields: tuple[str, ...]
    said: Mapping[str, str] = field(default_factory=dict)


TYPED_DEEDS: Final = {
    "merge": Deed(
        "Nhập",
        "Đơn vị chấm dứt, toàn bộ nhập vào một đơn vị khác. Nhập nhiều đơn vị: thêm lần lượt từng đơn vị.",
        (Verb.END, Verb.SUCCEED),
        ("to_code", "code"),
        {"whole": "có"},
    ),
    "split": Deed(
        "Chia",
        "Đơn vị chấm dứt, mỗi phần về một nơi. Thêm lần lượt từng nơi nhận, ít nhất hai nơi.",
        (Verb.END, Verb.SUCCEED),
        ("code", "to_code", "part"),
        {"whole": "không"},
    ),
    "create": Deed(
        "Lập mới",
        "Các đơn vị nhập lại thành một đơn vị mới: lập đơn vị mới ở đây trước, rồi nhập từng đơn vị cũ vào.",
        (Verb.CREATE,),
        ("kind_words", "name", "parent_code", "code"),
    ),
    "rename": Deed("Đổi tên", "Đơn vị vẫn như cũ, chỉ tên khác.", (Verb.RENAME,), ("code", "name")),
    "change_kind": Deed(
        "Đổi loại",
        "Ví dụ xã thành phường, thôn thành tổ dân phố.",
        (Verb.CHANGE_KIND,),
        ("code", "kind_words"),
    ),
    "move": Deed(
        "Đổi cấp trên",
        "Đơn vị giữ nguyên nhưng thuộc về đơn vị cấp trên khác.",
        (Verb.MOVE,),
        ("code", "parent_code"),
    ),
    "end": Deed(
        "Chấm dứt",
        "Chỉ chấm dứt: chưa rõ chuyển về đâu, hoặc nơi nhận ghi ở dòng khác.",
        (Verb.END,),
        ("code",),
    ),
    "succeed": Deed(
        "Chuyển về",
        "Chỉ ghi nơi nhận, khi đơn vị cũ đã có dòng chấm dứt.",
        (Verb.SUCCEED,),
        ("code", "to_code", "whole", "part"),
    ),
}
_VILLAGES: Final = {kind.value for kind in Kind if kind.tier is Tier.VILLAGE}
_DEED_WORDS: Final = {verb: words for words, verb in reversed(DEEDS.items())}


@dataclass(frozen=True)
class TypedLines:
    """The lines that were typed, or by field what is wrong with them."""

    lines: list[Change]
    faults: dict[str, Fault]


def read_typed(deed: str, typed: Mapping[str, str], place: int) -> TypedLines:
    """Read the fields of a deed of `TYPED_DEEDS` as lines from this place on; `kind_words` holds a kind.

    A new village without a code is given the next one of its commune.
    """
    told = TYPED_DEEDS[deed]
    said = {name: " ".join(normalize("NFC", typed.get(name, "")).split()) for name in told.fields}
    kind = said.get("kind_words", "")
    if kind in Kind.values:
        said["kind_words"] = Kind(kind).label
    if deed == "create" and kind in _VILLAGES and said["parent_code"] and not said["code"]:
        said["code"] = next_village_code(said["parent_code"])
    rows = [
        {"deed": _DEED_WORDS[verb]}
        | {
            name: words
            for name, words in {**said, **told.said}.items()
            if words and (name not in USED or verb in USED[name])
        }
        for verb in told.lines
    ]
    frame = pl.DataFrame(
        [{ROW: place + number, "is_body": True, **row} for number, row in enumerate(rows)],
        schema={ROW: pl.Int64, "is_body": pl.Boolean, **dict.fromkeys(FIELDS, pl.String)},
    )
    read = lines_of(frame)
    faults: dict[str, Fault] = {}
    for fault in read.faults:
        faults.setdefault(fault.field, fault)
    if deed == "create" and not said["code"] and {"kind_words", "parent_code"} & faults.keys():
        faults.pop("code", None)  # only a kind and a parent tell whether a code is asked for
    return TypedLines([] if faults else read.changes(), faults)


def asked_again(line: Change) -> dict[str, str]:
    """What the fields of a line held when it was typed, to be corrected."""
    share = "" if line.share is None else f"{line.share.normalize():f}".replace(".", ",")
    return {
        "code": line.code,
        "to_code": line.to_code,
        "name": line.name,
        "kind_words": line.kind,
        "parent_code": line.parent_code,
        "whole": "" if line.is_whole is None else "có" if line.is_whole else "không",
        "part": share,
    }
