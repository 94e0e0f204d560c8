"""Tables of B1 points: checked, kept under their fingerprint, and found again for a place and a day.

No official table was found, so the packs have none. An operator loads one with its source and the name of
who vouches for it; without it B1 points are never computed from answers.
"""

import hashlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec

from giamngheo.law.library import LawError, Rules, read, standards
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.vocabulary.point_tables import PointRow, PointTable, Retired
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Question
from giamngheo.law.vocabulary.standards import Residence

FOLDER = Path("law") / "point_tables"
DEMONSTRATION_BANNER = "BẢNG ĐIỂM MINH HOẠ – KHÔNG PHẢI BẢNG ĐIỂM CHÍNH THỨC"
YES, NO = "yes", "no"
_RETIRED, _NOTE = "retired", ".why.yaml"
_COUNTED = (AnswerKind.WHOLE, AnswerKind.MONEY)
_FINGERPRINT_LENGTH = 16


class PointTableError(LawError):
    """A table of points cannot be used; the Vietnamese message lists what is wrong with it."""


class NoPointTableError(LawError):
    """No table of points was loaded for the place and day: B1 cannot be computed from answers."""


def faults(table: PointTable) -> list[str]:
    """Everything that keeps a table from being used, in Vietnamese; empty when it is sound."""
    return [sentence for _, sentence in faults_by_question(table)]


def faults_by_question(table: PointTable) -> list[tuple[str, str]]:
    """As `faults`, each with the question that it is about; empty where it is about the whole table."""
    if table.standard not in standards():
        known = ", ".join(sorted(standards()))
        return [("", f"không có chuẩn «{table.standard}»; các chuẩn đã nạp: {known}.")]
    form_name = standards()[table.standard].standard.questionnaire
    if form_name is None:
        return [("", f"chuẩn «{table.standard}» chưa có phiếu, nên chưa nhận bảng điểm.")]
    found = [] if table.rows else [("", "bảng không có dòng điểm nào.")]
    if table.valid_to is not None and table.valid_to < table.valid_from:
        found.append(("", "ngày hết hiệu lực trước ngày có hiệu lực."))
    form = questionnaire(form_name)
    for name in table.questions:
        question = form.question(name)
        if question is None:
            found.append((name, f"câu hỏi «{name}» không có trong phiếu «{form_name}»."))
        elif question.of is not Asked.HOUSEHOLD:
            told = f"câu hỏi «{name}» hỏi từng thành viên; bảng điểm chỉ nhận câu hỏi của hộ."
            found.append((name, told))
        else:
            found.extend((name, told) for told in _question_faults(question, table.of(name)))
    return found


def _question_faults(question: Question, rows: tuple[PointRow, ...]) -> Iterator[str]:
    if question.kind in (AnswerKind.YES_NO, AnswerKind.CHOICE):
        allowed = (YES, NO) if question.kind is AnswerKind.YES_NO else question.code_ids
        yield from _coded_faults(question.id, rows, allowed)
    elif question.kind in (AnswerKind.NUMBER, *_COUNTED):
        yield from _ranged_faults(question, rows)
    else:
        yield f"câu hỏi «{question.id}» không chấm điểm được (kiểu {question.kind.value})."


def _coded_faults(name: str, rows: tuple[PointRow, ...], allowed: tuple[str, ...]) -> Iterator[str]:
    answers = [row.answer for row in rows]
    for row in rows:
        if row.answer not in allowed or row.least is not None or row.end is not None:
            yield f"câu hỏi «{name}»: trả lời «{row.answer}» không có trong phiếu (có: {', '.join(allowed)})."
    for answer in allowed:
        if answers.count(answer) > 1:
            yield f"câu hỏi «{name}»: trả lời «{answer}» có hai dòng điểm."
        if answer not in answers:
            yield f"câu hỏi «{name}»: thiếu điểm của trả lời «{answer}»; ghi 0 nếu bảng không cho điểm."


def _ranged_faults(question: Question, rows: tuple[PointRow, ...]) -> Iterator[str]:
    """Ranges must follow one another without gap or overlap, from the least answer to beyond the greatest."""
    name = question.id
    if any(row.answer is not None for row in rows):
        yield f"câu hỏi «{name}» là con số: ghi «từ», «đến», không ghi «trả lời»."
        return
    counted = question.kind in _COUNTED
    if counted and any(end is not None and end % 1 for row in rows for end in (row.least, row.end)):
        yield f"câu hỏi «{name}»: «từ», «đến» phải là số nguyên."
        return
    ordered = sorted(rows, key=lambda row: float("-inf") if row.least is None else row.least)
    least = question.limits.least if question.limits else None
    first, last = ordered[0], ordered[-1]
    if first.least is not None and (least is None or first.least > least):
        yield f"câu hỏi «{name}»: chưa có điểm cho trả lời dưới {first.least:g}."
    if last.end is not None:
        yield f"câu hỏi «{name}»: dòng cuối phải để trống «đến» để chấm được mọi trả lời lớn hơn."
    for before, after in pairwise(ordered):
        expected = None if before.end is None else before.end + (1 if counted else 0)
        if after.least != expected:
            yield f"câu hỏi «{name}»: các khoảng «từ», «đến» hở hoặc chồng nhau quanh {after.least}."


def checked(table: PointTable) -> PointTable:
    """The table itself where it is sound.

    Raises:
        PointTableError: with all faults.
    """
    if found := faults(table):
        raise PointTableError("Bảng điểm chưa dùng được:\n" + "\n".join(f"  - {fault}" for fault in found))
    return table


def name_of(table: PointTable) -> str:
    """The name of a table's file: what it holds for, and a SHA-256 of all it says but its loading."""
    content = msgspec.json.encode(msgspec.structs.replace(table, loaded_at=None), order="deterministic")
    fingerprint = hashlib.sha256(content).hexdigest()[:_FINGERPRINT_LENGTH]
    place = table.region or "all_regions"
    return f"{table.standard}-{table.residence}-{place}-{table.valid_from:%Y%m%d}-{fingerprint}"


def accepted(table: PointTable, folder: Path) -> Path:
    """The place below the data folder where an official table is or may be kept; nothing is written.

    Raises:
        PointTableError: where it is unsound, a demonstration, unsigned, or another holds at the same time.
    """
    checked(table)
    if table.demonstration or table.banner:
        raise PointTableError("Đây là bảng điểm minh hoạ, không phải bảng điểm chính thức; không nạp.")
    if not table.source.strip() or not table.vouched_by.strip():
        raise PointTableError("Bảng điểm phải có nguồn (--source) và người chịu trách nhiệm (--vouched-by).")
    own = name_of(table)
    for name, other in stored(folder).items():
        if name != own and _same_place(table, other) and _overlap(table, other):
            raise PointTableError(
                f"Đã có bảng điểm «{name}» cho cùng chuẩn, khu vực, vùng và thời gian. "
                "Bảng đã nạp không bị ghi đè: ghi ngày hết hiệu lực cho phù hợp, "
                "hoặc cho bảng kia thôi dùng nếu nạp nhầm (trang «Bảng điểm B1», hay «giamngheo law retire»)."
            )
    return folder / FOLDER / f"{own}.yaml"


def store(table: PointTable, folder: Path) -> Path:
    """Keep an official table below the data folder; the same table is kept once, nothing is overwritten.

    Raises:
        PointTableError: where `accepted` refuses it.
    """
    path = accepted(table, folder)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(msgspec.yaml.encode(table))
    return path


def retire(name: str, folder: Path, note: Retired) -> PointTable:
    """Let a loaded table be used by no further round; it is kept with who said so and why.

    Raises:
        PointTableError: where no table of this name is in use, or no reason is given.
    """
    table = stored(folder).get(name)
    if table is None:
        raise PointTableError(f"Không có bảng điểm «{name}» đang dùng. Xem lại mã bảng.")
    if not note.why.strip():
        raise PointTableError("Chưa ghi lý do thôi dùng bảng. Ghi ngắn gọn, ví dụ «nạp nhầm phụ lục».")
    place = folder / FOLDER / _RETIRED
    place.mkdir(exist_ok=True)
    (place / f"{name}{_NOTE}").write_bytes(msgspec.yaml.encode(note))
    (folder / FOLDER / f"{name}.yaml").replace(place / f"{name}.yaml")
    return table


def retired(folder: Path) -> dict[str, tuple[PointTable, Retired]]:
    """Every table that is used no more and not loaded again since, by name, with who said so and why."""
    in_use = stored(folder)
    found = {}
    for path in sorted((folder / FOLDER / _RETIRED).glob(f"*{_NOTE}")):
        name = path.name.removesuffix(_NOTE)
        table = path.with_name(f"{name}.yaml")
        if name not in in_use and table.exists():
            found[name] = (read(table, PointTable), read(path, Retired))
    return found


def stored(folder: Path) -> dict[str, PointTable]:
    """Every table kept below the data folder, by name.

    Raises:
        PointTableError: where a file no longer is what was loaded.
    """
    found = {}
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        table = read(path, PointTable)
        if name_of(table) != path.stem:
            raise PointTableError(
                f"Bảng điểm {path.name} đã bị sửa sau khi nạp (dấu SHA-256 không khớp). Nạp lại từ tệp gốc."
            )
        found[path.stem] = table
    return found


def point_table_for(rules: Rules, residence: Residence, region: str | None, folder: Path) -> PointTable:
    """The loaded table for a place on the day of `rules`: the region's own, else one for all regions.

    Raises:
        NoPointTableError: where none was loaded.
    """
    holding = [
        table
        for table in stored(folder).values()
        if (table.standard, table.residence) == (rules.standard.id, residence) and table.holds(rules.day)
    ]
    for place in dict.fromkeys((region, None)):
        for table in holding:
            if table.region == place:
                return checked(table)
    raise NoPointTableError(
        f"Chưa nạp bảng điểm B1 của {rules.standard.short_name} cho khu vực {residence.label}"
        f"{f', vùng «{region}»' if region else ''} ngày {rules.day:%d/%m/%Y}. Phần mềm không tự đặt "
        "ra bảng điểm: "
        "nạp bằng «giamngheo law load», hoặc dùng tổng điểm B1 đã chấm hay thu nhập bình quân."
    )


def demonstration_table(rules: Rules, residence: Residence) -> PointTable:
    """The made-up table that comes with the pack, for households with DEMO- codes only.

    Raises:
        NoPointTableError: where the pack has none.
    """
    path = standards()[rules.standard.id].folder / "demonstration" / "point_table.yaml"
    if not path.exists():
        raise NoPointTableError(f"{rules.standard.short_name} không có bảng điểm minh hoạ.")
    tables = read(path, tuple[PointTable, ...])
    if any(not table.demonstration or table.banner != DEMONSTRATION_BANNER for table in tables):
        raise PointTableError(f"Bảng điểm minh hoạ {path.name} phải ghi rõ demonstration và dòng cảnh báo.")
    return checked(next(table for table in tables if table.residence is residence))


def _same_place(one: PointTable, other: PointTable) -> bool:
    return (one.standard, one.residence, one.region) == (other.standard, other.residence, other.region)


def _overlap(one: PointTable, other: PointTable) -> bool:
    starts_late, ends_early = max(one.valid_from, other.valid_from), [one.valid_to, other.valid_to]
    return all(end is None or starts_late <= end for end in ends_early)
