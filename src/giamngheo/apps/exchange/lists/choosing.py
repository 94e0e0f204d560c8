"""Which sheets of a workbook are lists of households, which is that of members, and what is left out."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from giamngheo.apps.exchange.lists.recognition import ColumnMapping, Recognition
from giamngheo.apps.exchange.lists.repeated import Repeated, repeated

_IDENTITY = {"household", "head"}
_COMMON_TOLD = 5


@dataclass(frozen=True)
class LeftOut:
    """A sheet that is not classified, told as a fault: nobody thinks that it was."""

    sheet: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Choice:
    """Lists of households in the order of the file, the list of members, and what is told of the rest."""

    lists: tuple[Recognition, ...]
    members: Recognition | None
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()


def choose(recognised: Sequence[Recognition], mapping: ColumnMapping, *, apart: int = 0) -> Choice:
    """Every list of households with evidence, or the one sheet that the person names.

    The last `apart` tables are of a second file, which holds members only.
    """
    own = recognised[: len(recognised) - apart]
    said = next((r for r in own if r.table.sheet == mapping.member_sheet), None)
    if mapping.sheet is not None:
        named = next(r for r in own if r.table.sheet == mapping.sheet)
        return Choice((named,), _members(recognised, (named,), said))
    of_households = [r for r in own if r is not said] or own
    told = {name for name, one in mapping.sheets.items() if one is not None}
    best = _best([r for r in of_households if r.table.sheet in told] or of_households)
    lists = _lists(of_households, best, told)
    members = _members(recognised, lists, said)
    again = repeated(lists)
    if again.pairs:
        return _only(best, lists, again.pairs, members)
    rest = [r for r in own if r is not members and not any(r is one for one in lists) and r.has_evidence]
    return Choice(
        lists,
        members,
        tuple(
            LeftOut(
                r.table.sheet,
                "trang này cũng là danh sách thành viên nhưng chưa được dùng",
                "Gộp các trang thành viên vào một, hoặc chọn trang danh sách hộ để phân loại riêng.",
            )
            for r in rest
            if is_of_members(r)
        ),
        _in_common(lists, again)
        + tuple(
            f"Trang «{r.table.sheet}» không có cột mã hộ hay họ tên chủ hộ nên không coi là danh sách hộ."
            for r in rest
            if not is_of_members(r)
        ),
    )


def is_of_members(recognition: Recognition) -> bool:
    """Whether the columns are those of a list with a row a member."""
    of_member = [c for c in recognition.columns if c.field is not None and c.field.of_member]
    names_people = bool({"person", "relationship"} & recognition.field_ids)
    return names_people and len(of_member) > 1 and "household" in recognition.field_ids


def _best(recognised: Sequence[Recognition]) -> Recognition:
    """The sheet that says most of households."""
    candidates = [r for r in recognised if not is_of_members(r)] or recognised
    return max(candidates, key=lambda r: (r.has_evidence, len(r.field_ids), r.table.body.height))


def _lists(own: Sequence[Recognition], best: Recognition, told: Set[str]) -> tuple[Recognition, ...]:
    """All lists of the kind of the best: with a row a household, else flat ones with a row a member.

    A sheet of which the person told columns (`told`) is a list whatever its columns are.
    """
    if is_of_members(best):
        flat = [r for r in own if r.table.sheet in told or (r.has_evidence and is_of_members(r))]
        full = [r for r in flat if r.table.sheet in told or _says_of_households(r)]
        return tuple(full or flat) if len(full) != 1 else (best,)
    identity = _IDENTITY & best.field_ids

    def belongs(r: Recognition) -> bool:
        if is_of_members(r):
            return False
        alike = _IDENTITY & r.field_ids if identity else best.field_ids <= r.field_ids
        return r.table.sheet in told or (bool(alike) and r.has_evidence and best.has_evidence)

    return tuple(r for r in own if r is best or belongs(r))


def _says_of_households(recognition: Recognition) -> bool:
    """Whether a flat list has evidence of households, beyond the answers of members."""
    of_household = tuple(c for c in recognition.columns if c.field is not None and not c.field.of_member)
    return Recognition(recognition.table, of_household).has_evidence


def _members(
    recognised: Sequence[Recognition], lists: Sequence[Recognition], said: Recognition | None
) -> Recognition | None:
    if said is not None and is_of_members(said):
        return said
    others = [r for r in recognised if not any(r is one for one in lists)]
    return next((r for r in others if is_of_members(r)), None)


def _only(
    best: Recognition,
    lists: Sequence[Recognition],
    pairs: Sequence[tuple[int, int]],
    members: Recognition | None,
) -> Choice:
    """Where two sheets are one list twice, only the best sheet counts; a person decides on the rest."""
    here = best.table.sheet
    remedy = "Chọn đúng trang cần phân loại, hoặc xoá trang trùng khỏi tệp rồi gửi lại."
    left_out = []
    for place, one in enumerate(lists):
        twins = [lists[a if b == place else b].table.sheet for a, b in pairs if place in (a, b)]
        if one is best:
            continue
        reason = "trang này cũng là danh sách hộ nhưng chưa được phân loại"
        if twins:
            reason += f": phần lớn số hộ trùng với {named(twins)}, nếu tính cả hai thì một hộ bị tính hai lần"
        left_out.append(LeftOut(one.table.sheet, reason, remedy))
    told = "; ".join(f"«{lists[a].table.sheet}» và «{lists[b].table.sheet}»" for a, b in pairs[:3])
    more = "; …" if len(pairs) > 3 else ""
    note = (
        f"Có trang chứa cùng một danh sách hộ: {told}{more}. Để không tính hai lần, chỉ phân loại trang "
        f"«{here}». Nếu cần trang khác, chọn trang đó; hoặc xoá trang trùng khỏi tệp rồi gửi lại."
    )
    return Choice((best,), members, tuple(left_out), (note,))


def _in_common(lists: Sequence[Recognition], again: Repeated) -> tuple[str, ...]:
    """Households that stand on two sheets of different lists: both are counted, so that is said."""
    return tuple(
        f"{n} hộ có cùng mã và cùng tên chủ hộ ở hai trang «{lists[a].table.sheet}», "
        f"«{lists[b].table.sheet}»; hộ được tính ở cả hai trang. Kiểm tra và xoá dòng thừa."
        for a, b, n in again.in_common[:_COMMON_TOLD]
    )


def named(sheets: Sequence[str]) -> str:
    """Names of sheets in a sentence: «Thôn Đông», «Thôn Tây» và 10 trang khác."""
    shown = ", ".join(f"«{sheet}»" for sheet in sheets[:3])
    return (
        f"{shown} và {len(sheets) - 3} trang khác" if len(sheets) > 4 else ", ".join(f"«{s}»" for s in sheets)
    )
