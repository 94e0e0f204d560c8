"""Checks of the programmes: codes in order and told once, sentences that say something, sources, time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from giamngheo.law.library import BrokenPackError
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import citations
from giamngheo.law.programmes.library import programmes_under
from giamngheo.law.vocabulary.programmes import CODE, NationalTarget, Programme, Project
from giamngheo.law.vocabulary.targets import MAY_BE_A_RANGE, WITHOUT_VALUE, TargetKind
from giamngheo.law.vocabulary.texts import Instrument


def check_programmes(
    laws: Sequence[Path], instruments: Mapping[str, Instrument], found: list[Finding]
) -> None:
    """Everything that does not hold in the programmes of these law folders goes to `found`."""
    standing: dict[str, Programme] = {}
    for law in laws:
        try:
            packs = programmes_under(law)
        except BrokenPackError as error:
            found.append(Finding("programmes", str(error)))
            continue
        standing |= packs  # an operator's own stands for ours
        for name, programme in packs.items():
            place = f"programmes/{name}/programme.yaml"
            found.extend(citations(programme, place, instruments))
            found.extend(_whole(programme, place, instruments))
            found.extend(_projects(programme, f"{place} › projects", instruments))
            for target in programme.targets:
                found.extend(Finding(f"{place} › targets › {target.id}", why) for why in _target(target))
            if not (law / "programmes" / name / "README.md").is_file():
                found.append(
                    Finding(f"programmes/{name}", "thiếu README.md (phần phải diễn giải, phần còn để ngỏ).")
                )
    found.extend(_overlaps(standing))


def _whole(programme: Programme, place: str, instruments: Mapping[str, Instrument]) -> Iterator[Finding]:
    for name in programme.instruments:
        if name not in instruments:
            yield Finding(f"{place} › instruments", f"không có văn bản «{name}».")
    if not programme.periods:
        yield Finding(f"{place} › periods", "chưa ghi thời gian thực hiện.")
    for period in programme.periods:
        if period.last < period.first:
            yield Finding(f"{place} › periods", "ngày cuối trước ngày đầu.")
    for question in programme.open:
        if not question.needed_for.strip():
            yield Finding(f"{place} › open › {question.id}", "chưa ghi cần để làm gì (needed_for).")
    if not programme.projects and not programme.open:
        yield Finding(f"{place} › projects", "không có dự án nào mà không ghi câu hỏi còn để ngỏ (open).")
    for name, times in Counter(target.id for target in programme.targets).items():
        if times > 1:
            yield Finding(f"{place} › targets › {name}", "chỉ tiêu này ghi hai lần; giữ một.")


def _projects(programme: Programme, place: str, instruments: Mapping[str, Instrument]) -> Iterator[Finding]:
    codes = [one.code for one in programme.projects]
    for code, times in Counter(codes).items():
        if times > 1:
            yield Finding(f"{place} › {code}", "mã này ghi hai lần; giữ một.")
    if codes != sorted(codes, key=lambda code: [int(part) for part in code.split(".") if part.isdigit()]):
        yield Finding(place, "các mã không theo thứ tự.")
    for one in programme.projects:
        yield from (Finding(f"{place} › {one.code}", why) for why in _project(one, codes, instruments))


def _project(one: Project, codes: Sequence[str], instruments: Mapping[str, Instrument]) -> Iterator[str]:
    if not CODE.fullmatch(one.code):
        yield "mã dự án phải như «3», mã tiểu dự án như «3.1»."
    if one.is_part and one.whole not in codes:
        yield f"không có dự án «{one.whole}» của tiểu dự án này."
    has_parts = any(code.startswith(f"{one.code}.") for code in codes)
    if not has_parts and not (one.objective and one.target_groups and one.contents and one.lead):
        yield "phải có mục tiêu, đối tượng, nội dung, cơ quan chủ trì."
    sentences = (
        *((one.objective,) if one.objective else ()),
        *one.target_groups,
        *one.contents,
        *one.lead,
    )
    if not one.name.strip() or any(not sentence.text.strip() for sentence in sentences):
        yield "có câu trống."
    for name in one.detailed_by:
        if name not in instruments:
            yield f"không có văn bản «{name}»."


def _target(target: NationalTarget) -> Iterator[str]:
    if target.kind in WITHOUT_VALUE and target.value is not None:
        yield "loại chỉ tiêu này không có con số."
    if target.kind not in WITHOUT_VALUE and target.value is None:
        yield "chưa ghi con số."
    if target.up_to is not None and target.kind not in MAY_BE_A_RANGE:
        yield "loại chỉ tiêu này không có số thứ hai."
    if target.kind is TargetKind.RANGE and target.up_to is None:
        yield "chưa ghi đầu kia của khoảng."


def _overlaps(standing: Mapping[str, Programme]) -> Iterator[Finding]:
    held = [(period, name) for name, one in standing.items() for period in one.periods]
    for (first, before), (second, after) in combinations(held, 2):
        if first.first <= second.last and second.first <= first.last:
            yield Finding(f"programmes/{after}/programme.yaml › periods", f"chồng thời gian với «{before}».")
