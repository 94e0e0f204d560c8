"""What deeds on activities share: the refusal, the lock, the states in which a deed is done, the trail."""

from collections.abc import Collection, Mapping
from typing import Any

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.states import CARRYING_OUT, ENTERING, ActivityState
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.refused import RefusedError


class ActivityError(RefusedError):
    """A deed on an activity is refused."""


def locked(activity: Activity) -> Activity:
    """The activity as it stands, held until the deed is done."""
    return Activity.objects.select_for_update(of=["self"]).select_related("area").get(pk=activity.pk)


def locked_for_entering(activity: Activity) -> Activity:
    """The activity, where participants may come and go; raises ActivityError."""
    return _in_one_of(activity, ENTERING[activity.law.course], "thêm, bớt người tham gia")


def locked_for_carrying_out(activity: Activity, what: str) -> Activity:
    """The activity, where what happens in it may be written down; `what` names the deed. ActivityError."""
    return _in_one_of(activity, CARRYING_OUT[activity.law.course], what)


def _in_one_of(activity: Activity, states: Collection[ActivityState], what: str) -> Activity:
    held = locked(activity)
    if held.state not in states:
        raise ActivityError(
            f"Hoạt động đang ở bước «{held.state_word}» nên không {what} được. "
            "Cách xử lý: tải lại trang để xem bước hiện nay."
        )
    return held


def line_of(activity: Activity, verb: str, sentence: str, details: Mapping[str, Any] | None = None) -> Deed:
    """A line of the trail about an activity: what was done, then which it is."""
    told = f"{sentence}: {activity.law.name.lower()} «{activity.title}»"
    subject = ("activities.Activity", activity.pk)
    return Deed(f"activities.{verb}", told, activity.area_id, subject, details or {})


def tell(
    activity: Activity, actor: Actor, verb: str, sentence: str, details: Mapping[str, Any] | None = None
) -> None:
    """Add a line of the trail about an activity."""
    record_all(actor, [line_of(activity, verb, sentence, details)])
