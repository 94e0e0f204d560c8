"""The targets of a plan: as typed, further ones, without those that are ticked."""

from typing import Final

import msgspec

from giamngheo.apps.programmes.correcting.corrected import Corrected, Correction
from giamngheo.apps.programmes.plans.structure import Baseline, Comparator, ReadTarget
from giamngheo.apps.programmes.plans.targets import without_number
from giamngheo.law.vocabulary.targets import TargetKind

ADDED: Final = 3
"""How many further rows a form offers at a time."""
LONGEST_WORDING: Final = 4_000
COMPARATORS: Final = {
    Comparator.EQUAL: "=",
    Comparator.BELOW: "dưới",
    Comparator.AT_MOST: "không quá",
    Comparator.ABOVE: "trên",
    Comparator.AT_LEAST: "từ … trở lên",
    Comparator.BETWEEN: "trong khoảng",
}
DIRECTIONS: Final = {"down": "giảm", "up": "tăng"}


def correct_targets(asked: Correction) -> Corrected:
    """Each target as typed, further ones under «tm0» …; one that is ticked is left out."""
    kept = []
    for at, one in enumerate(asked.plan.targets):
        if asked.form.ticked(f"t{at}-bo"):
            asked.places.take_out(one.span)
        else:
            kept.append(_target(one, asked, f"t{at}"))
    for name in (f"tm{at}" for at in range(ADDED)):
        if asked.is_typed(name):
            wording = asked.form.words(f"{name}-loi", LONGEST_WORDING) or ""
            kept.append(_target(without_number(wording, asked.places.of(wording)), asked, name))
    return asked.done(targets=kept)


def _target(one: ReadTarget, asked: Correction, name: str) -> ReadTarget:
    form = asked.form
    kind = form.typed.get(f"{name}-loai") or one.kind.value
    sign = form.typed.get(f"{name}-so-sanh", "")
    if kind not in set(TargetKind) or (sign and sign not in set(Comparator)):
        form.wrong[f"{name}-loai"] = "Không có loại chỉ tiêu này. Chọn lại."
        return one
    wording = asked.words(f"{name}-loi", one.text, LONGEST_WORDING)
    if not wording:
        form.wrong[f"{name}-loi"] = "Chưa ghi lời của chỉ tiêu. Ghi đúng câu của kế hoạch."
    direction = asked.words(f"{name}-huong", one.direction)
    if direction is not None and direction not in DIRECTIONS:
        form.wrong[f"{name}-huong"] = "Chỉ có giảm, tăng hoặc không rõ. Chọn lại."
    value, low, high = _figures(asked, name, TargetKind(kind))
    return msgspec.structs.replace(
        one,
        text=wording if wording and wording != " ".join(one.text.split()) else one.text,
        kind=TargetKind(kind),
        comparator=Comparator(sign) if sign else None,
        value=value,
        low=low,
        high=high,
        unit=form.words(f"{name}-don-vi"),
        baseline=_baseline(one, asked, name),
        reaches=form.figure(f"{name}-con") if f"{name}-con" in form.typed else one.reaches,
        each_year=form.ticked(f"{name}-moi-nam"),
        direction=direction,
        year=form.year(f"{name}-nam"),
        indicator=asked.words(f"{name}-chi-so", one.indicator, LONGEST_WORDING),
        group=form.words(f"{name}-nhom", LONGEST_WORDING),
    )


def _figures(
    asked: Correction, name: str, kind: TargetKind
) -> tuple[float | None, float | None, float | None]:
    """The value, or the two ends of a range."""
    form = asked.form
    value, low, high = (form.figure(f"{name}-{field}") for field in ("gia-tri", "tu", "den"))
    if value is None and kind is TargetKind.ZERO:
        value = 0.0
    if value is not None and (low is not None or high is not None):
        form.wrong.setdefault(
            f"{name}-gia-tri", "Có cả con số lẫn khoảng. Giữ một con số, hoặc hai đầu của khoảng."
        )
    if low is not None and high is not None and high <= low:
        form.wrong[f"{name}-den"] = "Đầu kia của khoảng phải lớn hơn đầu này. Đổi chỗ hai số."
    if kind is TargetKind.NO_NUMBER and not (value is low is high is None):
        form.wrong.setdefault(
            f"{name}-loai", "Có con số mà loại là «không ghi con số», hoặc chưa chọn loại. Chọn loại."
        )
    if kind is not TargetKind.NO_NUMBER and value is None and (low is None or high is None):
        form.wrong.setdefault(
            f"{name}-gia-tri",
            "Chưa ghi con số hoặc hai đầu của khoảng. Không có số thì chọn «không ghi con số».",
        )
    return value, low, high


def _baseline(one: ReadTarget, asked: Correction, name: str) -> Baseline | None:
    form = asked.form
    value = form.figure(f"{name}-dau-ky")
    year = one.baseline.year if one.baseline else None
    if f"{name}-dau-ky-nam" in form.typed:
        year = form.year(f"{name}-dau-ky-nam")
        if year is not None and value is None:
            form.wrong.setdefault(f"{name}-dau-ky", "Có năm của số đầu kỳ mà chưa có số. Ghi số đầu kỳ.")
    return Baseline(value=value, year=year) if value is not None else None
