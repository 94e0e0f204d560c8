"""What a person corrects of a plan that was read: head, targets, projects, policies, solutions, tasks.

Fields are named as the page has them: «t3-gia-tri» is the value of the fourth target, «p0-ma» the code of the
first project. Whatever is suspicious is told anew of the corrected plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from giamngheo.apps.programmes.plans.manuscript import manuscript_again
from giamngheo.apps.programmes.plans.structure import (
    Assigned,
    Baseline,
    Comparator,
    Period,
    Piece,
    Plan,
    ReadProject,
    ReadTarget,
    Span,
    Titled,
)
from giamngheo.apps.programmes.plans.suspicions import suspicions
from giamngheo.apps.programmes.typed import Typed
from giamngheo.law.vocabulary.programmes import CODE
from giamngheo.law.vocabulary.targets import TargetKind

_LONGEST_TITLE: Final = 1_000
NOWHERE: Final = Span(start=0, end=0, line=1, last_line=1, page=1)
"""The place of what a person added."""
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
    form = Typed(typed)
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
    form = Typed(typed)
    kept = [
        _target(one, form, f"t{at}") for at, one in enumerate(plan.targets) if typed.get(f"t{at}-bo") != "co"
    ]
    return _told_again(msgspec.structs.replace(plan, targets=kept), form)


def correct_projects(plan: Plan, typed: Mapping[str, str]) -> Corrected:
    """Code, scope and units of each project as typed; one that is ticked is left out."""
    form = Typed(typed)
    kept = [
        _project(one, form, f"p{at}")
        for at, one in enumerate(plan.projects)
        if typed.get(f"p{at}-bo") != "co"
    ]
    return _told_again(msgspec.structs.replace(plan, projects=kept), form)


def correct_policies(plan: Plan, typed: Mapping[str, str]) -> Corrected:
    """Title and contents of each policy as typed, a further one under «csm»."""
    form = Typed(typed)
    return _told_again(msgspec.structs.replace(plan, policies=_titled(plan.policies, form, "cs")), form)


def correct_solutions(plan: Plan, typed: Mapping[str, str]) -> Corrected:
    """Title and contents of each solution as typed, a further one under «gpm»."""
    form = Typed(typed)
    return _told_again(msgspec.structs.replace(plan, solutions=_titled(plan.solutions, form, "gp")), form)


def correct_tasks(plan: Plan, typed: Mapping[str, str]) -> Corrected:
    """Organisation and tasks of each as typed, a further one under «nvm»."""
    form = Typed(typed)
    kept = []
    for at, one in enumerate(plan.tasks):
        name = f"nv{at}"
        if form.ticked(f"{name}-bo"):
            continue
        items = _pieces(form.lines(f"{name}-viec"), one.items, one.span)
        said = form.words(f"{name}-don-vi") or ""
        kept.append(msgspec.structs.replace(one, organisation=said, items=items))
    if organisation := form.words("nvm-don-vi"):
        items = _pieces(form.lines("nvm-viec"), (), NOWHERE)
        kept.append(Assigned(organisation=organisation, items=items, leads=[], span=NOWHERE))
    return _told_again(msgspec.structs.replace(plan, tasks=kept), form)


def _titled(found: Sequence[Titled], form: Typed, short: str) -> list[Titled]:
    kept = []
    for at, one in enumerate(found):
        name = f"{short}{at}"
        if form.ticked(f"{name}-bo"):
            continue
        title = form.words(f"{name}-ten", _LONGEST_TITLE)
        if title is None:
            form.wrong[f"{name}-ten"] = "Chưa ghi tên. Ghi tên, hoặc đánh dấu bỏ."
        contents = _pieces(form.lines(f"{name}-noi-dung"), one.contents, one.span)
        kept.append(msgspec.structs.replace(one, title=title or one.title, contents=contents))
    if title := form.words(f"{short}m-ten", _LONGEST_TITLE):
        contents = _pieces(form.lines(f"{short}m-noi-dung"), (), NOWHERE)
        kept.append(Titled(title=title, contents=contents, span=NOWHERE))
    return kept


def _pieces(lines: Sequence[str], before: Sequence[Piece], span: Span) -> list[Piece]:
    """The lines as pieces: those that stood so before keep their place, others lie where all of it does."""
    known = {" ".join(one.text.split()): one for one in before}
    return [known.get(line) or Piece(text=line, span=span) for line in lines]


def _target(one: ReadTarget, form: Typed, name: str) -> ReadTarget:
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


def _project(one: ReadProject, form: Typed, name: str) -> ReadProject:
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


def _told_again(plan: Plan, form: Typed) -> Corrected:
    manuscript = manuscript_again(plan.source)
    was_blank = plan.number is None and any(one.code == "empty_number" for one in plan.warnings)
    told = suspicions(plan, manuscript, has_blank_number=was_blank)
    return Corrected(msgspec.structs.replace(plan, warnings=told), form.wrong)
