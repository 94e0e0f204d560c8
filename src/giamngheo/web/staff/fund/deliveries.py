"""Pages of what was handed over: a voucher with its proofs, cancelled; a proof opened."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from giamngheo.apps.fund.actions.delivering import TAKEN, attach_proofs, cancel_delivery, read_proof
from giamngheo.apps.fund.models import Delivery, Proof
from giamngheo.apps.fund.writing import FundError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.files import FileKind
from giamngheo.foundation.files.keeping import LIMIT_BYTES
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.reaching import found, may_here, require, seen
from giamngheo.web.staff.fund.typed import Typed


@needs(Permission.SEE_FUND)
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Show a voucher; or attach what proves it, or cancel it."""
    rows = Delivery.objects.filter(seen(request)).select_related("case__household", "item", "paper")
    one = found(rows, delivery_id)
    typed = Typed(request.POST.dict() or {"ten": "Phiếu chi đã ký, ảnh trao hỗ trợ"})
    if request.method == "POST":
        require(request, Permission.KEEP_FUND, one.area_id)
        verb = typed.said.get("viec", "")
        try:
            if verb == "huy":
                cancel_delivery(one, typed.words("ly-do", 300), actor_of(request))
            elif verb == "gan":
                attach_proofs(one, request.FILES.getlist("tep"), typed.words("ten", 190), actor_of(request))
            else:
                raise FundError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
            return redirect("fund-delivery", one.pk)
        except FundError as error:
            typed.wrong |= error.wrong
    told = {
        "unit": unit_on(one.area_id, today()),
        "one": one,
        "proofs": Proof.objects.filter(delivery=one).order_by("pk"),
        "may_keep": Permission.KEEP_FUND in may_here(request, one.area_id),
        "taken": ",".join(kind.media_type for kind in TAKEN),
        "kinds": ", ".join(kind.called for kind in TAKEN),
        "limit": LIMIT_BYTES,
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/delivery.html", told, status=422 if typed.wrong else 200)


@needs(Permission.SEE_FUND)
@require_GET
def proof(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Hand out a photo or paper, as a file to save: nothing of it runs or shows within our pages."""
    one = found(Proof.objects.filter(seen(request)).select_related("delivery"), evidence_id)
    try:
        with read_proof(one, actor_of(request)) as opened:
            content = opened.read()
    except FileNotFoundError as error:
        raise Http404 from error
    answer = HttpResponse(content, content_type=FileKind(one.kind).media_type)
    name = quote(f"{one.title}.{one.kind}", safe="")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"minh-chung-{one.pk}.{one.kind}\"; filename*=UTF-8''{name}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
