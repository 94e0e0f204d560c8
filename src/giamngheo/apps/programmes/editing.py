"""What a form about a part of a drafted plan makes of it: rows to save, add, remove; nothing is saved here.

Rows are named by their numbers: «t12-gia-tri» is the value of target 12, «tm0-gia-tri» that of a further one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import msgspec
from django.db.models import Model

from giamngheo.apps.programmes.converting import due_in
from giamngheo.apps.programmes.matching import indicator_on
from giamngheo.apps.programmes.models import PlanProject, PlanTarget, PlanTask, UnitPlan
from giamngheo.apps.programmes.plans.structure import Comparator
from giamngheo.apps.programmes.texts import Basis, EconomicPlan, Part
from giamngheo.apps.programmes.typed import Typed
from giamngheo.law.programmes.library import programmes
from giamngheo.law.results.agreement import faults_of
from giamngheo.law.vocabulary.programmes import CODE
from giamngheo.law.vocabulary.targets import WITHOUT_VALUE, TargetKind

ADDED: Final = 3
"""How many further rows a form offers at a time."""
_LONGEST_TITLE: Final = 500
_LONGEST_WORDING: Final = 1_000


@dataclass
class Edited:
    """Rows after a form; `wrong` has a sentence for each field that cannot be so."""

    kept: list[Model] = field(default_factory=list)
    added: list[Model] = field(default_factory=list)
    removed: list[Model] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)


def edit_head(plan: UnitPlan, typed: Mapping[str, str]) -> Edited:
    """Title, years, place, the plan above in words, who signs; number and day of one that was received."""
    form = Typed(typed)
    title, first, last = form.words("trich-yeu", _LONGEST_TITLE), form.year("tu-nam"), form.year("den-nam")
    if title is None:
        form.wrong["trich-yeu"] = "Chưa ghi trích yếu. Ghi tên kế hoạch."
    if first is None or last is None:
        form.wrong.setdefault("tu-nam", "Chưa ghi năm đầu, năm cuối. Gõ như 2026.")
    elif last < first:
        form.wrong["den-nam"] = "Năm cuối trước năm đầu. Xem lại hai năm."
    else:
        plan.first_year, plan.last_year = first, last
    plan.title, plan.place = title or plan.title, form.words("noi", 100) or ""
    plan.issuer = form.words("co-quan") or plan.issuer
    plan.parent_number = form.words("tren-so", 60) or ""
    plan.parent_issuer = form.words("tren-co-quan") or ""
    plan.parent_day = _day(form, "tren-ngay")
    plan.signer, plan.capacity = form.words("nguoi-ky", 200) or "", form.words("chuc-vu", 200) or ""
    if plan.is_received:
        plan.number, plan.day = form.words("so", 60) or "", _day(form, "ngay")
    return Edited([plan], wrong=form.wrong)


def edit_words(plan: UnitPlan, typed: Mapping[str, str]) -> Edited:
    """Bases, aims, scope, funding, reporting, recipients, the socio-economic plans it is tied to."""
    form = Typed(typed)
    known = {one.text: one for one in plan.text.bases}
    text = msgspec.structs.replace(
        plan.text,
        bases=tuple(known.get(line) or Basis(line) for line in form.lines("can-cu")),
        aims=form.lines("muc-tieu"),
        scope=form.lines("pham-vi"),
        funding=form.lines("kinh-phi"),
        reporting=form.lines("bao-cao"),
        recipients=form.lines("noi-nhan"),
        economic=tuple(_economic(form, len(plan.text.economic))),
    )
    return _with_text(plan, text, form)


def edit_policies(plan: UnitPlan, typed: Mapping[str, str]) -> Edited:
    """Policies: title and contents of each."""
    form = Typed(typed)
    parts = tuple(_parts(form, "cs", len(plan.text.policies)))
    return _with_text(plan, msgspec.structs.replace(plan.text, policies=parts), form)


def edit_solutions(plan: UnitPlan, typed: Mapping[str, str]) -> Edited:
    """Solutions: title and contents of each."""
    form = Typed(typed)
    parts = tuple(_parts(form, "gp", len(plan.text.solutions)))
    return _with_text(plan, msgspec.structs.replace(plan.text, solutions=parts), form)


def edit_targets(plan: UnitPlan, rows: Sequence[PlanTarget], typed: Mapping[str, str]) -> Edited:
    """Targets as typed, further ones, without those that are ticked to be removed."""
    form = Typed(typed)
    done = Edited(wrong=form.wrong)
    for row in rows:
        if form.ticked(f"t{row.pk}-bo"):
            done.removed.append(row)
        else:
            _target(row, form, f"t{row.pk}")
            done.kept.append(row)
    for place in range(ADDED):
        if form.words(f"tm{place}-loi", _LONGEST_WORDING):
            row = PlanTarget(plan=plan, position=len(rows) + place)
            _target(row, form, f"tm{place}")
            done.added.append(row)
    return done


def edit_projects(plan: UnitPlan, rows: Sequence[PlanProject], typed: Mapping[str, str]) -> Edited:
    """Projects as typed, and a further one of the programme by its code («pm-ma»)."""
    form = Typed(typed)
    done = Edited(wrong=form.wrong)
    for row in rows:
        name = f"p{row.pk}"
        if form.ticked(f"{name}-bo"):
            done.removed.append(row)
            continue
        row.code = _code(form, f"{name}-ma")
        row.label, row.name = (
            form.words(f"{name}-nhan", 100) or row.label,
            form.words(f"{name}-ten", 500) or row.name,
        )
        row.in_scope = form.ticked(f"{name}-pham-vi")
        row.objective = " ".join(form.lines(f"{name}-muc-tieu"))
        row.target_groups = list(form.lines(f"{name}-doi-tuong"))
        row.contents = list(form.lines(f"{name}-noi-dung"))
        row.lead, row.cooperating = form.listed(f"{name}-chu-tri"), form.listed(f"{name}-phoi-hop")
        row.funding = form.listed(f"{name}-von")
        done.kept.append(row)
    programme = programmes().get(plan.programme)
    if (code := _code(form, "pm-ma")) and programme is not None and (found := programme.project(code)):
        done.added.append(
            PlanProject(
                plan=plan,
                position=len(rows),
                code=code,
                label=found.label,
                name=found.name,
                objective=found.objective.text if found.objective else "",
                target_groups=[one.text for one in found.target_groups],
                contents=[one.text for one in found.contents],
            )
        )
    return done


def edit_tasks(plan: UnitPlan, rows: Sequence[PlanTask], typed: Mapping[str, str]) -> Edited:
    """Tasks as typed; until when is read from the words where no day is typed."""
    form = Typed(typed)
    done = Edited(wrong=form.wrong)
    for row in rows:
        if form.ticked(f"v{row.pk}-bo"):
            done.removed.append(row)
        else:
            _task(row, form, f"v{row.pk}")
            done.kept.append(row)
    for place in range(ADDED):
        if form.lines(f"vm{place}-viec"):
            row = PlanTask(plan=plan, position=len(rows) + place)
            _task(row, form, f"vm{place}")
            done.added.append(row)
    return done


def _with_text(plan: UnitPlan, text: Any, form: Typed) -> Edited:
    plan.said = msgspec.to_builtins(text)
    plan.__dict__.pop("text", None)
    return Edited([plan], wrong=form.wrong)


def _economic(form: Typed, many: int) -> Iterator[EconomicPlan]:
    for at in range(many + 1):
        name = form.words(f"kt{at}-ten", _LONGEST_TITLE)
        if name:
            number, day = form.words(f"kt{at}-so", 60) or "", form.day(f"kt{at}-ngay") or ""
            yield EconomicPlan(name, number, day, form.lines(f"kt{at}-chi-tieu"))


def _parts(form: Typed, short: str, many: int) -> Iterator[Part]:
    for at in range(many + 1):
        title = form.words(f"{short}{at}-ten", _LONGEST_WORDING)
        if title and not form.ticked(f"{short}{at}-bo"):
            yield Part(title, form.lines(f"{short}{at}-noi-dung"))
        elif not title and form.lines(f"{short}{at}-noi-dung") and not form.ticked(f"{short}{at}-bo"):
            form.wrong[f"{short}{at}-ten"] = "Chưa ghi tên. Ghi tên, hoặc đánh dấu bỏ."


def _target(row: PlanTarget, form: Typed, name: str) -> None:
    """Fill a target; one whose number changed or that is ticked was looked at."""
    before = (row.value, row.up_to, row.kind)
    kind, sign = form.typed.get(f"{name}-loai", ""), form.typed.get(f"{name}-so-sanh", "")
    if kind not in set(TargetKind) or (sign and sign not in set(Comparator)):
        form.wrong[f"{name}-loai"] = "Không có loại chỉ tiêu này. Chọn lại."
        return
    wording = form.words(f"{name}-loi", _LONGEST_WORDING)
    if wording is None:
        form.wrong[f"{name}-loi"] = "Chưa ghi lời của chỉ tiêu. Ghi đúng câu của kế hoạch."
    row.wording, row.kind, row.comparator = wording or row.wording, kind, sign
    row.value, row.up_to = form.decimal(f"{name}-gia-tri"), form.decimal(f"{name}-den")
    row.baseline, row.reaches = form.decimal(f"{name}-dau-ky"), form.decimal(f"{name}-con")
    row.unit, row.group = form.words(f"{name}-don-vi", 60) or "", form.words(f"{name}-nhom") or ""
    row.year = form.year(f"{name}-nam")
    row.each_year, row.rises = form.ticked(f"{name}-moi-nam"), form.ticked(f"{name}-tang")
    if kind in WITHOUT_VALUE:
        row.value, row.up_to = None, None
    if row.value is not None and row.up_to is not None and row.up_to <= row.value:
        form.wrong[f"{name}-den"] = "Đầu kia của khoảng phải lớn hơn đầu này. Đổi chỗ hai số."
    if row.year is not None and row.year not in row.plan.years:
        form.wrong[f"{name}-nam"] = f"Kế hoạch cho {row.plan.period}. Ghi năm trong kỳ ấy, hoặc để trống."
    numbers = (row.value, row.up_to, row.baseline, row.reaches)
    row.decimals = max(
        (max(0, -int(one.as_tuple().exponent)) for one in numbers if one is not None), default=0
    )
    _indicator(row, form, name)
    if form.ticked(f"{name}-xem") or (row.value, row.up_to, row.kind) != before:
        row.is_carried = False


def _indicator(row: PlanTarget, form: Typed, name: str) -> None:
    """By what it is followed; refused where the kind does not fit."""
    asked = form.words(f"{name}-chi-so", 60) or ""
    row.framework, row.indicator = "", ""
    if not asked or form.wrong:
        return
    found = indicator_on(row.target().last, asked)
    if found is None:
        form.wrong[f"{name}-chi-so"] = "Khung kết quả của năm ấy không có chỉ số này. Chọn lại."
    elif refused := dict(faults_of(row.target(), found[1])).get("kind"):
        form.wrong[f"{name}-chi-so"] = refused
    else:
        row.framework, row.indicator = found[0].id, found[1].id


def _task(row: PlanTask, form: Typed, name: str) -> None:
    row.organisation = form.words(f"{name}-don-vi") or ""
    row.what = " ".join(form.lines(f"{name}-viec"))
    row.due = form.words(f"{name}-han", 200) or ""
    row.project = _code(form, f"{name}-ma")
    if not row.organisation:
        form.wrong[f"{name}-don-vi"] = "Chưa ghi đơn vị. Ghi cơ quan, đơn vị làm việc này."
    if not row.what:
        form.wrong[f"{name}-viec"] = "Chưa ghi việc. Ghi việc, hoặc đánh dấu bỏ."
    row.due_on = _day(form, f"{name}-ngay")
    if row.due_on is None and f"{name}-ngay" not in form.wrong:
        row.due_on, said = due_in(row.what)
        row.due = row.due or said


def _code(form: Typed, name: str) -> str:
    code = form.words(name, 5) or ""
    if code and not CODE.fullmatch(code):
        form.wrong[name] = "Mã phải như «3» hoặc «3.1». Chọn lại mã."
        return ""
    return code


def _day(form: Typed, name: str) -> date | None:
    said = form.day(name)
    return date.fromisoformat(said) if said else None
