"""Checks of one pack's texts and numbers, and of the periods of all packs together."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from giamngheo.law.library import NATION
from giamngheo.law.linter.drafts import MODULES, Draft
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.recording import Uses


def texts(draft: Draft) -> Iterator[Finding]:
    """Numbers of deprivations, open questions, README and examples."""
    standard = draft.standard
    numbers = [deprivation.number for deprivation in standard.deprivations]
    if numbers != list(range(1, len(numbers) + 1)):
        listed = ", ".join(map(str, numbers))
        yield Finding(
            draft.of("standard.yaml", "dimensions"),
            f"chỉ số phải đánh số 1 đến {len(numbers)}, đang là {listed}.",
        )
    for question in standard.open:
        if not question.needed_for.strip():
            yield Finding(
                draft.of("standard.yaml", "open", question.id), "chưa ghi cần để làm gì (needed_for)."
            )
    if not (draft.folder / "README.md").is_file():
        yield Finding(draft.place, "thiếu README.md (phần phải diễn giải, phần còn để ngỏ).")
    if not list((draft.folder / "examples").glob("*.yaml")):
        yield Finding(draft.place, "thiếu ví dụ (examples/*.yaml).")


def area_kinds(draft: Draft, known: Sequence[str]) -> Iterator[Finding]:
    """Kinds of units must be known, and stand for one residence each."""
    kinds = [rule.kind for rule in draft.standard.area_kinds]
    for kind in dict.fromkeys(kinds):
        place = draft.of("standard.yaml", "area_kinds", kind)
        if kind not in known:
            yield Finding(place, "loại đơn vị này không có trong codes/area_kinds.yaml.")
        if kinds.count(kind) > 1:
            yield Finding(place, "loại đơn vị này ghi hai lần; giữ một.")


def parameters(draft: Draft) -> Iterator[Finding]:
    """Names, units and days of the numbers."""
    last = max((period.last for period in draft.standard.periods), default=None)
    for parameter in draft.parameters.values():
        place = draft.of(f"parameters/{parameter.id}.yaml")
        for word, value in (("tên (name)", parameter.name), ("đơn vị (unit)", parameter.unit)):
            if not value.strip():
                yield Finding(place, f"tham số thiếu {word}.")
        if not parameter.values and not parameter.open:
            yield Finding(place, "không có giá trị nào mà cũng không ghi để ngỏ (open).")
        newest = max(parameter.values, key=lambda value: value.since, default=None)
        if newest and last and newest.still_valid_on and newest.still_valid_on < last:
            yield Finding(
                place,
                f"mới kiểm tra còn hiệu lực đến {newest.still_valid_on:%d/%m/%Y}, chuẩn áp dụng đến "
                f"{last:%d/%m/%Y}.",
                warning=True,
            )


def used(draft: Draft, uses: Uses, words: frozenset[str]) -> Iterator[Finding]:
    """Numbers, terms and formulas that nothing uses; `words` are the names that the code asks for."""
    for name in sorted(set(draft.parameters) - uses.parameters - words):
        yield Finding(
            draft.of(f"parameters/{name}.yaml"), "không công thức hay phân loại nào dùng tham số này."
        )
    for term in draft.standard.terms:
        if term.id not in uses.terms:
            yield Finding(
                draft.of("standard.yaml", "terms", term.id), "không phân loại nào dùng điều kiện này."
            )
        for parameter in (term.parameter, term.points_parameter):
            if parameter is not None and parameter not in draft.parameters:
                yield Finding(draft.of("standard.yaml", "terms", term.id), f"không có tham số «{parameter}».")
    known = {
        "income": {term.id for term in draft.standard.terms},
        "classes": {text.id.value for text in draft.standard.classes},
        "deprivations": {deprivation.id for deprivation in draft.standard.deprivations},
    }
    for module in MODULES:
        for name in sorted(set(draft.functions[module]) - known[module]):
            yield Finding(draft.of(f"{module}.py", name), "công thức này không có trong standard.yaml.")


def local(draft: Draft, drafts: Sequence[Draft]) -> Iterator[Finding]:
    """A local standard may override numbers of a national one and nothing else."""
    place = draft.of("standard.yaml", "based_on")
    base = next((other for other in drafts if other.standard.id == draft.standard.based_on), None)
    if base is None:
        yield Finding(place, f"dựa trên chuẩn không có «{draft.standard.based_on}».")
        return
    yield from _points_left_behind(draft, base)
    added = sorted(n for n in draft.parameters if n not in base.parameters or not n.endswith("_line"))
    added += [name for name in ("dimensions", "terms", "classes") if getattr(draft.standard, name)]
    added += [f"{name}.py" for name in MODULES if (draft.folder / f"{name}.py").exists()]
    if added:
        yield Finding(
            place,
            f"chuẩn của địa phương chỉ được thay con số của «{base.standard.id}»; bỏ phần thêm vào: "
            f"{', '.join(added)}.",
        )


def _points_left_behind(draft: Draft, base: Draft) -> Iterator[Finding]:
    """A higher income line with the nation's points line would let the two kinds of evidence contradict."""
    for term in base.standard.terms:
        moved, points = term.parameter in draft.parameters, term.points_parameter
        if moved and points is not None and points not in draft.parameters:
            yield Finding(
                draft.of(f"parameters/{term.parameter}.yaml"),
                f"thay mức thu nhập mà không thay «{points}»: điểm B1 vẫn theo ngưỡng của "
                f"«{base.standard.id}».",
                warning=True,
            )


def periods(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Standards of one territory must not overlap; the nation's must leave no gap."""
    by_territory: dict[str, list[tuple[Draft, int]]] = {}
    for draft in drafts:
        for number, _ in enumerate(draft.standard.periods):
            by_territory.setdefault(draft.standard.territory, []).append((draft, number))
    for territory, entries in by_territory.items():
        entries.sort(key=lambda entry: entry[0].standard.periods[entry[1]].first)
        for (before, i), (after, j) in pairwise(entries):
            earlier, later = before.standard.periods[i], after.standard.periods[j]
            place = after.of("standard.yaml", "periods")
            if later.first <= earlier.last:
                yield Finding(
                    place,
                    f"áp dụng từ {later.first:%d/%m/%Y}, chồng lên «{before.standard.id}» (đến "
                    f"{earlier.last:%d/%m/%Y}).",
                )
            elif territory == NATION and later.first - earlier.last > timedelta(days=1):
                yield Finding(
                    place,
                    f"từ sau {earlier.last:%d/%m/%Y} đến trước {later.first:%d/%m/%Y} không có "
                    "chuẩn nào áp dụng.",
                    warning=True,
                )
    for draft in drafts:
        for period in draft.standard.periods:
            if period.last < period.first:
                yield Finding(draft.of("standard.yaml", "periods"), "ngày cuối trước ngày đầu.")
