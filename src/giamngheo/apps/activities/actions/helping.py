"""What an activity gives, written into the ledger of help in the transaction of its own deed."""

from dataclasses import replace
from typing import Final

from django.db.models import Exists, Max, OuterRef

from giamngheo.apps.activities.actions.writing import ActivityError
from giamngheo.apps.activities.models import Activity, Attendance, Participant, Thing
from giamngheo.apps.support.actions import SupportError, give, refused
from giamngheo.apps.support.examining import LONGEST_WHAT, Help
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.audit.actions import Actor

_ENTERED_BEFORE: Final = "Đã ghi tên vào hoạt động trước khi nhu cầu được đáp ứng ở nơi khác."


def help_who_came(activity: Activity, actor: Actor) -> int:
    """Write down that who came was taught or treated, once each; who was handed things has these already.

    Nothing for kinds without a need, or where nobody of the register takes part. Who moved away since then is
    left out, as their household is written about elsewhere: gives how many. Raises ActivityError.
    """
    kind = activity.law
    if not (kind.need and kind.attendance):
        return 0
    there = Attendance.objects.filter(participant=OuterRef("pk"), present=True)
    got = Thing.objects.filter(participant=OuterRef("pk"), support__taken_back_at=None)
    rows = Participant.objects.filter(Exists(there), ~Exists(got), activity=activity, household__isnull=False)
    came = rows.filter(attendances__present=True).annotate(last=Max("attendances__gathering__day"))
    lines = [
        Help(
            household_id=one.household_id or 0,
            person_id=one.person_id,
            need=kind.need,
            form=Form.SERVICE,
            what=f"{kind.name}: {activity.title}"[:LONGEST_WHAT],
            given_on=one.last,
            source=Source.PROGRAMME,
            programme=activity.programme,
            project=activity.project,
            again_because=one.again_because,
        )
        for one in came.order_by("pk")
    ]
    met = refused(lines, activity.occasion)
    told = [
        replace(one, again_because=_ENTERED_BEFORE) if at in met and not one.again_because else one
        for at, one in enumerate(lines)
    ]
    gone = refused(told, activity.occasion) if met else {}
    try:
        give([one for at, one in enumerate(told) if at not in gone], actor, occasion=activity.occasion)
    except SupportError as error:
        raise ActivityError(str(error)) from error
    return len(gone)
