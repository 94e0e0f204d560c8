"""A photo or paper of an inspection, handed out to who may see what it belongs to."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from giamngheo.apps.oversight.actions import read_attached
from giamngheo.apps.oversight.models import Attached, Inspection
from giamngheo.apps.oversight.states import FOUND_TOLD
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.files import FileKind
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.coordination.reaching import row_for
from giamngheo.web.staff.oversight.reaching import rounds_seen, sides_of


@needs(Permission.SEE_RESULTS)
@require_GET
def attached(request: HttpRequest, oversight_file_id: int) -> HttpResponse:
    """Give the file to save: nothing of it runs or shows within our pages. 404 before it is told."""
    rounds = Inspection.objects.filter(rounds_seen(request))
    rows = Attached.objects.filter(aside_at=None, inspection__in=rounds.values("pk"))
    one = row_for(rows.select_related("inspection"), oversight_file_id)
    sides = sides_of(request, one.area_id, one.inspection.unit_id)
    if not sides.is_inside and one.inspection.state not in FOUND_TOLD:
        raise Http404
    try:
        with read_attached(one, actor_of(request)) as opened:
            content = opened.read()
    except FileNotFoundError as error:
        raise Http404 from error
    answer = HttpResponse(content, content_type=FileKind(one.kind).media_type)
    name = quote(f"{one.title}.{one.kind}", safe="")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"kiem-tra-{one.pk}.{one.kind}\"; filename*=UTF-8''{name}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
