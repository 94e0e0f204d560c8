"""Of what the page saved by itself while one person typed, the last is kept: the others are on the way."""

from datetime import timedelta
from typing import Final

from django.db import connection

from giamngheo.apps.surveys.models import FilledSheet

SITTING: Final = timedelta(minutes=30)
"""Longer apart, two savings are of two sittings, and the last of each is kept."""

_THIN: Final = """
DELETE FROM surveys_sheetversion WHERE sheet_id = %(sheet)s AND number IN (
    SELECT number FROM (
        SELECT number, kind, author_id, written_at, lead(kind) OVER later AS next_kind,
            lead(author_id) OVER later AS next_author, lead(written_at) OVER later AS next_at
        FROM surveys_sheetversion WHERE sheet_id = %(sheet)s WINDOW later AS (ORDER BY number)
    ) AS told
    WHERE kind = 'typed' AND next_kind = 'typed' AND next_author IS NOT DISTINCT FROM author_id
        AND next_at - written_at <= make_interval(secs => %(seconds)s)
) RETURNING number
"""


def thin(sheet: FilledSheet) -> list[int]:
    """Delete what the page saved by itself and the same person typed on from; the numbers of these versions.

    Of a locked sheet that is being sealed, not before: until then somebody's page may show any version, and
    what they type is compared with it. What anybody saved by the button, sealed or corrected stays, and so
    does what was saved before another person wrote. The trail goes on telling of every version which
    boxes it changed, when and by whom; its caller tells which were deleted.
    """
    with connection.cursor() as cursor:
        cursor.execute(_THIN, {"sheet": sheet.pk, "seconds": SITTING.total_seconds()})
        return sorted(number for (number,) in cursor.fetchall())
