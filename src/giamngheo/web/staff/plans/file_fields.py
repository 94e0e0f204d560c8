"""What the fields of the forms about a plan that was read hold when nothing was typed yet."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from giamngheo.apps.programmes.plans.structure import (
    Cited,
    Piece,
    Plan,
    ReadProject,
    ReadTarget,
    ReportingDuty,
    Titled,
)
from giamngheo.apps.programmes.typed import day_shown, figure_shown

Held = dict[str, object]
_ROWS: Final = {
    "t": "Chỉ tiêu",
    "p": "Dự án",
    "cs": "Chính sách",
    "gp": "Giải pháp",
    "nv": "Phân công",
    "cc": "Căn cứ",
    "vd": "Văn bản nhắc ở trong",
    "bc": "Báo cáo",
}
_ROW: Final = re.compile(rf"({'|'.join(_ROWS)})(m?)(\d*)-")


def held_by(plan: Plan) -> Held:
    """By the name of each field, as `apps/programmes/correcting` reads them."""
    held = _head(plan)
    for at, target in enumerate(plan.targets):
        held |= _target(target, f"t{at}")
    for at, project in enumerate(plan.projects):
        held |= _project(project, f"p{at}")
    held |= _titled("cs", plan.policies) | _titled("gp", plan.solutions)
    for at, task in enumerate(plan.tasks):
        held |= {
            f"nv{at}-don-vi": task.organisation,
            f"nv{at}-viec": _lines(task.items),
            f"nv{at}-du-an": "; ".join(task.leads),
        }
    held |= _cited("cc", plan.legal_bases) | _cited("vd", plan.cited)
    for at, duty in enumerate(plan.reporting):
        held |= _duty(duty, f"bc{at}")
    return held | {f"{name}-dong": _lines(found) for name, found in lists_of(plan).items()}


def told_by_row(wrong: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is wrong with each field, with the row in which it stands: «Chỉ tiêu 3: …», «Dự án thêm: …»."""
    return [(field, f"{_row_of(field)}{sentence}") for field, sentence in wrong.items()]


def _row_of(field: str) -> str:
    row = _ROW.match(field)
    if row is None:
        return ""
    words = (_ROWS[row[1]], "thêm" if row[2] else "", str(int(row[3]) + 1) if row[3] else "")
    return f"{' '.join(filter(None, words))}: "


def lists_of(plan: Plan) -> Mapping[str, Sequence[Piece]]:
    """Parts that are lists of lines, by the name of their one field."""
    return {
        "muc-tieu": plan.aims,
        "pham-vi": plan.scope,
        "boi-canh": plan.background,
        "kinh-phi": plan.funding,
        "noi-nhan": plan.recipients,
        "de-muc": plan.headings,
        "hinh-thuc": plan.formal,
    }


def _head(plan: Plan) -> Held:
    above, signer = plan.parent_plan, plan.signer
    return {
        "co-quan": plan.issuer or "",
        "so": plan.number or "",
        "ngay": day_shown(plan.date),
        "noi": plan.place or "",
        "trich-yeu": plan.title or "",
        "tu-nam": plan.period.from_ or "",
        "den-nam": plan.period.to or "",
        "chuong-trinh": plan.programme or "",
        "tren-so": (above.number if above else None) or "",
        "tren-ngay": day_shown(above.date if above else None),
        "tren-co-quan": (above.issuer if above else None) or "",
        "ky-ten": (signer.name if signer else None) or "",
        "ky-chuc-vu": (signer.capacity if signer else None) or "",
        "ky-thay-mat": (signer.on_behalf if signer else None) or "",
    }


def _target(one: ReadTarget, name: str) -> Held:
    return {
        f"{name}-loi": _flat(one.text),
        f"{name}-loai": one.kind.value,
        f"{name}-so-sanh": one.comparator.value if one.comparator else "",
        f"{name}-gia-tri": figure_shown(one.value),
        f"{name}-tu": figure_shown(one.low),
        f"{name}-den": figure_shown(one.high),
        f"{name}-dau-ky": figure_shown(one.baseline.value if one.baseline else None),
        f"{name}-dau-ky-nam": (one.baseline.year if one.baseline else None) or "",
        f"{name}-con": figure_shown(one.reaches),
        f"{name}-huong": one.direction or "",
        f"{name}-moi-nam": "co" if one.each_year else "",
        f"{name}-don-vi": one.unit or "",
        f"{name}-nam": one.year or "",
        f"{name}-chi-so": _flat(one.indicator or ""),
        f"{name}-nhom": _flat(one.group or ""),
    }


def _project(one: ReadProject, name: str) -> Held:
    return {
        f"{name}-ma": one.code or "",
        f"{name}-nhan": one.label,
        f"{name}-ten": _flat(one.name),
        f"{name}-pham-vi": "co" if one.in_scope else "",
        f"{name}-muc-tieu": _flat(one.objective or ""),
        f"{name}-doi-tuong": _each(one.target_groups),
        f"{name}-noi-dung": _each(one.contents),
        f"{name}-chu-tri": "; ".join(one.lead),
        f"{name}-phoi-hop": "; ".join(one.cooperating),
        f"{name}-von": _each(one.funding),
    }


def _titled(short: str, found: Sequence[Titled]) -> Held:
    held: Held = {}
    for at, one in enumerate(found):
        held |= {f"{short}{at}-ten": one.title, f"{short}{at}-noi-dung": _lines(one.contents)}
    return held


def _cited(short: str, found: Sequence[Cited]) -> Held:
    held: Held = {}
    for at, one in enumerate(found):
        held |= {
            f"{short}{at}-loi": _flat(one.text),
            f"{short}{at}-loai": one.kind,
            f"{short}{at}-so": one.number or "",
            f"{short}{at}-ngay": day_shown(one.date),
            f"{short}{at}-co-quan": one.issuer or "",
        }
    return held


def _duty(one: ReportingDuty, name: str) -> Held:
    return {
        f"{name}-loi": _flat(one.text),
        f"{name}-ai": one.sender or "",
        f"{name}-cho": "; ".join(one.to),
        f"{name}-khi": one.when or "",
    }


def _flat(text: str) -> str:
    return " ".join(text.split())


def _lines(pieces: Sequence[Piece]) -> str:
    return _each(one.text for one in pieces)


def _each(said: Iterable[str]) -> str:
    return "\n".join(map(_flat, said))
