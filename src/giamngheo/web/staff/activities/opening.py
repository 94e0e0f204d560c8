"""A photo or paper of an activity, given as a file to save: nothing of it runs or shows within our pages."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from giamngheo.apps.activities.actions import read_attached
from giamngheo.apps.activities.models import Attached
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.files import FileKind
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.activities.reaching import row_for


@needs(Permission.SEE_RESULTS)
@require_GET
def opening(request: HttpRequest, attached_id: int) -> HttpResponse:
    """Give the file; that it was opened is told to the trail. 404 where it is put aside or lost."""
    one = row_for(request, Attached, attached_id)
    if one.aside_at is not None:
        raise Http404
    try:
        with read_attached(one, actor_of(request)) as opened:
            content = opened.read()
    except FileNotFoundError as error:
        raise Http404 from error
    answer = HttpResponse(content, content_type=FileKind(one.kind).media_type)
    name = quote(f"{one.title}.{one.kind}", safe="")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"hoat-dong-{one.pk}.{one.kind}\"; filename*=UTF-8''{name}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
