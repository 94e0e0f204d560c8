"""Unread lines given to a part of the plan: read there as the reader reads that part, with their places."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import msgspec

from giamngheo.apps.programmes.correcting.citations import bare_citation, bare_duty
from giamngheo.apps.programmes.correcting.corrected import Corrected, Correction
from giamngheo.apps.programmes.correcting.projects import new_project, programme_of
from giamngheo.apps.programmes.plans.blocks import Block, blocks_of
from giamngheo.apps.programmes.plans.citations import citations_in
from giamngheo.apps.programmes.plans.gathering import duties_in, joined
from giamngheo.apps.programmes.plans.manuscript import Line
from giamngheo.apps.programmes.plans.projects import is_whole_heading, project_head
from giamngheo.apps.programmes.plans.structure import (
    Assigned,
    Cited,
    ParentPlan,
    Piece,
    Plan,
    ReadTarget,
    ReportingDuty,
    Signer,
    Titled,
    Unread,
)
from giamngheo.apps.programmes.plans.targets import Ground, Setting, targets_in, without_number
from giamngheo.apps.programmes.plans.units import units_in

PARTS: Final[Mapping[str, str]] = {
    "can-cu": "căn cứ",
    "cap-tren": "kế hoạch cấp trên",
    "muc-tieu": "mục tiêu",
    "chi-tieu": "chỉ tiêu",
    "du-an": "dự án, tiểu dự án",
    "pham-vi": "đối tượng, phạm vi",
    "boi-canh": "tình hình",
    "chinh-sach": "chính sách (tên)",
    "giai-phap": "nhiệm vụ, giải pháp (tên)",
    "kinh-phi": "kinh phí",
    "phan-cong": "phân công (đơn vị)",
    "che-do": "chế độ báo cáo",
    "noi-nhan": "nơi nhận",
    "ky-ten": "người ký: họ tên",
    "ky-chuc-vu": "người ký: chức vụ",
    "ky-thay-mat": "người ký: thay mặt",
    "vien-dan": "văn bản nhắc ở trong",
    "de-muc": "đề mục",
    "hinh-thuc": "phần hình thức, không có nội dung",
}
"""Where lines may go, beside what is there already: «du-an:2» is the contents of the third project."""
_LISTS: Final = {
    "muc-tieu": "aims",
    "pham-vi": "scope",
    "boi-canh": "background",
    "kinh-phi": "funding",
    "noi-nhan": "recipients",
    "de-muc": "headings",
    "hinh-thuc": "formal",
}
_SIGNER: Final = {"ky-ten": "name", "ky-chuc-vu": "capacity", "ky-thay-mat": "on_behalf"}


def inside(plan: Plan) -> Mapping[str, str]:
    """Parts into whose contents lines may go, and how they are called."""
    return {
        **{f"du-an:{at}": f"{one.label}: {one.name}" for at, one in enumerate(plan.projects)},
        **{f"chinh-sach:{at}": one.title for at, one in enumerate(plan.policies)},
        **{f"giai-phap:{at}": one.title for at, one in enumerate(plan.solutions)},
        **{f"phan-cong:{at}": one.organisation for at, one in enumerate(plan.tasks)},
    }


def give_unread(asked: Correction) -> Corrected:
    """Put the lines that are ticked («u120», by their beginning) into the part that was chosen («vao»)."""
    form, plan = asked.form, asked.plan
    ticked = {
        name[1:] for name in form.typed if name[:1] == "u" and name[1:].isdecimal() and form.ticked(name)
    }
    chosen = [one for one in plan.unread if str(one.span.start) in ticked]
    into = form.words("vao", 60) or ""
    if not ticked:
        form.wrong["vao"] = "Chưa chọn dòng nào. Đánh dấu các dòng rồi bấm lại."
    elif len(chosen) < len(ticked):
        form.wrong["vao"] = "Có dòng không còn ở danh sách chưa hiểu. Tải lại trang rồi chọn lại."
    elif into not in PARTS and into not in inside(plan):
        form.wrong["vao"] = "Chưa chọn phần để đưa vào. Chọn một phần trong danh sách."
    if form.wrong:
        return Corrected(plan, form.wrong)
    return asked.done(given=[one.span.start for one in chosen], **_Giving(asked, chosen).into(into))


class _Giving:
    """Unread lines as the paragraphs that they make."""

    def __init__(self, asked: Correction, chosen: Sequence[Unread]) -> None:
        self._asked, self._plan, self._programme = asked, asked.plan, programme_of(asked)
        self._blocks = list(self._paragraphs(chosen))

    def _paragraphs(self, chosen: Sequence[Unread]) -> Iterator[Block]:
        """Lines that follow on each other are cut into paragraphs together."""
        manuscript, programme = self._asked.places.manuscript, self._programme
        runs: list[list[Line]] = []
        for one in chosen:
            lines = [_cut(manuscript.lines[number - 1], one) for number in _numbers(one)]
            if runs and lines[0].number - runs[-1][-1].number == 1:
                runs[-1] += lines
            else:
                runs.append(lines)

        def is_name(text: str) -> bool:
            return programme is not None and is_whole_heading(text, programme)

        for lines in runs:
            yield from blocks_of(manuscript, lines, is_name)

    def into(self, part: str) -> dict[str, Any]:
        """What of the plan changes when they go into a part."""
        if part in _LISTS:
            return {_LISTS[part]: [*getattr(self._plan, _LISTS[part]), *self._pieces()]}
        if part in _SIGNER:
            return {"signer": self._signer(_SIGNER[part])}
        kind, _, at = part.partition(":")
        return self._contents(kind, int(at)) if at else self._added(kind)

    def _added(self, part: str) -> dict[str, Any]:
        """What of the plan gets further rows."""
        into: Mapping[str, Callable[[], dict[str, Any]]] = {
            "can-cu": partial(self._cited, "legal_bases"),
            "vien-dan": partial(self._cited, "cited"),
            "cap-tren": self._parent,
            "chi-tieu": self._targets,
            "du-an": self._projects,
            "chinh-sach": partial(self._titled, "policies"),
            "giai-phap": partial(self._titled, "solutions"),
            "phan-cong": self._tasks,
            "che-do": self._reporting,
        }
        return into[part]()

    def _pieces(self) -> list[Piece]:
        return [Piece(text=_said(one), span=one.span) for one in self._blocks]

    def _contents(self, kind: str, at: int) -> dict[str, Any]:
        """Below what is there already."""
        pieces, changed = self._pieces(), msgspec.structs.replace
        projects, tasks = list(self._plan.projects), list(self._plan.tasks)
        if kind == "du-an":
            one = projects[at]
            said = [*one.contents, *(piece.text for piece in pieces)]
            projects[at] = changed(one, contents=said, pieces=[*one.pieces, *pieces])
            return {"projects": projects}
        if kind == "phan-cong":
            tasks[at] = changed(tasks[at], items=[*tasks[at].items, *pieces])
            return {"tasks": tasks}
        field = "policies" if kind == "chinh-sach" else "solutions"
        titled = list(getattr(self._plan, field))
        titled[at] = changed(titled[at], contents=[*titled[at].contents, *pieces])
        return {field: titled}

    def _targets(self) -> dict[str, Any]:
        setting = Setting(Ground.TARGETS, self._plan.period.to, tells_without_number=True)
        found: list[ReadTarget] = []
        for one in self._blocks:
            found += list(targets_in(one, setting)) or [without_number(_said(one), one.span)]
        return {"targets": [*self._plan.targets, *found]}

    def _cited(self, field: str) -> dict[str, Any]:
        found: list[Cited] = []
        for one in self._blocks:
            found += list(citations_in(one)) or [bare_citation(_said(one), one.span)]
        return {field: [*getattr(self._plan, field), *found]}

    def _parent(self) -> dict[str, Any]:
        if self._plan.parent_plan is not None:
            self._asked.places.take_out(self._plan.parent_plan.span)
        span = joined([one.span for one in self._blocks])
        cited = next((one for block in self._blocks for one in citations_in(block)), None)
        if cited is None:
            said = " ".join(map(_said, self._blocks))[:300]
            return {"parent_plan": ParentPlan(number=None, date=None, issuer=said, span=span)}
        parent = ParentPlan(number=cited.number, date=cited.date, issuer=cited.issuer, span=span)
        return {"parent_plan": parent}

    def _projects(self) -> dict[str, Any]:
        made = []
        for one in self._blocks:
            head = project_head(one.body, self._programme, None) if self._programme else None
            project = new_project(
                self._programme, head.code if head else None, (head.name if head else _said(one)), one.span
            )
            label = head.label if head else project.label
            named = " ".join(project.name.split()).strip(" .:;,-–*") or _said(one)
            made.append(msgspec.structs.replace(project, label=label, name=named, pieces=self._whole(one)))
        return {"projects": [*self._plan.projects, *made]}

    @staticmethod
    def _whole(block: Block) -> list[Piece]:
        return [Piece(text=block.body.strip(), span=block.span)]

    def _titled(self, field: str) -> dict[str, Any]:
        made = [Titled(title=_said(one)[:1_000], contents=[], span=one.span) for one in self._blocks]
        return {field: [*getattr(self._plan, field), *made]}

    def _tasks(self) -> dict[str, Any]:
        """A paragraph that says who does something is a task of that body, else it names a body."""
        made = []
        for one in self._blocks:
            leads = units_in(one.body).lead
            items = [Piece(text=_said(one), span=one.span)] if leads else []
            body = leads[0] if leads else _said(one)[:300]
            made.append(Assigned(organisation=body, items=items, leads=[], span=one.span))
        return {"tasks": [*self._plan.tasks, *made]}

    def _reporting(self) -> dict[str, Any]:
        found: list[ReportingDuty] = []
        for one in self._blocks:
            found += list(duties_in(one, None)) or [bare_duty(_said(one), one.span)]
        return {"reporting": [*self._plan.reporting, *found]}

    def _signer(self, field: str) -> Signer:
        said = " ".join(map(_said, self._blocks))[:200]
        before, span = self._plan.signer, joined([one.span for one in self._blocks])
        if before is None:
            empty = Signer(name=None, capacity=None, on_behalf=None, span=span)
            return msgspec.structs.replace(empty, **{field: said})
        return msgspec.structs.replace(before, **{field: said, "span": joined([before.span, span])})


def _numbers(one: Unread) -> Sequence[int]:
    return range(one.span.line, one.span.last_line + 1)


def _cut(line: Line, one: Unread) -> Line:
    """A line without what of it stands in a piece already."""
    start, end = max(line.start, one.span.start), min(line.end, one.span.end)
    view = line.view[start - line.start : end - line.start]
    return replace(line, start=start, end=end, view=view, cells=())


def _said(block: Block) -> str:
    """The words of a paragraph without its mark."""
    return block.body.strip(" *") or block.text.strip()
