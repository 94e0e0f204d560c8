"""One package: what it is, what does not agree, what changed, the answer; accepted, returned, handed out."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from giamngheo.apps.packages.actions import accept, as_report, send_back, take_back_note
from giamngheo.apps.packages.contents import Remark
from giamngheo.apps.packages.keys import fingerprint_of
from giamngheo.apps.packages.looking import doubts_in
from giamngheo.apps.packages.models import Package, kept_at
from giamngheo.apps.packages.queries import before, changed_since, contents_in, decides_for
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.states import PackageState, Way
from giamngheo.apps.reporting.queries import Owed, owed_by
from giamngheo.apps.reporting.states import MOVES, Verb
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.audit.actions import record
from giamngheo.law.fingerprint import fingerprint
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.shown import PACKAGE_STATES
from giamngheo.web.staff.packages.reaching import is_to_decide, package_for
from giamngheo.web.staff.packages.wording import Wording, cell_in
from giamngheo.web.staff.registry.done import tell_done, told_done
from giamngheo.web.staff.reporting.reaching import args_of

_MOST_SHOWN: Final = 100
_LONGEST_REASON: Final = 1001


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def package(request: HttpRequest, package_id: int) -> HttpResponse:
    """Show a package."""
    return _page(request, package_for(request, package_id), {})


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def given(request: HttpRequest, package_id: int) -> HttpResponseBase:
    """Hand out the package as it was signed; the trail tells that it was taken away."""
    one = package_for(request, package_id)
    name = f"goi-{one.report.unit.code}-{one.report.period}-lan-{one.edition}.zip"
    return _file(request, one, one.sha256, name, "Tải gói báo cáo")


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def answer_given(request: HttpRequest, package_id: int) -> HttpResponseBase:
    """Hand out the answer as it was signed, for the installation that sent the package."""
    one = package_for(request, package_id)
    name = f"tra-loi-{one.report.unit.code}-{one.report.period}-lan-{one.edition}.zip"
    return _file(request, one, one.answer_sha256, name, "Tải phiếu trả lời gói báo cáo")


@needs(Permission.SEE_HOUSEHOLDS)
@require_POST
def deed(request: HttpRequest, package_id: int) -> HttpResponse:
    """Accept a package, return it, or take a remark on it back."""
    one, word, actor = package_for(request, package_id), request.POST.get("viec", ""), actor_of(request)
    if one.way != Way.TAKEN:
        if not may(person_of(request), Permission.FREEZE_FIGURES, one.area_id, today()):
            raise PermissionDenied
        return _page(request, one, {"viec": "Gói do chính đơn vị lập: chờ cấp trên trả lời."})
    by = decides_for(person_of(request), one.area_id, today())
    if by is None:
        raise PermissionDenied
    try:
        if word == "chap-nhan":
            accept(one, by, actor)
            tell_done(request, "Đã chấp nhận. Tải phiếu trả lời rồi gửi lại bên gửi.")
        elif word == "tra-lai":
            send_back(one, words_in(request.POST, "ly-do", _LONGEST_REASON), by, actor)
            tell_done(request, "Đã trả lại. Tải phiếu trả lời rồi gửi lại bên gửi.")
        elif word == "bao-cao":
            owed = next((each for each in _owed(one) if _key(each) == request.POST.get("bao-cao")), None)
            if owed is None:
                raise PackageError("Chưa chọn báo cáo.", "chọn báo cáo mà gói này là số liệu.", "bao-cao")
            as_report(one, owed, actor)
            return redirect("owed-report", *args_of(owed))
        elif word == "bo-nhan-xet":
            take_back_note(one, cell_in(request.POST), actor)
        else:
            raise PackageError("Chưa chọn việc.", "bấm nút của việc cần làm.", "viec")
    except PackageError as error:
        return _page(request, package_for(request, package_id), {error.about or "viec": str(error)})
    return redirect("package", one.pk)


def _page(request: HttpRequest, one: Package, wrong: dict[str, str]) -> HttpResponse:
    told: dict[str, Any] = {
        "one": one,
        "report": one.report,
        "state": PACKAGE_STATES[one.state],
        "is_taken": one.way == Way.TAKEN,
        "fingerprint": fingerprint_of(one.signed_with),
        "is_same_law": one.report.law == fingerprint(),
        "to_decide": is_to_decide(request, one),
        "owed": [(_key(each), each.name) for each in _owed(one)]
        if decides_for(person_of(request), one.area_id, today()) is not None
        else [],
        "answer": one.answered,
        "done": told_done(request),
        "typed": request.POST,
        "wrong": wrong,
        "errors": list(wrong.items()),
    }
    try:
        told |= _inside(one)
    except PackageError as error:
        told |= {"broken": str(error), "words": Wording.without(one.report)}
    return render(request, "staff/packages/one.html", told, status=422 if wrong else 200)


def _owed(one: Package) -> list[Owed]:
    """The reports of the sender's unit for which an accepted package holds the figures."""
    if one.way != Way.TAKEN or one.state != PackageState.ACCEPTED:
        return []
    unit, open_to = unit_on(one.area_id, today()), {None, *MOVES[Verb.TAKE_IN].before}
    found = owed_by(unit, one.closing.year, today()) if unit else []
    return [
        each
        for each in found
        if each.period.first <= one.closing <= each.period.last and each.state in open_to
    ]


def _key(owed: Owed) -> str:
    return f"{owed.duty.id}.{owed.period.code}"


def _inside(one: Package) -> dict[str, Any]:
    contents = contents_in(one)
    words = Wording.of(contents)
    doubts = doubts_in(contents)
    earlier = before(one) if one.way == Way.TAKEN else None
    changed = changed_since(one, earlier) if earlier else []
    return {
        "broken": "",
        "words": words,
        "tables": words.tables(contents),
        "results": [words.result(result) for result in contents.results],
        "doubts": doubts[:_MOST_SHOWN],
        "doubts_left": max(0, len(doubts) - _MOST_SHOWN),
        "earlier": earlier,
        "changed": changed[:_MOST_SHOWN],
        "changed_left": max(0, len(changed) - _MOST_SHOWN),
        "remarks": remarks_of(one),
    }


def remarks_of(one: Package) -> list[Remark]:
    """What was remarked: what the answer says, else what is noted so far."""
    return list(one.answered.remarks) if one.answered else one.noted


def _file(request: HttpRequest, one: Package, sha256: str, name: str, words: str) -> HttpResponseBase:
    path = kept_at(sha256)
    if not sha256 or not path.exists():
        return redirect("package", one.pk)  # where it is told
    record(
        actor_of(request),
        "packages.given",
        f"{words}: {one.report.unit.name}, lần {one.edition}",
        area_id=one.area_id,
        subject=("packages.Package", one.pk),
        details={"sha256": sha256},
    )
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
