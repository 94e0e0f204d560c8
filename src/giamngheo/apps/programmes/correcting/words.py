"""What of a plan is words: policies, solutions, tasks; lists of lines, one piece a line."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from giamngheo.apps.programmes.correcting.corrected import Corrected, Correction
from giamngheo.apps.programmes.correcting.projects import programme_of
from giamngheo.apps.programmes.plans.structure import Assigned, Titled

_LONGEST_TITLE: Final = 1_000


def correct_policies(asked: Correction) -> Corrected:
    """Title and contents of each policy as typed, a further one under «csm»."""
    return asked.done(policies=_titled(asked.plan.policies, asked, "cs"))


def correct_solutions(asked: Correction) -> Corrected:
    """Title and contents of each solution as typed, a further one under «gpm»."""
    return asked.done(solutions=_titled(asked.plan.solutions, asked, "gp"))


def correct_tasks(asked: Correction) -> Corrected:
    """Organisation, tasks and led projects of each as typed, a further one under «nvm»."""
    form, places = asked.form, asked.places
    kept = []
    for at, one in enumerate(asked.plan.tasks):
        name = f"nv{at}"
        if form.ticked(f"{name}-bo"):
            places.take_out(*(item.span for item in one.items), one.span)
            continue
        items = places.pieces(form.lines(f"{name}-viec"), one.items)
        said = form.words(f"{name}-don-vi") or ""
        leads = _leads(asked, f"{name}-du-an", one.leads)
        kept.append(msgspec.structs.replace(one, organisation=said, items=items, leads=leads))
    if asked.is_typed("nvm"):
        organisation = form.words("nvm-don-vi")
        if organisation is None:
            form.wrong["nvm-don-vi"] = "Chưa ghi đơn vị được giao. Ghi tên đơn vị."
        items, leads = places.pieces(form.lines("nvm-viec"), ()), _leads(asked, "nvm-du-an", ())
        place = places.of(organisation or "")
        kept.append(Assigned(organisation=organisation or "", items=items, leads=leads, span=place))
    return asked.done(tasks=kept)


def correct_lines(field: str, name: str) -> Callable[[Correction], Corrected]:
    """What corrects a list of pieces, typed line by line in one field."""

    def correct(asked: Correction) -> Corrected:
        kept = asked.places.pieces(asked.form.lines(name), getattr(asked.plan, field))
        changed: dict[str, Any] = {field: kept}
        return asked.done(**changed)

    return correct


def _titled(found: Sequence[Titled], asked: Correction, short: str) -> list[Titled]:
    form, places = asked.form, asked.places
    kept = []
    for at, one in enumerate(found):
        name = f"{short}{at}"
        if form.ticked(f"{name}-bo"):
            places.take_out(*(said.span for said in one.contents), one.span)
            continue
        title = form.words(f"{name}-ten", _LONGEST_TITLE)
        if title is None:
            form.wrong.setdefault(f"{name}-ten", "Chưa ghi tên. Ghi tên, hoặc đánh dấu bỏ.")
        contents = places.pieces(form.lines(f"{name}-noi-dung"), one.contents)
        kept.append(msgspec.structs.replace(one, title=title or one.title, contents=contents))
    if asked.is_typed(f"{short}m"):
        title = form.words(f"{short}m-ten", _LONGEST_TITLE)
        if title is None:
            form.wrong.setdefault(f"{short}m-ten", "Chưa ghi tên của phần thêm. Ghi tên.")
        contents = places.pieces(form.lines(f"{short}m-noi-dung"), ())
        kept.append(Titled(title=title or "", contents=contents, span=places.of(title or "")))
    return kept


def _leads(asked: Correction, name: str, before: Sequence[str]) -> list[str]:
    """Codes of the projects that it leads, each one of the programme."""
    codes = list(dict.fromkeys(asked.listed(name, before)))
    programme = programme_of(asked)
    unknown = [code for code in codes if programme is None or programme.project(code) is None]
    if unknown and name in asked.form.typed:
        asked.form.wrong[name] = (
            f"Không có dự án mã {'; '.join(one[:20] for one in unknown)}. Ghi mã như «3.1; 4.2»."
        )
    return codes
