"""How much of this sitting works in the background, for the bar on top of every page."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from giamngheo.foundation.tasks.models import count_not_over


def running_count(request: HttpRequest) -> int:
    """Tasks of this sitting that are not over; asks nothing of the database where there is no sitting.

    A page that changes nothing was told when it was entered.
    """
    known: int | None = getattr(request, "tasks_running", None)
    if known is not None:
        return known
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return 0
    return count_not_over(owners_of(request))


def owners_of(request: HttpRequest) -> list[str]:
    """Whose tasks are those of who asks: of the sitting, and of the person in whatever sitting."""
    person = request.session.get(SESSION_KEY)
    return [str(request.session.session_key), *([f"person:{person}"] if person is not None else [])]
