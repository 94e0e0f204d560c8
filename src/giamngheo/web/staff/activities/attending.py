"""Who came to a gathering: ticked by a signed-in officer; the printed sheet to sign has a QR that leads here.

The QR leads an officer's telephone to the list. People do not mark themselves: few have accounts, and that a
code was scanned does not show who stood there.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from giamngheo.apps.activities.actions import ActivityError, mark
from giamngheo.apps.activities.models import Gathering, Participant
from giamngheo.apps.activities.states import CARRYING_OUT
from giamngheo.apps.papers.qr import svg_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.vocabulary.activities import Takes
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.activities.reaching import may_in, require, row_for


@needs(Permission.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Show the list of a gathering, or mark who came."""
    gathering = _gathering(request, gathering_id)
    row, may = gathering.activity, may_in(request, gathering.area_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        require(request, Permission.KEEP_ACTIVITIES, gathering.area_id)
        came = {int(one) for one in request.POST.getlist("co-mat") if one.isascii() and one.isdigit()}
        try:
            mark(gathering, came, today(), actor_of(request))
            answer = redirect("activity", row.pk)
            answer["Location"] += "#buoi"
            return answer
        except ActivityError as error:
            wrong = error.wrong
    told = _told(request, gathering) | {
        "may_mark": Permission.KEEP_ACTIVITIES in may and row.state in CARRYING_OUT[row.law.course],
        "wrong": wrong,
    }
    return render(request, "staff/activities/attendance.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_RESULTS)
@require_safe
def sheet(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Show the sheet to print: the list to sign, and the QR that leads an officer to it."""
    gathering = _gathering(request, gathering_id)
    address = request.build_absolute_uri(reverse("gathering", args=[gathering.pk]))
    told = _told(request, gathering) | {"qr": Markup(svg_of(address)), "address": address}
    return render(request, "staff/activities/attendance_sheet.html", told)


def _gathering(request: HttpRequest, gathering_id: int) -> Gathering:
    found = row_for(request, Gathering, gathering_id)
    sees_people = Permission.SEE_HOUSEHOLDS in may_in(request, found.area_id)
    if found.activity.law.takes is not Takes.OFFICERS and not sees_people:
        raise Http404
    return found


def _told(request: HttpRequest, gathering: Gathering) -> dict[str, object]:
    people = list(
        Participant.objects.filter(
            activity=gathering.activity_id, left_on=None, entered_on__lte=gathering.day
        ).order_by("name", "pk")
    )
    marked = dict(gathering.attendances.values_list("participant_id", "present"))
    return {
        "gathering": gathering,
        "row": gathering.activity,
        "people": people,
        "marked": marked,
        "came": sum(marked.values()),
        "names": names_of({gathering.area_id, *(one.village_id for one in people)}, today()),
        "today": today(),
    }
