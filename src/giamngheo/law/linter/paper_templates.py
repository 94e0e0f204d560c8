"""Checks of kinds of papers and their templates: known places and fields, texts in force, periods apart."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from giamngheo.law.library import BrokenPackError
from giamngheo.law.linter.findings import Finding, below
from giamngheo.law.linter.instruments import citations
from giamngheo.law.papers.template_library import FILE, KINDS, kinds_under, read_template, template_files
from giamngheo.law.vocabulary.paper_templates import (
    HEADING_PLACES,
    AnnexTemplate,
    Basis,
    Each,
    Group,
    PaperKind,
    Paragraph,
    Piece,
    Place,
    Rows,
    Template,
    places_in,
)
from giamngheo.law.vocabulary.texts import Instrument

# All that a paper which hangs in public may tell of a household in a row.
_PUBLIC: Final = frozenset({"head", "village", "members", "proposed_class", "class_before", "result"})
# Read by everybody who has the check code, so that they name no person.
_OF_THE_ISSUER: Final = frozenset({"unit", "unit_above", "village"})


def check_papers(laws: Sequence[Path], instruments: Mapping[str, Instrument], found: list[Finding]) -> None:
    """Everything that does not hold in the kinds and templates of these law folders goes to `found`."""
    kinds: dict[str, PaperKind] = {}
    for law in laws:
        try:
            kinds |= kinds_under(law)
        except BrokenPackError as error:
            found.append(Finding(KINDS, str(error)))
    for kind in kinds.values():
        found.extend(_of_kind(kind))
    standing: dict[str, Template] = {}
    for law in laws:
        drafts = dict(_read(law, found))
        for place, template in drafts.items():
            found.extend(citations(template, place, instruments))
            if template.kind not in kinds:
                found.append(
                    Finding(f"{place} › kind", f"không có loại văn bản «{template.kind}» trong {KINDS}.")
                )
                continue
            found.extend(_of_template(template, kinds[template.kind], place, instruments))
        found.extend(_overlaps(list(drafts.values())))
        standing |= {one.id: one for one in drafts.values()}
    written = {one.kind for one in standing.values() if not one.units}
    found.extend(
        Finding(f"{KINDS} › {kind}", "loại văn bản này chưa có mẫu nào dùng cho mọi đơn vị; thêm một mẫu.")
        for kind in kinds
        if kind not in written
    )


def _read(law: Path, found: list[Finding]) -> Iterator[tuple[str, Template]]:
    for path in template_files(law):
        place = f"{below(path.parent, law)}/{FILE}"
        try:
            yield place, read_template(path)
        except BrokenPackError as error:
            found.append(Finding(place, str(error)))


def _of_kind(kind: PaperKind) -> Iterator[Finding]:
    place = f"{KINDS} › {kind.id}"
    names = [*HEADING_PLACES, *(one.id for one in kind.places), *(one.id for one in kind.tables)]
    for name, times in Counter(names).items():
        if times > 1:
            yield Finding(place, f"tên «{name}» dùng hai lần; mỗi chỗ trống, mỗi bảng một tên riêng.")
    for table in kind.tables:
        fields = [one.id for one in table.fields]
        if len(set(fields)) < len(fields) or not fields:
            yield Finding(f"{place} › {table.id}", "bảng không có cột, hoặc hai cột trùng tên.")
        for field in fields:
            if kind.is_public and field not in _PUBLIC:
                yield Finding(
                    f"{place} › {table.id} › {field}",
                    "văn bản niêm yết công khai không được có cột này; bỏ cột để không lộ thông tin cá nhân.",
                )


def _of_template(
    template: Template, kind: PaperKind, place: str, instruments: Mapping[str, Instrument]
) -> Iterator[Finding]:
    if not template.periods:
        yield Finding(f"{place} › periods", "chưa ghi thời gian áp dụng.")
    known = {*HEADING_PLACES, *(one.id for one in kind.places)}
    for text in template.texts():
        yield from _unknown_places(text, known, place)
    if places_in(template.title):
        yield Finding(f"{place} › title", "tên loại văn bản ai có mã cũng đọc được, không được có chỗ trống.")
    for name in {*places_in(template.issuer), *places_in(template.issuer_above)} - _OF_THE_ISSUER:
        yield Finding(
            f"{place} › issuer", f"cơ quan ban hành ai có mã cũng đọc được, không được có chỗ trống «{name}»."
        )
    for number, basis in enumerate(template.bases, start=1):
        where = f"{place} › bases › {number}"
        if (basis.clause is None) == (not basis.text):
            yield Finding(where, "mỗi căn cứ ghi hoặc điều khoản (clause), hoặc lời (text).")
        elif basis.clause is not None and basis.clause.instrument in instruments:
            yield from _not_in_force(template, basis, instruments[basis.clause.instrument], where)
        yield from _unknown_when(basis.when, "", kind, where)
    for annex in template.annexes:
        yield from _unknown_when(annex.when, annex.unless, kind, f"{place} › annexes › {annex.title}")
    for piece in (one for body in template.bodies() for one in body):
        yield from _of_piece(piece, kind, place)
    if not template.signatures or not all(one.capacity for one in template.signatures):
        yield Finding(f"{place} › signatures", "chưa ghi ai ký với chức vụ gì.")


def _of_piece(piece: Piece | AnnexTemplate, kind: PaperKind, place: str) -> Iterator[Finding]:
    yield from _unknown_when(piece.when, piece.unless, kind, place)
    if not isinstance(piece, Each | Group | Rows):
        return
    where, table = f"{place} › {piece.table}", kind.table(piece.table)
    if table is None:
        yield Finding(where, f"loại văn bản «{kind.id}» không có bảng này.")
        return
    fields = {one.id: one for one in table.fields}
    known = {*HEADING_PLACES, *(one.id for one in kind.places), *fields}
    if isinstance(piece, Each):
        yield from _unknown_places(piece.text, known, where)
        return
    if isinstance(piece, Group):
        yield from _of_group(piece, known, where)
        return
    yield from _of_columns(piece, kind, fields, where)


def _of_group(piece: Group, known: set[str], where: str) -> Iterator[Finding]:
    for one in piece.body:
        yield from _unknown_places(one.text, known, where)
        yield from _unknown_places(one.lead if isinstance(one, Paragraph) else "", known, where)
        for name in (one.when, one.unless):
            if name and name not in known:
                yield Finding(where, f"điều kiện «{name}» không phải cột của bảng hay chỗ trống.")


def _of_columns(piece: Rows, kind: PaperKind, fields: Mapping[str, Place], where: str) -> Iterator[Finding]:
    known = {*HEADING_PLACES, *(one.id for one in kind.places)}
    for column in piece.columns:
        at = f"{where} › {column.heading}"
        yield from _unknown_places(column.heading, known, at)
        if column.when and kind.place(column.when) is None:
            yield Finding(at, f"điều kiện «{column.when}» không phải chỗ trống của loại văn bản này.")
        if column.field and column.field not in fields:
            yield Finding(at, f"bảng không có cột «{column.field}».")
        elif column.is_summed and (not column.field or fields[column.field].kind != "number"):
            yield Finding(at, "chỉ cộng được cột số.")
        if column.share <= 0:
            yield Finding(at, "phần rộng của cột phải lớn hơn 0.")
    if piece.total and not any(one.field and not one.is_summed for one in piece.columns):
        yield Finding(where, "dòng cộng cần một cột không cộng để ghi chữ.")


def _unknown_places(text: str, known: set[str], place: str) -> Iterator[Finding]:
    for name in places_in(text):
        if name not in known:
            yield Finding(place, f"chỗ trống «{{{name}}}» không có trong loại văn bản này; xem {KINDS}.")


def _unknown_when(when: str, unless: str, kind: PaperKind, place: str) -> Iterator[Finding]:
    for name in (when, unless):
        if name and kind.place(name) is None and kind.table(name) is None:
            yield Finding(place, f"điều kiện «{name}» không phải chỗ trống hay bảng của loại văn bản này.")


def _not_in_force(template: Template, basis: Basis, text: Instrument, place: str) -> Iterator[Finding]:
    """A text that is cited on papers of days before it was issued, or after it ended."""
    first = min((one.first for one in template.periods), default=None)
    last = max((one.last for one in template.periods), default=None)
    if basis.since is None and text.issued and first and text.issued > first:
        yield Finding(
            place, f"«{text.cited}» ban hành {text.issued:%d/%m/%Y}, sau ngày mẫu áp dụng; thêm since."
        )
    if text.ended and last and text.ended < (basis.until or last):
        yield Finding(
            place, f"«{text.cited}» hết hiệu lực {text.ended:%d/%m/%Y}; thêm until hoặc bỏ căn cứ này."
        )


def _overlaps(templates: Sequence[Template]) -> Iterator[Finding]:
    for at, one in enumerate(templates):
        for other in templates[at + 1 :]:
            same_units = set(one.units) & set(other.units) or not (one.units or other.units)
            if one.kind == other.kind and same_units and _meet(one, other):
                yield Finding(
                    f"papers/templates/{other.id}/{FILE} › periods",
                    f"chồng lên mẫu «{one.id}» của cùng loại văn bản; sửa ngày, hoặc ghi đơn vị dùng riêng.",
                )


def _meet(one: Template, other: Template) -> bool:
    return any(a.first <= b.last and b.first <= a.last for a in one.periods for b in other.periods)
