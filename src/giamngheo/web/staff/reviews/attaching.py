"""Photos and papers of a meeting or a posting: handed in, opened by who sees the village, put aside."""

from typing import Final
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giamngheo.apps.reviews.actions import ReviewError, attach, put_attachment_aside, read_attachment
from giamngheo.apps.reviews.actions.attaching import ATTACHED_TO, TAKEN
from giamngheo.apps.reviews.models import Attachment, Happening
from giamngheo.apps.reviews.states import VERB_NAMES
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.files import FileKind
from giamngheo.foundation.files.keeping import LIMIT_BYTES
from giamngheo.law.procedures.facts import Verb
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews.reaching import require, seen_by

LONGEST: Final = 191
_TITLES: Final = {Verb.MET.value: "Biên bản họp dân đã ký"}


@needs(Permission.LEAD_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def attaching(request: HttpRequest, happening_id: int) -> HttpResponse:
    """Show the form, or keep the photos or papers and show the village."""
    rows = Happening.objects.filter(seen_by(request, "case__area_id"), pk=happening_id, verb__in=ATTACHED_TO)
    happening = rows.select_related("case__round").first() if happening_id < 2**63 else None
    if happening is None:
        raise Http404
    case = happening.case
    require(request, Permission.LEAD_REVIEWS, case.area_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        title, given = words_in(request.POST, "ten", LONGEST), request.FILES.getlist("tep")
        try:
            attach(happening, given, title, actor_of(request))
        except ReviewError as error:
            wrong[error.about] = str(error)
        else:
            return redirect(f"{reverse('review-village', args=[case.pk])}#da-ghi")
    told = {
        "case": case,
        "round": case.round,
        "happening": happening,
        "verb": VERB_NAMES[Verb(happening.verb)],
        "title": _TITLES.get(happening.verb, "Biên bản niêm yết đã ký"),
        "names": names_of([case.area_id], case.round.opened_on),
        "taken": ",".join(kind.media_type for kind in TAKEN),
        "kinds": ", ".join(kind.called for kind in TAKEN),
        "limit": LIMIT_BYTES,
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/reviews/attaching.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def opening(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Hand out a photo or paper, as a file to save: nothing of it runs or shows within our pages."""
    one = _attachment(request, attachment_id)
    case = one.happening.case
    try:
        with read_attachment(one, actor_of(request)) as opened:
            content = opened.read()
    except FileNotFoundError:
        said = (
            f"«{one.title}»: có ghi ảnh, giấy tờ này nhưng tệp không còn trong thư mục dữ liệu của máy chủ. "
            "Cách xử lý: báo người quản trị tìm trong bản sao lưu."
        )
        told = {"case": case, "round": case.round, "refused": said}
        return render(request, "staff/reviews/refused.html", told, status=404)
    answer = HttpResponse(content, content_type=FileKind(one.kind).media_type)
    name = quote(f"{one.title}.{one.kind}", safe="")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"ra-soat-{one.pk}.{one.kind}\"; filename*=UTF-8''{name}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs(Permission.LEAD_REVIEWS)
@require_POST
def putting_aside(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Show a photo or paper no more, with its reason."""
    one = _attachment(request, attachment_id)
    case = one.happening.case
    require(request, Permission.LEAD_REVIEWS, case.area_id)
    try:
        put_attachment_aside(one, words_in(request.POST, "ly-do", 501), actor_of(request))
    except ReviewError as error:
        told = {"case": case, "round": case.round, "refused": str(error)}
        return render(request, "staff/reviews/refused.html", told, status=422)
    return redirect(f"{reverse('review-village', args=[case.pk])}#da-ghi")


def _attachment(request: HttpRequest, attachment_id: int) -> Attachment:
    """A photo or paper that stands, of a village that who asks sees; else not found."""
    rows = Attachment.objects.filter(seen_by(request, "happening__case__area_id"), aside_at=None)
    found = (
        rows.select_related("happening__case__round").filter(pk=attachment_id).first()
        if attachment_id < 2**63
        else None
    )
    if found is None:
        raise Http404
    return found
