"""The file of a row of coordination, handed out to who may see the row."""

from typing import IO
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from giamngheo.apps.coordination.actions import TAKEN, read_file
from giamngheo.apps.coordination.models.made import Filed
from giamngheo.foundation.files import FileKind
from giamngheo.foundation.files.keeping import LIMIT_BYTES
from giamngheo.web.components.acting_person import actor_of

FILE_FIELD = {
    "taken": ",".join(kind.media_type for kind in TAKEN),
    "kinds": ", ".join(kind.called for kind in TAKEN),
    "limit": LIMIT_BYTES,
}
"""What a form tells of the file that it takes."""


def file_given(request: HttpRequest) -> IO[bytes] | None:
    """The file that a form hands in, if any."""
    return request.FILES.get("tep")


def handed_out(request: HttpRequest, row: Filed, area_id: int, name: str) -> HttpResponse:
    """Give the file to save: nothing of it runs or shows within our pages. 404 where there is none."""
    try:
        with read_file(row, area_id, name, actor_of(request)) as opened:
            content = opened.read()
    except FileNotFoundError as error:
        raise Http404 from error
    answer = HttpResponse(content, content_type=FileKind(row.file_kind).media_type)
    called = quote(f"{name[:80]}.{row.file_kind}", safe="")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"dieu-hanh-{row.pk}.{row.file_kind}\"; filename*=UTF-8''{called}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
