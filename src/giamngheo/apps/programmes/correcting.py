"""What a person corrects of a plan that was read: its head, its targets, its projects; the rest stays.

Fields are named as the page has them: «t3-gia-tri» is the value of the fourth target, «p0-ma» the code of the
first project. Whatever is suspicious is told anew of the corrected plan.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import msgspec

from giamngheo.apps.programmes.plans.figures import number
from giamngheo.apps.programmes.plans.manuscript import SourceLine, manuscript_of
from giamngheo.apps.programmes.plans.structure import (
    Baseline,
    Comparator,
    Period,
    Plan,
    ReadProject,
    ReadTarget,
)
from giamngheo.apps.programmes.plans.suspicions import suspicions
from giamngheo.foundation.text import parse_day
from giamngheo.law.vocabulary.programmes import CODE
from giamngheo.law.vocabulary.targets import TargetKind

_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,12}(?:[.,]\d{1,4})?")
_YEARS: Final = range(2000, 2101)
_LONGEST: Final = 300
COMPARATORS: Final = {
    Comparator.EQUAL: "=",
    Comparator.BELOW: "dưới",
    Comparator.AT_MOST: "không quá",
    Comparator.ABOVE: "trên",
    Comparator.AT_LEAST: "từ … trở lên",
    Comparator.BETWEEN: "trong khoảng",
}


@dataclass
class Corrected:
    """The plan after a form; `wrong` has a sentence for each field that cannot be so."""

    plan: Plan
    wrong: dict[str, str] = field(default_factory=dict)


def correct_head(plan: Plan, typed: Mapping[str, str]) -> Corrected:
    """Issuer, number, day, place, title and years as typed."""
    form = _Form(typed)
    period = Period(from_=form.year("tu-nam"), to=form.year("den-nam"))
    if period.from_ and period.to and period.to < period.from_:
        form.wrong["den-nam"] = "Năm cuối trước năm đầu. Xem lại hai năm."
    changed = msgspec.structs.replace(
        plan,
        issuer=form.words("co-quan"),
        number=form.words("so"),
        date=form.day("ngay"),
        place=form.words("noi"),
        title=form.words("trich-yeu"),
        period=period,
    )
    return _told_again(changed, form)


def correct_targets(plan: Plan, typed: Mapping[str, str]) -> Corrected:
    """Each target as typed; one that is ticked is left out."""
    form = _Form(typed)
    kept = [
        _target(one, form, f"t{at}") for at, one in enumerate(plan.targets) if typed.get(f"t{at}-bo") != "co"
    ]
    return _told_again(msgspec.structs.replace(plan, targets=kept), form)


def correct_projects(plan: Plan, typed: Mapping[str, str]) -> Corrected:
    """Code, scope and units of each project as typed; one that is ticked is left out."""
    form = _Form(typed)
    kept = [
        _project(one, form, f"p{at}")
        for at, one in enumerate(plan.projects)
        if typed.get(f"p{at}-bo") != "co"
    ]
    return _told_again(msgspec.structs.replace(plan, projects=kept), form)


def _target(one: ReadTarget, form: "_Form", name: str) -> ReadTarget:
    kind, sign = form.typed.get(f"{name}-loai", one.kind.value), form.typed.get(f"{name}-so-sanh", "")
    if kind not in set(TargetKind) or (sign and sign not in set(Comparator)):
        form.wrong[f"{name}-loai"] = "Không có loại chỉ tiêu này. Chọn lại."
        return one
    value, low, high = (form.figure(f"{name}-{field}") for field in ("gia-tri", "tu", "den"))
    if low is not None and high is not None and high <= low:
        form.wrong[f"{name}-den"] = "Đầu kia của khoảng phải lớn hơn đầu này. Đổi chỗ hai số."
    if TargetKind(kind) is not TargetKind.NO_NUMBER and value is None and (low is None or high is None):
        form.wrong.setdefault(
            f"{name}-gia-tri",
            "Chưa ghi con số hoặc hai đầu của khoảng. Không có số thì chọn «không ghi con số».",
        )
    before = form.figure(f"{name}-dau-ky")
    year_before = one.baseline.year if one.baseline else None
    return msgspec.structs.replace(
        one,
        kind=TargetKind(kind),
        comparator=Comparator(sign) if sign else None,
        value=value,
        low=low,
        high=high,
        unit=form.words(f"{name}-don-vi"),
        year=form.year(f"{name}-nam"),
        group=form.words(f"{name}-nhom"),
        baseline=Baseline(value=before, year=year_before) if before is not None else None,
    )


def _project(one: ReadProject, form: "_Form", name: str) -> ReadProject:
    code = form.words(f"{name}-ma")
    if code is not None and not CODE.fullmatch(code):
        form.wrong[f"{name}-ma"] = "Mã phải như «3» hoặc «3.1». Chọn lại mã."
    return msgspec.structs.replace(
        one,
        code=code,
        in_scope=form.typed.get(f"{name}-pham-vi") == "co",
        lead=form.listed(f"{name}-chu-tri"),
        cooperating=form.listed(f"{name}-phoi-hop"),
    )


class _Form:
    """What was typed, and what of it cannot be so."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        self.typed = typed
        self.wrong: dict[str, str] = {}

    def words(self, name: str) -> str | None:
        said = " ".join(self.typed.get(name, "").replace("\0", "").split())
        if len(said) > _LONGEST:
            self.wrong[name] = f"Dài hơn {_LONGEST} chữ. Ghi ngắn lại."
        return said[:_LONGEST] or None

    def listed(self, name: str) -> list[str]:
        said = " ".join(self.typed.get(name, "").replace("\0", "").split())
        return [part.strip()[:_LONGEST] for part in said.split(";") if part.strip()][:30]

    def figure(self, name: str) -> float | None:
        said = self.typed.get(name, "").strip()
        if not said:
            return None
        if not _NUMBER.fullmatch(said):
            self.wrong[name] = f"«{said[:20]}» không phải con số. Gõ như 1,5 hoặc 1.200."
            return None
        return number(said, is_percent=False)

    def year(self, name: str) -> int | None:
        said = self.typed.get(name, "").strip()
        if not said:
            return None
        if not (said.isascii() and said.isdigit() and len(said) == 4 and int(said) in _YEARS):
            self.wrong[name] = f"«{said[:20]}» không phải năm. Gõ như 2025."
            return None
        return int(said)

    def day(self, name: str) -> str | None:
        said = self.typed.get(name, "").strip()[:20]
        if not said:
            return None
        try:
            return parse_day(said).isoformat()
        except ValueError as error:
            self.wrong[name] = str(error)
            return None


def _told_again(plan: Plan, form: _Form) -> Corrected:
    manuscript = manuscript_of(
        [SourceLine(line) for line in plan.source.text.split("\n")], is_markdown=plan.source.kind == "md"
    )
    was_blank = plan.number is None and any(one.code == "empty_number" for one in plan.warnings)
    told = suspicions(plan, manuscript, has_blank_number=was_blank)
    return Corrected(msgspec.structs.replace(plan, warnings=told), form.wrong)


def day_shown(iso: str | None) -> str:
    """2022-10-10 as it is typed: 10/10/2022."""
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else ""


def figure_shown(value: float | None) -> str:
    """1200.0 as it is typed: 1200; 0.15 as 0,15."""
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
