"""A part of a drafted plan in a form: head, words, targets, projects, policies, solutions, tasks."""

from collections.abc import Callable, Mapping
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.programmes.actions import PARTS, PlanError, edit
from giamngheo.apps.programmes.correcting import COMPARATORS
from giamngheo.apps.programmes.editing import ADDED
from giamngheo.apps.programmes.models import PlanProject, PlanTarget, PlanTask, UnitPlan
from giamngheo.apps.programmes.queries import projects_of, targets_of, tasks_of
from giamngheo.apps.programmes.states import PlanState
from giamngheo.apps.programmes.texts import Part
from giamngheo.apps.programmes.typed import day_shown, figure_shown
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.law.programmes.library import programmes
from giamngheo.law.results.library import NoFrameworkError, framework_for
from giamngheo.law.vocabulary.targets import TargetKind
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.plans.reaching import plan_for, require_keeping

Shown = Mapping[str, object]


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, plan_id: int, part: str) -> HttpResponse:
    """Show the form of a part, or keep what was typed and go back to the plan."""
    plan = plan_for(request, plan_id)
    require_keeping(request, plan.area_id)
    if part not in PARTS or plan.state != PlanState.DRAFT:
        raise Http404
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            edit(plan, part, request.POST, actor_of(request))
            return redirect(f"{request.path.partition('sua/')[0]}#{part}")
        except PlanError as error:
            wrong = error.wrong
    fields, more = _SHOWN[part](plan)
    told = {
        "plan": plan,
        "part": part,
        "name": PARTS[part],
        "typed": request.POST.dict() if request.method == "POST" else fields,
        "wrong": wrong,
        "added": range(ADDED),
        **more,
    }
    return render(request, f"staff/plans/edit_{_TEMPLATES[part]}.html", told, status=422 if wrong else 200)


_TEMPLATES: Mapping[str, str] = {
    "dau": "head",
    "loi-van": "words",
    "chi-tieu": "targets",
    "du-an": "projects",
    "chinh-sach": "parts",
    "giai-phap": "parts",
    "phan-cong": "tasks",
}


def _head(plan: UnitPlan) -> tuple[Shown, Shown]:
    return {
        "trich-yeu": plan.title,
        "co-quan": plan.issuer,
        "noi": plan.place,
        "tu-nam": plan.first_year,
        "den-nam": plan.last_year,
        "tren-so": plan.parent_number,
        "tren-ngay": _day(plan.parent_day),
        "tren-co-quan": plan.parent_issuer,
        "nguoi-ky": plan.signer,
        "chuc-vu": plan.capacity,
        "so": plan.number,
        "ngay": _day(plan.day),
    }, {}


def _words(plan: UnitPlan) -> tuple[Shown, Shown]:
    text = plan.text
    fields = {
        "can-cu": "\n".join(one.text for one in text.bases),
        "muc-tieu": "\n".join(text.aims),
        "pham-vi": "\n".join(text.scope),
        "kinh-phi": "\n".join(text.funding),
        "bao-cao": "\n".join(text.reporting),
        "noi-nhan": "\n".join(text.recipients),
    }
    for at, one in enumerate(text.economic):
        fields |= {
            f"kt{at}-ten": one.name,
            f"kt{at}-so": one.number,
            f"kt{at}-ngay": day_shown(one.day or None),
            f"kt{at}-chi-tieu": "\n".join(one.indicators),
        }
    return fields, {"economic": range(len(text.economic) + 1)}


def _targets(plan: UnitPlan) -> tuple[Shown, Shown]:
    rows = targets_of(plan)
    fields: dict[str, object] = {}
    for one in rows:
        fields |= _target_fields(f"t{one.pk}", one)
    for place in range(ADDED):
        fields[f"tm{place}-loai"] = TargetKind.LEVEL.value
    try:
        indicators = framework_for(date(plan.last_year, 12, 31)).indicators
    except NoFrameworkError:
        indicators = ()
    return fields, {
        "targets": rows,
        "kinds": [(one.value, one.label) for one in TargetKind],
        "signs": [(one.value, word) for one, word in COMPARATORS.items()],
        "indicators": [(one.id, one.name) for one in indicators],
    }


def _target_fields(name: str, one: PlanTarget) -> dict[str, object]:
    return {
        f"{name}-loi": one.wording,
        f"{name}-loai": one.kind,
        f"{name}-so-sanh": one.comparator,
        f"{name}-gia-tri": _number(one, one.value),
        f"{name}-den": _number(one, one.up_to),
        f"{name}-dau-ky": _number(one, one.baseline),
        f"{name}-con": _number(one, one.reaches),
        f"{name}-don-vi": one.unit,
        f"{name}-nam": one.year or "",
        f"{name}-nhom": one.group,
        f"{name}-chi-so": one.indicator,
        f"{name}-moi-nam": "co" if one.each_year else "",
        f"{name}-tang": "co" if one.rises else "",
    }


def _projects(plan: UnitPlan) -> tuple[Shown, Shown]:
    rows = projects_of(plan)
    fields: dict[str, object] = {}
    for one in rows:
        fields |= _project_fields(f"p{one.pk}", one)
    programme = programmes().get(plan.programme)
    known = [(one.code, f"{one.code} {one.name}") for one in programme.projects] if programme else []
    held = {one.code for one in rows}
    return fields, {"projects": rows, "codes": known, "left": [one for one in known if one[0] not in held]}


def _project_fields(name: str, one: PlanProject) -> dict[str, object]:
    return {
        f"{name}-ma": one.code,
        f"{name}-nhan": one.label,
        f"{name}-ten": one.name,
        f"{name}-pham-vi": "co" if one.in_scope else "",
        f"{name}-muc-tieu": one.objective,
        f"{name}-doi-tuong": "\n".join(one.target_groups),
        f"{name}-noi-dung": "\n".join(one.contents),
        f"{name}-chu-tri": "; ".join(one.lead),
        f"{name}-phoi-hop": "; ".join(one.cooperating),
        f"{name}-von": "; ".join(one.funding),
    }


def _parts(short: str, found: tuple[Part, ...]) -> tuple[Shown, Shown]:
    fields: dict[str, object] = {}
    for at, one in enumerate(found):
        fields |= {f"{short}{at}-ten": one.title, f"{short}{at}-noi-dung": "\n".join(one.contents)}
    return fields, {"short": short, "many": len(found)}


def _tasks(plan: UnitPlan) -> tuple[Shown, Shown]:
    rows = tasks_of(plan)
    fields: dict[str, object] = {}
    for one in rows:
        fields |= _task_fields(f"v{one.pk}", one)
    codes = [(one.code, f"{one.code} {one.name}"[:60]) for one in projects_of(plan) if one.code]
    return fields, {"tasks": rows, "codes": codes}


def _task_fields(name: str, one: PlanTask) -> dict[str, object]:
    return {
        f"{name}-don-vi": one.organisation,
        f"{name}-viec": one.what,
        f"{name}-ngay": _day(one.due_on),
        f"{name}-han": one.due,
        f"{name}-ma": one.project,
    }


_SHOWN: Mapping[str, Callable[[UnitPlan], tuple[Shown, Shown]]] = {
    "dau": _head,
    "loi-van": _words,
    "chi-tieu": _targets,
    "du-an": _projects,
    "chinh-sach": lambda plan: _parts("cs", plan.text.policies),
    "giai-phap": lambda plan: _parts("gp", plan.text.solutions),
    "phan-cong": _tasks,
}


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _number(target: PlanTarget, value: object) -> str:
    return figure_shown(target.as_written(value)) if value is not None else ""  # type: ignore[arg-type]
