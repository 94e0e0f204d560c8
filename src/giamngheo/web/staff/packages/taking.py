"""Taking in a package of a unit below, or the answer to a package of one's own: the file tells which."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.packages.actions import take_answer, take_package
from giamngheo.apps.packages.contents import Answer
from giamngheo.apps.packages.models import Package
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.sealing import LARGEST, unseal
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.packages.reaching import decides
from giamngheo.web.staff.registry.done import tell_done


@needs(Permission.TAKE_PACKAGES)
@require_http_methods(["GET", "HEAD", "POST"])
def taking(request: HttpRequest) -> HttpResponse:
    """Show the form, or take in what was sent and show it."""
    wrong: dict[str, str] = {}
    if request.method == "POST":
        file = request.FILES.get("tep")
        if file is None:
            wrong["tep"] = "Chưa chọn tệp: chọn gói hoặc phiếu trả lời (.zip) vừa nhận."
        else:
            try:
                one, said = _taken(request, file.read(LARGEST + 1))
                tell_done(request, said)
                return redirect("package", one.pk)
            except PackageError as error:
                wrong["tep"] = str(error)
    told = {"wrong": wrong, "limit": LARGEST}
    return render(request, "staff/packages/taking.html", told, status=422 if wrong else 200)


def _taken(request: HttpRequest, content: bytes) -> tuple[Package, str]:
    sealed, actor = unseal(content), actor_of(request)
    if isinstance(sealed.manifest, Answer):
        one, is_new = take_answer(sealed, lambda area_id: _sends(request, area_id), actor)
        return (
            one,
            "Đã nhận phiếu trả lời." if is_new else "Phiếu này đã nhận trước đó; không có gì thay đổi.",
        )
    one, is_new = take_package(sealed, lambda area_id: decides(request, area_id), actor)
    if is_new:
        return one, "Đã nhận gói, chữ ký đúng. Xem bên dưới rồi chấp nhận hoặc trả lại."
    return one, "Gói này đã nhận trước đó; không có gì thay đổi."


def _sends(request: HttpRequest, area_id: int) -> bool:
    return may(person_of(request), Permission.TAKE_PACKAGES, area_id, today())
