"""Targets: sentences with a number that is to be reached, and those under a heading that set none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import msgspec

from giamngheo.apps.programmes.plans.blocks import Block
from giamngheo.apps.programmes.plans.figures import Figure, figures_in, is_money, is_place
from giamngheo.apps.programmes.plans.structure import Baseline, Comparator, ReadTarget, Span
from giamngheo.law.vocabulary.targets import TargetKind

_SENTENCE_END: Final = re.compile(r";|[.!?](?=\s+[A-ZĐÀ-Ỹ]|\s*$)|\.(?=\s+[^\w\s])")
_GROUP_NOUN: Final = (
    r"(?:so |cac |tong so |tat ca |cac doi tuong |luot |dan |the )*(?:ho|nguoi|lao dong|tre|hoc sinh|"
    r"can bo|cong chuc|doi tuong|xa|phuong|thi tran|"
    r"thon|khoi|to dan pho|khu dan cu|xom|ap|buon|ban|huyen|thanh vien|phu nu|cong tac vien|don vi|"
    r"dia phuong|nguoi dan|dan so|nhan dan|ba me|"
    r"gia dinh|truong|cong trinh|khu|chi hoi|hoi vien|doan vien|tram|sinh vien|ba con|dong bao|dan cu|"
    r"lanh dao|truong thon|mo hinh|du an|nha)\b"
)
_GROUP: Final = re.compile(rf"\s*(?:\([^()]*\)\s*)?(?:tong )?(?:so )?({_GROUP_NOUN}.*)")
_GROUP_STOP: Final = re.compile(
    r"\s(?:duoc|su dung|tham gia|khong|dat|(?<!ho )(?<!moi )thoat|tiep can|hoan thanh|di hoc|thuc hien|"
    r"biet|nam vung|phai|den truong|vuon len|xay dung|tu|so voi|dam bao|bao dam|trong)\b"
    r"|\sco (?!nhu cau|hoan canh|thu nhap|cong|thanh vien|nguy co|kho khan|dieu kien|ten|hoc sinh|tre|"
    r"nguoi|du)|[;.:(]|,(?!\s*(?:ho|nguoi|tre|hoc sinh|"
    r"can ngheo|moi thoat|xa|phuong|thon|can bo|phu nu|thi tran|ho)\b)"
)
_COVERS: Final = re.compile(
    r"\b(?:duoc|co|su dung|tham gia|tiep can|dat|thoat|khong|hoan thanh|di hoc|biet|thu huong|den truong|"
    r"xay dung|trien khai|thuc hien|cong khai)\b"
)
_STRIVES: Final = re.compile(
    r"\b(?:phan dau|bao dam|dam bao|it nhat|toi thieu|chi tieu|muc tieu|dat|hoan thanh|quyet tam|moi nam|"
    r"hang nam|duy tri)\b"
)
_PAYS_BEFORE: Final = re.compile(
    r"(?:ho tro|muc|mien|bang|huong|ngan sach(?: [\w ]{0,20})?|von|chiem|lai suat|dong gop|doi ung|"
    r"mien giam|kinh phi|chi tra|thanh toan|giam)\s*$"
)
_PAYS_AFTER: Final = re.compile(
    r"\s*(?:muc|kinh phi|chi phi|gia tri|menh gia|luong|von|hoc phi|so tien|tong muc|ngan sach|tien|"
    r"the bhyt|lai suat|dong chi)"
)
_YEAR: Final = re.compile(
    r"(?<!so voi )(?<!so voi cuoi )(?<!so voi dau )\b(?:nam|nam hoc)\s*(20\d\d)\b(?!\s*(?:-|den nam|–)\s*20)"
)
_UNTIL: Final = re.compile(
    r"(?<!so voi )\b(?:den|het|trong|cuoi|vao)\s+(?:cuoi |het |ngay [\d/]+ )*nam\s*(20\d\d)"
)
_SPAN_OF_YEARS: Final = re.compile(r"(?:giai doan|tu nam)\s*20\d\d\s*(?:-|den(?: nam)?)\s*(20\d\d)")
_CUT: Final = re.compile(r"[,;()]|\bva\b|\btrong do\b|\btuong ung\b")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_POOR: Final = re.compile(
    r"\b(?:ho|nguoi)(?: gia dinh)? (?:tai ngheo|can ngheo|ngheo|moi thoat ngheo|"
    r"thoat ngheo)\b\b(?: da chieu)?(?: dan toc thieu so)?"
)


class Ground(IntEnum):
    """How much a place speaks for a number being a target."""

    ELSEWHERE = 0
    AIMS = 1
    TARGETS = 2


@dataclass(frozen=True)
class _Place:
    """Where a number stands: its sentence and its part of it, as places of the body of the block."""

    block: Block
    sentence: tuple[int, int]
    clause: tuple[int, int]


@dataclass(frozen=True)
class Setting:
    """Where a paragraph stands: what speaks for targets, the year that its headings name, the plan's last."""

    ground: Ground
    year: int | None = None
    tells_without_number: bool = False


def targets_in(block: Block, setting: Setting, start: int = 0) -> Iterator[ReadTarget]:
    """The targets of a paragraph from the character `start` of its body on."""
    text, folded = block.body, block.folded
    made: list[ReadTarget] = []
    for first, last in _sentences(text, start):
        sentence = folded[first:last]
        found = [one for one in figures_in(text[first:last], sentence) if _is_target(one, sentence, setting)]
        for at, one in enumerate(found):
            begin, end = _clause(sentence, found, at)
            made.append(
                _target(
                    one,
                    _Place(block, (first, last), (first + begin, first + end)),
                    setting,
                    made if at else [],
                )
            )
    if (
        not made
        and setting.ground is Ground.TARGETS
        and setting.tells_without_number
        and folded[start:].strip()
    ):
        made.append(_without_number(block, start, setting))
    if len(made) == 1 and setting.ground is Ground.TARGETS:
        end = len(text.rstrip(" .;"))
        made = [
            msgspec.structs.replace(made[0], text=text[start:end].strip(" :"), span=block.span_of(start, end))
        ]
    yield from made


def _sentences(text: str, start: int) -> Iterator[tuple[int, int]]:
    begin = start
    for found in _SENTENCE_END.finditer(text, start):
        if text[begin : found.start()].strip():
            yield begin, found.start()
        begin = found.end()
    if text[begin:].strip():
        yield begin, len(text)


def _is_target(one: Figure, sentence: str, setting: Setting) -> bool:
    before, after = sentence[: one.start], sentence[one.end :]
    if one.form == "zero":
        has_number = bool(re.search(r"\d\s*%", before))
        return setting.ground >= Ground.AIMS and not has_number and not re.search(r"han che\s*$", before)
    if one.form == "blank":
        return setting.ground is Ground.TARGETS or bool(_STRIVES.search(before))
    if one.form == "percent":
        return _is_percent(one, before, after, setting)
    return _is_count(one, before, after, setting)


def _is_percent(one: Figure, before: str, after: str, setting: Setting) -> bool:
    is_paid = _PAYS_BEFORE.search(before) or _PAYS_AFTER.match(after)
    if one.subject is None and (_PAYS_AFTER.match(after) if one.is_change else is_paid):
        return False
    if setting.ground is Ground.TARGETS:
        return True
    is_rate = one.subject is not None and (
        one.is_change
        or one.is_from_to
        or bool(_STRIVES.search(before))
        or one.comparator in {Comparator.BELOW, Comparator.AT_MOST}
    )
    covers = bool(_GROUP.match(after) and _COVERS.search(after))
    is_aim = setting.ground is Ground.AIMS and (one.is_change or one.subject is not None)
    return is_rate or covers or is_aim


def _is_count(one: Figure, before: str, after: str, setting: Setting) -> bool:
    if one.each_of and one.comparator is Comparator.AT_LEAST:
        return True
    bound = one.comparator is not Comparator.EQUAL and one.comparator is not Comparator.BETWEEN
    if is_place(one.unit) and not (
        one.is_change or bound or re.search(r"\b(?:co|dat|them|cho|xay dung|moi)\s*(?:them )?$", before)
    ):
        return False
    if is_money(one.unit) and not (_STRIVES.search(before) or re.search(r"van dong|huy dong", before)):
        return False
    if setting.ground is Ground.TARGETS:
        return True
    near = before[-70:]
    if one.is_change and re.search(r"^\s*(?:ngheo|can ngheo|thoat ngheo)", after) and one.unit == "hộ":
        return True
    return bool(_STRIVES.search(near)) and (
        bound or bool(re.search(r"\bphan dau\b|\bchi tieu\b|\bmuc tieu\b", near))
    )


def _clause(sentence: str, found: list[Figure], at: int) -> tuple[int, int]:
    """The part of a sentence that is about one of its numbers; of one in brackets, what stands in them."""
    brackets = [(one.start(), one.end()) for one in _BRACKETS.finditer(sentence)]
    own = _within(found[at], brackets)
    if own is not None and at:
        return own[0] + 1, own[1] - 1
    one = found[at]
    found = [other for other in found if other is one or _within(other, brackets) is None]
    at = found.index(one)
    if len(found) == 1:
        return 0, len(sentence)
    begin = 0
    if at:
        cuts = [
            cut.start() if cut[0] in ("va",) else cut.end()
            for cut in _CUT.finditer(sentence, found[at - 1].end, one.start)
        ]
        begin = cuts[-1] if cuts else found[at - 1].end
    end = len(sentence)
    if at + 1 < len(found):
        cuts = [cut.start() for cut in _CUT.finditer(sentence, one.end, found[at + 1].start)]
        end = cuts[-1] if cuts and not one.is_change else (cuts[0] if cuts else found[at + 1].start)
    return begin, max(end, one.end, one.last)


def _within(one: Figure, brackets: list[tuple[int, int]]) -> tuple[int, int] | None:
    return next((own for own in brackets if own[0] < one.start and one.end < own[1]), None)


def _target(one: Figure, place: _Place, setting: Setting, earlier: list[ReadTarget]) -> ReadTarget:
    block, sentence, clause = place.block, place.sentence, place.clause
    text = block.body
    kind = _kind(one, block.folded[sentence[0] + one.end : sentence[1]])
    within = (clause[0] - sentence[0], clause[1] - sentence[0])
    indicator, group = _about(
        one, (text[sentence[0] : sentence[1]], block.folded[sentence[0] : sentence[1]]), within, earlier
    )
    said = text[clause[0] : clause[1]]
    lead = len(said) - len(re.sub(r"^(?:[ ,;:.)(]|và )+", "", said))
    begin, end = clause[0] + lead, clause[0] + len(said.rstrip(" ,;:.("))
    return ReadTarget(
        text=text[begin:end],
        kind=kind,
        comparator=one.comparator if one.form != "zero" else Comparator.EQUAL,
        value=one.value,
        low=one.low,
        high=one.high,
        unit=one.unit
        or ("hộ" if one.form == "zero" and re.search(r"\bho\b", block.folded[begin:end]) else None),
        baseline=Baseline(value=one.baseline, year=one.baseline_year) if one.baseline is not None else None,
        reaches=one.reaches,
        each_year=one.each_year,
        direction=one.direction if (one.is_change or one.is_from_to) else None,
        year=_year(block.folded, sentence, clause, setting, one.baseline_year),
        indicator=indicator,
        group=group,
        span=block.span_of(begin, max(end, begin + 1)),
    )


def _kind(one: Figure, after: str) -> TargetKind:  # noqa: PLR0911  a table of kinds
    if one.form == "zero" or (one.value == 0 and not one.is_change and one.comparator is Comparator.EQUAL):
        return TargetKind.ZERO
    if one.form == "blank":
        return TargetKind.NO_NUMBER
    if one.each_of and one.comparator is Comparator.AT_LEAST and one.form == "count":
        return TargetKind.EACH_HOUSEHOLD if one.each_of.startswith("ho") else TargetKind.AT_LEAST
    if one.is_change:
        return (
            TargetKind.CHANGE_POINTS
            if one.form == "percent" and not one.is_relative
            else TargetKind.CHANGE_COUNT
        )
    if one.comparator is Comparator.BETWEEN:
        return TargetKind.RANGE
    if one.form == "percent" and one.subject is None and not one.is_from_to and _GROUP.match(after):
        return TargetKind.SHARE
    if one.comparator in {Comparator.BELOW, Comparator.AT_MOST}:
        return TargetKind.BELOW
    if one.comparator in {Comparator.ABOVE, Comparator.AT_LEAST}:
        return TargetKind.AT_LEAST
    return TargetKind.LEVEL


def _about(
    one: Figure, sentence: tuple[str, str], clause: tuple[int, int], earlier: list[ReadTarget]
) -> tuple[str | None, str | None]:
    """What is measured and among whom; a sentence is its words as written and without accents."""
    text, folded = sentence
    if one.subject:
        return f"tỷ lệ {one.subject}", one.subject
    if one.form == "zero":
        poor = folded[one.start :]
        start = re.search(r"\b(?:ho|nguoi|nha|tai ngheo|ngheo)\b", poor)
        begin = one.start + (start.start() if start else 0)
        stop = re.search(r"\b(?:theo|tren|trong|den|vao|nam)\b|[;.(]", folded[begin:])
        group = text[begin : begin + stop.start() if stop else len(text)].strip(" ,")
        return text[one.start : one.end], group or None
    after = folded[one.end :]
    group_found = _GROUP.match(after)
    if one.form == "percent" and group_found:
        stop = _GROUP_STOP.search(after, group_found.start(1))
        end = stop.start() if stop else len(after)
        return None, text[one.end + group_found.start(1) : one.end + end].strip(" ,") or None
    if one.form == "count":
        rest = re.match(
            r"\s*(?:ngheo|can ngheo|thoat ngheo|moi thoat ngheo|"
            r"tai ngheo)\b(?: da chieu)?(?: dan toc thieu so)?",
            after,
        )
        if rest:
            return None, f"{one.unit} {' '.join(text[one.end : one.end + rest.end()].split())}".strip()
        if earlier and earlier[-1].group and one.is_change and one.unit in {"hộ", "người"}:
            return None, earlier[-1].group
    poor_found = _POOR.search(folded, *clause) or _POOR.search(folded)
    return None, text[poor_found.start() : poor_found.end()].strip() if poor_found else None


def _year(
    folded: str,
    sentence: tuple[int, int],
    clause: tuple[int, int],
    setting: Setting,
    before: int | None = None,
) -> int | None:
    for begin, end in (clause, sentence, (0, sentence[1])):
        part = folded[begin:end]
        for pattern in (_UNTIL, _SPAN_OF_YEARS):
            found = [int(one) for one in pattern.findall(part) if int(one) != before]
            if found:
                return found[-1]
        years = [int(one) for one in _YEAR.findall(part) if int(one) != before]
        if years and (setting.year is None or max(years) >= setting.year or end - begin < 400):
            return max(years)
    return setting.year


def without_number(wording: str, place: Span, year: int | None = None) -> ReadTarget:
    """A target of which only the words are known, and the year where it is."""
    return ReadTarget(
        text=wording,
        kind=TargetKind.NO_NUMBER,
        comparator=None,
        value=None,
        low=None,
        high=None,
        unit=None,
        baseline=None,
        reaches=None,
        each_year=False,
        direction=None,
        year=year,
        indicator=None,
        group=None,
        span=place,
    )


def _without_number(block: Block, start: int, setting: Setting) -> ReadTarget:
    end = len(block.body.rstrip(" .;"))
    year = _year(block.folded, (start, end), (start, end), setting)
    return without_number(block.body[start:end].strip(), block.span_of(start, end), year)
